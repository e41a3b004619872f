"""The network: a vector and a weight for each piece. What makes it a sentence's vector, the mean over pieces, is the reader's part."""
import torch
import torch.nn as nn
import torch.nn.functional as F

import bert


class SentenceEncoder(nn.Module):
    """Rare pieces weigh more to begin with, a / (a + frequency) as Arora et al. (2017) have it; training goes on from there."""

    def __init__(self, vectors, frequency, a=1e-3):
        super().__init__()
        self.table = nn.Parameter(vectors.clone())
        self.weight = nn.Parameter(torch.log(a / (a + frequency)))
        self.register_buffer("start", vectors.clone())

    def sentences(self, rows, drop=0.0):
        """Unit vectors [rows, width] of lists of piece ids, without the special pieces; `drop` of the pieces are left out."""
        ids = torch.tensor([i for row in rows for i in row], dtype=torch.long)
        starts, total = [], 0
        for row in rows:
            starts.append(total)
            total += len(row)
        scale = torch.exp(self.weight[ids])
        if drop > 0:
            scale = scale * (torch.rand_like(scale) > drop).float() + 1e-4
        return F.normalize(F.embedding_bag(ids, self.table, torch.tensor(starts), mode="sum", per_sample_weights=scale), dim=1)

    def drift(self):
        """How far the vectors went from where they began, squared."""
        return ((self.table - self.start) ** 2).sum(1).mean()


class Exported(nn.Module):
    """MiniLM's signature: ids, mask and types in, a vector for each piece out. The table is kept in half precision, weights folded in."""

    def __init__(self, encoder):
        super().__init__()
        folded = encoder.table.detach() * torch.exp(encoder.weight.detach())[:, None]
        folded[: len(bert.SPECIAL)] = 0
        folded /= folded.abs().mean() * 10
        self.register_buffer("table", folded.half())

    def forward(self, input_ids, attention_mask, token_type_ids):
        # Types are read and change nothing: the graph keeps the input that readers of such models give.
        there = (attention_mask + 0 * token_type_ids)[:, :, None].float()
        return F.embedding(input_ids, self.table).float() * there


def agreement(a, b, groups, temperature):
    """Each of `a` must find its partner in `b` among all of `b`, and the other way round; others of its own group are not held against it."""
    logits = a @ b.t() / temperature
    same = groups[:, None] == groups[None, :]
    same.fill_diagonal_(False)
    logits = logits.masked_fill(same, -1e4)
    target = torch.arange(len(a))
    return F.cross_entropy(logits, target, reduction="none") + F.cross_entropy(logits.t(), target, reduction="none")
