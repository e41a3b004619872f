"""Sizes of the recipe; `train.sh --smoke` makes them small by environment variables."""
import os

EVERY = int(os.environ.get("TAGGER_EVERY", 1))  # of the calls of a file, each so-manieth is read
PIECES = int(os.environ.get("TAGGER_PIECES", 8000))  # word pieces in the vocabulary
WIDTH = int(os.environ.get("TAGGER_WIDTH", 192))  # of the encoder
PASSES = int(os.environ.get("TAGGER_PASSES", 0))  # over the labelled calls; 0: as many as each candidate is best with
