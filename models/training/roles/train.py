"""Trains the role model and writes it: python train.py OUT [--smoke]"""
import random
import sys

import numpy as np

import export
import heard
import linear
import sides
import talk

SEED, FOLDS, COPIES, PENALTY, STEPS = 29, 4, 3, 3.0, 60
RATES = (0.1, 0.25, 0.45)
EXCERPTS = (4, 7, 10, 15, 20, 30, 60)


def examples(calls, mishearing, rng, copies):
    """Every utterance as written and, but for the first copy, as heard; question marks in three copies of five."""
    utterances, reps = [], []
    for call in calls:
        for copy in range(copies):
            rate = rng.choice(RATES) if copy else 0.0
            for role, words in mishearing.call(call, rate, rng, copy == 0 or rng.random() < 0.4):
                if words:
                    utterances.append(words)
                    reps.append(role == "R")
    return utterances, np.array(reps)


def learn(calls, mishearing, rng, copies, steps):
    utterances, reps = examples(calls, mishearing, rng, copies)
    return linear.fit(utterances, reps, 1 / copies, PENALTY, steps)


def excerpts(model, calls, mishearing, rng):
    """Parts of calls that the model has not seen, half of them from the beginning, clean and misheard, as logits of both sides."""
    result = []
    for call in calls:
        for length in EXCERPTS:
            for rate in (0.0, *RATES):
                start = 0 if rng.random() < 0.5 else rng.randrange(max(1, len(call) - length + 1))
                part = mishearing.call(call[start:start + length], rate, rng, rate == 0)
                both = [[words for role, words in part if role == side and words] for side in "RC"]
                if all(both):
                    result.append(tuple(linear.logits(model, said) for said in both))
    return result


def main(out, smoke):
    calls, _ = talk.written()
    folds, copies, steps = (2, 2, 8) if smoke else (FOLDS, COPIES, STEPS)
    calls = calls[:60] if smoke else calls
    unseen = []
    for fold in range(folds):
        rng = random.Random(SEED + fold)
        rest = [call for i, call in enumerate(calls) if i % folds != fold]
        # The table of words that sound alike comes from the training part too: a misheard word may only become one that was seen.
        mishearing = heard.Mishearing(rest)
        unseen += excerpts(learn(rest, mishearing, rng, copies, steps), calls[fold::folds], mishearing, rng)
    scale, shrink = sides.calibrate(unseen)
    rng = random.Random(SEED)
    model = learn(calls, heard.Mishearing(calls), rng, copies, steps)
    export.write(out, model, scale, shrink)
    print(f"{len(calls)} calls, {sum(map(len, calls))} utterances, {len(unseen)} excerpts; scale {scale:.3f}, shrink {shrink:.3f}")
    for floor in (0.5, 0.8, 0.9, 0.95, 0.97, 0.98):
        sure = [(sides.probabilities([sides.evidence(side, scale, shrink) for side in pair])[0]) for pair in unseen]
        right, wrong = sum(p >= floor for p in sure), sum(1 - p >= floor for p in sure)
        print(f"confidence from {floor:.2f}: {(right + wrong) / len(sure):.1%} of excerpts, {wrong} of {right + wrong} wrong")


if __name__ == "__main__":
    main(sys.argv[1], "--smoke" in sys.argv)
