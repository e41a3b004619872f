"""Logistic regression over hashed features."""
import numpy as np
from scipy import sparse
from scipy.optimize import minimize

import features


def matrix(utterances):
    """Utterances (lists of words) as rows of ones."""
    rows = [features.of(words) for words in utterances]
    ends = np.cumsum([0] + [len(row) for row in rows])
    columns = np.fromiter((column for row in rows for column in row), np.int64, ends[-1])
    return sparse.csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(rows), features.BUCKETS))


def fit(utterances, targets, share, penalty, steps):
    """(weights, bias); an utterance counts `share`, made up so that both sides count alike; `penalty` holds weights near zero."""
    x, sign = matrix(utterances), np.where(targets, 1.0, -1.0)
    share = share / 2 / np.where(targets, targets.mean(), 1 - targets.mean())

    def loss(parameters):
        weights, bias = parameters[:-1], parameters[-1]
        margin = sign * (x @ weights + bias)
        slope = -share * sign / (1 + np.exp(margin))
        value = share @ np.logaddexp(0, -margin) + penalty / 2 * weights @ weights
        return value, np.append(x.T @ slope + penalty * weights, slope.sum())

    found = minimize(loss, np.zeros(features.BUCKETS + 1), jac=True, method="L-BFGS-B", options={"maxiter": steps})
    return found.x[:-1], found.x[-1]


def logits(model, utterances):
    weights, bias = model
    return matrix(utterances) @ weights + bias
