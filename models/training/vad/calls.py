"""Calls of one channel with the truth of when somebody speaks."""
import glob
import os

import numpy as np
from scipy.io import wavfile
from scipy.signal import butter, fftconvolve, resample_poly, sosfilt

import sounds

RATE = 16000
FRAME = 512


def load_noises(folder):
    """Recorded noises and room responses by name, 16 kHz mono."""
    noises, rooms = {}, {}
    for path in sorted(glob.glob(os.path.join(folder, "*.wav"))):
        rate, samples = wavfile.read(path)
        scale = np.iinfo(samples.dtype).max if samples.dtype.kind == "i" else 1
        samples = samples.astype(np.float32) / scale
        samples = samples.mean(1) if samples.ndim > 1 else samples
        common = np.gcd(RATE, rate)
        samples = resample_poly(samples, RATE // common, rate // common).astype(np.float32)
        name = os.path.basename(path)
        (rooms if "rir" in name or "impulse" in name else noises)[name] = samples
    return noises, rooms


def activity(clip):
    """Where a clean utterance is sound: 10 ms steps above -38 dB of its loud parts, holes under 100 ms filled."""
    steps = len(clip) // 160
    level = np.sqrt(np.mean(clip[:steps * 160].reshape(steps, 160) ** 2, axis=1) + 1e-12)
    active = level > np.percentile(level, 95) * 10 ** (-38 / 20)
    where = np.flatnonzero(active)
    for a, b in zip(where[:-1], where[1:]):
        if b - a <= 10:
            active[a:b] = True
    return np.repeat(active, 160)


def telephone(x, rng):
    """300 to 3400 Hz, 8 kHz, 8-bit mu-law (ITU-T G.711's law, continuous form), and back."""
    x = resample_poly(x, 1, 2)
    x = sosfilt(butter(4, [rng.uniform(200, 320), rng.uniform(3200, 3600)], "band", fs=8000, output="sos"), x)
    x = np.clip(x, -1, 1)
    code = np.round(np.sign(x) * np.log1p(255 * np.abs(x)) / np.log(256) * 127) / 127
    return resample_poly(np.sign(code) * np.expm1(np.abs(code) * np.log(256)) / 255, 2, 1).astype(np.float32)


def room(x, response):
    """Reverberation with the direct sound kept in place."""
    at = int(np.argmax(np.abs(response)))
    wet = fftconvolve(x, response)[at:at + len(x)]
    return (wet / (np.sqrt(np.mean(wet ** 2)) + 1e-9) * np.sqrt(np.mean(x ** 2))).astype(np.float32)


def background(n, rng, recorded, clips):
    kind = rng.random()
    if kind < 0.35 and recorded:
        noise = recorded[rng.integers(len(recorded))]
        noise = np.roll(np.resize(noise, max(n, len(noise))), rng.integers(len(noise)))[:n]
        return sounds.unit(sounds.equalise(noise, rng))
    maker = rng.choice(6, p=[0.4, 0.12, 0.13, 0.12, 0.13, 0.1])
    if maker == 4:
        return sounds.babble(n, rng, clips)
    return [sounds.coloured, sounds.hum, sounds.clicks, sounds.breath, None, sounds.music][maker](n, rng)


def call(seconds, rng, clips, recorded, rooms, snr=None, phone=None):
    """A call and its labels: for each frame of 512 samples the part of it that is speech, 0 to 1."""
    n = int(seconds * RATE) // FRAME * FRAME
    speech, other, active = np.zeros(n, np.float32), np.zeros(n, np.float32), np.zeros(n, bool)
    at = int(rng.exponential(1.0) * RATE)
    talkative = rng.choice([0.15, 0.6, 1.0])
    while at < n and talkative > 0.0:
        if rng.random() < talkative:
            clip = clips[rng.integers(len(clips))].astype(np.float32) / 32768 * 10 ** (rng.uniform(-12, 0) / 20)
            part = clip[:n - at]
            speech[at:at + len(part)] += part
            truth = activity(clip)[:n - at]
            active[at:at + len(truth)] |= truth
            at += len(clip)
        elif rng.random() < 0.5:
            length = min(n - at, int(rng.uniform(1, 10) * RATE))
            sound = sounds.music if rng.random() < 0.5 else sounds.tones
            other[at:at + length] += sound(length, rng)[:length] * 10 ** (rng.uniform(-30, -12) / 20)
            at += length
        at += int(rng.choice([rng.uniform(0.05, 0.5), rng.exponential(1.5), rng.exponential(5)]) * RATE)

    if rooms and rng.random() < 0.3:
        speech = room(speech, rooms[rng.integers(len(rooms))])
    speech = sounds.equalise(speech, rng)
    loudness = np.sqrt(np.mean(speech[active] ** 2)) if active.any() else 0.1
    if snr is None:
        snr = rng.choice([rng.uniform(-3, 12), rng.uniform(8, 25), rng.uniform(20, 50)], p=[0.35, 0.4, 0.25])
    mixed = speech + other + background(n, rng, recorded, clips) * loudness * 10 ** (-snr / 20)
    # A line that falls dead now and then: digital silence.
    if rng.random() < 0.15:
        a = rng.integers(n)
        b = min(n, a + int(rng.uniform(0.5, 6) * RATE))
        mixed[a:b], active[a:b] = 0, False
    mixed *= 10 ** (rng.uniform(-34, -2) / 20) / (np.abs(mixed).max() + 1e-9)
    if phone is None:
        phone = rng.random() < 0.6
    if phone:
        mixed = telephone(mixed, rng)[:n]
    mixed = np.round(np.clip(mixed, -1, 1) * 32767).astype(np.int16)
    return mixed, active.reshape(-1, FRAME).mean(1).astype(np.float32)
