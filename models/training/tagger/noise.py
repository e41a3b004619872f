"""What recognisers, fast talkers and careless typists do to words, so that training sees it."""
import json
import pathlib

HOMOPHONES = [set(g.split()) for g in (
    "their there", "to too two", "your you", "for four", "by buy bye", "hear here", "know no", "our are", "week weak", "price prize",
    "cost costs", "then than", "send sent", "meet meat", "would wood", "wait weight", "sign sine", "right write", "new knew",
    "quote quota", "would will", "can could", "a the", "is was", "in and", "we he", "this the", "been being", "of have", "on in")]
SIMILAR = {w: sorted(g - {w}) for g in HOMOPHONES for w in g}
TABLE = pathlib.Path(__file__).parent / "heard.json"


def recogniser():
    """Word -> (what was heard in its place, how often), from heard.py; empty where that was not run."""
    if not TABLE.exists():
        return {}
    return {w: (list(hs), list(hs.values())) for w, hs in json.loads(TABLE.read_text(encoding="utf-8"))["heard"].items()}


class Manner:
    """How one call is written down: carefully, carelessly, or as a recogniser hears it."""

    heard = recogniser()

    def __init__(self, rng):
        self.rng = rng
        self.marks = rng.random() < 0.6
        self.careless = rng.choice([0.0, 0.0, 0.04, 0.08, 0.12])
        self.misheard = rng.choice([0.05, 0.1, 0.2]) if rng.random() < 0.3 else 0.0

    def disturb(self, words):
        rng, out = self.rng, []
        for w in words:
            if w == "?":
                if self.marks or rng.random() < 0.1:
                    out.append(w)
                continue
            chance = rng.random()
            if chance < self.careless * 0.5:
                continue
            if chance < self.careless and w in SIMILAR:
                w = rng.choice(SIMILAR[w])
            elif rng.random() < self.misheard:
                others, counts = self.heard.get(w, ([""], [1]))
                w = rng.choices(others, counts)[0]
            if w:
                out.append(w)
        return out or words
