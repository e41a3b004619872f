"""Reads the labelled calls and the unlabelled dialogues."""
import gzip
import hashlib
import json
import pathlib

import settings

TAGS = [
    "objection.price", "objection.timing", "objection.authority", "objection.need", "objection.competitor", "objection.trust",
    "objection.effort", "objection_response", "next_step", "question", "buying_signal", "pain", "impact", "timeline",
    "decision_process", "pricing", "value_proposition", "rapport"]
ROLES = {"-": 0, "R": 1, "C": 2}


def read_calls(path):
    """A list of calls, each a list of (role, tags, text)."""
    calls, call = [], []
    for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            if call:
                calls.append(call)
            call = []
            continue
        role, tags, text = line.split("\t")
        call.append((role, [] if tags == "-" else tags.split(","), text))
    if call:
        calls.append(call)
    return calls[::settings.EVERY]


def split(call):
    """'train' for nine calls of ten, 'test' for one: by a hash of its words, so that adding calls moves none."""
    key = hashlib.sha256("\n".join(text for _, _, text in call).encode()).digest()
    return "test" if key[0] % 10 == 0 else "train"


def read_dialogues(path):
    """Dialogues as lists of (role, text): the first to speak alternates between the sides."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            turns = json.loads(line)["turns"]
            named = {"Agent": 1, "assistant": 1, "Customer": 2, "user": 2, "customer": 2}
            sides = {}
            for turn in turns:
                sides.setdefault(turn["s"], named.get(turn["s"], 1 + (number + len(sides)) % 2))
            yield [(sides[turn["s"]], turn["t"]) for turn in turns]
