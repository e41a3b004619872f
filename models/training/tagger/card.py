"""Writes the model card and the table of results from the figures: python card.py WORK CARD [TABLE]"""
import json
import pathlib
import sys

HEAD = """# tagger-starter
Gives an utterance of a sales call its tags, 18 of them (`tagger.json`), from its words, its speaker's role and the utterances around it.

| | |
|---|---|
| version | {version} |
| made by | `models/training/tagger/train.sh`, seeds fixed |
| licence | that of this repository |
| labelled calls | `models/training/tagger/data`: {train} utterances of {train_calls} calls to train, {test} of {test_calls} calls held out, {independent} of {independent_calls} calls by an author who saw no other file (tested on, never trained or tuned on) |
| labelled real turns | {real_utterances} turns in {real} stretches of the dialogues below, labelled for this project, train at half weight and are not in the repository |
| unlabelled data | 4 million words of public dialogue, for pre-training: PersuasionForGood (Apache-2.0), CaSiNo (CC-BY-4.0), QMSum (MIT), MultiDoGO (CDLA-Permissive-1.0), Taskmaster-4 (CC-BY-4.0), Azure support and CKM call transcripts (MIT), Earnings-21 transcripts (CC-BY-SA-4.0). The training calls' words are read too |
| cost | one core without accelerator: {pretrain:.0f} minutes of pre-training ({seen:.1f} million word pieces), {tune:.0f} of fine-tuning transformers for the cross-validation, {last:.0f} more for the one that ships |

## How it works
Text is brought to one form (lower case, contractions opened, numbers and ordinals as classes, fillers dropped), so that a careful transcript and a recogniser's raw words look alike, and cut into 8,000 word pieces (`vocab.txt`). Two networks read a stretch of the call at once, and their logits are mixed, {share:.0%} bag and {rest:.0%} transformer:
- **transformer**: 4 layers of width 192. An utterance attends to itself, the three turns before and the one after, in each layer. It was pre-trained to find and restore hidden and replaced words and to find utterances that were swapped with one from elsewhere; then fine-tuned with a head in which each tag looks for its own evidence;
- **bag**: logistic regression on pieces by role, pairs and triples of pieces, and the pieces of the three turns before.

What ships has read all training files: the bag anew, the transformer going on, for three passes, from the network that had left out the last group. In training words are dropped, swapped for ones that sound alike, or replaced by what the starter recogniser made of them (`heard.py`), question marks are hidden in two calls of five, and roles in one of ten.

Probabilities are calibrated by a scale and an offset for each tag (Platt) and thresholds have the best F1 for each tag, both on what the networks of the cross-validation said of the files that they did not train on. The held-out and independent calls chose nothing.

## Figures
Precision, recall and F1, with the taxonomy's limits on who can say what (an objection is the customer's) applied as the program does. ECE is the expected calibration error in ten bins, on the held-out calls.

"""
TAIL = """
95 % intervals of macro-F1, calls drawn anew: {low:.3f}–{high:.3f} held out, {ilow:.3f}–{ihigh:.3f} independent. Without question marks (a recogniser's output): {plain:.3f} held out, {iplain:.3f} independent. Version 1 had 0.632 and 0.665, 0.613 and 0.644 without marks; its held-out calls were fewer.

## Candidates
Cross-validation in three groups of files, so of authors that a network never read; thresholds chosen on the same predictions.

| candidate | macro-F1 | ms an utterance | minutes to train |
|---|---|---|---|
{candidates}

| mixture | macro-F1 |
|---|---|
{mixtures}

Milliseconds are PyTorch's, on one busy core.

## Does more data help?
The bag, in the same cross-validation, on part of the calls:

| utterances | macro-F1 |
|---|---|
{curve}

## Limits
- The labelled calls are written, not recorded; figures on real calls will be lower, and the held-out calls share authors with the training calls. The independent column is the honest one.
- Objections said indirectly are the weak point: which of the seven types is meant often takes knowledge of the world that a model of this size lacks.
- English only. Roles that are unknown cost a little precision.
- Pre-training read the words, not the labels, of all training files, so the cross-validation is a little kinder than the independent calls.
- An utterance is read with about twelve turns before it and four after, and no more.
"""


def main(work, card, table=None):
    work = pathlib.Path(work)
    report = json.loads((work / "report.json").read_text())
    counts = {key.replace(" ", "_"): value for key, value in report["counts"].items()}
    rows = "| tag | held out: n | P | R | F1 | ECE | independent: n | P | R | F1 |\n|---|---|---|---|---|---|---|---|---|---|\n"
    held, independent = report["held-out"], report["independent"]
    for a, b, error in zip(held["tags"], independent["tags"], held["calibration"]):
        rows += f"| `{a[0]}` | {a[4]} | {a[1]:.2f} | {a[2]:.2f} | {a[3]:.2f} | {error:.3f} | {b[4]} | {b[1]:.2f} | {b[2]:.2f} | {b[3]:.2f} |\n"
    mean = sum(held["calibration"]) / len(held["calibration"])
    rows += f"| **macro** | | | | **{held['macro']:.3f}** | {mean:.3f} | | | | **{independent['macro']:.3f}** |\n"
    candidates = "\n".join(f"| {name} | {c['macro']:.3f} | {c['each']:.2f} | {c['minutes']:.1f} |" for name, c in report["candidates"].items())
    mixtures = "\n".join(f"| {float(s):.0%} bag, {1 - float(s):.0%} transformer | {value:.3f} |" for s, value in report["mixtures"].items())
    curve = "\n".join(f"| {n:,} | {value:.3f} |" for n, value in json.loads((work / "curve.json").read_text()))
    text = HEAD.format(version=report["version"], share=report["share"], rest=1 - report["share"], real=report["real"], real_utterances=report["real utterances"],
                       pretrain=report["pretraining"]["minutes"], seen=report["pretraining"]["seen"] / 1e6,
                       tune=report["candidates"]["transformer"]["minutes"] * len(report["folds"]), last=report["last"], **counts) + rows
    text += TAIL.format(low=held["interval"][0], high=held["interval"][1], ilow=independent["interval"][0], ihigh=independent["interval"][1],
                        plain=report["held-out, no punctuation"]["macro"], iplain=report["independent, no punctuation"]["macro"],
                        candidates=candidates, mixtures=mixtures, curve=curve)
    pathlib.Path(card).write_text(text, encoding="utf-8")
    if table:
        begin, end = text.index("## Figures"), text.index("## Limits")
        pathlib.Path(table).write_text(
            f"# Tagger\n`tagger-starter` {report['version']}, as `models/training/tagger/train.sh` measured it at the end of training (`card.py`).\n\n"
            + text[begin:end].rstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
