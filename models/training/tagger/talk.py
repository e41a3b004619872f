"""Dialogues for a smoke run, from the labelled calls alone: python talk.py OUT.jsonl.gz"""
import gzip
import json
import pathlib
import sys

import corpus

HERE = pathlib.Path(__file__).parent


def main(out):
    with gzip.open(out, "wt", encoding="utf-8") as lines:
        for path in sorted((HERE / "data").glob("calls-*.tsv")):
            for number, call in enumerate(corpus.read_calls(path)):
                if corpus.split(call) == "train":
                    turns = [{"s": "Agent" if role == "R" else "Customer", "t": text} for role, _, text in call]
                    lines.write(json.dumps({"source": "calls", "id": f"{path.stem}-{number}", "turns": turns}) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
