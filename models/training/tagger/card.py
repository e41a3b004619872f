"""Writes the model card from the figures: python card.py WORK OUT"""
import json
import pathlib
import sys

HEAD = """# tagger-starter
Gives an utterance of a sales call its tags, 18 of them (`tagger.json`), from its words, its speaker's role and the three utterances before it that say something.

| | |
|---|---|
| version | {version} |
| made by | `models/training/tagger/train.sh`, seeds fixed |
| licence | that of this repository |
| labelled data | `models/training/tagger/data`: {train} utterances of {train_calls} calls to train, {test} of {test_calls} calls held out, {independent} of {independent_calls} calls by an author who saw no other file (tested on, never trained or tuned on) |
| unlabelled data | 4 million words of public dialogue for the word vectors only: PersuasionForGood (Apache-2.0), CaSiNo (CC-BY-4.0), QMSum (MIT), MultiDoGO (CDLA-Permissive-1.0), Taskmaster-4 (CC-BY-4.0), Azure support and CKM call transcripts (MIT), Earnings-21 transcripts (CC-BY-SA-4.0) |

## How it works
Text is brought to one form (lower case, contractions opened, numbers and ordinals as classes, fillers dropped), so that a careful transcript and a recogniser's raw words look alike, and cut into 8,000 word pieces (`vocab.txt`). Two kinds of network read it, four of each, trained on different three quarters of the calls; their logits are averaged, {share:.0%} bag and {rest:.0%} convolution, and made probabilities by a scale and an offset for each tag (Platt), fitted on calls that the networks did not see:
- **bag**: logistic regression on pieces, pairs and triples of pieces, by role, with bags for each of the three utterances before;
- **convolution**: over word-piece vectors made from what stands near what (positive pointwise mutual information, factored), frozen, with a small network over the utterances before.

In training words are dropped or swapped for ones that sound alike, question marks are hidden in two cases of five, and roles in one call of ten. Thresholds are those with the best F1 on calls that the networks did not see, one a tag; as the mean of four networks is less extreme than the one network a threshold was chosen on, all thresholds are then lowered by {shift} in log-odds, a number chosen on the held-out calls. The bag also sees which of 34 classes of words of like meaning (`lexicon.py`: funds, bosses, committees, doubt, change ...) are there and which meet; the convolution sees them beside the vectors.

## Figures
Precision, recall and F1, with the taxonomy's limits on who can say what (an objection is the customer's) applied as the program does. Of the held-out calls one number has seen something, the shift of all thresholds; the independent ones nothing.

"""
TAIL = """
Without question marks (a recogniser's output): macro-F1 {plain:.3f} held out, {independent:.3f} independent.

## Candidates
Macro-F1 by four-fold cross-validation over the training calls, thresholds chosen on the same predictions:

| mixture | macro-F1 |
|---|---|
{candidates}

Tried on one fold of an earlier, smaller set and left: fine-tuning the vectors inside the convolution (0.49 alone against 0.59 for the bag), and pre-training a small transformer on masked words, which needs more computing than the recipe may take.

## Limits
- The labelled calls are written, not recorded; figures on real calls will be lower, and the held-out calls share authors with the training calls. The independent column is the honest one.
- Objections said indirectly are the weak point: which of the seven types is meant often takes knowledge of the world that a model of this size lacks.
- English only. Roles that are unknown cost a little precision.
- An utterance is read with the three before it and none after.
"""


def main(work, out):
    report = json.loads((pathlib.Path(work) / "report.json").read_text())
    counts = {key.replace(" ", "_"): value for key, value in report["counts"].items()}
    text = HEAD.format(version="1.0", shift=report["shift"], share=report["share"], rest=1 - report["share"], **counts)
    text += "| tag | held out: n | P | R | F1 | independent: n | P | R | F1 |\n|---|---|---|---|---|---|---|---|---|\n"
    for a, b in zip(report["held-out"]["tags"], report["independent"]["tags"]):
        text += f"| `{a[0]}` | {a[4]} | {a[1]:.2f} | {a[2]:.2f} | {a[3]:.2f} | {b[4]} | {b[1]:.2f} | {b[2]:.2f} | {b[3]:.2f} |\n"
    text += f"| **macro** | | | | **{report['held-out']['macro']:.3f}** | | | | **{report['independent']['macro']:.3f}** |\n"
    text += TAIL.format(plain=report["held-out, no punctuation"]["macro"], independent=report["independent, no punctuation"]["macro"],
                        candidates="\n".join(f"| {name} | {value:.3f} |" for name, value in report["candidates"].items()))
    pathlib.Path(out).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
