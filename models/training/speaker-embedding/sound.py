"""What makes one voice several speakers, and what lies between a speaker and the recording."""
from fractions import Fraction

import numpy as np
from scipy import fft
from scipy.signal import butter, fftconvolve, resample_poly, sosfilt

RATE = 16000
WINDOW, HOP = 512, 128
SMOOTH = 28                  # cepstral coefficients that describe a vocal tract and no harmonics


def shape(x, pitch, formants, breath, rng):
    """Speaks as another throat: pitch and formants times a factor each, `breath` 0 to 1 of the treble turned to noise.

    Resampling moves both and the tempo; the spectral envelope is then moved on to where the formants belong.
    """
    ratio = Fraction(1 / pitch).limit_denominator(24)
    x = resample_poly(x, ratio.numerator, ratio.denominator)
    warp = formants * float(ratio)
    x = np.pad(x.astype(np.float32), WINDOW)
    count = (len(x) - WINDOW) // HOP
    window = np.sqrt(0.5 - 0.5 * np.cos(2 * np.pi * np.arange(WINDOW) / WINDOW)).astype(np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(x, WINDOW)[::HOP][:count] * window
    spectrum = fft.rfft(frames)
    level = np.log(np.abs(spectrum) + np.float32(1e-6))
    cepstrum = fft.irfft(level)
    cepstrum[:, SMOOTH:-SMOOTH + 1] = 0
    envelope = fft.rfft(cepstrum).real
    bins = np.arange(WINDOW // 2 + 1)
    at = np.minimum(bins / warp, WINDOW // 2 - 1e-3)
    low = at.astype(int)
    part = (at - low).astype(np.float32)
    moved = envelope[:, low] * (1 - part) + envelope[:, low + 1] * part
    spectrum = spectrum * np.exp(np.clip(moved - envelope, -6, 6))
    if breath > 0:
        share = (breath * np.clip((bins - 48) / 80, 0, 1)).astype(np.float32)
        noise = rng.standard_normal(spectrum.shape, np.float32) * np.abs(spectrum)
        spectrum = (1 - share) * spectrum + share * noise
    frames = fft.irfft(spectrum) * window
    y = np.zeros(len(x), np.float32)
    for i in range(WINDOW // HOP):
        part = frames[i::WINDOW // HOP]
        y[i * HOP:i * HOP + part.size] += part.reshape(-1)
    y = y[WINDOW:-WINDOW]
    return (y * (0.5 / (np.abs(y).max() + 1e-9))).astype(np.float32)


def telephone(x, rng):
    """About 300 to 3400 Hz, 8 kHz, 8-bit mu-law (ITU-T G.711's law, continuous form), and back."""
    x = resample_poly(x, 1, 2)
    x = sosfilt(butter(4, [rng.uniform(180, 330), rng.uniform(3150, 3700)], "band", fs=8000, output="sos"), x)
    x = np.clip(x, -1, 1)
    code = np.round(np.sign(x) * np.log1p(255 * np.abs(x)) / np.log(256) * 127) / 127
    return resample_poly(np.sign(code) * np.expm1(np.abs(code) * np.log(256)) / 255, 2, 1).astype(np.float32)


def room(x, rng):
    """The echoes of a small or middling room: noise that dies away under the direct sound."""
    length = int(rng.uniform(0.1, 0.5) * RATE)
    response = rng.standard_normal(length) * np.exp(-6.9 * np.arange(length) / length) * rng.uniform(0.02, 0.12)
    response[:40] *= np.linspace(0, 1, 40)
    response[0] = 1
    wet = fftconvolve(x, response)[:len(x)]
    return (wet / (np.abs(wet).max() + 1e-9) * np.abs(x).max()).astype(np.float32)


def noise(n, rng):
    """Noise whose power falls with frequency, sometimes swelling, sometimes a band of it; unit power."""
    length = fft.next_fast_len(n, real=True)
    spectrum = fft.rfft(rng.standard_normal(length, np.float32))
    spectrum /= np.maximum(np.arange(len(spectrum)), 20 * length / RATE).astype(np.float32) ** np.float32(rng.uniform(0, 1.1))
    sound = fft.irfft(spectrum, length)[:n]
    if rng.random() < 0.3:
        low = rng.uniform(80, 2000)
        sound = sosfilt(butter(2, [low, min(7500, low * rng.uniform(2, 8))], "band", fs=RATE, output="sos"), sound)
    if rng.random() < 0.4:
        sound *= 1 + 0.8 * np.sin(2 * np.pi * rng.uniform(0.2, 8) * np.arange(n) / RATE + rng.uniform(0, 6))
    return sound / (np.sqrt(np.mean(sound ** 2)) + 1e-9)


def equalise(x, rng):
    """A microphone's or a line's gentle tilt and bumps."""
    points = np.sort(rng.uniform(0, RATE / 2, 5))
    length = fft.next_fast_len(len(x), real=True)
    gain = np.interp(fft.rfftfreq(length, 1 / RATE), points, rng.uniform(-5, 5, 5)).astype(np.float32)
    return fft.irfft(fft.rfft(x, length) * 10 ** (gain / 20), length)[:len(x)]


def record(x, rng, phone, clean=False):
    """`x` as a recording has it: room, microphone, noise, level, and the telephone where `phone`."""
    if not clean:
        if rng.random() < 0.3:
            x = room(x, rng)
        x = equalise(x, rng)
        if rng.random() < 0.6:
            loud = np.sqrt(np.mean(x ** 2))
            x = x + noise(len(x), rng) * loud * 10 ** (-rng.uniform(8, 35) / 20)
    x = x * (10 ** (rng.uniform(-20, -1) / 20) / (np.abs(x).max() + 1e-9))
    if phone:
        x = telephone(x, rng)
    return (np.round(np.clip(x, -1, 1) * 32767) / 32768).astype(np.float32)
