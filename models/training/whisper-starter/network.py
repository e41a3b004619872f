"""Whisper's encoder and decoder in PyTorch, with two heads on the encoder for training: tokens by CTC, and phones lower down.

Matrix products run in bfloat16 (weights, norms, softmax and sums stay in single precision): twice as fast on processors
that have it, and on every GPU. Convolutions are unfold and linear, because the backward pass of a strided conv1d in
Debian's torch 1.13 can be garbage on CPUs.
"""
import dataclasses
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

from phones import PHONES

MASKED = -1e4


@dataclasses.dataclass
class Shape:
    """Sizes of a network; `window` is the longest piece of audio it is given, in seconds."""

    width: int = 256
    heads: int = 4
    encoder_layers: int = 4
    decoder_layers: int = 2
    longest_text: int = 192
    phone_layer: int = 3           # encoder layers below the phone head
    window: int = 12


class Linear(nn.Linear):
    """A linear layer whose product runs in bfloat16."""

    def forward(self, x):
        bias = None if self.bias is None else self.bias.bfloat16()
        return F.linear(x.bfloat16(), self.weight.bfloat16(), bias)


class Attention(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.count = shape.heads
        self.query, self.value, self.out = (Linear(shape.width, shape.width) for _ in range(3))
        self.key = Linear(shape.width, shape.width, bias=False)

    def forward(self, x, memory, mask):
        """x [B,T,D] attends to memory [B,S,D]; mask [B,1,T or 1,S] is added to the scores."""
        batch, length, width = x.shape
        q = self.heads(self.query(x) * (width // self.count) ** -0.5)
        k, v = self.heads(self.key(memory)), self.heads(self.value(memory))
        scores = torch.bmm(q, k.transpose(1, 2)).float().view(batch, self.count, length, -1)
        self.weights = (scores if mask is None else scores + mask).softmax(-1)
        mixed = torch.bmm(self.weights.view(batch * self.count, length, -1).bfloat16(), v)
        return self.out(mixed.view(batch, self.count, length, -1).transpose(1, 2).reshape(batch, length, width)).float()

    def heads(self, x):
        batch, length, _ = x.shape
        return x.view(batch, length, self.count, -1).transpose(1, 2).reshape(batch * self.count, length, -1)


class Block(nn.Module):
    def __init__(self, shape, cross):
        super().__init__()
        self.attention, self.attention_norm = Attention(shape), nn.LayerNorm(shape.width)
        self.cross, self.cross_norm = (Attention(shape), nn.LayerNorm(shape.width)) if cross else (None, None)
        self.widen, self.narrow = Linear(shape.width, 4 * shape.width), Linear(4 * shape.width, shape.width)
        self.feed_norm = nn.LayerNorm(shape.width)

    def forward(self, x, mask, memory=None, memory_mask=None):
        y = self.attention_norm(x)
        x = x + self.attention(y, y, mask)
        if self.cross is not None:
            x = x + self.cross(self.cross_norm(x), memory, memory_mask)
        return x + self.narrow(F.gelu(self.widen(self.feed_norm(x)))).float()


class Whisper(nn.Module):
    def __init__(self, tokens, text_tokens, shape=None):
        """`tokens` is the whole vocabulary, `text_tokens` what comes before the special ones."""
        super().__init__()
        self.shape = shape = shape or Shape()
        self.first, self.second = nn.Conv1d(80, shape.width, 3), nn.Conv1d(shape.width, shape.width, 3)
        self.register_buffer("encoder_positions", sinusoids(1500, shape.width), persistent=False)
        self.encoder = nn.ModuleList(Block(shape, False) for _ in range(shape.encoder_layers))
        self.encoder_norm = nn.LayerNorm(shape.width)
        self.embedding = nn.Embedding(tokens, shape.width)
        nn.init.normal_(self.embedding.weight, std=0.02)
        self.decoder_positions = nn.Parameter(torch.randn(shape.longest_text, shape.width) * 0.01)
        self.decoder = nn.ModuleList(Block(shape, True) for _ in range(shape.decoder_layers))
        self.decoder_norm = nn.LayerNorm(shape.width)
        self.ctc = Linear(shape.width, text_tokens + 1)      # the last is the blank
        self.phones = nn.Sequential(nn.LayerNorm(shape.width), Linear(shape.width, len(PHONES)))

    def encode(self, mel, lengths):
        """mel [B,80,frames], lengths in encoder frames → hidden [B,frames/2,D] and the mask of its padding."""
        hidden, mask, _ = self.encode_with_middle(mel, lengths)
        return hidden, mask

    def encode_with_middle(self, mel, lengths):
        """As encode, and the states [B,frames/2,D] that the phone head reads."""
        x = F.gelu(convolve(self.first, mel.transpose(1, 2), 1))
        x = F.gelu(convolve(self.second, x, 2)).float()
        x = x + self.encoder_positions[: x.shape[1]]
        frames = torch.arange(x.shape[1], device=x.device)
        mask = (frames >= lengths[:, None]).float()[:, None, None] * MASKED
        middle = None
        for layer, block in enumerate(self.encoder, 1):
            x = block(x, mask)
            middle = x if layer == self.shape.phone_layer else middle
        return self.encoder_norm(x), mask, middle

    def decode(self, ids, hidden, hidden_mask):
        """ids [B,T] → logits [B,T,tokens]."""
        length = ids.shape[1]
        x = self.embedding(ids) + self.decoder_positions[:length]
        causal = torch.full((length, length), MASKED, device=x.device).triu(1)
        for block in self.decoder:
            x = block(x, causal, hidden, hidden_mask)
        return F.linear(self.decoder_norm(x).bfloat16(), self.embedding.weight.bfloat16()).float()


def sinusoids(length, width):
    """[length, width]: sines then cosines, wavelengths from 2π to 10,000 · 2π."""
    rates = torch.exp(-math.log(10000) / (width // 2 - 1) * torch.arange(width // 2))
    angles = torch.arange(length)[:, None] * rates
    return torch.cat([angles.sin(), angles.cos()], 1)


def convolve(layer, x, stride):
    """A kernel-3, padding-1 convolution of x [B,T,C] as one matrix product."""
    length = x.shape[1]
    x = F.pad(x.bfloat16(), (0, 0, 1, 1))
    windows = torch.cat([x[:, shift: length + shift: stride] for shift in range(3)], 2)
    weight = layer.weight.permute(0, 2, 1).reshape(layer.weight.shape[0], -1)
    return F.linear(windows, weight.bfloat16(), layer.bias.bfloat16())


def greedy(network, mel, lengths, tokens, longest=150):
    """The greedy transcript of every row of a batch, without timestamps."""
    with torch.no_grad():
        hidden, mask = network.encode(mel, lengths)
        ids = torch.tensor([tokens.start] * len(mel), device=mel.device)
        ended = torch.zeros(len(mel), dtype=torch.bool, device=mel.device)
        while ids.shape[1] < longest and not ended.all():
            best = network.decode(ids, hidden, mask)[:, -1].argmax(-1)
            best[ended] = tokens.end
            ended |= best == tokens.end
            ids = torch.cat([ids, best[:, None]], 1)
    rows = [row[len(tokens.start):] for row in ids.tolist()]
    return [tokens.decode(row[: row.index(tokens.end)] if tokens.end in row else row) for row in rows]
