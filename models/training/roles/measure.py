"""
Measures the role model and writes benchmarks/results/roles.md: python measure.py MODEL WORK OUT
WORK holds what measure.sh laid there: results of `convointel process` in heard/<part>/, and dialogues.jsonl.gz where it was given.
"""
import gzip
import json
import os
import pathlib
import platform
import random
import sys

import numpy as np

import export
import heard
import linear
import sides
import talk

SEED, FLOOR, ASSIGN = 41, 0.95, 0.9
COUNTS = (5, 10, 20, None)
MARK = "The channels look swapped"


class Measured:
    def __init__(self, folder):
        self.model, self.scale, self.shrink = export.read(folder)

    def speakers(self, call):
        """Probability for each speaker of a call, utterances of (speaker, words), to be the rep."""
        said = {}
        for speaker, words in call:
            if words:
                said.setdefault(speaker, []).append(words)
        evidence = [sides.evidence(linear.logits(self.model, words), self.scale, self.shrink) for words in said.values()]
        return dict(zip(said, sides.probabilities(evidence)))


def judged(measured, calls):
    """For calls in which both sides speak, the probability that they are the right way round, as the program computes it."""
    result = []
    for call in calls:
        reps = measured.speakers(call)
        if len(reps) == 2:
            result.append((reps["R"], 1 - reps["C"]))
    return result


def cell(pairs):
    right = sum(r + c > 1 for r, c in pairs)
    sure = sum(min(r, c) >= FLOOR for r, c in pairs)
    wrong = sum(min(1 - r, 1 - c) >= FLOOR for r, c in pairs)
    return f"{right} of {len(pairs)} ({right / len(pairs):.0%}); {sure} sure, {wrong} wrongly"


def row(name, measured, calls):
    return f"| {name} | " + " | ".join(cell(judged(measured, [call[:count] for call in calls])) for count in COUNTS) + " |"


def text_table(measured, sets, mishearing):
    lines = ["| calls | first 5 utterances | first 10 | first 20 | all |", "|---|---|---|---|---|"]
    for name, calls in sets:
        for rate in (0.0, 0.25, 0.45):
            rng = random.Random(SEED)
            misheard = [mishearing.call(call, rate, rng, rate == 0) for call in calls]
            lines.append(row(f"{name}, {'as written' if rate == 0 else f'{rate:.0%} of words misheard'}", measured, misheard))
    return lines


def results(folder):
    for path in sorted(folder.glob("*.json")):
        result = json.loads(path.read_text(encoding="utf-8"))
        if result.get("schema", "").startswith("convointel/conversation/"):
            yield result


def heard_table(measured, work):
    lines = ["| calls | first 5 utterances | first 10 | first 20 | all | warned by the program |", "|---|---|---|---|---|---|"]
    detail = ["| sample | channels as they are: confidence in them | swapped: confidence in the swap | warned |", "|---|---|---|---|"]
    swaps = {}
    for part, swapped in (("samples", False), ("samples-swapped", True), ("spoken", False), ("spoken-swapped", True)):
        calls, warned = [], 0
        for result in results(work / "heard" / part):
            # In the swapped files the channel of the "rep" holds the customer.
            letters = {"rep": "C", "customer": "R"} if swapped else {"rep": "R", "customer": "C"}
            calls.append([(letters[u["role"]], talk.normalize.words(u["text"])) for u in result["utterances"]])
            says = any(MARK in warning for warning in result["conversation"]["warnings"])
            warned += says
            confidence = [p["roleConfidence"] for p in result["participants"] if p["roleConfidence"] is not None]
            stated = min(1 - c for c in confidence) if swapped else min(confidence)
            swaps.setdefault((part.split("-")[0], result["conversation"]["name"]), []).append((stated, says))
        name = f"{part.split('-')[0]} as heard{', channels swapped' if swapped else ''}"
        lines.append(row(name, measured, calls) + f" {warned} of {len(calls)}{'' if swapped else ' (none should be)'} |")
    for (part, name), (straight, swapped) in sorted(swaps.items()):
        if part == "samples":
            detail.append(f"| `{name}` | {straight[0]:.3f}{' (warned)' if straight[1] else ''} | {swapped[0]:.3f} | {'yes' if swapped[1] else 'no'} |")
    return lines + ["", *detail]


