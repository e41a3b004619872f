"""Speaks the corpus: shards of features of many speakers, heard in turn wide-band and over a telephone.

A shard is `NN.npz`: `feats` float16 [frames, 80], `starts`, `lengths`, `speaker` and `phone`, one entry an utterance. A base voice that
has spoken and a shard that is complete are not made again.
"""
import argparse
import os
import random
import zlib

import numpy as np

import sound
import voices
from fbank import fbank

FORMANTS = [0.85, 0.91, 0.97, 1.03, 1.10, 1.17]
PITCHES = [0.80, 0.92, 1.05, 1.22]
SHARD = 20


def speakers(bases, per_recorded, per_espeak, rng):
    """(name, base voices, pitch, formants, breath): throats spread over a grid and moved off its points a little."""
    people = {}
    for voice in bases:
        people.setdefault(voice.person, []).append(voice)
    result = []
    for person, members in people.items():
        grid = [(p, f) for p in PITCHES for f in FORMANTS]
        for pitch, formants in rng.sample(grid, per_espeak if members[0].engine == "espeak-ng" else per_recorded):
            result.append((person, members, pitch * rng.uniform(0.96, 1.04), formants * rng.uniform(0.98, 1.02),
                           max(0.0, rng.uniform(-0.5, 0.6))))
    rng.shuffle(result)
    return result


def clips_of(voice, texts, count, folder, seed):
    """The base voice's own clips, spoken once."""
    path = os.path.join(folder, f"{voice.engine}-{voice.name}-{voice.pitch}.npz".replace("+", "_"))
    if not os.path.exists(path):
        rng = random.Random(seed + zlib.crc32(path.rsplit("/", 1)[-1].encode()))
        clips = voices.speak(voice, rng.sample(texts, count), rng)
        packed = np.concatenate([np.round(c * 32767).astype(np.int16) for c in clips]) if clips else np.zeros(0, np.int16)
        with open(path + ".part", "wb") as file:
            np.savez(file, samples=packed, lengths=np.array([len(c) for c in clips], np.int64))
        os.replace(path + ".part", path)
    with np.load(path) as data:
        return [c.astype(np.float32) / 32768 for c in np.split(data["samples"], np.cumsum(data["lengths"])[:-1])] if len(data["lengths"]) else []


def utterance(clips, pitch, formants, breath, rng):
    """Two sentences with a pause; a person's pitch differs from one sentence to the next, the throat does not."""
    parts = []
    for at in rng.choice(len(clips), 2, replace=len(clips) < 2):
        parts += [sound.shape(clips[at], pitch * rng.uniform(0.92, 1.09), formants, breath, rng),
                  np.zeros(int(rng.uniform(0.05, 0.4) * sound.RATE), np.float32)]
    return np.concatenate(parts[:-1])


def make_shard(path, members, first, clips, utterances, seed):
    feats, starts, lengths, speaker, phone = [], [], [], [], []
    at = 0
    for number, (_, bases, pitch, formants, breath) in enumerate(members, first):
        rng = np.random.default_rng((seed, number))
        own = [c for base in bases for c in clips(base)]
        if not own:
            continue
        for i in range(utterances):
            x = utterance(own, pitch, formants, breath, rng)
            rows = fbank(sound.record(x, rng, i % 2 == 1)).astype(np.float16)
            feats.append(rows)
            starts.append(at)
            lengths.append(len(rows))
            speaker.append(number)
            phone.append(i % 2 == 1)
            at += len(rows)
    with open(path + ".part", "wb") as file:
        np.savez(file, feats=np.concatenate(feats), starts=starts, lengths=lengths, speaker=speaker, phone=phone)
    os.replace(path + ".part", path)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", required=True, help="folder of written calls")
    parser.add_argument("--out", required=True)
    parser.add_argument("--held-out", action="store_true", help="speak with the voices that training never hears")
    parser.add_argument("--espeak", type=int, default=100, help="pairs of language and variant")
    parser.add_argument("--per-espeak", type=int, default=4)
    parser.add_argument("--per-recorded", type=int, default=22)
    parser.add_argument("--clips", type=int, default=8, help="sentences that each base voice speaks")
    parser.add_argument("--utterances", type=int, default=8)
    parser.add_argument("--engines", default="espeak-ng,flite,festival")
    parser.add_argument("--seed", type=int, default=40)
    options = parser.parse_args()

    rng = random.Random(options.seed)
    texts = voices.sentences(options.texts, rng)
    bases = voices.recorded(options.held_out) + voices.espeak(options.held_out, options.espeak, rng)
    bases = [v for v in bases if v.engine in options.engines.split(",")]
    members = speakers(bases, options.per_recorded, options.per_espeak, rng)
    spoken = os.path.join(options.out, "spoken")
    os.makedirs(spoken, exist_ok=True)
    cache = {}

    def clips(voice):
        if voice not in cache:
            count = options.clips * (2 if voice.engine != "espeak-ng" else 1)
            cache[voice] = clips_of(voice, texts, count, spoken, options.seed)
        return cache[voice]

    for first in range(0, len(members), SHARD):
        path = os.path.join(options.out, f"{first // SHARD:02d}.npz")
        if not os.path.exists(path):
            make_shard(path, members[first:first + SHARD], first, clips, options.utterances, options.seed)
            print(f"{min(first + SHARD, len(members))} of {len(members)} speakers", flush=True)


if __name__ == "__main__":
    main()
