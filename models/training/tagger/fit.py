"""Fits one network to labelled calls."""
import random

import torch
import torch.nn.functional as F

import corpus
import model
import normalize
import wordpiece

LENGTH = 48
HOMOPHONES = [set(g.split()) for g in (
    "their there", "to too two", "your you", "for four", "by buy bye", "hear here", "know no", "our are", "week weak", "price prize",
    "cost costs", "then than", "send sent", "meet meat", "would wood", "wait weight", "sign sine", "right write", "new knew",
    "quote quota", "would will", "can could", "a the", "is was", "in and", "we he", "this the", "been being", "of have", "on in")]
SIMILAR = {w: sorted(g - {w}) for g in HOMOPHONES for w in g}
BACKCHANNEL = frozenset(
    "yeah okay right mm hm mhm huh uh sure got it i see oh ah exactly gotcha yeah cool great good perfect no understood true "
    "absolutely definitely wow alright all fine lovely brilliant nice well fair enough of course".split())


def backchannel(words):
    """True for what only acknowledges: at most three words, all of them of the kind."""
    return len(words) <= 3 and all(w in BACKCHANNEL for w in words)


def prepare(calls, encoder):
    """Calls as rows of (role, words, labels)."""
    rows = []
    for call in calls:
        rows.append([(corpus.ROLES[r], normalize.words(text), [float(t in tags) for t in corpus.TAGS]) for r, tags, text in call])
    return rows


def disturb(words, rng):
    """What recognisers and fast talkers do to words."""
    mark = rng.random() < 0.6
    rate = rng.choice([0.0, 0.05, 0.1, 0.15])
    out = []
    for w in words:
        if w == "?":
            if mark:
                out.append(w)
            continue
        chance = rng.random()
        if chance < rate * 0.6:
            continue
        if chance < rate and w in SIMILAR:
            w = rng.choice(SIMILAR[w])
        out.append(w)
    return out or words


def batch(calls, encoder, rng=None, hide_roles=False):
    """Tensors of several calls; with a random source the words are disturbed and, at times, roles hidden."""
    ids, roles, before, labels = [], [], [], []
    for call in calls:
        unknown = hide_roles or (rng is not None and rng.random() < 0.1)
        solid = []
        for role, words, label in call:
            seen = disturb(words, rng) if rng is not None else words
            ids.append(encoder.encode(seen)[:LENGTH])
            if rng is not None and rng.random() < 0.5:
                ids[-1] = [wordpiece.UNK if rng.random() < 0.04 else i for i in ids[-1]]
            roles.append(0 if unknown else role)
            before.append((solid[::-1] + [0] * model.CONTEXT)[:model.CONTEXT])
            labels.append(label)
            if not backchannel(words):
                solid.append(len(ids))
    length = max(4, max(len(i) for i in ids))
    return (torch.tensor([i + [0] * (length - len(i)) for i in ids]), torch.tensor(roles), torch.tensor(before), torch.tensor(labels))


def train(net, calls, encoder, epochs, rate, seed, slow=(), slow_rate=None, decay=0.01, report=None, calls_a_batch=2, freeze=()):
    rng = random.Random(seed)
    torch.manual_seed(seed)
    slow_ids = {id(p) for m in slow for p in m.parameters()}
    groups = [{"params": [p for p in net.parameters() if id(p) not in slow_ids], "lr": rate, "peak": rate}]
    if slow_ids:
        groups.append({"params": [p for m in slow for p in m.parameters()], "lr": slow_rate, "peak": slow_rate})
    # Large tables change in the rows that a batch names only.
    sparse = [p for m in net.modules() if isinstance(m, torch.nn.Embedding) and m.sparse for p in m.parameters()]
    seldom = {id(p) for p in sparse}
    for group in groups:
        group["params"] = [p for p in group["params"] if p.requires_grad and id(p) not in seldom]
    best = torch.optim.AdamW(groups, weight_decay=decay, betas=(0.9, 0.98))
    tables = torch.optim.SparseAdam(sparse, lr=rate, betas=(0.9, 0.98)) if sparse else None
    steps, step = epochs * ((len(calls) + calls_a_batch - 1) // calls_a_batch), 0
    for epoch in range(epochs):
        net.train()
        order = list(calls)
        rng.shuffle(order)
        total = 0
        for begin in range(0, len(order), calls_a_batch):
            ids, roles, before, labels = batch(order[begin:begin + calls_a_batch], encoder, rng)
            for group in best.param_groups:
                group["lr"] = group["peak"] * min(1, (step + 1) / (0.1 * steps)) * max(0.02, 1 - step / steps)
            soft = labels * 0.97 + 0.01
            loss = F.binary_cross_entropy_with_logits(net(ids, roles, before), soft, reduction="none").sum(1).mean()
            best.zero_grad()
            if tables is not None:
                tables.zero_grad()
                tables.param_groups[0]["lr"] = best.param_groups[0]["lr"]
            loss.backward()
            torch.nn.utils.clip_grad_norm_([p for group in best.param_groups for p in group["params"]], 2.0)
            best.step()
            if tables is not None:
                tables.step()
            total += loss.item()
            step += 1
        if report is not None:
            report(epoch, total / max(1, len(order) / calls_a_batch))
    return net


def predict(net, calls, encoder, hide_roles=False):
    """Logits and labels of each utterance, calls one after another."""
    net.eval()
    out, truth = [], []
    with torch.no_grad():
        for call in calls:
            ids, roles, before, labels = batch([call], encoder, hide_roles=hide_roles)
            out.append(net(ids, roles, before))
            truth.append(labels)
    return torch.cat(out), torch.cat(truth)
