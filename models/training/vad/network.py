"""The model: log spectra computed in the graph, a dense layer, two gated recurrent layers, one probability a frame."""
import numpy as np
import torch
from torch import nn

RATE, FRAME, CONTEXT, HIDDEN = 16000, 512, 64, 128
WINDOW, HOP, SHORTS = 320, 128, 3          # three windows of 20 ms fill the 576 samples exactly
MELS, HARMONICS = 40, 72                   # and one of 36 ms, to 2 kHz, resolves the harmonics of a voice
FLOOR = 1e-7
FEATURES = SHORTS * MELS + HARMONICS


def dft(length, bins):
    """Hann-windowed real and imaginary rows, [length, 2 * bins]."""
    window = 0.5 - 0.5 * np.cos(2 * np.pi * (np.arange(length) + 0.5) / length)
    angle = 2 * np.pi * np.outer(np.arange(length), np.arange(bins)) / length
    return np.concatenate([np.cos(angle), np.sin(angle)], 1).astype(np.float32) * (window[:, None] * 2 / length).astype(np.float32)


def mel_bands(bins, length):
    """Triangles evenly spaced on the mel scale (2595 log10(1 + f/700)), 60 Hz to 8 kHz, [bins, MELS]."""
    mel = lambda f: 2595 * np.log10(1 + f / 700)
    edges = 700 * (10 ** (np.linspace(mel(60), mel(8000), MELS + 2) / 2595) - 1)
    f = np.arange(bins)[:, None] * RATE / length
    rise = (f - edges[:-2]) / (edges[1:-1] - edges[:-2])
    fall = (edges[2:] - f) / (edges[2:] - edges[1:-1])
    bands = np.maximum(0, np.minimum(rise, fall))
    # The narrowest bands lie between two bins: they take the nearest.
    for band in np.flatnonzero(bands.sum(0) == 0):
        bands[int(round(edges[band + 1] * length / RATE)), band] = 1
    return bands.astype(np.float32)


SHORT_DFT, LONG_DFT = dft(WINDOW, WINDOW // 2 + 1), dft(FRAME + CONTEXT, HARMONICS)
BANDS = mel_bands(WINDOW // 2 + 1, WINDOW)


def features(samples):
    """[samples] int16 or float, a multiple of 512 → [frames, FEATURES]."""
    x = samples.astype(np.float32) / (32768 if samples.dtype == np.int16 else 1)
    x = np.concatenate([np.zeros(CONTEXT, np.float32), x])
    frames = np.lib.stride_tricks.sliding_window_view(x, FRAME + CONTEXT)[::FRAME]
    parts = []
    for i in range(SHORTS):
        y = frames[:, i * HOP:i * HOP + WINDOW] @ SHORT_DFT
        power = y[:, :WINDOW // 2 + 1] ** 2 + y[:, WINDOW // 2 + 1:] ** 2
        parts.append(np.log(power @ BANDS + FLOOR))
    y = frames @ LONG_DFT
    parts.append(np.log(y[:, :HARMONICS] ** 2 + y[:, HARMONICS:] ** 2 + FLOOR))
    return np.concatenate(parts, 1)


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("mean", torch.zeros(FEATURES))
        self.register_buffer("scale", torch.ones(FEATURES))
        self.dense = nn.Linear(FEATURES, HIDDEN)
        self.recurrent = nn.GRU(HIDDEN, HIDDEN, num_layers=2, batch_first=True)
        self.out = nn.Linear(HIDDEN, 1)

    def forward(self, x, state):
        """[batch, frames, FEATURES], [2, batch, HIDDEN] → logits [batch, frames], state."""
        y = torch.relu(self.dense((x - self.mean) * self.scale))
        y, state = self.recurrent(y, state)
        return self.out(y)[..., 0], state
