"""Trains, measures and exports: python train.py WORK OUT RESULTS [--smoke]. A stage that is done is kept in WORK and not done again."""
import json
import pathlib
import random
import sys
import time

import torch

import bert
import disturb
import export
import lexicon
import model
import report
import score
import texts

SEED = 29
TAGS = ("objection.", "pain", "impact", "timeline", "decision_process", "value_proposition", "pricing", "rapport")
SMALL = {"context": 20, "batch": 32, "meaning": 20}
FULL = {"context": 400, "batch": 256, "meaning": 200}


def classes():
    """Words of like meaning: the tagger's classes and this recipe's."""
    return [line.split() for line in lexicon.CLASSES.values()] + texts.classes()


class Pairs:
    """Draws training pairs: lists (row, row, group, weight)."""

    def __init__(self, tokenizer, turns, concepts, rng):
        self.rng, self.tokenizer = rng, tokenizer
        self.concepts = [[(t, tokenizer.pieces(t)) for t in said] for said in concepts.values()]
        self.talks = [talk for talk in ([t for t in talk if 3 <= len(t) <= 60] for talk in turns) if len(talk) > 1]
        self.said = [(tags, text) for call in texts.calls() for _, tags, text in call if len(text.split()) > 4]
        self.tagged = {}
        for tags, text in self.said:
            for tag in tags:
                if tag.startswith(TAGS):
                    self.tagged.setdefault(tag, []).append(text)
        self.words = [[tokenizer.pieces(w) for w in entries] for entries in classes()]

    def context(self, count):
        """A turn and the one after it: what is said together is about the same thing."""
        out = []
        for group in range(count):
            talk = self.rng.choice(self.talks)
            at = self.rng.randrange(len(talk) - 1)
            out.append((talk[at], talk[at + 1], -1 - group, 1.0))
        return out

    def halves(self, count):
        """The two halves of an utterance of our calls."""
        out = []
        while len(out) < count:
            row = self.tokenizer.pieces(self.rng.choice(self.said)[1])
            if len(row) >= 10:
                cut = self.rng.randint(4, len(row) - 4)
                out.append((row[:cut], row[cut:], -100_000 - len(out), 0.7))
        return out

    def paraphrases(self):
        """Two phrasings of each concept, one of them at times as a recogniser has it."""
        out = []
        for group, said in enumerate(self.concepts):
            (_, a), (text, b) = self.rng.sample(said, 2)
            if self.rng.random() < 0.4:
                b = self.tokenizer.pieces(disturb.recognised(text, 0.15, self.rng))
            out.append((a, b, group, 1.0))
        return out

    def corrupted(self, count):
        out = []
        for number in range(count):
            text = self.rng.choice(self.said)[1]
            out.append((self.tokenizer.pieces(text), self.tokenizer.pieces(disturb.recognised(text, 0.25, self.rng)), 10_000 + number, 0.3))
        return out

    def same_tag(self):
        """Two utterances of one of the rarer tags; weak evidence, so of little weight."""
        out = []
        for number, (_, said) in enumerate(sorted(self.tagged.items())):
            a, b = self.rng.sample(said, 2)
            out.append((self.tokenizer.pieces(a), self.tokenizer.pieces(b), 20_000 + number, 0.1))
        return out

    def same_class(self):
        return [(*self.rng.sample(rows, 2), 30_000 + number, 0.3) for number, rows in enumerate(self.words)]


def steps(net, draw, count, rate, temperature, hold, drop, log):
    best = torch.optim.Adam(net.parameters(), lr=rate, betas=(0.9, 0.99))
    total, started = 0.0, time.process_time()
    for step in range(count):
        for group in best.param_groups:
            group["lr"] = rate * min(1, (step + 1) / (0.05 * count + 1)) * max(0.05, 1 - step / count)
        rows = [row for row in draw() if row[0] and row[1]]
        weight = torch.tensor([row[3] for row in rows])
        both = net.sentences([row[0] for row in rows] + [row[1] for row in rows], drop)
        each = model.agreement(both[: len(rows)], both[len(rows):], torch.tensor([row[2] for row in rows]), temperature)
        loss = (each * weight).sum() / weight.sum() + hold * net.drift()
        best.zero_grad()
        loss.backward()
        best.step()
        total += loss.item()
        if (step + 1) % 50 == 0:
            log(f"step {step + 1}: loss {total / 50:.3f}, {time.process_time() - started:.0f} s of processor time")
            total = 0.0
    return net


