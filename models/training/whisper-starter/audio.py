"""What happens to speech on its way into a call recording: pauses, rooms, noise, levels, and the telephone band."""
import glob
import os
import warnings

import numpy as np
from scipy.fft import irfft, next_fast_len, rfft
from scipy.io import wavfile
from scipy.signal import resample_poly

RATE = 16000


def _companded(samples, law):
    """Through 8-bit mu-law or A-law and back (the curves of ITU-T G.711)."""
    size = np.clip(np.abs(samples), 0, 1)
    if law == "mu":
        levels = np.round(np.log1p(255 * size) / np.log(256) * 127) / 127
        return np.sign(samples) * np.expm1(levels * np.log(256)) / 255
    a, base = 87.6, 1 + np.log(87.6)
    levels = np.where(size < 1 / a, a * size, 1 + np.log(np.maximum(a * size, 1))) / base
    levels = np.round(levels * 127) / 127 * base
    return np.sign(samples) * np.where(levels < 1, levels, np.exp(np.maximum(levels, 1) - 1)) / a


def telephone(samples, low=300.0, high=3400.0, law="mu"):
    """Band-passes to [low, high] Hz, goes through 8 kHz G.711 and back to 16 kHz."""
    size = next_fast_len((len(samples) + 400) // 2 * 2, real=True)
    size += -size % 4
    spectrum = rfft(samples, size)
    hertz = np.arange(len(spectrum)) * (RATE / size)
    spectrum *= np.clip((hertz - low * 0.8) / (low * 0.2), 0, 1) * np.clip((high * 1.06 - hertz) / (high * 0.06), 0, 1)
    narrow = _companded(irfft(spectrum[: size // 4 + 1], size // 2) / 2, law)
    wide = np.zeros(size // 2 + 1, np.complex64)
    wide[: size // 4 + 1] = rfft(narrow.astype(np.float32)) * 2
    return irfft(wide, size)[: len(samples)].astype(np.float32)


def room(samples, rng):
    """In a room: exponentially dying noise as impulse response (Polack's model), 0.1 to 0.45 s to -60 dB, direct sound first."""
    length = int(rng.uniform(0.1, 0.45) * RATE)
    response = rng.standard_normal(length, dtype=np.float32) * np.exp(-6.9 * np.arange(length, dtype=np.float32) / length)
    response *= rng.uniform(0.1, 0.5) / np.sqrt(np.sum(response ** 2))
    response[0] = 1
    size = next_fast_len(len(samples) + length, real=True)
    return irfft(rfft(samples, size) * rfft(response, size), size)[: len(samples)].astype(np.float32)


def faster(samples, factor):
    """Played `factor` times as fast: rate, pitch and formants move together, as between speakers of other sizes."""
    places = np.arange(0, len(samples) - 1, factor)
    return np.interp(places, np.arange(len(samples)), samples).astype(np.float32)


def melody(length, rng):
    """Hold music: a few voices of harmonics, a note each quarter of a second or so."""
    music = np.zeros(length, np.float32)
    root = rng.uniform(110, 330)
    for _ in range(rng.integers(1, 4)):
        beat = int(RATE * rng.choice([0.15, 0.25, 0.3, 0.5]))
        for start in range(0, length, beat):
            note = root * 2 ** (rng.choice([0, 2, 4, 5, 7, 9, 11, 12, 16, 19, 24]) / 12)
            time = np.arange(min(beat, length - start), dtype=np.float32) / RATE
            tone = sum(np.sin(2 * np.pi * note * h * time) / h ** 1.5 for h in range(1, 5))
            music[start:start + len(time)] += tone * np.exp(-3 * time)
    return music


def tones(length, rng):
    """Ring-back, busy or dial tones: two sines, cut into pulses."""
    time = np.arange(length, dtype=np.float32) / RATE
    first, second = rng.choice([(440, 480), (350, 440), (480, 620), (425, 425), (697, 1209), (941, 1336), (1000, 1000)])
    period, share = rng.choice([0.5, 1.0, 4.0, 6.0]), rng.choice([0.33, 0.5, 1.0])
    return ((np.sin(2 * np.pi * first * time) + np.sin(2 * np.pi * second * time)) * (time % period < share * period)).astype(np.float32)


def steady(length, rng):
    """White noise, or noise that falls with frequency, at an uneven level."""
    white = rng.standard_normal(length, dtype=np.float32)
    if rng.random() < 0.6:
        white = np.convolve(white, np.float32(rng.uniform(0.8, 0.97)) ** np.arange(40, dtype=np.float32))[:length]
    return white * np.interp(np.arange(length), np.linspace(0, length, 6), rng.uniform(0.5, 1, 6)).astype(np.float32)


class Noise:
    """Recorded noises of a folder, steady noise, and babble of other speech."""

    def __init__(self, folder):
        self.recordings = []
        for path in sorted(glob.glob(os.path.join(folder, "*.wav"))) if folder else []:
            if "rir" in path or "impulse" in path:
                continue
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", wavfile.WavFileWarning)     # chunks other than samples
                rate, samples = wavfile.read(path)
            samples = samples.astype(np.float32).reshape(len(samples), -1).mean(1)
            self.recordings.append(resample_poly(samples, RATE, rate).astype(np.float32))

    def behind(self, length, rng, voices):
        """`length` samples of noise behind speech; `voices()` are a few other utterances, for babble."""
        draw = rng.random()
        if draw < 0.35 or not self.recordings:
            return steady(length, rng)
        if draw < 0.6:
            return sum(cut(voice, length, rng) for voice in voices())
        if draw < 0.65:
            return melody(length, rng)
        return cut(self.recordings[rng.integers(len(self.recordings))], length, rng)

    def alone(self, length, rng):
        """`length` samples in which nobody speaks, peak at most 0.5."""
        draw = rng.random()
        if draw < 0.15:
            return np.zeros(length, np.float32)
        kinds = [steady, tones, melody] + ([lambda n, r: cut(self.recordings[r.integers(len(self.recordings))], n, r)]
                                           if self.recordings else [])
        sound = kinds[rng.integers(len(kinds))](length, rng)
        return sound * (10 ** (rng.uniform(-45, -6) / 20) / (np.abs(sound).max() + 1e-6))


def cut(samples, length, rng):
    """A random stretch of `samples`, repeated where it is too short."""
    start = rng.integers(max(1, len(samples) - length))
    return np.resize(samples[start:], length)


def degrade(samples, noise, voices, hardship, rng):
    """Room (15 %), noise (40 %, 3 to 30 dB below the speech), level, clipping (4 %) and the telephone (55 %).

    `hardship` (0 to 1) scales how often each but the level happens.
    """
    if rng.random() < 0.15 * hardship:
        samples = room(samples, rng)
    speech = np.sqrt(np.mean(samples ** 2)) + 1e-6
    if rng.random() < 0.4 * hardship:
        added = noise.behind(len(samples), rng, voices)
        samples = samples + added * (speech / (np.sqrt(np.mean(added ** 2)) + 1e-6) * 10 ** (-rng.uniform(3, 30) / 20))
    else:
        samples = samples + rng.standard_normal(len(samples), dtype=np.float32) * (speech * 10 ** (-rng.uniform(35, 70) / 20))
    samples = samples * (10 ** (rng.uniform(-34, -14) / 20) / speech)
    if rng.random() < 0.04 * hardship:
        limit = np.abs(samples).max() * rng.uniform(0.3, 0.8)
        samples = np.clip(samples, -limit, limit)
    if rng.random() < 0.55 * hardship:
        samples = telephone(samples, rng.uniform(200, 350), rng.uniform(3200, 3600), rng.choice(["mu", "a"]))
    return samples
