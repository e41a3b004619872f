"""Reads the written calls of the tagger's recipe; of its labels only the role is used here."""
import hashlib
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
CALLS = HERE.parent / "tagger" / "data"
sys.path.insert(0, str(HERE.parent / "tagger"))

import normalize  # noqa: E402  the form of words that the C# class UtteranceNormalizer gives too


def read(path):
    """A list of calls, each a list of (role, text); role is R (rep) or C (customer)."""
    calls, call = [], []
    for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines() + [""]:
        if line.strip() and not line.startswith("#"):
            role, _, text = line.split("\t")
            call.append((role, text))
        elif call:
            calls.append(call)
            call = []
    return calls


def held_out(call):
    """True for a tenth of the calls, by a hash of their words: the tagger's recipe holds out the same ones."""
    return hashlib.sha256("\n".join(text for _, text in call).encode()).digest()[0] % 10 == 0


def written():
    """(training calls, held-out calls), each an utterance list of (role, words)."""
    calls = [call for path in sorted(CALLS.glob("calls-*.tsv")) for call in read(path)]
    return [worded(c) for c in calls if not held_out(c)], [worded(c) for c in calls if held_out(c)]


def independent():
    """Calls by an author who saw none of the others: for testing only."""
    return [worded(call) for call in read(CALLS / "test-independent.tsv")]


def worded(call):
    return [(role, normalize.words(text)) for role, text in call]
