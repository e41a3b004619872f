"""Speaks calls as a telephone heard them, and swaps the channels of recordings: python spoken.py WORK SAMPLES"""
import json
import pathlib
import shutil
import subprocess
import sys
import wave

import numpy as np
from scipy.signal import butter, resample_poly, sosfilt

import talk

RATE, GAP = 8000, 0.35
CALLS = 12
VOICES = (
    ("espeak-ng", "en-us+m3"), ("flite", "slt"), ("espeak-ng", "en-gb+f2"), ("flite", "rms"), ("flite", "awb"), ("espeak-ng", "en-us+f3"),
    ("espeak-ng", "en-gb-x-rp+m4"), ("flite", "kal16"))


def say(voice, text, path):
    program, name = voice
    command = ["espeak-ng", "-v", name, "-s", "165", "-w", path, text] if program == "espeak-ng" else ["flite", "-voice", name, "-t", text, "-o", path]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    with wave.open(str(path)) as sound:
        samples = np.frombuffer(sound.readframes(sound.getnframes()), np.int16) / 32768
        rate = sound.getframerate()
    samples = resample_poly(samples, RATE, rate)
    samples = sosfilt(butter(4, (300, 3400), "bandpass", fs=RATE, output="sos"), samples)
    return 0.1 * samples / max(1e-6, np.sqrt(np.mean(samples ** 2)))


def speak(call, voices, rng, path, scratch):
    """Both sides on one timeline; the rep is in the left channel."""
    at, pieces = 0.5, []
    for role, text in call:
        samples = say(voices[int(role == "C")], text, scratch)
        pieces.append((int(role == "C"), int(at * RATE), samples))
        at += len(samples) / RATE + GAP
    tracks = rng.normal(0, 0.001, (int((at + 0.5) * RATE), 2))
    for channel, start, samples in pieces:
        tracks[start:start + len(samples), channel] += samples
    write(path, np.clip(tracks, -1, 1))


def write(path, tracks):
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(2)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes((tracks * 32767).astype("<i2").tobytes())


def swap(source, target):
    """The same file with its two channels exchanged; the samples of one channel may have one or two bytes."""
    content = bytearray(source.read_bytes())
    size = int.from_bytes(content[32:34], "little") // 2
    start = content.index(b"data") + 8
    body = np.frombuffer(bytes(content[start:start + (len(content) - start) // (2 * size) * 2 * size]), np.uint8).reshape(-1, 2, size)
    content[start:start + body.size] = body[:, ::-1].tobytes()
    target.write_bytes(content)


def main(work, samples):
    work = pathlib.Path(work)
    for part in ("samples", "samples-swapped", "spoken", "spoken-swapped"):
        (work / part).mkdir(parents=True, exist_ok=True)
    for sidecar in sorted(pathlib.Path(samples).glob("*.json")):
        sound = sidecar.with_suffix(".wav")
        if sound.exists():
            for part in ("samples", "samples-swapped"):
                shutil.copy(sidecar, work / part)
            shutil.copy(sound, work / "samples")
            swap(sound, work / "samples-swapped" / sound.name)
    rng = np.random.default_rng(31)
    for number, call in enumerate(talk.read(talk.CALLS / "test-independent.tsv")[:CALLS]):
        first = rng.integers(len(VOICES))
        voices = (VOICES[first], VOICES[(first + rng.integers(1, len(VOICES))) % len(VOICES)])
        path = work / "spoken" / f"call-{number + 1:02}.wav"
        speak(call, voices, rng, path, work / "one.wav")
        swap(path, work / "spoken-swapped" / path.name)
        for part in ("spoken", "spoken-swapped"):
            (work / part / f"{path.stem}.json").write_text(json.dumps({"agentChannel": "left", "startTime": "2026-03-02T10:00:00Z"}))


if __name__ == "__main__":
    main(*sys.argv[1:])
