"""Trains the tagger.

python train.py folds WORK [REAL]   trains each candidate on all files but those of a group, and keeps what it says of those
python train.py all WORK [REAL]     trains what ships on all files: the bag anew, the transformer on from the fold of the last group
python train.py curve WORK          macro-F1 of the bag against the number of training calls
python train.py finish WORK OUT     averages, mixes, calibrates, chooses thresholds, exports, and writes the figures

Groups are files, and files are authors: what is measured on a group is measured on authors that the network never read. REAL is a folder
of labelled turns of real dialogue (real-*.tsv) that train and are not in the repository. What exists is not made again.
"""
import json
import pathlib
import random
import sys
import time

import torch

import corpus
import encoder
import export
import fit
import measure
import model
import settings
import wordpiece

HERE = pathlib.Path(__file__).parent
GROUPS, VERSION = ("aefg", "bcd", "hijklmnpq"), "2.0"
VECTOR_SCALE, REAL_WEIGHT = 4.0, 0.5
CANDIDATES = {
    "bag": dict(passes=8, rate=1e-2, decay=1e-3),
    "convolution": dict(passes=6, rate=1.5e-3),
    "transformer": dict(passes=5, rate=1e-3, slow_rate=4e-4, average=0.98),
}
GO_ON = dict(passes=3, rate=5e-4, slow_rate=2.5e-4, average=0.98)
if settings.PASSES:
    CANDIDATES = {name: dict(how, passes=settings.PASSES) for name, how in CANDIDATES.items()}
    GO_ON = dict(GO_ON, passes=settings.PASSES)


def data():
    """Training calls of each group, held-out calls, independent calls; prepared."""
    groups, held = [[] for _ in GROUPS], []
    for path in sorted((HERE / "data").glob("calls-*.tsv")):
        group = next(i for i, names in enumerate(GROUPS) if path.stem[-1] in names)
        for call in corpus.read_calls(path):
            (held if corpus.split(call) == "test" else groups[group]).append(call)
    independent = corpus.read_calls(HERE / "data" / "test-independent.tsv")
    return [fit.prepare(group) for group in groups], fit.prepare(held), fit.prepare(independent)


def real(folder):
    return fit.prepare([call for path in sorted(pathlib.Path(folder).glob("real-*.tsv")) for call in corpus.read_calls(path)]) if folder else []


def words(work):
    return json.loads((work / "vocabulary.json").read_text(encoding="utf-8"))


def build(name, work, seed):
    torch.manual_seed(seed)
    if name == "bag":
        return model.BagTagger(len(words(work)))
    if name == "convolution":
        return model.ConvolutionTagger(torch.load(work / "vectors.pt") * VECTOR_SCALE)
    kept = torch.load(work / "encoder.pt")
    net = encoder.Encoder(**{**kept["settings"], "dropout": 0.1})
    net.load_state_dict(kept["net"])
    return model.TransformerTagger(net)


def fold(work, k, name, folder=None):
    torch.set_num_threads(1)
    out = work / f"{name}-{k}.pt"
    if out.exists():
        return
    groups, _, _ = data()
    pieces = wordpiece.Encoder(words(work))
    calls = [(call, 1.0) for i, group in enumerate(groups) if i != k for call in group] + [(call, REAL_WEIGHT) for call in real(folder)]
    net = build(name, work, 100 + k)
    begun = time.process_time()
    fit.train(net, calls, pieces, seed=k, slow=getattr(net, "net", None), report=lambda line: print(f"{name} {k} {line}", flush=True), **CANDIDATES[name])
    spent = time.process_time() - begun
    begun = time.process_time()
    logits, truth = fit.predict(net, groups[k], pieces)
    each = (time.process_time() - begun) / len(truth) * 1000
    torch.save({"state": net.state_dict(), "logits": logits, "truth": truth, "seconds": spent, "each": each, "real": len(real(folder)),
                "real utterances": sum(map(len, real(folder)))}, out)
    print(f"{name} {k}: {spent / 60:.1f} min, {each:.2f} ms an utterance", flush=True)


def whole(work, name, folder=None):
    torch.set_num_threads(1)
    out = work / f"{name}-all.pt"
    if out.exists():
        return
    groups, _, _ = data()
    calls = [(call, 1.0) for group in groups for call in group] + [(call, REAL_WEIGHT) for call in real(folder)]
    net, how = build(name, work, 100), CANDIDATES[name]
    if name == "transformer":
        net.load_state_dict(torch.load(work / f"transformer-{len(GROUPS) - 1}.pt")["state"])
        how = GO_ON
    begun = time.process_time()
    fit.train(net, calls, wordpiece.Encoder(words(work)), seed=7, slow=getattr(net, "net", None),
              report=lambda line: print(f"{name} all {line}", flush=True), **how)
    torch.save({"state": net.state_dict(), "seconds": time.process_time() - begun, "real": len(real(folder)),
                "real utterances": sum(map(len, real(folder)))}, out)


def roles(calls):
    return torch.tensor([role for call in calls for role, _, _ in call])


def plain(calls):
    """As a recogniser that writes no punctuation would have it; casing is never seen."""
    return [[(role, [w for w in said if w != "?"] or said, label) for role, said, label in call] for call in calls]


def judge(logits, truth, sides):
    """Calibration, thresholds and macro-F1 of logits on calls that the networks did not see."""
    scale, offset = measure.platt(logits, truth, sides)
    probability = torch.sigmoid(logits * scale + offset) * measure.allowed(sides)
    limits = measure.thresholds(probability, truth)
    return measure.macro(measure.figures(probability, truth, limits)), scale, offset, limits, probability


