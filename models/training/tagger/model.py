"""The networks. An utterance is encoded on its own; what was said before enters as the vectors of the utterances before it."""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

import corpus
import wordpiece

TAGS = len(corpus.TAGS)
CONTEXT = 3
NUMBER = len(wordpiece.SPECIAL) + wordpiece.FIXED.index("<num>")
QUESTION_MARK = len(wordpiece.SPECIAL) + wordpiece.FIXED.index("?")
LONG = 40.0


class Block(nn.Module):
    def __init__(self, width, heads, dropout):
        super().__init__()
        self.heads = heads
        self.before, self.after = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, mask, distance):
        n, length, width = x.shape
        q, k, v = self.qkv(self.before(x)).reshape(n, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        score = q @ k.transpose(-1, -2) / math.sqrt(width // self.heads) + mask + distance
        mixed = (self.dropout(torch.softmax(score, -1)) @ v).transpose(1, 2).reshape(n, length, width)
        x = x + self.dropout(self.out(mixed))
        return x + self.dropout(self.down(F.gelu(self.up(self.after(x)))))


class Encoder(nn.Module):
    """Word pieces of one utterance to vectors, one a piece; place is seen through learned biases on distance."""

    def __init__(self, vocabulary, width=128, layers=3, heads=4, dropout=0.1, reach=16):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, width, padding_idx=wordpiece.PAD)
        nn.init.normal_(self.embedding.weight, std=0.1)
        self.role = nn.Embedding(3, width)
        nn.init.normal_(self.role.weight, std=0.1)
        self.blocks = nn.ModuleList([Block(width, heads, dropout) for _ in range(layers)])
        self.norm = nn.LayerNorm(width)
        self.reach = reach
        self.distance = nn.Embedding(2 * reach + 1, heads)
        nn.init.zeros_(self.distance.weight)
        self.dropout = nn.Dropout(dropout)

    def forward(self, ids, roles):
        mask = (ids == wordpiece.PAD).float()[:, None, None, :] * -1e4
        place = torch.arange(0, ids.shape[1], device=ids.device)
        distance = self.distance((place[None, :] - place[:, None]).clamp(-self.reach, self.reach) + self.reach).permute(2, 0, 1)[None]
        x = self.embedding(ids) + self.role(roles)[:, None, :]
        x = self.dropout(x)
        for block in self.blocks:
            x = block(x, mask, distance)
        return self.norm(x)


def pool(x, ids):
    """Mean and maximum over the pieces that are there."""
    there = (ids != wordpiece.PAD).float()[:, :, None]
    mean = (x * there).sum(1) / there.sum(1).clamp(min=1)
    top = (x + (there - 1) * 1e4).max(1).values
    return torch.cat([mean, top], -1)


class Pretraining(nn.Module):
    """Masked pieces, and which of the batch's utterances comes next."""

    def __init__(self, encoder, width=128):
        super().__init__()
        self.encoder = encoder
        self.predict = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.LayerNorm(width))
        self.bias = nn.Parameter(torch.zeros(encoder.embedding.num_embeddings))
        self.ask, self.answer = nn.Linear(2 * width, width), nn.Linear(2 * width, width)

    def forward(self, ids, roles, masked, follows):
        x = self.encoder(masked, roles)
        hidden = (masked != ids)
        guess = F.linear(self.predict(x[hidden]), self.encoder.embedding.weight, self.bias)
        loss = F.cross_entropy(guess, ids[hidden])
        pooled = pool(x, ids)
        first, second = follows
        score = F.normalize(self.ask(pooled[first]), dim=-1) @ F.normalize(self.answer(pooled[second]), dim=-1).T * 12
        target = torch.arange(len(first))
        return loss, (F.cross_entropy(score, target) + F.cross_entropy(score.T, target)) / 2


class Tagger(nn.Module):
    """Logits of the tags of each utterance.

    ids [n, length]: word pieces; roles [n]: 0 unknown, 1 rep, 2 customer;
    before [n, 3]: rows of the utterances before it, nearest first, counted from one; zero where there is none.
    """

    def gather(self, vectors, before):
        padded = torch.cat([torch.zeros_like(vectors[:1]), vectors], 0)
        return padded[before.reshape(-1)].reshape(before.shape[0], CONTEXT, vectors.shape[-1])


class BagTagger(Tagger):
    """Logistic regression on pieces, pairs and triples of pieces, by role, with bags of what came before."""

    def __init__(self, vocabulary, bits=14, dropout=0.3):
        super().__init__()
        self.vocabulary, self.buckets = vocabulary, 1 << bits
        self.single = nn.Embedding(3 * vocabulary, TAGS, sparse=True)
        self.pairs = nn.Embedding(self.buckets, TAGS, sparse=True)
        self.triples = nn.Embedding(self.buckets, TAGS, sparse=True)
        self.earlier = nn.ModuleList([nn.Embedding(3 * vocabulary, TAGS, sparse=True) for _ in range(CONTEXT)])
        for table in [self.single, self.pairs, self.triples, *self.earlier]:
            nn.init.zeros_(table.weight)
        self.bias = nn.Embedding(3, TAGS)
        nn.init.constant_(self.bias.weight, -3.0)
        self.scale = nn.Parameter(torch.tensor([1.0, 1.0, 1.0, 0.5]))
        self.signs = nn.Linear(3, TAGS, bias=False)
        nn.init.zeros_(self.signs.weight)
        self.dropout = dropout

    def bag(self, table, keys, there):
        if self.training:
            there = there * (torch.rand_like(there) > self.dropout).float() / (1 - self.dropout)
        return (table(keys) * there[:, :, None]).sum(1) / torch.sqrt(there.sum(1, keepdim=True).clamp(min=1))

    def forward(self, ids, roles, before):
        there = (ids != wordpiece.PAD).float()
        first = torch.cat([torch.full_like(ids[:, :1], wordpiece.CLS), ids[:, :-1]], 1)
        second = torch.cat([torch.full_like(ids[:, :1], wordpiece.CLS), first[:, :-1]], 1)
        # A question mark, a number, and how much is said count as such, however long the utterance is.
        signs = torch.stack([(ids == QUESTION_MARK).any(1).float(), (ids == NUMBER).any(1).float(), there.sum(1) / LONG], 1)
        logits = self.bias(roles) + self.signs(signs) * 4
        logits = logits + self.scale[0] * self.bag(self.single, ids + roles[:, None] * self.vocabulary, there)
        logits = logits + self.scale[1] * self.bag(self.pairs, (ids * 7919 + first * 104729) % self.buckets, there)
        logits = logits + self.scale[2] * self.bag(self.triples, (ids * 7919 + first * 104729 + second * 1299709) % self.buckets, there)
        earlier = torch.stack([self.bag(table, ids + roles[:, None] * self.vocabulary, there) for table in self.earlier], 1)
        seen = torch.cat([torch.zeros_like(earlier[:1]), earlier], 0)
        for j in range(CONTEXT):
            logits = logits + self.scale[3] * seen[before[:, j], j]
        return logits


