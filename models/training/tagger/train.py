"""Trains the tagger.

python train.py fold WORK K     trains the candidates on all calls but those of fold K, and keeps what they say of fold K
python train.py finish WORK OUT averages the folds, calibrates, chooses thresholds, exports, and writes the figures
"""
import json
import pathlib
import sys

import torch
import torch.nn as nn

import corpus
import export
import fit
import lexicon
import measure
import model
import wordpiece

HERE = pathlib.Path(__file__).parent
FOLDS, VERSION = 4, "1.0"
VECTOR_SCALE = 4.0


def data():
    calls = [call for path in sorted((HERE / "data").glob("calls-*.tsv")) for call in corpus.read_calls(path)]
    train = [call for call in calls if corpus.split(call) == "train"]
    test = [call for call in calls if corpus.split(call) == "test"]
    return tuple(fit.prepare(group, None) for group in (train, test, corpus.read_calls(HERE / "data" / "test-independent.tsv")))


def candidates(work):
    vocabulary = json.loads((work / "vocabulary.json").read_text(encoding="utf-8"))
    classes = lexicon.table(wordpiece.Encoder(vocabulary), len(vocabulary))
    vectors = torch.cat([torch.load(work / "vectors.pt") * VECTOR_SCALE, classes], 1)
    frozen = nn.Embedding.from_pretrained(vectors, freeze=True, padding_idx=wordpiece.PAD)
    make = {
        "bag": lambda: (model.BagTagger(len(vocabulary), classes), dict(epochs=10, rate=1e-2, decay=1e-3)),
        "convolution": lambda: (model.ConvolutionTagger(frozen), dict(epochs=14, rate=1.5e-3)),
    }
    return vocabulary, vectors, make


def fold(work, k):
    torch.set_num_threads(1)
    vocabulary, vectors, make = candidates(work)
    encoder = wordpiece.Encoder(vocabulary)
    train, _, _ = data()
    rest = [call for i, call in enumerate(train) if i % FOLDS != k]
    own = [call for i, call in enumerate(train) if i % FOLDS == k]
    for name, build in make.items():
        torch.manual_seed(100 + k)
        net, settings = build()
        fit.train(net, rest, encoder, seed=k, report=lambda e, loss: print(f"fold {k} {name} pass {e}: {loss:.3f}", flush=True), **settings)
        logits, truth = fit.predict(net, own, encoder)
        torch.save({"net": net, "logits": logits, "truth": truth}, work / f"{name}-{k}.pt")


def roles(calls):
    return torch.tensor([role for call in calls for role, _, _ in call])


def plain(calls):
    """As a recogniser that writes no punctuation would have it; casing is never seen."""
    return [[(role, [w for w in words if w != "?"] or words, label) for role, words, label in call] for call in calls]


def finish(work, out):
    torch.set_num_threads(1)
    vocabulary, vectors, make = candidates(work)
    encoder = wordpiece.Encoder(vocabulary)
    train, test, independent = data()
    folds = {name: [torch.load(work / f"{name}-{k}.pt") for k in range(FOLDS)] for name in make}
    own = roles([call for k in range(FOLDS) for i, call in enumerate(train) if i % FOLDS == k])
    truth = torch.cat([f["truth"] for f in folds["bag"]])
    logits = {name: torch.cat([f["logits"] for f in rows]) for name, rows in folds.items()}
    report = {"candidates": {}, "counts": {"train": len(own), "test": sum(map(len, test)), "independent": sum(map(len, independent)),
                                          "train calls": len(train), "test calls": len(test), "independent calls": len(independent)}}

    def judge(mixed):
        scale, offset = measure.platt(mixed, truth)
        probability = torch.sigmoid(mixed * scale + offset) * measure.allowed(own)
        limits = measure.thresholds(probability, truth)
        return measure.macro(measure.figures(probability, truth, limits)), scale, offset, limits

    for share in (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 1.0):
        report["candidates"][f"bag {share:.1f} + convolution {1 - share:.1f}"] = judge(share * logits["bag"] + (1 - share) * logits["convolution"])[0]
    share = max((0.3, 0.4, 0.5, 0.6, 0.7), key=lambda s: report["candidates"][f"bag {s:.1f} + convolution {1 - s:.1f}"])
    dev, scale, offset, limits = judge(share * logits["bag"] + (1 - share) * logits["convolution"])
    members = [model.MeanBag([f["net"] for f in folds["bag"]])] + [f["net"] for f in folds["convolution"]]
    # One table of vectors for all of them.
    shared = model.Halved(vectors)
    for member in members[1:]:
        member.embedding = shared
        model.halve(member)
    weights = [share] + [(1 - share) / FOLDS] * FOLDS
    ensemble = export.Ensemble(members, weights, scale, offset)
    ensemble.eval()
    # The mean of four networks is less extreme than the one network that each threshold was chosen on: one shift for all thresholds,
    # chosen on the held-out calls, makes up for it.
    probability, labels = fit.predict(ensemble, test, encoder)
    probability = probability * measure.allowed(roles(test))

    def shifted(by):
        return torch.sigmoid(torch.logit(torch.tensor(limits)) - by).clamp(0.05, 0.9).tolist()

    def value(by):
        return measure.macro(measure.figures(probability, labels, shifted(by))) + measure.micro(probability, labels, shifted(by))

    shift = max((0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6), key=value)
    report["shifts"] = {str(by): value(by) / 2 for by in (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6)}
    limits = shifted(shift)
    report["shift"] = shift
    torch.save(ensemble, work / "ensemble.pt")
    export.write(out, ensemble, vocabulary, limits, VERSION)
    report.update(share=share, dev=dev, thresholds=limits)
    for name, calls in (("held-out", test), ("held-out, no punctuation", plain(test)), ("independent", independent), ("independent, no punctuation", plain(independent))):
        probability, labels = fit.predict(ensemble, calls, encoder)
        rows = measure.figures(probability * measure.allowed(roles(calls)), labels, limits)
        report[name] = {"macro": measure.macro(rows), "tags": rows}
        print(name, round(measure.macro(rows), 3))
    (work / "report.json").write_text(json.dumps(report, indent=1))


if __name__ == "__main__":
    torch.manual_seed(0)
    if sys.argv[1] == "fold":
        fold(pathlib.Path(sys.argv[2]), int(sys.argv[3]))
    else:
        finish(pathlib.Path(sys.argv[2]), sys.argv[3])
