"""A Whisper in plain PyTorch, small enough to read, with a cache only where an export needs one."""
import math
import torch
from torch import nn
from torch.nn import functional as F


def sinusoids(length, width):
    rates = torch.exp(-math.log(10000) / (width // 2 - 1) * torch.arange(width // 2))
    angles = torch.arange(length)[:, None] * rates[None]
    return torch.cat([angles.sin(), angles.cos()], 1)


class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.query, self.value, self.out = (nn.Linear(width, width) for _ in range(3))
        self.key = nn.Linear(width, width, bias=False)

    def divide(self, x):
        return x.reshape(x.shape[0], x.shape[1], self.heads, -1).transpose(1, 2)

    def keys_values(self, x):
        return self.divide(self.key(x)), self.divide(self.value(x))

    def forward(self, x, keys, values, mask=None):
        query = self.divide(self.query(x))
        scores = query @ keys.transpose(-1, -2) / math.sqrt(query.shape[-1])
        weights = (scores if mask is None else scores + mask).softmax(-1)
        mixed = (weights @ values).transpose(1, 2)
        return self.out(mixed.reshape(x.shape)), weights


class Layer(nn.Module):
    def __init__(self, width, heads, cross):
        super().__init__()
        self.own, self.own_norm = Attention(width, heads), nn.LayerNorm(width)
        if cross:
            self.cross, self.cross_norm = Attention(width, heads), nn.LayerNorm(width)
        self.wide, self.narrow, self.norm = nn.Linear(width, 4 * width), nn.Linear(4 * width, width), nn.LayerNorm(width)

    def think(self, x):
        return x + self.narrow(F.gelu(self.wide(self.norm(x))))


class Encoder(nn.Module):
    """any_length: adds as many positions as there are; else all of them, as published exports do."""

    def __init__(self, bins, width, heads, layers, positions):
        super().__init__()
        self.first, self.second = nn.Conv1d(bins, width, 3, padding=1), nn.Conv1d(width, width, 3, stride=2, padding=1)
        self.register_buffer("positions", sinusoids(positions, width))
        self.layers = nn.ModuleList(Layer(width, heads, False) for _ in range(layers))
        self.norm = nn.LayerNorm(width)
        self.any_length = True

    def forward(self, features):
        x = F.gelu(self.second(F.gelu(self.first(features)))).transpose(1, 2)
        x = x + (self.positions[:x.shape[1]] if self.any_length else self.positions)
        for layer in self.layers:
            y = layer.own_norm(x)
            x = layer.think(x + layer.own(y, *layer.own.keys_values(y))[0])
        return self.norm(x)


class Decoder(nn.Module):
    def __init__(self, vocabulary, width, heads, layers, positions):
        super().__init__()
        self.tokens = nn.Embedding(vocabulary, width)
        # Published models use the embedding again as the last layer; with random weights that would only echo the last token.
        self.words = nn.Linear(width, vocabulary, bias=False)
        self.positions = nn.Parameter(torch.randn(positions, width))
        self.layers = nn.ModuleList(Layer(width, heads, True) for _ in range(layers))
        self.norm = nn.LayerNorm(width)

    def forward(self, ids, states=None, past=None):
        """Returns logits, the cache (own key and value, cross key and value by layer) and the cross-attention by layer."""
        before = 0 if past is None else past[0].shape[2]
        x = self.tokens(ids) + self.positions[before:before + ids.shape[1]]
        mask = None if past is not None else torch.full((ids.shape[1],) * 2, -1e4, dtype=x.dtype).triu(1)
        cache, attention = [], []
        for i, layer in enumerate(self.layers):
            y = layer.own_norm(x)
            keys, values = layer.own.keys_values(y)
            if past is None:
                cross_keys, cross_values = layer.cross.keys_values(states)
            else:
                old_keys, old_values, cross_keys, cross_values = past[4 * i:4 * i + 4]
                keys, values = torch.cat([old_keys, keys], 2), torch.cat([old_values, values], 2)
            x = x + layer.own(y, keys, values, mask)[0]
            mixed, weights = layer.cross(layer.cross_norm(x), cross_keys, cross_values)
            x = layer.think(x + mixed)
            cache += [keys, values, cross_keys, cross_values]
            attention.append(weights)
        return self.words(self.norm(x)), cache, attention
