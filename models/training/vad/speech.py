"""Speech from espeak-ng, flite and festival, with voices kept apart for training and for measuring."""
import gzip
import json
import os
import re
import subprocess
import tempfile

import numpy as np
from scipy.io import wavfile
from scipy.signal import resample_poly

RATE = 16000
# Other languages read English with other sounds: what counts here is a voice, not the words.
LANGUAGES = ["en-us", "en-gb", "en-gb-scotland", "en-029", "en-gb-x-rp", "en-us-nyc",
             "de", "fr", "es", "it", "pt", "nl", "sv", "da", "pl", "tr", "fi", "hu", "ro"]
VARIANTS = ["", "+m1", "+m2", "+m4", "+m5", "+m6", "+m7", "+f1", "+f3", "+f4", "+f5", "+klatt", "+klatt2", "+klatt3", "+croak", "+whisper"]
TRAINING = [("espeak", None)] * 17 + [("flite", v) for v in ("kal", "kal16", "awb", "slt")] + [("festival", "kal_diphone")]
HELD_OUT = [("espeak", "en-gb-x-gbclan+m3"), ("espeak", "en-gb-x-gbcwmd+f2"), ("flite", "rms"), ("festival", "cmu_us_slt_arctic_hts")]


def sentences(own, dialogues, rng, count, held_out):
    """Own sentences and turns of public dialogues; every tenth dialogue is kept for measuring."""
    texts = [line.strip() for line in open(own, encoding="utf-8") if line.strip()] * 3
    if dialogues:
        opener = gzip.open if dialogues.endswith(".gz") else open
        turns = []
        with opener(dialogues, "rt", encoding="utf-8") as lines:
            for i, line in enumerate(lines):
                if (i % 10 == 0) == held_out and i % 7 == 0:
                    turns += [t["t"] for t in json.loads(line)["turns"]]
        turns = [t for t in turns if 2 < len(t) < 140 and re.fullmatch(r"[A-Za-z0-9 ,.'?!-]+", t)]
        texts += [turns[i] for i in rng.permutation(len(turns))[:count]]
    return [texts[i] for i in rng.permutation(len(texts))][:count]


def say(text, engine, voice, rng):
    """One utterance, 16 kHz, peak 1; None where the engine fails."""
    with tempfile.TemporaryDirectory() as folder:
        wav = os.path.join(folder, "a.wav")
        if engine == "espeak":
            voice = voice or rng.choice(LANGUAGES) + rng.choice(VARIANTS)
            command = ["espeak-ng", "-v", voice, "-s", str(rng.integers(125, 230)), "-p", str(rng.integers(15, 85)), "-w", wav, text]
        elif engine == "flite":
            command = ["flite", "-voice", voice, "--setf", f"duration_stretch={rng.uniform(0.8, 1.25):.2f}", "-t", text, "-o", wav]
        else:
            command = ["text2wave", "-o", wav, "-eval", f"(voice_{voice})"]
        done = subprocess.run(command, input=text.encode(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        if done.returncode != 0 or not os.path.exists(wav) or os.path.getsize(wav) < 2000:
            return None
        rate, samples = wavfile.read(wav)
    samples = samples.astype(np.float32)
    # A little faster or slower moves pitch and formants together: more voices from the same few.
    factor = rng.uniform(0.88, 1.14)
    up, down = RATE, int(round(rate * factor / 50)) * 50
    common = np.gcd(up, down)
    samples = resample_poly(samples, up // common, down // common).astype(np.float32)
    peak = np.abs(samples).max()
    return samples / peak if peak > 0 else None


def pool(path, texts, voices, rng):
    """Utterances as one int16 array with offsets, made once and kept in `path`."""
    if not os.path.exists(path):
        clips = []
        for i, text in enumerate(texts):
            clip = say(text, *voices[i % len(voices)], rng)
            if clip is not None:
                clips.append((clip * 32767).astype(np.int16))
        np.savez(path + ".part.npz", samples=np.concatenate(clips), lengths=[len(c) for c in clips])
        os.replace(path + ".part.npz", path)
    with np.load(path) as kept:
        return np.split(kept["samples"], np.cumsum(kept["lengths"])[:-1])
