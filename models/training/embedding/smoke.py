"""A little dialogue from the written calls, so that the recipe runs without the public sets: python smoke.py OUT"""
import gzip
import json
import sys

import texts

with gzip.open(sys.argv[1], "wt", encoding="utf-8") as out:
    for number, call in enumerate(texts.calls()[:60]):
        out.write(json.dumps({"source": "calls", "id": str(number), "turns": [{"s": role, "t": text} for role, _, text in call]}) + "\n")
