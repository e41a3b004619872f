"""Vocabulary and word-piece vectors: python prepare.py DIALOGUES WORK [PIECES [WIDTH]] (writes vocabulary.json, vectors.pt, turns.pt)"""
import collections
import json
import pathlib
import sys
import time

import torch

import bert
import corpus  # of the tagger, as embed and wordpiece are: bert.py has put its folder on the path
import embed
import texts
import wordpiece

SEED = 29


def main(dialogues, work, pieces=8000, width=192):
    torch.set_num_threads(1)
    work = pathlib.Path(work)
    work.mkdir(parents=True, exist_ok=True)
    started = time.process_time()
    note = lambda what: print(f"{time.process_time() - started:6.1f} s of processor time: {what}", flush=True)
    talks = [[text for _, text in talk] for talk in corpus.read_dialogues(dialogues)]
    calls = texts.calls()
    counts = collections.Counter(w for talk in talks for text in talk for w in bert.words(text))
    for call in calls:
        for _, _, text in call:
            for w in bert.words(text):
                counts[w] += 8  # the calls are few, and their words are the ones that matter
    note("words counted")
    learned = wordpiece.train(counts, int(pieces))[len(wordpiece.SPECIAL) + 2:]  # the tagger's classes of numbers are no pieces here
    vocabulary = bert.SPECIAL + learned
    note("vocabulary learned")
    tokenizer = bert.Tokenizer(vocabulary)
    turns = [[tokenizer.pieces(text) for text in talk] for talk in talks]
    said = [tokenizer.pieces(text) for call in calls for _, _, text in call]
    note("texts in pieces")
    near = embed.vectors([t for talk in turns for t in talk if t] + said * 4, len(vocabulary), int(width), window=8, seed=SEED)
    near[: len(bert.SPECIAL)] = 0
    note("vectors made")
    (work / "vocabulary.json").write_text(json.dumps(vocabulary, ensure_ascii=False), encoding="utf-8")
    torch.save(torch.from_numpy(near), work / "vectors.pt")
    torch.save(turns, work / "turns.pt")


if __name__ == "__main__":
    main(*sys.argv[1:])
