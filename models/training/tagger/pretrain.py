"""Pre-trains the encoder on dialogue: python pretrain.py DIALOGUES WORK MINUTES [WALL_MINUTES]

Some pieces are hidden and some replaced by ones that stand in like places; the network says which were replaced and what they were
(masked words and replaced-token detection at once). Some utterances are swapped with one from elsewhere; the network says which. MINUTES
is processor time: the learning rate falls to zero by that clock (or by the wall clock, if that runs out first). Checkpoints every two
minutes; started again, it goes on from the last.
"""
import json
import pathlib
import random
import sys
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import corpus
import encoder
import fit
import normalize
import wordpiece

HERE = pathlib.Path(__file__).parent
LENGTH, BLOCKS, LONGEST, RATE, SEED = 192, 20, 40, 1.5e-3, 31
APART = 100  # between the turns of two dialogues in one block
CALL_SHARE = 3  # how often the labelled calls' words are read for each reading of the dialogues


def talks(dialogues, vocabulary):
    """Dialogues as lists of (role, pieces, acknowledges); the held-out calls stay unseen."""
    pieces = wordpiece.Encoder(vocabulary)
    result = []

    def add(talk, rng):
        rows = []
        for role, text in talk:
            words = normalize.words(text)
            ids = pieces.encode(words)
            while ids:
                cut = len(ids) if len(ids) <= LONGEST else rng.randint(LONGEST // 2, LONGEST)
                rows.append((role, ids[:cut], fit.backchannel(words)))
                ids = ids[cut:]
        if rows:
            result.append(rows)

    rng = random.Random(SEED)
    for talk in corpus.read_dialogues(dialogues):
        add(talk, rng)
    for path in sorted((HERE / "data").glob("calls-*.tsv")):
        for call in corpus.read_calls(path):
            if corpus.split(call) == "train":
                for _ in range(CALL_SHARE):
                    add([(corpus.ROLES[role], text) for role, _, text in call], rng)
    return result


def blocks(talks, rng):
    """Blocks of LENGTH pieces: ids, roles, turns, and which utterance a piece is of (zero for padding)."""
    order = list(range(len(talks)))
    rng.shuffle(order)
    out, block, turn, utterance = [], ([], [], [], []), 0, 0
    for number in order:
        blind = rng.random() < 0.15
        for role, ids, acknowledges in talks[number]:
            if len(block[0]) + len(ids) + 1 > LENGTH or (not block[0] and rng.random() < 0.1):
                if block[0]:
                    out.append(block)
                block, turn, utterance = ([], [], [], []), 0, 0
            turn += not acknowledges
            utterance += 1
            block[0].extend([wordpiece.CLS] + ids)
            block[1].extend([0 if blind else role] * (len(ids) + 1))
            block[2].extend([turn] * (len(ids) + 1))
            block[3].extend([utterance] * (len(ids) + 1))
        turn += APART
    out.append(block)
    rng.shuffle(out)
    arrays = [np.zeros((len(out), LENGTH), dtype=np.int64) for _ in range(4)]
    arrays[2] -= 1000
    for i, block in enumerate(out):
        for array, part in zip(arrays, block):
            array[i, :len(part)] = part
    return arrays


def neighbours(vectors, count=24):
    """For each piece those nearest to it, without itself."""
    unit = vectors / vectors.norm(dim=1, keepdim=True).clamp(min=1e-6)
    return (unit @ unit.t()).fill_diagonal_(-1).topk(count, 1).indices


class Pretraining(nn.Module):
    def __init__(self, net):
        super().__init__()
        self.net = net
        width = net.settings["width"]
        self.word = nn.Sequential(encoder.Linear(width, width), nn.ReLU(), nn.LayerNorm(width))
        self.bias = nn.Parameter(torch.zeros(net.settings["pieces"]))
        self.replaced, self.swapped = nn.Linear(width, 1), nn.Linear(width, 1)

    def forward(self, ids, roles, turns, truth, replaced, swapped):
        x = self.net(ids, roles, turns)
        solid = ids > wordpiece.CLS
        # The original is asked for where it was hidden or replaced, and at three kept pieces of a hundred.
        asked = (ids == wordpiece.MASK) | (replaced & solid) | (solid & (torch.rand(ids.shape) < 0.03))
        h = self.word(x[asked])
        logits = (encoder.Half.apply(h, self.net.pieces.weight) if self.training else h @ self.net.pieces.weight.t()) + self.bias
        words = F.cross_entropy(logits, truth[asked])
        found = F.binary_cross_entropy_with_logits(self.replaced(x[solid])[:, 0], replaced[solid].float())
        starts = ids == wordpiece.CLS
        odd = F.binary_cross_entropy_with_logits(self.swapped(x[starts])[:, 0], swapped[starts].float())
        return words, found, odd


def spoil(ids, utterances, rng, like, pool):
    """Hides, replaces and swaps: (spoilt ids, originals, replaced, swapped); originals follow the swapped text."""
    truth = ids.copy()
    swapped = np.zeros(ids.shape, dtype=bool)
    for i in range(len(ids)):
        for u in range(1, utterances[i].max() + 1):
            if rng.random() < 0.12:
                where = np.nonzero(utterances[i] == u)[0]
                if len(where) < 4:
                    continue
                other = pool[rng.integers(len(pool))]
                while len(other) < len(where) - 1:
                    other = np.concatenate([other, pool[rng.integers(len(pool))]])
                truth[i, where[1:]] = other[:len(where) - 1]
                swapped[i, where[0]] = True
    spoilt = truth.copy()
    words = truth > wordpiece.CLS
    chance = rng.random(ids.shape)
    near = words & (chance < 0.05)
    spoilt[near] = like[truth[near], rng.integers(like.shape[1], size=near.sum())]
    any_piece = words & (chance >= 0.05) & (chance < 0.08)
    there = truth[words]
    spoilt[any_piece] = there[rng.integers(len(there), size=any_piece.sum())]
    spoilt[words & (chance >= 0.08) & (chance < 0.2)] = wordpiece.MASK
    replaced = words & (spoilt != truth) & (spoilt != wordpiece.MASK)
    return spoilt, truth, replaced, swapped


def main(dialogues, work, minutes, wall_minutes=None):
    torch.set_num_threads(1)
    work = pathlib.Path(work)
    if (work / "encoder.pt").exists():
        return
    vocabulary = json.loads((work / "vocabulary.json").read_text(encoding="utf-8"))
    vectors = torch.load(work / "vectors.pt")
    like = neighbours(vectors).numpy()
    read = talks(dialogues, vocabulary)
    pool = [np.array(ids) for talk in read for _, ids, _ in talk if len(ids) > 3]
    torch.manual_seed(SEED)
    model = Pretraining(encoder.Encoder(len(vocabulary), width=vectors.shape[1], dropout=0.0))
    with torch.no_grad():
        model.net.pieces.weight.copy_(vectors * 0.5)
        model.net.pieces.weight[wordpiece.CLS].normal_(std=0.05)
    sure = [p for p in model.parameters() if p.ndim > 1]
    best = torch.optim.AdamW([{"params": sure, "weight_decay": 0.01}, {"params": [p for p in model.parameters() if p.ndim <= 1], "weight_decay": 0.0}],
                             lr=RATE, betas=(0.9, 0.98))
    step, epoch, spent, seen = 0, 0, 0.0, 0
    kept = work / "pretraining.pt"
    if kept.exists():
        state = torch.load(kept)
        model.load_state_dict(state["model"])
        best.load_state_dict(state["best"])
        step, epoch, spent, seen = state["step"], state["epoch"] + 1, state["spent"], state["seen"]
    budget, wall = float(minutes) * 60, (float(wall_minutes or 1e9)) * 60
    begun, begun_wall, saved = time.process_time() - spent, time.time(), time.time()
    sums, done = np.zeros(3), False

    def keep():
        torch.save({"model": model.state_dict(), "best": best.state_dict(), "step": step, "epoch": epoch,
                    "spent": time.process_time() - begun, "seen": seen, "settings": model.net.settings}, kept)

    while not done:
        arrays = blocks(read, random.Random(SEED + epoch))
        rng = np.random.default_rng(SEED + epoch)
        for begin in range(0, len(arrays[0]) - BLOCKS + 1, BLOCKS):
            part = max((time.process_time() - begun) / budget, (time.time() - begun_wall) / wall)
            if part >= 1:
                done = True
                break
            for group in best.param_groups:
                group["lr"] = RATE * min(1, (step + 1) / 200) * max(0.01, 1 - part)
            ids, roles, turns, utterances = (a[begin:begin + BLOCKS] for a in arrays)
            spoilt, truth, replaced, swapped = spoil(ids, utterances, rng, like, pool)
            model.train()
            words, found, odd = model(*(torch.from_numpy(np.ascontiguousarray(a)) for a in (spoilt, roles, turns, truth, replaced, swapped)))
            best.zero_grad()
            (words + 4 * found + odd).backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            best.step()
            step += 1
            seen += int((ids > 0).sum())
            sums += [words.item(), found.item(), odd.item()]
            if step % 50 == 0:
                print(f"pass {epoch} step {step} {part:.1%} {seen / 1e6:.2f}M pieces, {(time.process_time() - begun) / 60:.1f} min: "
                      f"words {sums[0] / 50:.3f} replaced {sums[1] / 50:.4f} swapped {sums[2] / 50:.4f}", flush=True)
                sums[:] = 0
            if time.time() - saved > 120:
                keep()
                saved = time.time()
        epoch += 1
    keep()
    torch.save({"net": model.net.state_dict(), "settings": model.net.settings, "minutes": (time.process_time() - begun) / 60, "seen": seen}, work / "encoder.pt")


if __name__ == "__main__":
    main(*sys.argv[1:])
