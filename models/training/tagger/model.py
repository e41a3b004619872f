"""The networks. An utterance is encoded on its own; what was said before enters as the vectors of the utterances before it."""
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
PADDED = 4


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

    def __init__(self, vocabulary, classes, bits=14, dropout=0.3):
        super().__init__()
        self.register_buffer("classes", classes)
        kinds = classes.shape[1]
        self.kinds = nn.Linear(3 * kinds, TAGS, bias=False)
        self.together = nn.Linear(kinds * kinds, TAGS, bias=False)
        self.kinds_before = nn.Linear(2 * kinds, TAGS, bias=False)
        for layer in (self.kinds, self.together, self.kinds_before):
            nn.init.zeros_(layer.weight)
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
        # Which classes of words are there, which meet in one utterance, and which stood in the utterance before.
        kinds = self.classes[ids].float().max(1).values
        if self.training:
            kinds = kinds * (torch.rand_like(kinds) > self.dropout).float()
        sides = torch.cat([kinds * (roles == side).float()[:, None] for side in range(3)], 1)
        meeting = (kinds[:, :, None] * kinds[:, None, :]).reshape(kinds.shape[0], -1)
        said = torch.cat([kinds * (roles == side).float()[:, None] for side in (1, 2)], 1)
        said = torch.cat([torch.zeros_like(said[:1]), said], 0)[before[:, 0]]
        logits = logits + self.kinds(sides) + self.together(meeting) + self.kinds_before(said)
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
        width = embedding.embedding_dim
        self.side = nn.Embedding(3, width)
        nn.init.normal_(self.side.weight, std=0.1)
        self.windows = nn.ModuleList([nn.Conv1d(width, channels, size, padding=size - 1) for size in (1, 2, 4)])
        self.input_dropout = nn.Dropout(0.2)

    def encoder_pool(self, ids, roles):
        # Every row ends in windows of padding alone, so that how far a batch is padded changes nothing.
        ids = torch.cat([ids, torch.full_like(ids[:, :1], wordpiece.PAD).repeat(1, PADDED)], 1)
        there = (ids != wordpiece.PAD).float()[:, :, None]
        x = self.input_dropout((self.embedding(ids) + self.side(roles)[:, None, :]) * there).transpose(1, 2)
        return torch.cat([F.relu(window(x)).max(2).values for window in self.windows], -1)


class MeanBag(BagTagger):
    """Bags with averaged tables: as their logits are linear in them, its logits are the mean of theirs. Tables are kept in eight bits."""

    def __init__(self, bags):
        nn.Module.__init__(self)
        self.vocabulary, self.buckets, self.dropout = bags[0].vocabulary, bags[0].buckets, 0.0
        mean = lambda pick: sum(pick(bag).detach() for bag in bags) / len(bags)
        self.single = Eighth(mean(lambda bag: bag.single.weight * bag.scale[0]))
        self.pairs = Eighth(mean(lambda bag: bag.pairs.weight * bag.scale[1]))
        self.triples = Eighth(mean(lambda bag: bag.triples.weight * bag.scale[2]))
        self.earlier = nn.ModuleList([Eighth(mean(lambda bag: bag.earlier[j].weight * bag.scale[3])) for j in range(CONTEXT)])
        self.bias = nn.Embedding.from_pretrained(mean(lambda bag: bag.bias.weight))
        self.signs = nn.Linear(3, TAGS, bias=False)
        self.signs.weight.data.copy_(mean(lambda bag: bag.signs.weight))
        self.register_buffer("classes", bags[0].classes.to(torch.int8))
        for name in ("kinds", "together", "kinds_before"):
            weight = mean(lambda bag: getattr(bag, name).weight)
            layer = nn.Linear(weight.shape[1], TAGS, bias=False)
            layer.weight.data.copy_(weight)
            setattr(self, name, layer)
        self.register_buffer("scale", torch.ones(4))


class HalvedLinear(nn.Module):
    def __init__(self, layer):
        super().__init__()
        self.register_buffer("weight", layer.weight.detach().half())
        self.register_buffer("bias", layer.bias.detach())

    def forward(self, x):
        return F.linear(x, self.weight.float(), self.bias)


class HalvedWindow(nn.Module):
    def __init__(self, layer):
        super().__init__()
        self.register_buffer("weight", layer.weight.detach().half())
        self.register_buffer("bias", layer.bias.detach())
        self.padding = layer.padding

    def forward(self, x):
        return F.conv1d(x, self.weight.float(), self.bias, padding=self.padding)


def halve(net):
    """Keeps a convolution tagger's weights in half precision."""
    net.windows = nn.ModuleList([HalvedWindow(window) for window in net.windows])
    net.earlier = nn.ModuleList([HalvedLinear(layer) for layer in net.earlier])
    net.hidden, net.out = HalvedLinear(net.hidden), HalvedLinear(net.out)
    return net


class Halved(nn.Module):
    """An embedding table in half precision; rows are widened when they are read."""

    def __init__(self, weight):
        super().__init__()
        self.register_buffer("weight", weight.half())

    def forward(self, keys):
        return F.embedding(keys, self.weight).float()


class Eighth(nn.Module):
    """A table in eight bits, with a scale for each column."""

    def __init__(self, weight):
        super().__init__()
        scale = weight.abs().max(0, keepdim=True).values.clamp(min=1e-6) / 127
        self.register_buffer("weight", torch.round(weight / scale).to(torch.int8))
        self.register_buffer("step", scale)

    def forward(self, keys):
        return self.weight[keys].float() * self.step
