"""Reads a written dialogue: `role | timing | tags | links | text`, one utterance a line.

role    the letter of a participant in calls.json (R is the rep)
timing  empty: a natural pause. `0.8`: that many seconds after the utterance before. `-0.6`: an interruption,
        so many seconds before its end. `@0.5`: a backchannel, said half way through the utterance before
tags    names from the taxonomy, or `-`
links   o1: belongs to objection 1. r1: answers it. n1: belongs to next step 1 of calls.json
"""
from dataclasses import dataclass

TAGS = set("""
objection.price objection.timing objection.authority objection.need objection.competitor objection.trust
objection.effort objection_response next_step question buying_signal pain impact timeline decision_process
pricing value_proposition rapport""".split())


@dataclass
class Line:
    role: str
    timing: str
    tags: list
    links: list
    text: str
    start: float = 0.0
    end: float = 0.0


def read(path):
    lines = []
    with open(path, encoding="utf-8") as file:
        for number, row in enumerate(file, 1):
            if row.startswith("#") or not row.strip():
                continue
            fields = [field.strip() for field in row.split("|")]
            if len(fields) != 5:
                raise ValueError(f"{path}:{number}: {len(fields)} fields, expected 5")
            role, timing, tags, links, text = fields
            line = Line(role, timing, [] if tags == "-" else tags.split(","), links.split(",") if links else [], text)
            unknown = set(line.tags) - TAGS
            if unknown:
                raise ValueError(f"{path}:{number}: unknown tags {sorted(unknown)}")
            lines.append(line)
    return lines


def place(lines, durations, rng):
    """Sets start and end of every line, and returns them in order of time."""
    cursor, previous = 0.0, None
    for line, duration in zip(lines, durations):
        if line.timing.startswith("@"):
            line.start = previous.start + float(line.timing[1:]) * (previous.end - previous.start)
            line.end = line.start + duration
            continue  # the other speaker talks on
        if line.timing:
            gap = float(line.timing)
        elif previous and previous.role == line.role:
            gap = rng.uniform(0.3, 0.5)
        else:
            gap = rng.uniform(0.3, 1.0)
        line.start = cursor + gap
        line.end = cursor = line.start + duration
        previous = line
    return sorted(lines, key=lambda line: line.start)
