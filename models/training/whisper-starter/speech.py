"""Speaks the chosen sentences with free synthesizers (espeak-ng, flite, festival) into shards of 16 kHz samples.

A shard is `NNN.pcm`, 16-bit samples one utterance after the other; `NNN.codec.pcm`, the same through a low-rate codec of
telephony (GSM, every fourth Opus), sample by sample in the same place; and `NNN.jsonl`, a line an utterance: first sample,
length, voice, label, and phones as [end in 20 ms frames, number] pairs. The index is written last, so that a training run
may pick up finished shards while others are being spoken, and an interrupted run goes on where it stopped.
"""
import argparse
import json
import os
import random
import subprocess
import tempfile
import wave
from multiprocessing import Pool

import numpy as np
from scipy.signal import resample_poly

import phones
from espeak import Espeak
from voices import Cast

RATE, FRAME = 16000, 320
SHARD = 400
SHIFT = {8000: (2, 1), 16000: (1, 1), 22050: (320, 441), 32000: (1, 2)}
CODECS = [["-c:a", "libgsm", "-f", "gsm"], ["-c:a", "libopus", "-b:a", "8k", "-application", "voip", "-compression_level", "1", "-f", "ogg"]]
DECODERS = [["-f", "gsm"], ["-f", "ogg"]]


def speak_with_espeak(synthesizer, text, voice, rng):
    """(samples, their rate, [(start in seconds, phone)])."""
    samples, found = synthesizer.speak(text, voice, rng.randint(135, 205), rng.randint(25, 70), rng.randint(35, 70))
    return samples, synthesizer.sample_rate, found


def speak_with_flite(text, voice, path, rng):
    command = ["flite", "-voice", voice, "--setf", f"duration_stretch={rng.uniform(0.80, 1.12):.3f}", "-psdur",
               "-t", text, "-o", path]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    start, found = 0.0, []
    for item in done.stdout.split():
        phone, _, end = item.rpartition(":")
        found.append((start, phone))
        start = float(end)
    return (*read(path), found)


def speak_with_festival(texts, voice, folder, rng):
    """Writes each text to `folder`/NUMBER.wav and its phones to .seg in one process, because festival takes a while to start."""
    lines = [f"(voice_{voice})"]
    for number, text in texts:
        lines.append(f"(Parameter.set 'Duration_Stretch {rng.uniform(0.85, 1.12):.3f})")
        lines.append(f'(set! u (utt.synth (Utterance Text "{text}")))')
        lines.append(f'(utt.save.wave u "{folder}/{number}.wav" \'riff)')
        lines.append(f'(utt.save.segs u "{folder}/{number}.seg")')
    subprocess.run(["festival", "--pipe"], input="\n".join(lines), text=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)


def read_festival(folder, number):
    start, found = 0.0, []
    with open(os.path.join(folder, f"{number}.seg"), encoding="utf-8") as lines:
        for line in lines:
            parts = line.split()
            if len(parts) == 3:
                found.append((start, parts[2]))
                start = float(parts[0])
    return (*read(os.path.join(folder, f"{number}.wav")), found)


def read(path):
    with wave.open(path, "rb") as file:
        return np.frombuffer(file.readframes(file.getnframes()), np.int16), file.getframerate()


