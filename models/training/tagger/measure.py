"""Thresholds and figures."""
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


def platt(logits, truth):
    """Scale and offset for each tag that make the logits probabilities."""
    scale, offset = torch.ones(truth.shape[1], requires_grad=True), torch.zeros(truth.shape[1], requires_grad=True)
    fit = torch.optim.LBFGS([scale, offset], max_iter=200, line_search_fn="strong_wolfe")

    def closure():
        fit.zero_grad()
        loss = torch.nn.functional.binary_cross_entropy_with_logits(logits * scale + offset, truth) + 1e-3 * ((scale - 1) ** 2).mean()
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


def micro(probability, truth, limits):
    """F1 over all tags together."""
    said = (probability >= torch.tensor(limits)).float()
    return float(2 * (said * truth).sum() / (said.sum() + truth.sum()))
