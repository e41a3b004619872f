"""A small transformer that reads a stretch of a conversation at once.

Every utterance begins with [CLS]. An utterance attends to itself, to the utterances near it and to nothing else, so what is said of it
does not depend on how a conversation is cut, as long as the margin (`reach`) is there. Utterances are counted in `turns`, where an
acknowledgement counts as part of the utterance before it: "mm-hm" pushes nothing out of sight.
"""
import torch
import torch.nn as nn
import torch.nn.functional as F

BACK, AHEAD = 3, 1  # utterances seen in one layer, before and after
NEAR, FAR = 8, 128  # relative positions: exact up to NEAR, then by logarithm up to FAR
BUCKETS = 2 * (NEAR + 8) + 1
OUT_OF_SIGHT = -10000.0


class Half(torch.autograd.Function):
    """x @ W.T with the products in bfloat16, which this recipe's machine does twice as fast; weights and sums stay in single precision."""

    @staticmethod
    def forward(ctx, x, weight):
        short, light = x.bfloat16(), weight.bfloat16()
        ctx.save_for_backward(short, light)
        return F.linear(short, light).float()

    @staticmethod
    def backward(ctx, grad):
        short, light = ctx.saved_tensors
        grad = grad.bfloat16()
        rows = grad.reshape(-1, grad.shape[-1])
        return (grad @ light).float(), (rows.t() @ short.reshape(-1, short.shape[-1])).float()


class Product(torch.autograd.Function):
    """Batched a @ b in bfloat16."""

    @staticmethod
    def forward(ctx, a, b):
        a, b = a.bfloat16(), b.bfloat16()
        ctx.save_for_backward(a, b)
        return torch.bmm(a, b).float()

    @staticmethod
    def backward(ctx, grad):
        a, b = ctx.saved_tensors
        grad = grad.bfloat16()
        return torch.bmm(grad, b.transpose(1, 2)).float(), torch.bmm(a.transpose(1, 2), grad).float()


class Linear(nn.Linear):
    def __init__(self, inputs, outputs):
        super().__init__(inputs, outputs, bias=False)

    def forward(self, x):
        return Half.apply(x, self.weight) if self.training else F.linear(x, self.weight)


def bucket(distance):
    """Class of a signed distance in pieces."""
    size = distance.abs()
    logarithm = NEAR + (torch.log(size.clamp(min=1).float() / NEAR) / torch.log(torch.tensor(FAR / NEAR)) * 8).long()
    size = torch.where(size <= NEAR, size, logarithm.clamp(max=NEAR + 8))
    return torch.where(distance < 0, -size, size) + NEAR + 8


class Layer(nn.Module):
    def __init__(self, width, heads, inner, dropout):
        super().__init__()
        self.heads = heads
        self.norm, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.out = Linear(width, 3 * width), Linear(width, width)
        self.up, self.down = Linear(width, inner), Linear(inner, width)
        self.dropout = nn.Dropout(dropout)
        for layer in (self.out, self.down):
            nn.init.normal_(layer.weight, std=0.02 / 2)

    def forward(self, x, bias):
        n, length, width = x.shape
        size = width // self.heads
        q, k, v = (t.reshape(n, length, self.heads, size).transpose(1, 2).reshape(n * self.heads, length, size)
                   for t in self.qkv(self.norm(x)).split(width, -1))
        multiply = Product.apply if self.training else torch.bmm
        scores = multiply(q * size ** -0.5, k.transpose(1, 2)).reshape(n, self.heads, length, length) + bias
        mixed = multiply(torch.softmax(scores, -1).reshape(n * self.heads, length, length), v)
        mixed = mixed.reshape(n, self.heads, length, size).transpose(1, 2).reshape(n, length, width)
        x = x + self.dropout(self.out(mixed))
        return x + self.dropout(self.down(F.relu(self.up(self.norm2(x)))))


class Encoder(nn.Module):
    def __init__(self, pieces, width=192, layers=4, heads=4, inner=768, dropout=0.1):
        super().__init__()
        self.settings = dict(pieces=pieces, width=width, layers=layers, heads=heads, inner=inner, dropout=dropout)
        self.pieces = nn.Embedding(pieces, width)
        self.role = nn.Embedding(3, width)
        nn.init.normal_(self.role.weight, std=0.05)
        self.norm = nn.LayerNorm(width)
        # How much a head looks at a piece so far away, and at an utterance so far away; the same in all layers.
        self.near = nn.Parameter(torch.zeros(BUCKETS, heads))
        self.turn = nn.Parameter(torch.zeros(BACK + AHEAD + 1, heads))
        with torch.no_grad():
            self.turn -= 2.0
            self.turn[AHEAD] = 0.0  # at first mostly itself
        self.layers = nn.ModuleList([Layer(width, heads, inner, dropout) for _ in range(layers)])
        self.last = nn.LayerNorm(width)
        self.dropout = nn.Dropout(dropout)

    def forward(self, ids, roles, turns):
        """ids, roles, turns [blocks, length] -> states [blocks, length, width]; padding has a turn far from all others."""
        x = self.dropout(self.norm(self.pieces(ids) + self.role(roles)))
        place = torch.arange(ids.shape[1])
        near = bucket(place[:, None] - place[None, :])
        apart = turns[:, :, None] - turns[:, None, :]
        hidden = (((apart > BACK) | (apart < -AHEAD)).float() * OUT_OF_SIGHT)[..., None]
        turn = apart.clamp(-AHEAD, BACK) + AHEAD
        bias = (F.embedding(near, self.near) + F.embedding(turn, self.turn) + hidden).permute(0, 3, 1, 2)
        for layer in self.layers:
            x = layer(x, bias)
        return self.last(x)