def three(measured, sets, mishearing):
    """One side's turns shared out to two speakers, the side changing from call to call."""
    lines = ["| calls | speakers right | given a role (0.90) | wrong among them |", "|---|---|---|---|"]
    for name, calls in sets:
        for rate in (0.0, 0.45):
            rng, right, given, wrong, count = random.Random(SEED), 0, 0, 0, 0
            for number, call in enumerate(c for c in calls if len({role for role, _ in c}) == 2):
                side, last, turn, parted = "RC"[number % 2], None, 0, []
                for role, words in mishearing.call(call, rate, rng, rate == 0):
                    turn += role == side and last != side
                    last = role
                    parted.append((role + str(turn % 2) if role == side else role, words))
                for speaker, rep in measured.speakers(parted).items():
                    truth = rep if speaker[0] == "R" else 1 - rep
                    count += 1
                    right += truth > 0.5
                    given += max(truth, 1 - truth) >= ASSIGN
                    wrong += 1 - truth >= ASSIGN
            lines.append(f"| {name}, {'as written' if rate == 0 else '45% of words misheard'} | {right} of {count} ({right / count:.0%}) | {given / count:.0%} | {wrong} |")
    return lines


def calibration(measured, calls, mishearing):
    """Excerpts of four to thirty utterances from anywhere in a call, at three rates of mishearing."""
    rng, sure = random.Random(SEED), []
    for call in calls:
        for length in (4, 7, 10, 15, 20, 30):
            for rate in (0.0, 0.25, 0.45):
                start = rng.randrange(max(1, len(call) - length + 1))
                sure += [r for r, _ in judged(measured, [mishearing.call(call[start:start + length], rate, rng, rate == 0)])]
    sure = np.array(sure)
    confidence, right = np.maximum(sure, 1 - sure), sure > 0.5
    lines = ["| confidence | excerpts | mean confidence | right |", "|---|---|---|---|"]
    for low, high in ((0.5, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 1.01)):
        here = (confidence >= low) & (confidence < high)
        lines.append(f"| {low:.2f} to {min(high, 1):.2f} | {here.sum()} | {confidence[here].mean():.3f} | {right[here].mean():.3f} |")
    return lines


def service(measured, path):
    """Customer service instead of sales: a domain that the model has not seen."""
    sources = {"ckm-calls": [], "azure-support": []}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            dialogue = json.loads(line)
            if dialogue["source"] in sources:
                names = {"Agent": "R", "Customer": "C"}
                sources[dialogue["source"]].append([(names[t["s"]], talk.normalize.words(t["t"])) for t in dialogue["turns"] if t["s"] in names])
    table = ["| calls | first 5 utterances | first 10 | first 20 | all |", "|---|---|---|---|---|"]
    return table + [row(f"`{name}`, as written", measured, calls) for name, calls in sources.items()]


def main(folder, work, out):
    work, measured = pathlib.Path(work), Measured(folder)
    train, held_out = talk.written()
    sets = [("held out", held_out), ("independent", talk.independent())]
    mishearing = heard.Mishearing(train)
    dialogues = work / "dialogues.jsonl.gz"
    lines = [
        "# Roles: who is the rep", "",
        "Made by `models/training/roles/measure.sh` with [`roles-starter`](../../models/roles-starter/README.md) and the whisper-starter of the same tree, "
        f"on {os.cpu_count()} cores ({platform.machine()}).", "",
        "\"Right\": the rep is the more probable rep of the two. \"Sure\": right with a confidence of 0.95, from which the program calls channels swapped; "
        "\"wrongly\": as sure of the wrong side, a false warning.", "",
        "## Written calls", "",
        "Held out: a tenth of the calls of the training files, chosen by hash; those with one speaker left out. Independent: calls by an author who saw none of the others. "
        "Misheard: words dropped, taken for others that sound alike or are common, or garbled, and no punctuation; the same disturbance as in training, with another seed.", "",
        *text_table(measured, sets, mishearing), "",
        "## Calls as the recogniser heard them", "",
        "Samples: the six calls under `samples/calls`, through `convointel process`. Spoken: the first twelve independent calls read by espeak-ng and flite voices, "
        "300 to 3,400 Hz, a side a channel. Both once as they are and once with the two channels exchanged and the sidecar left as it was.", "",
        *heard_table(measured, work), "",
        "## Three speakers", "",
        "Every second call with the rep's turns, the others with the customer's turns given to two speakers in turn.", "",
        *three(measured, sets, mishearing), "",
        "## Calibration", "",
        "Excerpts of the held-out and the independent calls.", "",
        *calibration(measured, held_out + sets[1][1], mishearing),
    ]
    if dialogues.exists():
        lines += ["", "## Another domain", "", "Customer service, which the model has not seen (public sets under the MIT licence; not in this repository).", "", *service(measured, dialogues)]
    pathlib.Path(out).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
