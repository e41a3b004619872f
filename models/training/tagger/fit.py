"""Fits one network to labelled calls."""
import random
import time

import torch
import torch.nn.functional as F

import corpus
import measure
import normalize
import noise
import wordpiece

LENGTH = 64  # most pieces of an utterance
BLOCK = 320  # pieces in a block
APART = 100
BACKCHANNEL = frozenset(
    "yeah okay right mm hm mhm huh uh sure got it i see oh ah exactly gotcha yeah cool great good perfect no understood true "
    "absolutely definitely wow alright all fine lovely brilliant nice well fair enough of course".split())


def backchannel(words):
    """True for what only acknowledges: at most three words, all of them of the kind."""
    return len(words) <= 3 and all(w in BACKCHANNEL for w in words)


def prepare(calls):
    """Calls as rows of (role, words, labels)."""
    return [[(corpus.ROLES[r], normalize.words(text), [float(t in tags) for t in corpus.TAGS]) for r, tags, text in call] for call in calls]


class Block:
    """Utterances one after another: pieces, roles, turns, and for each utterance its [CLS] place, labels and weight."""

    def __init__(self):
        self.ids, self.roles, self.turns, self.starts, self.labels, self.weights = [], [], [], [], [], []
        self.turn = 0

    def add(self, ids, role, acknowledges, labels, weight):
        self.turn += not acknowledges
        self.starts.append(len(self.ids))
        self.ids += [wordpiece.CLS] + ids
        self.roles += [role] * (len(ids) + 1)
        self.turns += [self.turn] * (len(ids) + 1)
        self.labels.append(labels)
        self.weights.append(weight)


def blocks(calls, encoder, rng):
    """Blocks of several calls, or of a stretch of one, disturbed as recognisers disturb."""
    out, block = [], Block()
    for rows, weight in calls:
        unknown = rng.random() < 0.1
        manner = noise.Manner(rng)
        block.turn += APART
        for role, words, labels in rows:
            ids = encoder.encode(manner.disturb(words))[:LENGTH]
            if len(block.ids) + len(ids) + 1 > BLOCK:
                out.append(block)
                block = Block()
            block.add(ids, 0 if unknown else role, backchannel(words), labels, weight)
    out.append(block)
    return out


def tensors(blocks):
    """ids, roles, turns [blocks, length], and where the utterances begin in them, flattened."""
    length = max(len(b.ids) for b in blocks)
    pad = lambda rows, value: torch.tensor([row + [value] * (length - len(row)) for row in rows])
    starts = torch.tensor([i * length + s for i, b in enumerate(blocks) for s in b.starts])
    return pad([b.ids for b in blocks], 0), pad([b.roles for b in blocks], 0), pad([b.turns for b in blocks], -1000), starts


def train(net, calls, encoder, passes, rate, seed, slow=None, slow_rate=None, decay=0.01, at_once=3, report=None, average=0.0, teacher=None):
    """calls: (rows, weight) each. `slow` are parameters with a rate of their own. With `average`, the mean of the weights of the last
    passes (decayed by step) is what is kept."""
    rng = random.Random(seed)
    torch.manual_seed(seed)
    slow_ids = {id(p) for p in (slow.parameters() if slow is not None else [])}
    groups = [{"params": [p for p in net.parameters() if p.requires_grad and id(p) not in slow_ids], "peak": rate}]
    if slow_ids:
        groups.append({"params": [p for p in slow.parameters() if p.requires_grad], "peak": slow_rate})
    best = torch.optim.AdamW([dict(g, lr=g["peak"]) for g in groups], weight_decay=decay, betas=(0.9, 0.98))
    shadow, total_steps, step = None, None, 0
    for number in range(passes):
        net.train()
        order = list(calls)
        rng.shuffle(order)
        ready = blocks(order, encoder, rng)
        rng.shuffle(ready)
        steps = (len(ready) + at_once - 1) // at_once
        total_steps = total_steps or steps * passes
        total, begun = 0.0, time.process_time()
        for begin in range(0, len(ready), at_once):
            some = ready[begin:begin + at_once]
            ids, roles, turns, starts = tensors(some)
            labels = torch.tensor([row for b in some for row in b.labels])
            weights = torch.tensor([w for b in some for w in b.weights])
            for group in best.param_groups:
                group["lr"] = group["peak"] * min(1, (step + 1) / (0.1 * total_steps)) * max(0.02, 1 - step / total_steps)
            logits = net(ids, roles, turns).reshape(-1, labels.shape[1])[starts]
            # What a side cannot say by the taxonomy's definitions is not asked.
            asked = measure.allowed(roles.reshape(-1)[starts]) * weights[:, None]
            loss = (F.binary_cross_entropy_with_logits(logits, labels * 0.96 + 0.01, reduction="none") * asked).sum() / weights.sum()
            best.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            best.step()
            step += 1
            total += loss.item()
            if average and number >= passes // 2:
                if shadow is None:
                    shadow = {k: v.clone() for k, v in net.state_dict().items()}
                for k, v in net.state_dict().items():
                    if v.dtype.is_floating_point:
                        shadow[k].mul_(average).add_(v, alpha=1 - average)
        if report is not None:
            report(f"pass {number}: {total / steps:.4f}, {time.process_time() - begun:.0f} s")
    if shadow is not None:
        net.load_state_dict(shadow)
    return net.eval()


def layout(rows, encoder, hide_roles=False, margin=(12, 4), most=512):
    """A call as overlapping blocks: (block, first own utterance, its end) each; every utterance is some block's own."""
    ids = [encoder.encode(words)[:LENGTH] for _, words, _ in rows]
    acknowledges = [backchannel(words) for _, words, _ in rows]
    turn, turns = 0, []
    for a in acknowledges:
        turn += not a
        turns.append(turn)
    out, first = [], 0
    while first < len(rows):
        end, size = first, 0
        while end < len(rows) and (end == first or size + len(ids[end]) + 1 <= most):
            size += len(ids[end]) + 1
            end += 1
        begin = first
        while begin > 0 and turns[begin - 1] >= turns[first] - margin[0]:
            begin -= 1
        stop = end
        while stop < len(rows) and turns[stop] <= turns[end - 1] + margin[1]:
            stop += 1
        block = Block()
        for i in range(begin, stop):
            block.add(ids[i], 0 if hide_roles else rows[i][0], acknowledges[i], rows[i][2], 1.0)
        out.append((block, first - begin, end - begin))
        first = end
    return out


def predict(net, calls, encoder, hide_roles=False):
    """Logits and labels of each utterance, calls one after another."""
    net.eval()
    out, truth = [], []
    with torch.no_grad():
        for rows in calls:
            for block, first, end in layout(rows, encoder, hide_roles):
                ids, roles, turns, starts = tensors([block])
                out.append(net(ids, roles, turns)[0][starts[first:end]])
                truth.append(torch.tensor(block.labels[first:end]))
    return torch.cat(out), torch.cat(truth)