class NeuralTagger(Tagger):
    """An utterance encoder, the vectors of the utterances before, and a small head."""

    def __init__(self, encoder, pooled, width=128, hidden=192, dropout=0.3):
        super().__init__()
        self.encoder = encoder
        self.role = nn.Embedding(3, 16)
        self.earlier = nn.ModuleList([nn.Linear(pooled + 16, width) for _ in range(CONTEXT)])
        self.hidden = nn.Linear(pooled + 16 + CONTEXT * width, hidden)
        self.out = nn.Linear(hidden + pooled, TAGS)
        nn.init.constant_(self.out.bias, -2.5)
        self.dropout = nn.Dropout(dropout)

    def forward(self, ids, roles, before):
        pooled = torch.cat([self.encoder_pool(ids, roles), self.role(roles)], -1)
        earlier = self.gather(pooled, before)
        there = (before > 0).float()[:, :, None]
        heard = torch.cat([torch.tanh(self.earlier[j](self.dropout(earlier[:, j]))) * there[:, j] for j in range(CONTEXT)], -1)
        hidden = F.gelu(self.hidden(self.dropout(torch.cat([pooled, heard], -1))))
        return self.out(self.dropout(torch.cat([hidden, pooled[:, :-16]], -1)))

    def encoder_pool(self, ids, roles):
        return pool(self.encoder(ids, roles), ids)


class ConvolutionTagger(NeuralTagger):
    """Convolutions over word-piece vectors; the vectors stay as they were made, so that words never labelled keep their neighbours."""

    def __init__(self, embedding, width=128, channels=96, dropout=0.4):
        super().__init__(None, 3 * channels, dropout=dropout)
        self.embedding = embedding
        self.side = nn.Embedding(3, width)
        nn.init.normal_(self.side.weight, std=0.1)
        self.windows = nn.ModuleList([nn.Conv1d(width, channels, size, padding=size - 1) for size in (1, 2, 4)])
        self.input_dropout = nn.Dropout(0.2)

    def encoder_pool(self, ids, roles):
        there = (ids != wordpiece.PAD).float()[:, :, None]
        x = self.input_dropout((self.embedding(ids) + self.side(roles)[:, None, :]) * there).transpose(1, 2)
        return torch.cat([F.relu(window(x)).max(2).values for window in self.windows], -1)


class RecurrentTagger(NeuralTagger):
    def __init__(self, embedding, width=128, hidden=96, dropout=0.4):
        super().__init__(None, 4 * hidden, dropout=dropout)
        self.embedding = embedding
        self.side = nn.Embedding(3, width)
        nn.init.normal_(self.side.weight, std=0.1)
        self.gru = nn.GRU(width, hidden, batch_first=True, bidirectional=True)
        self.input_dropout = nn.Dropout(0.3)

    def encoder_pool(self, ids, roles):
        x = self.input_dropout(self.embedding(ids) + self.side(roles)[:, None, :])
        return pool(self.gru(x)[0], ids)


class MeanBag(BagTagger):
    """Bags with averaged tables: as their logits are linear in them, its logits are the mean of theirs. Tables are kept in half precision."""

    def __init__(self, bags):
        nn.Module.__init__(self)
        self.vocabulary, self.buckets, self.dropout = bags[0].vocabulary, bags[0].buckets, 0.0
        mean = lambda pick: sum(pick(bag).detach() for bag in bags) / len(bags)
        self.single = Halved(mean(lambda bag: bag.single.weight * bag.scale[0]))
        self.pairs = Halved(mean(lambda bag: bag.pairs.weight * bag.scale[1]))
        self.triples = Halved(mean(lambda bag: bag.triples.weight * bag.scale[2]))
        self.earlier = nn.ModuleList([Halved(mean(lambda bag: bag.earlier[j].weight * bag.scale[3])) for j in range(CONTEXT)])
        self.bias = nn.Embedding.from_pretrained(mean(lambda bag: bag.bias.weight))
        self.signs = nn.Linear(3, TAGS, bias=False)
        self.signs.weight.data.copy_(mean(lambda bag: bag.signs.weight))
        self.register_buffer("scale", torch.ones(4))


class Halved(nn.Module):
    """An embedding table in half precision; rows are widened when they are read."""

    def __init__(self, weight):
        super().__init__()
        self.register_buffer("weight", weight.half())

    def forward(self, keys):
        return F.embedding(keys, self.weight).float()
