"""Word error rates of a model folder: held-out sentences in both bands, and the sample calls utterance by utterance.

Reads the exported ONNX weights, so it measures what ships. Decoding is greedy. The calls' utterances are cut at the
reference's boundaries; digits and symbols of the references are compared as words.
"""
import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import collections
import glob
import json

import numpy as np
import torch
from scipy.signal import resample_poly

import onnx_weights
from corpus import development_batches, stack
from features import log_mel
from network import Whisper, greedy
from scoring import word_errors
from sentences import clean, label_of
from tokens import Tokens

AROUND = 0.05      # seconds kept on both sides of a cut


def read_mu_law(path):
    """[channels, samples] at 8 kHz of a G.711 mu-law WAV file, -1..1."""
    with open(path, "rb") as file:
        data = file.read()
    at, channels = 12, 1
    while data[at:at + 4] != b"data":
        if data[at:at + 4] == b"fmt ":
            channels = int.from_bytes(data[at + 10:at + 12], "little")
        at += 8 + int.from_bytes(data[at + 4:at + 8], "little")
    size = int.from_bytes(data[at + 4:at + 8], "little")
    codes = ~np.frombuffer(data[at + 8:at + 8 + size], np.uint8)
    exponent, mantissa = (codes >> 4) & 7, codes & 15
    magnitude = ((mantissa.astype(np.int32) << 1) + 33 << exponent) - 33
    return (np.where(codes & 128, -magnitude, magnitude) / 8192).astype(np.float32).reshape(-1, channels).T


def spoken_words(text):
    """The words of a reference as the recogniser would write them."""
    return label_of(clean(text) or text)


def call_utterances(samples_folder, name):
    """(16 kHz samples, reference words) of every utterance of one sample call."""
    with open(os.path.join(samples_folder, "reference", name + ".json"), encoding="utf-8") as file:
        reference = json.load(file)
    with open(os.path.join(samples_folder, "calls", name + ".json"), encoding="utf-8") as file:
        right = json.load(file).get("agentChannel") == "right"
    channels = read_mu_law(os.path.join(samples_folder, "calls", name + ".wav"))
    for utterance in reference["utterances"]:
        channel = channels[int((utterance["role"] == "rep") == right)]
        first, last = utterance["start"] - AROUND, utterance["end"] + AROUND
        cut = channel[max(0, int(first * 8000)): int(last * 8000)]
        yield resample_poly(cut, 2, 1).astype(np.float32), spoken_words(utterance["text"])


def call_error(network, tokens, samples_folder, name, show):
    wrong = words = 0
    for samples, reference in call_utterances(samples_folder, name):
        mel, lengths, *_ = stack([log_mel(samples)], [[]], tokens)
        text = greedy(network, mel, lengths, tokens)[0]
        wrong, words = wrong + word_errors(reference, text), words + len(reference.split())
        if show:
            print(f"    {reference}\n  > {text}")
    return wrong, words


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", required=True)
    parser.add_argument("--dev", help="development shards")
    parser.add_argument("--samples", help="folder with calls/ and reference/")
    parser.add_argument("--show", action="store_true", help="print references and transcripts of the calls")
    options = parser.parse_args()
    torch.set_num_threads(1)
    tokens = Tokens(options.model)
    network = Whisper(tokens.count)
    onnx_weights.load(network, options.model)
    network.eval()
    if options.dev:
        for narrow in (False, True):
            totals = collections.Counter()
            for batch, references in development_batches(options.dev, tokens, narrow, size=8):
                texts = greedy(network, batch[0], batch[1], tokens)
                totals["wrong"] += sum(map(word_errors, references, texts))
                totals["words"] += sum(len(reference.split()) for reference in references)
            print(f"held out, {'telephone' if narrow else 'wideband'}: {totals['wrong'] / totals['words']:.1%} "
                  f"of {totals['words']} words", flush=True)
    if options.samples:
        calls = [os.path.basename(path)[:-4] for path in sorted(glob.glob(os.path.join(options.samples, "calls", "*.wav")))]
        results = [(name, *call_error(network, tokens, options.samples, name, options.show)) for name in calls
                   if os.path.exists(os.path.join(options.samples, "reference", name + ".json"))]
        for name, wrong, words in results:
            print(f"{name}: {wrong / words:.1%} of {words} words")
        print(f"all calls: {sum(r[1] for r in results) / sum(r[2] for r in results):.1%}")


if __name__ == "__main__":
    main()
