"""
From log-odds of utterances to who is on which side of a call. The C# class RoleJudge does the same.

A speaker's evidence is the sum of its utterances' log-odds, each held within `utterance_cap`, times `scale`, over the number of them to
the power `shrink`: utterances of one call are not independent, and ten that say the same are not ten times as sure. It is held within
`speaker_cap`, for no count of calls that we have could show more certainty than that. The sides of all speakers are then weighed
together: every way to share them out counts alike, but that all are on one side has only the weight `one_sided`.
"""
import itertools

import numpy as np
from scipy.optimize import minimize

UTTERANCE_CAP = 3.0
SPEAKER_CAP = 3.0
ONE_SIDED = 0.02
MOST_TOGETHER = 8


def evidence(logits, scale, shrink):
    """Log-odds that the speaker of these utterances is the rep."""
    if len(logits) == 0:
        return 0.0
    total = np.clip(logits, -UTTERANCE_CAP, UTTERANCE_CAP).sum()
    return float(np.clip(scale * total / len(logits) ** shrink, -SPEAKER_CAP, SPEAKER_CAP))


def probabilities(evidence_of):
    """Probability for each speaker to be on the rep's side."""
    count = len(evidence_of)
    if count == 1 or count > MOST_TOGETHER:
        return [1 / (1 + np.exp(-e)) for e in evidence_of]
    weights, reps = [], []
    for sides in itertools.product((0, 1), repeat=count):
        prior = ONE_SIDED / 2 if len(set(sides)) == 1 else (1 - ONE_SIDED) / (2 ** count - 2)
        weights.append(prior * np.exp(sum(e for e, side in zip(evidence_of, sides) if side)))
        reps.append(sides)
    return list(np.array(weights) @ np.array(reps) / np.sum(weights))


def calibrate(excerpts):
    """(scale, shrink) under which the log-loss of excerpts, (logits of the rep, logits of the customer), is least."""
    def loss(parameters):
        total = 0.0
        for rep, customer in excerpts:
            total += np.logaddexp(0, evidence(customer, *parameters) - evidence(rep, *parameters))
        return total / len(excerpts)

    found = minimize(loss, [0.5, 0.3], method="Nelder-Mead", options={"xatol": 1e-3, "fatol": 1e-6, "maxiter": 120})
    return float(found.x[0]), float(np.clip(found.x[1], 0, 1))