def fresh(work, turns, size):
    """The encoder after the context stage."""
    vectors = torch.load(work / "vectors.pt")
    seen = torch.bincount(torch.tensor([i for talk in turns for t in talk for i in t]), minlength=len(vectors)).float()
    return model.SentenceEncoder(vectors, seen / seen.sum())


def context_stage(work, pairs, turns, size, log):
    net, kept = fresh(work, turns, size), work / "context.pt"
    if kept.exists():
        net.load_state_dict(torch.load(kept))
        return net
    steps(net, lambda: pairs.context(size["batch"]) + pairs.halves(size["batch"] // 4) + pairs.same_class(), size["context"], 2e-3, 0.07, 0.0, 0.1, log)
    torch.save(net.state_dict(), kept)
    return net


def retrofit(net, pairs, pull=0.5, rounds=2):
    """Draws words of one class together before training goes on (Faruqui et al., 2015): what stands near what says little of rare words."""
    with torch.no_grad():
        for _ in range(rounds):
            table, count = torch.zeros_like(net.table), torch.zeros(len(net.table))
            for rows in pairs.words:
                single = sorted({row[0] for row in rows if len(row) == 1})
                if len(single) > 1:
                    table[single] += torch.nn.functional.normalize(net.table[single], dim=1).mean(0)
                    count[single] += 1
            there = count > 0
            length = net.table[there].norm(dim=1, keepdim=True)
            mean = torch.nn.functional.normalize(table[there], dim=1) * length
            net.table[there] = torch.nn.functional.normalize((1 - pull) * net.table[there] + pull * mean, dim=1) * length


def meaning_stage(net, pairs, size, log):
    retrofit(net, pairs)
    net.start.copy_(net.table.detach())
    draw = lambda: (pairs.paraphrases() + pairs.corrupted(size["batch"] // 4) + pairs.same_tag() + pairs.same_class()
                    + pairs.context(size["batch"] // 4))
    return steps(net, draw, size["meaning"], 1e-3, 0.07, 0.3, 0.2, log)


def vectors_of(net, tokenizer, said):
    with torch.no_grad():
        return net.sentences([tokenizer.pieces(t) or [bert.UNK] for t in said]).numpy()


def flat(groups):
    return [t for said in groups.values() for t in said], [name for name, said in groups.items() for _ in said]


def main(work, out, results, smoke=False):
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    work, size = pathlib.Path(work), SMALL if smoke else FULL
    log = lambda line: print(line, flush=True)
    tokenizer = bert.Tokenizer(json.loads((work / "vocabulary.json").read_text(encoding="utf-8")))
    turns = torch.load(work / "turns.pt")
    train, test = texts.paraphrases("train"), texts.paraphrases("test")

    # Every fourth training concept is left out once: on those, by a network that has not seen them, the threshold is set.
    names = list(train)
    dev = {n: train[n] for n in names[::4]}
    pairs = Pairs(tokenizer, turns, {n: train[n] for n in names if n not in dev}, random.Random(SEED))
    base = context_stage(work, pairs, turns, size, log).state_dict()
    trial = fresh(work, turns, size)
    trial.load_state_dict(base)
    meaning_stage(trial, pairs, size, log)
    said, groups = flat(dev)
    threshold = score.quiet_threshold(vectors_of(trial, tokenizer, said), groups, vectors_of(trial, tokenizer, report.ordinary()))
    log(f"left-out concepts: {report.line(vectors_of(trial, tokenizer, said), groups, threshold)}; threshold {threshold}")

    pairs = Pairs(tokenizer, turns, train, random.Random(SEED + 1))
    net = fresh(work, turns, size)
    net.load_state_dict(base)
    meaning_stage(net, pairs, size, log)
    export.write(out, net, tokenizer, threshold)
    torch.save(net.state_dict(), work / "encoder.pt")
    untrained = model.SentenceEncoder(torch.load(work / "vectors.pt"), torch.zeros(len(net.weight)))
    context = fresh(work, turns, size)
    context.load_state_dict(base)
    nets = {"vectors": untrained, "context": context, "trained": net}
    report.write(results, tokenizer, test, dev, nets, threshold, pathlib.Path(out))


if __name__ == "__main__":
    main(*[a for a in sys.argv[1:] if a != "--smoke"], smoke="--smoke" in sys.argv)
