"""Calls of one channel, mixed from speech, noise, rooms and lines, with the truth of when somebody speaks."""
import glob
import os

import numpy as np
from scipy.io import wavfile
from scipy.signal import fftconvolve, resample_poly

import sounds
import textures
import truth
from lines import LINES

RATE = 16000
FRAME = 512
# Measured with, never trained with.
HELD_OUT_NOISES = ("cafe_short.wav", "speechbrain_noise4.wav", "speechbrain_noise5.wav", "exercise_bike.wav")
MADE = {"coloured": sounds.coloured, "hum": sounds.hum, "clicks": sounds.clicks, "breath": sounds.breath, "motor": sounds.motor,
        "comfort": sounds.comfort, "music": sounds.music, "tones": sounds.tones, "crackle": sounds.crackle, "electric-piano": sounds.electric_piano,
        "texture": textures.texture, "impacts": textures.impacts, "things": textures.calls_of_things}

# What is heard on a line between turns.
FOREGROUND = [sounds.music, sounds.tones, textures.impacts, textures.texture, textures.calls_of_things]
# How often each kind of noise is in a training call; the recordings share what is left.
TRAINED = {"coloured": 0.12, "hum": 0.05, "clicks": 0.06, "breath": 0.05, "motor": 0.07, "comfort": 0.05, "babble": 0.17, "music": 0.1,
           "texture": 0.09, "impacts": 0.07, "things": 0.03}
BABBLE_SNR = 6         # nearer voices than that are speech themselves