def trimmed(samples, rate, found, engine):
    """16 kHz samples, peak at 0.6, cut to where the energy is within 40 dB of the loudest 10 ms; frame-wise phones."""
    up, down = SHIFT[rate]
    samples = samples.astype(np.float32)
    samples = resample_poly(samples, up, down) if up != down else samples
    step = RATE // 100
    power = np.mean(samples[: len(samples) // step * step].reshape(-1, step) ** 2, axis=1)
    active = np.flatnonzero(power > power.max() * 1e-4)
    first, last = active[0] * step, (active[-1] + 1) * step
    samples = samples[first:last]
    ends = [start for start, _ in found[1:]] + [1e9]
    marks = []
    for end, (_, phone) in zip(ends, found):
        frame = int(round(min(end * RATE - first, len(samples)) / FRAME))
        if frame > (marks[-1][0] if marks else 0):
            marks.append([frame, phones.number(phone, engine)])
    return (samples * (0.6 * 32767 / max(1.0, np.abs(samples).max()))).astype(np.int16), marks


def through_codec(path, out, number):
    """The samples of a whole shard through GSM 06.10 or Opus at 8 kbit/s, 8 kHz, and back."""
    raw = ["-f", "s16le", "-ar", str(RATE), "-ac", "1"]
    encode = ["ffmpeg", "-v", "error", *raw, "-i", path, "-ar", "8000", *CODECS[number % 4 == 1], "-"]
    decode = ["ffmpeg", "-v", "error", "-y", *DECODERS[number % 4 == 1], "-i", "-", *raw, out]
    with subprocess.Popen(encode, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL) as coder:
        subprocess.run(decode, stdin=coder.stdout, check=True)
    size = os.path.getsize(path)
    with open(out, "r+b") as file:
        file.truncate(size)          # shorter or longer by a part of a codec's frame


def make_shard(job):
    """Speaks one shard; returns its seconds of speech."""
    number, items, folder, seed = job
    rng = random.Random(seed * 100003 + number)
    base = os.path.join(folder, f"{number:03d}")
    if os.path.exists(base + ".jsonl"):
        return 0.0
    synthesizer = make_shard.espeak = getattr(make_shard, "espeak", None) or Espeak()
    with tempfile.TemporaryDirectory() as work:
        for voice in {name for _, _, engine, name in items if engine == "festival"}:
            speak_with_festival([(i, text) for i, (text, _, _, name) in enumerate(items) if name == voice], voice, work, rng)
        start, rows = 0, []
        with open(base + ".pcm", "wb") as pcm:
            for i, (text, label, engine, voice) in enumerate(items):
                try:
                    if engine == "espeak-ng":
                        sound = speak_with_espeak(synthesizer, text, voice, rng)
                    elif engine == "flite":
                        sound = speak_with_flite(text, voice, os.path.join(work, "flite.wav"), rng)
                    else:
                        sound = read_festival(work, i)
                    samples, marks = trimmed(*sound, engine)
                except (OSError, EOFError, ValueError, IndexError, wave.Error, subprocess.CalledProcessError):
                    continue                            # a sentence that this synthesizer cannot say
                if not 0.1 * RATE < len(samples) < 14 * RATE:
                    continue
                pcm.write(samples.tobytes())
                rows.append({"first": start, "length": len(samples), "voice": voice, "label": label, "phones": marks})
                start += len(samples)
    through_codec(base + ".pcm", base + ".codec.pcm", number)
    with open(base + ".part", "w", encoding="utf-8") as index:
        index.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    os.replace(base + ".part", base + ".jsonl")
    return start / RATE


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sentences", required=True, help="spoken and label, tab-separated, a line each")
    parser.add_argument("--out", required=True, help="folder for the shards")
    parser.add_argument("--voices", choices=["training", "held-out"], default="training")
    parser.add_argument("--seed", type=int, default=21)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--limit", type=int, default=1000, help="at most so many shards")
    options = parser.parse_args()
    with open(options.sentences, encoding="utf-8") as lines:
        sentences = [line.rstrip("\n").split("\t") for line in lines]
    rng, cast = random.Random(options.seed), Cast()
    draw = cast.training if options.voices == "training" else cast.held_out
    items = [(text, label, *draw(rng)) for text, label in sentences]
    os.makedirs(options.out, exist_ok=True)
    jobs = [(i // SHARD, items[i:i + SHARD], options.out, options.seed) for i in range(0, len(items), SHARD)][: options.limit]
    seconds = 0.0
    with Pool(options.processes) as pool:
        for done, length in enumerate(pool.imap(make_shard, jobs), 1):
            seconds += length
            print(f"shard {done} of {len(jobs)}, {seconds / 3600:.2f} h", flush=True)


if __name__ == "__main__":
    main()
