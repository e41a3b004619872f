"""Whisper's encoder and decoder in PyTorch, with two CTC heads on the encoder for training: tokens, and phones lower down.

Written around two faults of Debian's torch 1.13 on CPUs: the backward pass of a strided conv1d can be garbage, so
convolutions are unfold and linear; bmm is a plain loop, so attention multiplies head by head with mm.
"""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

PHONES = ("aa ae ah ao aw ax ay b ch d dh eh er ey f g hh ih iy jh k l m n ng ow oy p r s sh t th uh uw v w y z "
          "zh").split()
PHONE_LAYER = 3            # encoder layers below the phone head
WIDTH, HEADS, ENCODER_LAYERS, DECODER_LAYERS, LONGEST_TEXT = 192, 3, 4, 2, 128


class MultiplyHeads(torch.autograd.Function):
    """Batched a·b, or a·bᵀ, as a loop over mm."""

    @staticmethod
    def forward(context, a, b, transpose):
        context.save_for_backward(a, b)
        context.transpose = transpose
        return torch.stack([torch.mm(x, y.t() if transpose else y) for x, y in zip(a.unbind(0), b.unbind(0))])

    @staticmethod
    def backward(context, gradient):
        a, b = (tensor.unbind(0) for tensor in context.saved_tensors)
        g = gradient.contiguous().unbind(0)
        if context.transpose:
            return (torch.stack([torch.mm(x, y) for x, y in zip(g, b)]),
                    torch.stack([torch.mm(x.t(), y) for x, y in zip(g, a)]), None)
        return (torch.stack([torch.mm(x, y.t()) for x, y in zip(g, b)]),
                torch.stack([torch.mm(x.t(), y) for x, y in zip(a, g)]), None)


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.query, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.key = nn.Linear(WIDTH, WIDTH, bias=False)

    def forward(self, x, memory, mask):
        """x [B,T,D] attends to memory [B,S,D]; mask is added to the scores [B,heads,T,S]."""
        batch, length, _ = x.shape
        q = self.heads(self.query(x) * (WIDTH // HEADS) ** -0.5)
        k, v = self.heads(self.key(memory)), self.heads(self.value(memory))
        scores = MultiplyHeads.apply(q, k, True).view(batch, HEADS, length, -1)
        weights = self.weights = (scores if mask is None else scores + mask).softmax(-1)
        mixed = MultiplyHeads.apply(weights.view(batch * HEADS, length, -1), v, False)
        return self.out(mixed.view(batch, HEADS, length, -1).transpose(1, 2).reshape(batch, length, WIDTH))

    @staticmethod
    def heads(x):
        batch, length, _ = x.shape
        return x.view(batch, length, HEADS, -1).transpose(1, 2).reshape(batch * HEADS, length, -1)


class Block(nn.Module):
    def __init__(self, cross):
        super().__init__()
        self.attention, self.attention_norm = Attention(), nn.LayerNorm(WIDTH)
        self.cross, self.cross_norm = (Attention(), nn.LayerNorm(WIDTH)) if cross else (None, None)
        self.widen, self.narrow = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.feed_norm = nn.LayerNorm(WIDTH)

    def forward(self, x, mask, memory=None, memory_mask=None):
        y = self.attention_norm(x)
        x = x + self.attention(y, y, mask)
        if self.cross is not None:
            x = x + self.cross(self.cross_norm(x), memory, memory_mask)
        return x + self.narrow(F.gelu(self.widen(self.feed_norm(x))))


class Whisper(nn.Module):
    def __init__(self, tokens):
        super().__init__()
        self.first, self.second = nn.Conv1d(80, WIDTH, 3), nn.Conv1d(WIDTH, WIDTH, 3)
        self.register_buffer("encoder_positions", sinusoids(1500), persistent=False)
        self.encoder = nn.ModuleList(Block(False) for _ in range(ENCODER_LAYERS))
        self.encoder_norm = nn.LayerNorm(WIDTH)
        self.embedding = nn.Embedding(tokens, WIDTH)
        nn.init.normal_(self.embedding.weight, std=0.02)
        self.decoder_positions = nn.Parameter(torch.randn(LONGEST_TEXT, WIDTH) * 0.01)
        self.decoder = nn.ModuleList(Block(True) for _ in range(DECODER_LAYERS))
        self.decoder_norm = nn.LayerNorm(WIDTH)
        self.ctc = nn.Linear(WIDTH, tokens + 1)
        self.phones = nn.Sequential(nn.LayerNorm(WIDTH), nn.Linear(WIDTH, len(PHONES) + 1))

    def encode(self, mel, lengths):
        """mel [B,80,frames], lengths in encoder frames → hidden [B,frames/2,D] and the mask of its padding."""
        hidden, mask, _ = self.encode_with_middle(mel, lengths)
        return hidden, mask

    def encode_with_middle(self, mel, lengths):
        """As encode, and the states [B,frames/2,D] that the phone head reads."""
        x = F.gelu(convolve(self.first, mel.transpose(1, 2), 1))
        x = F.gelu(convolve(self.second, x, 2))
        x = x + self.encoder_positions[: x.shape[1]]
        mask = (torch.arange(x.shape[1]) >= lengths[:, None]).float()[:, None, None] * -1e4
        middle = None
        for layer, block in enumerate(self.encoder, 1):
            x = block(x, mask)
            middle = x if layer == PHONE_LAYER else middle
        return self.encoder_norm(x), mask, middle

    def decode(self, ids, hidden, hidden_mask):
        """ids [B,T] → logits [B,T,tokens]."""
        length = ids.shape[1]
        x = self.embedding(ids) + self.decoder_positions[:length]
        causal = torch.full((length, length), -1e4).triu(1)
        for block in self.decoder:
            x = block(x, causal, hidden, hidden_mask)
        return F.linear(self.decoder_norm(x), self.embedding.weight)


def sinusoids(length):
    """[length, WIDTH]: sines then cosines, wavelengths from 2π to 10,000 · 2π."""
    rates = torch.exp(-math.log(10000) / (WIDTH // 2 - 1) * torch.arange(WIDTH // 2))
    angles = torch.arange(length)[:, None] * rates
    return torch.cat([angles.sin(), angles.cos()], 1)


def convolve(layer, x, stride):
    """A kernel-3, padding-1 convolution of x [B,T,C] as one matrix product."""
    length = x.shape[1]
    x = F.pad(x, (0, 0, 1, 1))
    windows = torch.cat([x[:, shift: length + shift: stride] for shift in range(3)], 2)
    return F.linear(windows, layer.weight.permute(0, 2, 1).reshape(WIDTH, -1), layer.bias)


def greedy(network, mel, lengths, tokens, longest=100):
    """The greedy transcript of every row of a batch."""
    with torch.no_grad():
        hidden, mask = network.encode(mel, lengths)
        ids = torch.tensor([tokens.start] * len(mel))
        ended = torch.zeros(len(mel), dtype=torch.bool)
        while ids.shape[1] < longest and not ended.all():
            best = network.decode(ids, hidden, mask)[:, -1].argmax(-1)
            best[ended] = tokens.end
            ended |= best == tokens.end
            ids = torch.cat([ids, best[:, None]], 1)
    rows = [row[len(tokens.start):] for row in ids.tolist()]
    return [tokens.decode(row[: row.index(tokens.end)] if tokens.end in row else row) for row in rows]
