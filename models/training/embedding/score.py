"""How well vectors tell the phrasings of one concept from all others."""
import collections
import math

import numpy as np

import bert


def tfidf(texts, background):
    """Unit vectors of words, rare ones in `background` weighing more: the baseline that knows words alone."""
    seen = collections.Counter(w for text in background for w in set(bert.words(text)))
    names = {w: i for i, w in enumerate(sorted({w for text in texts for w in bert.words(text)}))}
    out = np.zeros((len(texts), len(names)), dtype=np.float32)
    for row, text in enumerate(texts):
        for w in bert.words(text):
            if w.isalnum():
                out[row, names[w]] += math.log(len(background) / (1 + seen[w]))
    return out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9)


def retrieval(vectors, groups):
    """Recall at 1 and mean reciprocal rank of the first other phrasing of the same concept, each phrasing asked once."""
    near = vectors @ vectors.T
    np.fill_diagonal(near, -9)
    first, reciprocal = 0.0, 0.0
    for i, group in enumerate(groups):
        order = np.argsort(-near[i], kind="stable")
        rank = next(r for r, j in enumerate(order, 1) if groups[j] == group)
        first += rank == 1
        reciprocal += 1 / rank
    return first / len(groups), reciprocal / len(groups)


def pairs(vectors, groups):
    """Similarity of every pair, and whether it is of one concept."""
    near = vectors @ vectors.T
    upper = np.triu_indices(len(groups), 1)
    groups = np.array(groups)
    return near[upper], groups[upper[0]] == groups[upper[1]]


def area(similarity, same):
    """Area under the ROC curve; ties count half."""
    values, inverse, counts = np.unique(similarity, return_inverse=True, return_counts=True)
    middle = np.cumsum(counts) - (counts - 1) / 2
    positive = same.sum()
    return (middle[inverse][same].sum() - positive * (positive + 1) / 2) / (positive * (len(same) - positive))


def f1(similarity, same, threshold):
    """Precision, recall and F1 of 'same concept' at a threshold."""
    said = similarity >= threshold
    hit = (said & same).sum()
    precision, recall = hit / max(1, said.sum()), hit / same.sum()
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def quiet_threshold(vectors, groups, ordinary, rate=0.005, examples=3):
    """The similarity that a tracker with a few examples reaches on `rate` of ordinary utterances: what a user bears of false alarms."""
    order = collections.defaultdict(list)
    for i, group in enumerate(groups):
        order[group].append(i)
    near = np.concatenate([(ordinary @ vectors[rows[:examples]].T).max(1) for rows in order.values()])
    return round(float(np.quantile(near, 1 - rate)), 2)


def trackers(vectors, groups, others, threshold, examples=3):
    """
    Concepts as trackers: the first `examples` phrasings are a tracker's examples, the other phrasings of all concepts and the utterances
    `others`, which belong to none, are asked. Precision and recall over phrasings, and how many of `others` some tracker fires on.
    """
    order = collections.defaultdict(list)
    for i, group in enumerate(groups):
        order[group].append(i)
    names = list(order)
    example = {name: vectors[order[name][:examples]] for name in names}
    asked = [(i, name) for name in names for i in order[name][examples:]]
    score = np.stack([(vectors[[i for i, _ in asked]] @ example[name].T).max(1) for name in names], 1)
    truth = np.array([[name == own for name in names] for _, own in asked])
    hit = ((score >= threshold) & truth).sum()
    false = np.stack([(others @ example[name].T).max(1) for name in names], 1) >= threshold
    return hit / max(1, (score >= threshold).sum()), hit / truth.sum(), false.any(1).mean(), false.mean()
