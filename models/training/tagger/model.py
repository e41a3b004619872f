"""The networks that are compared. All read blocks of a conversation, and give logits at every piece; those at an utterance's [CLS] count.

ids, roles, turns [blocks, length] -> [blocks, length, tags]; roles: 0 unknown, 1 rep, 2 customer; turns as in encoder.py.
"""
import torch
import torch.nn as nn
import torch.nn.functional as F

import corpus
import encoder
import wordpiece

TAGS = len(corpus.TAGS)
BEFORE = 3
BUCKETS = 1 << 16
LONG = 40.0
QUESTION_MARK = len(wordpiece.SPECIAL) + wordpiece.FIXED.index("?")
NUMBER = len(wordpiece.SPECIAL) + wordpiece.FIXED.index("<num>")


def utterances(ids):
    """Which utterance of its block a piece is of, from 1; padding goes with the last."""
    return torch.cumsum((ids == wordpiece.CLS).long(), 1)


def together(ids):
    """1 where two pieces are of one utterance, padding left out: [blocks, length, length]."""
    number = utterances(ids)
    return ((number[:, :, None] == number[:, None, :]) & (ids != wordpiece.PAD)[:, None, :]).float()


class Pool(nn.Module):
    """Each tag looks for its own evidence among the pieces of the utterance."""

    def __init__(self, width):
        super().__init__()
        self.where, self.what = nn.Linear(width, TAGS), nn.Linear(width, TAGS)

    def forward(self, x, same):
        weight = torch.exp((self.where(x) * 2).clamp(-9, 9))
        return same @ (weight * self.what(x)) / (same @ weight).clamp(min=1e-6)


class TransformerTagger(nn.Module):
    """The pre-trained encoder with a small head."""

    def __init__(self, net, dropout=0.2):
        super().__init__()
        width = net.settings["width"]
        self.net = net
        self.pool = Pool(width)
        self.hidden, self.out = nn.Linear(width, width), nn.Linear(width, TAGS)
        nn.init.constant_(self.out.bias, -2.5)
        self.dropout = nn.Dropout(dropout)

    def forward(self, ids, roles, turns):
        x = self.dropout(self.net(ids, roles, turns))
        return self.out(self.dropout(F.relu(self.hidden(x)))) + self.pool(x, together(ids))


class BagTagger(nn.Module):
    """Logistic regression on pieces by role, pairs and triples of pieces, and the pieces of the utterances around."""

    def __init__(self, pieces, dropout=0.3):
        super().__init__()
        self.pieces = pieces
        self.single = nn.Embedding(3 * pieces, TAGS)
        self.pairs = nn.Embedding(BUCKETS, TAGS)
        self.triples = nn.Embedding(BUCKETS, TAGS)
        self.around = nn.ModuleList([nn.Embedding(3 * pieces, TAGS) for _ in range(BEFORE)])
        for table in [self.single, self.pairs, self.triples, *self.around]:
            nn.init.zeros_(table.weight)
        self.bias = nn.Embedding(3, TAGS)
        nn.init.constant_(self.bias.weight, -3.0)
        self.signs = nn.Linear(3, TAGS, bias=False)
        nn.init.zeros_(self.signs.weight)
        self.dropout = dropout

    def forward(self, ids, roles, turns):
        solid = (ids != wordpiece.PAD).float()
        first = torch.cat([torch.zeros_like(ids[:, :1]), ids[:, :-1]], 1)
        second = torch.cat([torch.zeros_like(ids[:, :1]), first[:, :-1]], 1)
        start = ids == wordpiece.CLS
        first = torch.where(start, torch.zeros_like(first), first)
        second = torch.where(start | (first == wordpiece.CLS), torch.zeros_like(second), second)
        by_role = ids + roles * self.pieces
        here = self.drop(solid) * self.single(by_role) + self.drop(solid) * self.pairs((ids * 7919 + first * 104729) % BUCKETS)
        here = here + self.drop(solid) * self.triples((ids * 7919 + first * 104729 + second * 1299709) % BUCKETS)
        same = together(ids)
        count = same.sum(2, keepdim=True)
        logits = self.bias(roles) + 2 * (same @ here) / torch.sqrt(count.clamp(min=1))
        signs = torch.stack([(ids == QUESTION_MARK).float(), (ids == NUMBER).float(), solid / LONG], -1)
        said = same @ signs
        logits = logits + 4 * self.signs(torch.cat([said[..., :2].clamp(max=1), said[..., 2:]], -1))
        for j, table in enumerate(self.around):
            near = (turns[:, :, None] - turns[:, None, :] == j + 1).float() * solid[:, None, :]
            logits = logits + (near @ (self.drop(solid) * table(by_role))) / torch.sqrt(near.sum(2, keepdim=True).clamp(min=1))
        return logits

    def drop(self, solid):
        if not self.training:
            return solid[..., None]
        return (solid * (torch.rand_like(solid) > self.dropout).float() / (1 - self.dropout))[..., None]


class ConvolutionTagger(nn.Module):
    """Windows over word-piece vectors that stay as they were made, evidence pooled by tag, and the utterances before in the mean."""

    def __init__(self, vectors, channels=96, dropout=0.3):
        super().__init__()
        self.embedding = nn.Embedding.from_pretrained(vectors, freeze=True, padding_idx=wordpiece.PAD)
        width = vectors.shape[1]
        self.role = nn.Embedding(3, width)
        nn.init.normal_(self.role.weight, std=0.1)
        self.windows = nn.ModuleList([nn.Linear(size * width, channels) for size in (1, 2, 4)])
        self.earlier = nn.ModuleList([nn.Linear(3 * channels, 96) for _ in range(BEFORE)])
        self.hidden = nn.Linear(3 * channels + BEFORE * 96, 192)
        self.pool, self.out = Pool(3 * channels), nn.Linear(192, TAGS)
        nn.init.constant_(self.out.bias, -2.5)
        self.dropout = nn.Dropout(dropout)

    def forward(self, ids, roles, turns):
        solid = (ids > wordpiece.CLS).float()[..., None]
        x = self.dropout((self.embedding(ids) + self.role(roles)) * solid)
        shifted = [x]
        for _ in range(3):
            shifted.append(torch.cat([torch.zeros_like(x[:, :1]), shifted[-1][:, :-1]], 1))
        x = torch.cat([F.relu(window(torch.cat(shifted[:size], -1))) for size, window in zip((1, 2, 4), self.windows)], -1)
        same = together(ids)
        mean = (same @ (x * solid)) / same.sum(2, keepdim=True).clamp(min=1)
        parts = [mean]
        for j, layer in enumerate(self.earlier):
            near = (turns[:, :, None] - turns[:, None, :] == j + 1).float() * (ids != wordpiece.PAD).float()[:, None, :]
            parts.append(torch.tanh(layer((near @ (x * solid)) / near.sum(2, keepdim=True).clamp(min=1))))
        hidden = F.relu(self.hidden(self.dropout(torch.cat(parts, -1))))
        return self.out(self.dropout(hidden)) + self.pool(self.dropout(x), same)
