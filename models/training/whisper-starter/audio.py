"""What happens to speech on its way into a call recording: pauses, noise, levels, and the telephone band."""
import glob
import os
import warnings

import numpy as np
from scipy.fft import irfft, next_fast_len, rfft
from scipy.io import wavfile
from scipy.signal import resample_poly

RATE = 16000


def telephone(samples, low=300.0, high=3400.0):
    """Band-passes to [low, high] Hz, goes through 8 kHz mu-law (ITU-T G.711's curve, 8 bits) and back to 16 kHz."""
    size = next_fast_len((len(samples) + 400) // 2 * 2, real=True)
    size += size % 2
    spectrum = rfft(samples, size)
    hertz = np.arange(len(spectrum)) * (RATE / size)
    spectrum *= np.clip((hertz - low * 0.8) / (low * 0.2), 0, 1) * np.clip((high * 1.06 - hertz) / (high * 0.06), 0, 1)
    narrow = irfft(spectrum[: size // 4 + 1], size // 2) / 2
    levels = np.round(np.log1p(255 * np.clip(np.abs(narrow), 0, 1)) / np.log(256) * 127) / 127
    narrow = np.sign(narrow) * np.expm1(levels * np.log(256)) / 255
    wide = np.zeros(size // 2 + 1, np.complex64)
    wide[: size // 4 + 1] = rfft(narrow.astype(np.float32)) * 2
    return irfft(wide, size)[: len(samples)].astype(np.float32)


class Noise:
    """Recorded noises of a folder, steady noise, and babble of other speech; mixed in at a given distance."""

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

    def of(self, length, rng, voices):
        """`length` samples of noise; `voices` are a few other utterances, for babble."""
        draw = rng.random()
        if draw < 0.35 or not self.recordings:
            white = rng.standard_normal(length, dtype=np.float32)
            return white if rng.random() < 0.5 else np.convolve(white, np.float32(0.92) ** np.arange(40, dtype=np.float32))[:length]
        if draw < 0.65:
            return sum(cut(voice, length, rng) for voice in voices)
        return cut(self.recordings[rng.integers(len(self.recordings))], length, rng)


def cut(samples, length, rng):
    """A random stretch of `samples`, repeated where it is too short."""
    start = rng.integers(max(1, len(samples) - length))
    return np.resize(samples[start:], length)


def join(utterances, rng):
    """One piece of speech: pauses of 0.1 to 0.6 s between, up to 0.3 s of silence around."""
    parts = [silence(rng.uniform(0, 0.3))]
    for i, samples in enumerate(utterances):
        if i:
            parts.append(silence(rng.uniform(0.1, 0.6)))
        parts.append(samples)
    return np.concatenate([*parts, silence(rng.uniform(0, 0.3))])


def silence(seconds):
    return np.zeros(int(seconds * RATE), np.float32)


def degrade(samples, noise, voices, rng):
    """Level, noise (a third, 10 to 30 dB below the speech) and the telephone (60 %)."""
    speech = np.sqrt(np.mean(samples ** 2)) + 1e-6
    if rng.random() < 0.33:
        added = noise.of(len(samples), rng, voices)
        samples = samples + added * (speech / (np.sqrt(np.mean(added ** 2)) + 1e-6) * 10 ** (-rng.uniform(10, 30) / 20))
    samples = samples * (10 ** (rng.uniform(-32, -14) / 20) / speech)
    if rng.random() < 0.6:
        samples = telephone(samples, rng.uniform(200, 350), rng.uniform(3200, 3600))
    return samples
