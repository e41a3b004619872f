"""Log-mel filter bank features as Kaldi computes them and WeSpeaker's published models take them.

25 ms frames every 10 ms, whole frames only; mean removed, pre-emphasis 0.97, Hamming window, 512-point power spectrum, 80 triangles
on the mel scale 1127 ln(1 + f/700) between 20 and 8000 Hz, natural logarithm; samples on the scale of 16-bit integers, no dither.
The mean of each band over the window that is embedded is taken off by whoever embeds it.
"""
import numpy as np
from scipy import fft

RATE, LENGTH, HOP, BINS = 16000, 400, 160, 80


def mel(f):
    return 1127 * np.log1p(np.asarray(f, np.float64) / 700)


def banks():
    edges = np.linspace(mel(20), mel(RATE / 2), BINS + 2)
    m = mel(np.arange(257) * RATE / 512)[:, None]
    rise = (m - edges[:-2]) / (edges[1:-1] - edges[:-2])
    fall = (edges[2:] - m) / (edges[2:] - edges[1:-1])
    weights = np.maximum(0, np.minimum(rise, fall))
    weights[256] = 0                                      # Kaldi leaves the last bin out
    return weights


WINDOW = (0.54 - 0.46 * np.cos(2 * np.pi * np.arange(LENGTH) / (LENGTH - 1))).astype(np.float32)
BANKS = banks().astype(np.float32)


def fbank(samples):
    """[samples], -1 to 1 → float32 [frames, 80]."""
    x = np.asarray(samples, np.float32) * np.float32(32768)
    frames = np.lib.stride_tricks.sliding_window_view(x, LENGTH)[::HOP]
    frames = frames - frames.mean(1, keepdims=True)
    before = np.concatenate([frames[:, :1], frames[:, :-1]], 1)
    spectrum = fft.rfft((frames - np.float32(0.97) * before) * WINDOW, 512)
    power = spectrum.real ** 2 + spectrum.imag ** 2
    return np.log(np.maximum(power @ BANKS, np.float32(1.1920929e-07)))
