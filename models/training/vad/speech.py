"""Speech from espeak-ng, flite and festival: voices and sentences of training, development and test are kept apart."""
import gzip
import json
import os
import re
import subprocess
import tempfile
from multiprocessing.pool import ThreadPool

import numpy as np
from scipy.io import wavfile
from scipy.signal import resample_poly

from voice import vary

RATE = 16000
# Other languages read English with other sounds: what counts here is a voice, not the words.
LANGUAGES = ["en-us", "en-gb", "en-gb-scotland", "en-029", "en-gb-x-rp", "en-us-nyc",
             "de", "fr", "es", "it", "pt", "nl", "sv", "da", "pl", "tr", "fi", "hu", "ro", "cs", "el", "hr", "id", "sw"]
VARIANTS = [""] + ["+" + v for v in (
    "m1 m2 m4 m5 m6 m7 f1 f3 f4 f5 klatt klatt2 klatt3 klatt5 croak whisper whisperf grandma grandpa fast "
    "adam Alex Alicia Andrea Andy antonio aunty belinda benjamin boris caleb david ed edward Gene gustave Jacky john "
    "Lee linda marcelo max Michael michel Mike norbert pablo paul pedro quincy rob sandro shelby steph travis victor zac").split()]
# A speaker is in one part only: kal is kal in flite and in festival, and slt too.
VOICES = {
    "training": [("espeak", None)] * 14 + [("flite", v) for v in ("kal", "kal16", "awb", "awb")] + [("festival", "kal_diphone")],
    "development": [("espeak", "en-gb+m8"), ("espeak", "en-us+Annie"), ("festival", "ked_diphone")],
    "test": [("espeak", "en-gb-x-gbclan+m3"), ("espeak", "en-gb-x-gbcwmd+f2"), ("flite", "rms"), ("flite", "slt"), ("festival", "cmu_us_slt_arctic_hts")],
}
# Dialogues and own sentences by their number, modulo ten.
SHARES = {"training": range(8), "development": [8], "test": [9]}


def sentences(own, dialogues, rng, count, part):
    """Own sentences and turns of public dialogues, the part's share of each."""
    mine = list(SHARES[part])
    texts = [line.strip() for line in open(own, encoding="utf-8") if line.strip()]
    texts = [text for i, text in enumerate(texts) if i % 10 in mine]
    if dialogues:
        turns = []
        with (gzip.open if dialogues.endswith(".gz") else open)(dialogues, "rt", encoding="utf-8") as lines:
            for i, line in enumerate(lines):
                if i % 10 in mine and (i // 10) % 7 == 0:
                    turns += [t["t"] for t in json.loads(line)["turns"]]
        turns = [t for t in turns if 2 < len(t) < 140 and re.fullmatch(r"[A-Za-z0-9 ,.'?!-]+", t)]
        texts = texts * 2 + [turns[i] for i in rng.permutation(len(turns))[:count]]
    texts = texts * (count // len(texts) + 1)
    return [texts[i] for i in rng.permutation(len(texts))][:count]


def say(text, engine, voice, rng):
    """One utterance as the engine gives it, with its rate; None where the engine or the voice is missing."""
    with tempfile.TemporaryDirectory() as folder:
        wav = os.path.join(folder, "a.wav")
        if engine == "espeak":
            voice = voice or rng.choice(LANGUAGES) + rng.choice(VARIANTS)
            command = ["espeak-ng", "-v", voice, "-s", str(rng.integers(115, 240)), "-p", str(rng.integers(5, 95)), "-w", wav, text]
        elif engine == "flite":
            command = ["flite", "-voice", voice, "--setf", f"duration_stretch={rng.uniform(0.75, 1.3):.2f}", "-t", text, "-o", wav]
        else:
            command = ["text2wave", "-o", wav, "-eval", f"(voice_{voice})"]
        done = subprocess.run(command, input=text.encode(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        if done.returncode != 0 or not os.path.exists(wav) or os.path.getsize(wav) < 2000:
            return None
        return wavfile.read(wav)


def to_rate(rate, samples, factor):
    """16 kHz, peak 1. A factor other than 1 moves pitch, formants and pace together: another length of throat."""
    up, down = RATE, int(round(rate * factor / 50)) * 50
    common = np.gcd(up, down)
    samples = resample_poly(samples.astype(np.float32), up // common, down // common).astype(np.float32)
    peak = np.abs(samples).max()
    return samples / peak if peak > 0 else None


def pool(path, own, dialogues, part, count, seed):
    """Utterances of a part as int16 arrays, made once and kept in `path`. Only those of training are varied."""
    if not os.path.exists(path):
        texts, voices = sentences(own, dialogues, np.random.default_rng(seed), count, part), VOICES[part]

        def utterance(i):
            rng = np.random.default_rng((seed, i))
            spoken = say(texts[i], *voices[i % len(voices)], rng)
            clip = None if spoken is None else to_rate(*spoken, rng.uniform(0.8, 1.25) if part == "training" else rng.uniform(0.94, 1.06))
            return clip if clip is None or part != "training" else vary(clip, rng)

        with ThreadPool(4) as workers:
            clips = [(clip * 32767).astype(np.int16) for clip in workers.map(utterance, range(len(texts))) if clip is not None]
        if not clips:
            raise SystemExit("No utterance could be made: install espeak-ng, flite and festival.")
        np.savez(path + ".part.npz", samples=np.concatenate(clips), lengths=[len(c) for c in clips])
        os.replace(path + ".part.npz", path)
    with np.load(path) as kept:
        return np.split(kept["samples"], np.cumsum(kept["lengths"])[:-1])
