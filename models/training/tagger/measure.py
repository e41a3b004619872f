"""Thresholds, calibration and figures."""
import torch

import corpus


def best_threshold(probability, truth):
    """The threshold with the best F1, smoothed by a little prior so that rare tags do not get freak values."""
    order = torch.argsort(probability, descending=True)
    hits = torch.cumsum(truth[order], 0)
    count = torch.arange(1, len(order) + 1).float()
    f1 = 2 * hits / (count + truth.sum() + 2)
    k = int(torch.argmax(f1))
    return float((probability[order[k]] + probability[order[min(k + 1, len(order) - 1)]]) / 2)


def allowed(roles):
    """1 where that side can say that by the taxonomy's definitions: [utterances, tags]."""
    mask = torch.ones(len(roles), len(corpus.TAGS))
    for i, tag in enumerate(corpus.TAGS):
        if tag.startswith("objection.") or tag == "buying_signal":
            mask[roles == corpus.ROLES["R"], i] = 0
        if tag in ("objection_response", "value_proposition"):
            mask[roles == corpus.ROLES["C"], i] = 0
    return mask


def platt(logits, truth, sides):
    """Scale and offset for each tag that make the logits probabilities, where that side can say that."""
    scale, offset = torch.ones(truth.shape[1], requires_grad=True), torch.zeros(truth.shape[1], requires_grad=True)
    fit, asked = torch.optim.LBFGS([scale, offset], max_iter=200, line_search_fn="strong_wolfe"), allowed(sides)

    def closure():
        fit.zero_grad()
        loss = torch.nn.functional.binary_cross_entropy_with_logits(logits * scale + offset, truth, reduction="none") * asked
        loss = loss.sum() / asked.sum() + 1e-3 * ((scale - 1) ** 2).mean()
        loss.backward()
        return loss

    fit.step(closure)
    return scale.detach(), offset.detach()


def thresholds(probability, truth):
    return [min(0.9, max(0.05, best_threshold(probability[:, i], truth[:, i]))) for i in range(len(corpus.TAGS))]


def figures(probability, truth, limits):
    rows = []
    for i, tag in enumerate(corpus.TAGS):
        said = (probability[:, i] >= limits[i]).float()
        hit = float((said * truth[:, i]).sum())
        precision, recall = hit / max(1, float(said.sum())), hit / max(1, float(truth[:, i].sum()))
        rows.append((tag, precision, recall, 2 * precision * recall / max(1e-9, precision + recall), int(truth[:, i].sum())))
    return rows


def macro(rows):
    return sum(r[3] for r in rows) / len(rows)


def calibration(probability, truth, bins=10):
    """Expected calibration error of each tag: how far, on average, a probability is from the share of hits among its like."""
    errors = []
    for i in range(truth.shape[1]):
        where = (probability[:, i] * bins).long().clamp(max=bins - 1)
        error = 0.0
        for b in range(bins):
            there = where == b
            if there.any():
                error += float(there.float().mean()) * abs(float(probability[there, i].mean()) - float(truth[there, i].mean()))
        errors.append(error)
    return errors


def describe(probability, truth, limits):
    rows = figures(probability, truth, limits)
    return {"macro": macro(rows), "tags": rows, "calibration": calibration(probability, truth)}


def interval(probability, truth, limits, lengths, rounds=1000, seed=3):
    """95 % interval of macro-F1, calls drawn anew with replacement."""
    generator = torch.Generator().manual_seed(seed)
    said = (probability >= torch.tensor(limits)).float()
    calls = torch.arange(len(lengths)).repeat_interleave(torch.tensor(lengths))
    sums = [torch.zeros(len(lengths), truth.shape[1]).index_add_(0, calls, rows) for rows in (said * truth, said, truth)]
    values = []
    for _ in range(rounds):
        drawn = torch.randint(len(lengths), (len(lengths),), generator=generator)
        hits, given, there = (rows[drawn].sum(0) for rows in sums)
        present = there > 0
        values.append(float((2 * hits / (given + there).clamp(min=1))[present].mean()))
    values.sort()
    return [values[int(rounds * 0.025)], values[int(rounds * 0.975)]]
