"""Greedy decoding by the book: the whole text is read again for every token, one window at a time."""
import math
import torch


def forbid(logits, tokens, rules, with_timestamps):
    """The rules of OpenAI's decoder, written as statements about which token may come next."""
    stamp, end = rules["first_timestamp"], rules["end"]
    allowed = torch.ones(len(logits), dtype=torch.bool)
    allowed[rules["suppress"]] = False
    allowed[rules["specials"]] = False
    if not tokens:
        allowed[rules["begin_suppress"]] = False
    if not with_timestamps:
        allowed[stamp:] = False
        return logits.masked_fill(~allowed, -math.inf)

    text, stamps = torch.arange(len(logits)) < stamp, torch.arange(len(logits)) >= stamp
    if not tokens:
        allowed &= stamps & (torch.arange(len(logits)) <= stamp + rules["max_initial"])
    elif tokens[-1] >= stamp:
        opened = len(tokens) >= 2 and tokens[-2] < stamp
        if opened:
            allowed &= stamps | (torch.arange(len(logits)) == end)
            allowed[stamp:tokens[-1]] = False
        else:
            allowed &= text
    else:
        seen = [t for t in tokens if t >= stamp]
        if seen:
            allowed[stamp:seen[-1] + 1] = False
    logits = logits.masked_fill(~allowed, -math.inf)
    if allowed[stamp:].any() and logits[stamp:].logsumexp(0) > logits[:stamp].max():
        logits[:stamp] = -math.inf
    return logits


def greedy(decoder, states, prompt, rules, with_timestamps, limit):
    """Tokens, raw logits before each of them, log-probabilities, and the last layer's cross-attention before each."""
    tokens, raw, logs, looks, margin = [], [], [], [], math.inf
    while True:
        logits, _, attention = decoder(torch.tensor([prompt + tokens]), states)
        raw.append(logits[0, -1])
        looks.append(attention[-1][0, :, -1])
        ruled = forbid(logits[0, -1], tokens, rules, with_timestamps)
        best = ruled.topk(2).values
        margin = min(margin, float(best[0] - best[1]))
        token = int(ruled.argmax())
        logs.append(float(ruled.log_softmax(0)[token]))
        if token == rules["end"]:
            return tokens, raw, logs, looks, margin, True
        tokens.append(token)
        if len(tokens) == limit:
            return tokens, raw, logs, looks, margin, False
