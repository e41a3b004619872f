"""Vocabulary and word-piece vectors: python prepare.py DIALOGUES OUT (writes vocabulary.json and vectors.pt into OUT, once)"""
import collections
import json
import pathlib
import sys

import torch

import corpus
import embed
import normalize
import settings
import wordpiece

SEED = 17
HERE = pathlib.Path(__file__).parent


def main(dialogues, out):
    torch.set_num_threads(1)
    out = pathlib.Path(out)
    out.mkdir(parents=True, exist_ok=True)
    if (out / "vectors.pt").exists():
        return
    # The held-out calls stay unseen, here too.
    calls = [normalize.words(text) for path in sorted((HERE / "data").glob("calls-*.tsv")) for call in corpus.read_calls(path)
             if corpus.split(call) == "train" for _, _, text in call]
    talks = [normalize.words(text) for talk in corpus.read_dialogues(dialogues) for _, text in talk]
    counts = collections.Counter(w for words in talks for w in words)
    for words in calls:
        for w in words:
            counts[w] += 8  # the calls are few, and their words are the ones that matter
    vocabulary = wordpiece.train(counts, settings.PIECES)
    encoder = wordpiece.Encoder(vocabulary)
    near = embed.vectors([encoder.encode(w) for w in talks + calls * 4 if w], len(vocabulary), settings.WIDTH, seed=SEED)
    (out / "vocabulary.json").write_text(json.dumps(vocabulary, ensure_ascii=False), encoding="utf-8")
    torch.save(torch.from_numpy(near), out / "vectors.pt")


if __name__ == "__main__":
    main(*sys.argv[1:])