def load_noises(folder, held_out):
    """Recorded noises and room responses by name, 16 kHz mono: those for measuring, or those for training."""
    noises, rooms = {}, {}
    for path in sorted(glob.glob(os.path.join(folder, "*.wav"))) if folder else []:
        name = os.path.basename(path)
        room = "rir" in name or "impulse" in name
        if not room and (name in HELD_OUT_NOISES) != held_out:
            continue
        rate, samples = wavfile.read(path)
        scale = np.iinfo(samples.dtype).max if samples.dtype.kind == "i" else 1
        samples = samples.astype(np.float32) / scale
        samples = samples.mean(1) if samples.ndim > 1 else samples
        common = np.gcd(RATE, rate)
        (rooms if room else noises)[name[:-4]] = resample_poly(samples, RATE // common, rate // common).astype(np.float32)
    return noises, list(rooms.values())


def noise(kind, n, rng, recorded, clips):
    """`n` samples of a kind of noise, root mean square 1: the name of a recording, `babble`, or one of MADE."""
    if kind in recorded:
        whole = recorded[kind]
        return sounds.unit(sounds.equalise(np.roll(np.resize(whole, max(n, len(whole))), rng.integers(len(whole)))[:n], rng))
    return sounds.babble(n, rng, clips) if kind == "babble" else MADE[kind](n, rng)


def reverberate(x, rng, rooms):
    """A room, the direct sound kept in place: a measured response, or noise that dies away."""
    if rooms and rng.random() < 0.5:
        response = rooms[rng.integers(len(rooms))]
    else:
        t = np.arange(int(0.8 * RATE)) / RATE
        response = rng.standard_normal(len(t)) * np.exp(-6.9 * t / rng.uniform(0.15, 0.9)) * rng.uniform(0.01, 0.12)
        response[:int(rng.uniform(0.001, 0.01) * RATE)] = 0
        response[0] = 1
    at = int(np.argmax(np.abs(response)))
    wet = fftconvolve(x, response)[at:at + len(x)]
    return (wet / (np.sqrt(np.mean(wet ** 2)) + 1e-9) * np.sqrt(np.mean(x ** 2))).astype(np.float32)


def talk(n, rng, clips, talkative, line_sounds):
    """Turns of speech, what the line sounds like between them, and the steps of 10 ms that are speech."""
    speech, other, active = np.zeros(n, np.float32), np.zeros(n, np.float32), np.zeros(n // truth.STEP, bool)
    at = int(rng.exponential(1.0) * RATE)
    gain = rng.uniform(-6, 0)
    while at < n and talkative > 0:
        if rng.random() < talkative:
            clip = clips[rng.integers(len(clips))].astype(np.float32) / 32768
            part = clip[:n - at] * 10 ** ((gain + rng.uniform(-4, 2)) / 20)
            speech[at:at + len(part)] += part
            said = truth.audible(clip)[:len(active) - at // truth.STEP]
            active[at // truth.STEP:at // truth.STEP + len(said)] |= said
            at += len(clip)
        elif line_sounds and rng.random() < 0.5:
            length = min(n - at, int(rng.uniform(1, 10) * RATE))
            sound = FOREGROUND[rng.choice(len(FOREGROUND), p=[0.4, 0.4, 0.1, 0.05, 0.05])]
            other[at:at + length] += sound(length, rng)[:length] * 10 ** (rng.uniform(-36, -14) / 20)
            at += length
        # Within a turn, between turns, while the other speaks; whole steps, so that the truth falls on them.
        at += int(rng.choice([rng.uniform(0.02, 0.6), rng.exponential(1.5), rng.exponential(4)], p=[0.45, 0.35, 0.2]) * RATE)
        at -= at % truth.STEP
    return speech, other, truth.bridge(active)


def mix(speech, other, active, background, snr):
    """All together, the noise `snr` decibels below the speech (root mean square, its pauses left out)."""
    steps = np.repeat(active, truth.STEP)
    loudness = np.sqrt(np.mean(speech[:len(steps)][steps] ** 2)) if steps.any() else 0.1
    return speech + other + background * loudness * 10 ** (-snr / 20)


def finish(x, rng, peak_dbfs, line):
    """The level, the line, 16 bits."""
    x = x * 10 ** (peak_dbfs / 20) / (np.abs(x).max() + 1e-9)
    return np.round(np.clip(LINES[line](x, rng)[:len(x)], -1, 1) * 32767).astype(np.int16)


def training_call(seconds, rng, clips, recorded, rooms):
    """A call and its labels: for each frame of 512 samples the part of it that is speech, 0 to 1."""
    count = int(seconds * RATE) // FRAME
    n = count * FRAME
    speech, other, active = talk(n, rng, clips, rng.choice([0, 0.15, 0.6, 1.0], p=[0.06, 0.16, 0.38, 0.4]), rng.random() < 0.5)
    if rng.random() < 0.4:
        speech = reverberate(speech, rng, rooms)
    speech = sounds.equalise(speech, rng)
    snr = rng.choice([rng.uniform(-2, 12), rng.uniform(8, 25), rng.uniform(20, 55)], p=[0.4, 0.35, 0.25])
    background, snr = training_noise(n, rng, recorded, clips, snr)
    x = mix(speech, other, active, background, snr)
    # A line that falls dead now and then: digital silence.
    if rng.random() < 0.15:
        a = int(rng.integers(n // truth.STEP))
        b = a + int(rng.uniform(50, 600))
        x[a * truth.STEP:b * truth.STEP], active[a:b] = 0, False
    peak = rng.uniform(-40, 0)
    if rng.random() < 0.08:
        x, peak = np.clip(x / (np.abs(x).max() + 1e-9) * rng.uniform(1.5, 6), -1, 1), rng.uniform(-12, 0)
    return finish(x, rng, peak, rng.choice(list(LINES), p=[0.3, 0.4, 0.1, 0.1, 0.1])), truth.frames(active, FRAME, count)


def training_noise(n, rng, recorded, clips, snr):
    """One noise, two at once, or one that begins or ends within the call, in a room or not; and how far below the speech."""
    kinds, weights = list(TRAINED), np.array(list(TRAINED.values()))
    if recorded:
        kinds, weights = kinds + list(recorded), np.append(weights, np.full(len(recorded), (1 - weights.sum()) / len(recorded)))

    def pick():
        kind = rng.choice(kinds, p=weights / weights.sum())
        made = textures.mangled(recorded[kind], n, rng) if kind in recorded and rng.random() < 0.6 else noise(kind, n, rng, recorded, clips)
        return kind, sounds.equalise(made, rng)

    kind, out = pick()
    babble = kind == "babble"
    if rng.random() < 0.3:
        kind, second = pick()
        babble, out = babble or kind == "babble", out + second * 10 ** (rng.uniform(-15, 0) / 20)
    if rng.random() < 0.2:
        out = reverberate(out, rng, [])
    if rng.random() < 0.2:
        at, ramp = rng.integers(n), 4000
        step = np.clip((np.arange(n) - at) / ramp, 0, 1)
        out = out * (step if rng.random() < 0.5 else 1 - step) + 0.1 * sounds.coloured(n, rng)
    return sounds.unit(out), max(snr, BABBLE_SNR) if babble else snr
