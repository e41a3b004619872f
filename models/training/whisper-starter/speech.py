"""Speaks the chosen sentences with free synthesizers (espeak-ng, flite, festival) into shards of 16 kHz samples.

A shard is `NNN.pcm`, 16-bit samples one utterance after the other, and `NNN.tsv`: first sample, length, voice, label.
The index is written last, so a training run may pick up finished shards while others are being spoken, and an
interrupted run goes on where it stopped.
"""
import argparse
import os
import random
import subprocess
import tempfile
import wave
from multiprocessing import Pool

import numpy as np
from scipy.signal import resample_poly

RATE = 16000
SHARD = 600
# How often each voice speaks. Rates and pitches are drawn around those usual on calls.
ESPEAK_OFTEN = ["en-us+m3", "en-us+linda", "en-gb+m3", "en-gb-x-rp+f2"]
ESPEAK_LANGUAGES = ["en-us", "en-gb", "en-gb-x-rp", "en-gb-scotland", "en-029", "en-us-nyc"]
ESPEAK_VARIANTS = ["m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "f1", "f2", "f3", "f4", "f5", "linda", "steph",
                   "adam", "paul", "belinda", "anika", "rob"]
FLITE = {"rms": 0.15, "slt": 0.15, "awb": 0.15, "kal16": 0.11}
FESTIVAL = {"cmu_us_slt_arctic_hts": 0.10, "kal_diphone": 0.02}
SHIFT = {8000: (2, 1), 16000: (1, 1), 22050: (320, 441), 32000: (1, 2)}


def choose_voice(rng):
    """(engine, voice) of the next utterance."""
    draw = rng.random()
    for engine, voices in (("flite", FLITE), ("festival", FESTIVAL)):
        for voice, share in voices.items():
            draw -= share
            if draw < 0:
                return engine, voice
    if rng.random() < 0.45:
        return "espeak-ng", rng.choice(ESPEAK_OFTEN)
    return "espeak-ng", rng.choice(ESPEAK_LANGUAGES) + "+" + rng.choice(ESPEAK_VARIANTS)


def assign_voices(sentences, rng):
    """A voice for each sentence, another one each time that a sentence comes again."""
    spoken, result = set(), []
    for text, label in sentences:
        for _ in range(20):
            engine, voice = choose_voice(rng)
            if (label, voice) not in spoken:
                break
        spoken.add((label, voice))
        result.append((text, label, engine, voice))
    return result


def speak(text, engine, voice, path, rng):
    """Writes `text` in this voice to the WAV file `path` (espeak-ng and flite)."""
    if engine == "espeak-ng":
        command = ["espeak-ng", "-v", voice, "-s", str(rng.randint(140, 195)), "-p", str(rng.randint(35, 62)),
                   "-w", path, text]
    else:
        stretch = f"duration_stretch={rng.uniform(0.82, 1.08):.3f}"
        command = ["flite", "-voice", voice, "--setf", stretch, "-t", text, "-o", path]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def speak_with_festival(texts, voice, folder, rng):
    """Writes each text to `folder`/NNN.wav in one festival process, because it takes a while to start."""
    lines = [f"(voice_{voice})"]
    for number, text in texts:
        lines.append(f"(Parameter.set 'Duration_Stretch {rng.uniform(0.88, 1.1):.3f})")
        lines.append(f'(utt.save.wave (utt.synth (Utterance Text "{text}")) "{folder}/{number}.wav" \'riff)')
    subprocess.run(["festival", "--pipe"], input="\n".join(lines), text=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)


def read(path):
    """16 kHz samples of a WAV file, peak at 0.6, cut to where the energy is within 40 dB of the loudest 10 ms."""
    with wave.open(path, "rb") as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), np.int16).astype(np.float32)
        up, down = SHIFT[file.getframerate()]
    samples = resample_poly(samples, up, down) if up != down else samples
    frame = RATE // 100
    power = np.mean(samples[: len(samples) // frame * frame].reshape(-1, frame) ** 2, axis=1)
    active = np.flatnonzero(power > power.max() * 1e-4)
    samples = samples[active[0] * frame: (active[-1] + 1) * frame]
    return (samples * (0.6 * 32767 / max(1.0, np.abs(samples).max()))).astype(np.int16)


def make_shard(job):
    """Speaks one shard; returns its seconds of speech."""
    number, items, folder, seed = job
    rng = random.Random(seed * 100003 + number)
    base = os.path.join(folder, f"{number:03d}")
    if os.path.exists(base + ".tsv"):
        return 0.0
    with tempfile.TemporaryDirectory() as work:
        for voice in FESTIVAL:
            texts = [(i, text) for i, (text, _, _, name) in enumerate(items) if name == voice]
            if texts:
                speak_with_festival(texts, voice, work, rng)
        start, rows = 0, []
        with open(base + ".pcm", "wb") as pcm:
            for i, (text, label, engine, voice) in enumerate(items):
                path = os.path.join(work, f"{i}.wav")
                try:
                    if engine != "festival":
                        speak(text, engine, voice, path, rng)
                    samples = read(path)
                    os.remove(path)
                except (OSError, EOFError, ValueError, IndexError, wave.Error, subprocess.CalledProcessError):
                    continue                            # a sentence that this synthesizer cannot say
                if not 0.1 * RATE < len(samples) < 14 * RATE:
                    continue
                pcm.write(samples.tobytes())
                rows.append(f"{start}\t{len(samples)}\t{voice}\t{label}\n")
                start += len(samples)
    with open(base + ".part", "w", encoding="utf-8") as index:
        index.writelines(rows)
    os.replace(base + ".part", base + ".tsv")
    return start / RATE


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sentences", required=True, help="spoken and label, tab-separated, a line each")
    parser.add_argument("--out", required=True, help="folder for the shards")
    parser.add_argument("--seed", type=int, default=21)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--limit", type=int, default=1000, help="at most so many shards")
    options = parser.parse_args()
    with open(options.sentences, encoding="utf-8") as lines:
        sentences = [line.rstrip("\n").split("\t") for line in lines]
    items = assign_voices(sentences, random.Random(options.seed))
    os.makedirs(options.out, exist_ok=True)
    jobs = [(i // SHARD, items[i:i + SHARD], options.out, options.seed) for i in range(0, len(items), SHARD)][: options.limit]
    seconds = 0.0
    with Pool(options.processes) as pool:
        for done, length in enumerate(pool.imap(make_shard, jobs), 1):
            seconds += length
            print(f"shard {done} of {len(jobs)}, {seconds / 3600:.2f} h", flush=True)


if __name__ == "__main__":
    main()
