"""The written texts: paraphrases by concept, and the tagger's labelled calls."""
import collections
import pathlib

import bert  # puts the tagger's folder on the path
import corpus

HERE = pathlib.Path(__file__).resolve().parent
CALLS = HERE.parent / "tagger" / "data"


def paraphrases(split):
    """{concept: [phrasings]} of the concepts marked 'train' or 'test'."""
    groups = collections.defaultdict(list)
    for line in (HERE / "paraphrases.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            where, concept, text = line.split("\t")
            if where == split:
                groups[concept].append(text)
    return dict(groups)


def classes():
    """Classes of words and phrases of like meaning, as lists."""
    lines = (HERE / "thesaurus.txt").read_text(encoding="utf-8").splitlines()
    return [[entry.strip() for entry in line.split(",")] for line in lines if line and not line.startswith("#")]


def calls():
    """The labelled calls that the tagger trains on; its held-out and its independent calls stay unseen here too."""
    return [call for path in sorted(CALLS.glob("calls-*.tsv")) for call in corpus.read_calls(path) if corpus.split(call) == "train"]