def curve(work):
    """The bag, which trains in seconds, on shares of the calls of the other groups; the mean over groups and thresholds of their own."""
    torch.set_num_threads(1)
    if (work / "curve.json").exists():
        return
    groups, _, _ = data()
    pieces, rows = wordpiece.Encoder(words(work)), []
    truth = torch.cat([torch.tensor([label for call in group for _, _, label in call]) for group in groups])
    sides = roles([call for group in groups for call in group])
    for share in (0.25, 0.5, 1.0):
        logits, used = [], []
        for k in range(len(GROUPS)):
            rest = [call for i, group in enumerate(groups) if i != k for call in group]
            some = random.Random(5).sample(rest, int(len(rest) * share))
            used.append(sum(map(len, some)))
            net = build("bag", work, 100)
            fit.train(net, [(call, 1.0) for call in some], pieces, seed=k, **{**CANDIDATES["bag"], "passes": min(24, int(8 / share ** 0.5))})
            logits.append(fit.predict(net, groups[k], pieces)[0])
        rows.append((round(sum(used) / len(used)), judge(torch.cat(logits), truth, sides)[0]))
        print(rows[-1], flush=True)
    (work / "curve.json").write_text(json.dumps(rows))


def finish(work, out):
    torch.set_num_threads(1)
    vocabulary = words(work)
    pieces = wordpiece.Encoder(vocabulary)
    groups, held, independent = data()
    shipped = {name: torch.load(work / f"{name}-all.pt") for name in ("bag", "transformer")}
    # Folds are made one by one; what is chosen is chosen on those that every candidate that ships has.
    done = [k for k in range(len(GROUPS)) if all((work / f"{name}-{k}.pt").exists() for name in shipped)]
    folds = {name: [torch.load(work / f"{name}-{k}.pt") for k in done] for name in CANDIDATES if all((work / f"{name}-{k}.pt").exists() for k in done)}
    sides = roles([call for k in done for call in groups[k]])
    logits = {name: torch.cat([f["logits"] for f in rows]) for name, rows in folds.items()}
    truth = torch.cat([f["truth"] for f in folds["bag"]])
    kept = torch.load(work / "encoder.pt")
    report = {"version": VERSION, "candidates": {}, "mixtures": {}, "folds": done, "real": shipped["bag"]["real"],
              "last": shipped["transformer"]["seconds"] / 60,
              "real utterances": shipped["bag"]["real utterances"],
              "pretraining": {"minutes": kept["minutes"], "seen": kept["seen"]},
              "counts": {"train": sum(len(call) for group in groups for call in group), "test": sum(map(len, held)), "independent": sum(map(len, independent)),
                         "train calls": sum(map(len, groups)), "test calls": len(held), "independent calls": len(independent)}}
    for name in folds:
        report["candidates"][name] = {"macro": judge(logits[name], truth, sides)[0], "each": sum(f["each"] for f in folds[name]) / len(done),
                                      "minutes": sum(f["seconds"] for f in folds[name]) / 60 / len(done)}
    for share in (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 1.0):
        report["mixtures"][str(share)] = judge(share * logits["bag"] + (1 - share) * logits["transformer"], truth, sides)[0]
    share = max((0.2, 0.3, 0.4, 0.5, 0.6), key=lambda s: report["mixtures"][str(s)])
    dev, scale, offset, limits, probability = judge(share * logits["bag"] + (1 - share) * logits["transformer"], truth, sides)
    net, bag = build("transformer", work, 100), build("bag", work, 100)
    net.load_state_dict(shipped["transformer"]["state"])
    bag.load_state_dict(shipped["bag"]["state"])
    tagger = export.Tagger(export.shrink_bag(bag), export.shrink(net), share, scale, offset).eval()
    torch.save(tagger, work / "tagger.pt")
    export.write(out, tagger, vocabulary, limits, VERSION, kept["settings"]["layers"])
    report.update(share=share, dev=dev, thresholds=limits, development=measure.describe(probability, truth, limits))
    for name, calls in (("held-out", held), ("held-out, no punctuation", plain(held)), ("independent", independent),
                        ("independent, no punctuation", plain(independent))):
        if not calls:
            continue
        begun = time.process_time()
        probability, labels = fit.predict(tagger, calls, pieces)
        each = (time.process_time() - begun) / len(labels) * 1000
        probability = probability * measure.allowed(roles(calls))
        report[name] = dict(measure.describe(probability, labels, limits), each=each,
                            interval=measure.interval(probability, labels, limits, [len(call) for call in calls]))
        print(name, round(report[name]["macro"], 3), flush=True)
    (work / "report.json").write_text(json.dumps(report, indent=1))


if __name__ == "__main__":
    torch.manual_seed(0)
    work = pathlib.Path(sys.argv[2])
    if sys.argv[1] == "folds":
        for name in CANDIDATES:
            for k in range(len(GROUPS)):
                fold(work, k, name, sys.argv[3] if len(sys.argv) > 3 else None)
    elif sys.argv[1] == "all":
        for name in ("bag", "transformer"):
            whole(work, name, sys.argv[3] if len(sys.argv) > 3 else None)
    elif sys.argv[1] == "curve":
        curve(work)
    else:
        finish(work, sys.argv[3])
