"""The model: spectra, their noise floors and a periodicity, computed in the graph; a dense layer; two gated recurrent layers."""
import numpy as np
import torch
from torch import nn

RATE, FRAME, CONTEXT = 16000, 512, 64
WINDOW, HOP, SHORTS = 320, 128, 3          # three windows of 20 ms fill the 576 samples exactly
MELS, HARMONICS = 40, 72                   # and one of 36 ms, to 2 kHz, resolves the harmonics of a voice
PITCHES, GROUP = 100, 10                   # lags of 65 to 420 Hz, and how many of them share a feature
POWER_FLOOR = 1e-8
# The noise floor of each mel band, in natural logarithms: down at once, up by this much a frame (1 and 6 dB a second).
RISES = (0.0074, 0.044)
# A state of zeros is a floor above anything that can be heard: the first frame sets it.
CEILING = 4.0
STATE, FIRST, SECOND = 128, 128, 48        # second row of the state: the second layer, then a floor for each rise
FEATURES = SHORTS * MELS + HARMONICS + PITCHES // GROUP + len(RISES) * MELS


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


def combs():
    """Cosines over the harmonics' bins for each lag, [HARMONICS, PITCHES]; their mean taken out, so that a flat spectrum gives 0."""
    lags = 1 / np.geomspace(420, 65, PITCHES)
    waves = np.cos(2 * np.pi * np.outer(np.arange(HARMONICS) * RATE / (FRAME + CONTEXT), lags))
    return (waves - waves.mean(0)).astype(np.float32)


SHORT_DFT, LONG_DFT = dft(WINDOW, WINDOW // 2 + 1), dft(FRAME + CONTEXT, HARMONICS)
BANDS, COMBS = mel_bands(WINDOW // 2 + 1, WINDOW), combs()


def spectra(samples):
    """[samples] int16 or float, a multiple of 512 → [frames, FEATURES without the floors]."""
    x = samples.astype(np.float32) / (32768 if samples.dtype == np.int16 else 1)
    x = np.concatenate([np.zeros(CONTEXT, np.float32), x])
    frames = np.lib.stride_tricks.sliding_window_view(x, FRAME + CONTEXT)[::FRAME]
    parts = []
    for i in range(SHORTS):
        y = frames[:, i * HOP:i * HOP + WINDOW] @ SHORT_DFT
        power = y[:, :WINDOW // 2 + 1] ** 2 + y[:, WINDOW // 2 + 1:] ** 2
        parts.append(np.log(power @ BANDS + POWER_FLOOR))
    y = frames @ LONG_DFT
    harmonics = y[:, :HARMONICS] ** 2 + y[:, HARMONICS:] ** 2
    parts.append(np.log(harmonics + POWER_FLOOR))
    # The fourth root brings weak harmonics up to strong ones; the greatest of neighbouring lags tells how periodic the frame is.
    flat = np.sqrt(np.sqrt(harmonics + POWER_FLOOR))
    comb = flat @ COMBS / flat.sum(1, keepdims=True)
    parts.append(comb.reshape(len(comb), PITCHES // GROUP, GROUP).max(2))
    return np.concatenate(parts, 1)


def with_floors(parts):
    """[calls, frames, features of `spectra`] → [calls, frames, FEATURES]: how far each mel band is above its noise floors."""
    mel = parts[..., :SHORTS * MELS].reshape(*parts.shape[:-1], SHORTS, MELS).mean(-2)
    above = []
    for rise in RISES:
        floor, floors = np.full(mel[:, 0].shape, CEILING, np.float32), np.empty_like(mel)
        for t in range(mel.shape[1]):
            floor = floors[:, t] = np.minimum(floor + rise, mel[:, t])
        above.append(mel - floors)
    return np.concatenate([parts, *above], -1)


def features(samples):
    """[samples] → [frames, FEATURES], from the start of a channel."""
    return with_floors(spectra(samples)[None])[0]


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("mean", torch.zeros(FEATURES))
        self.register_buffer("scale", torch.ones(FEATURES))
        self.dense = nn.Linear(FEATURES, FIRST)
        self.first = nn.GRU(FIRST, FIRST, batch_first=True)
        self.second = nn.GRU(FIRST, SECOND, batch_first=True)
        self.out = nn.Linear(SECOND, 1)

    @staticmethod
    def start(batch):
        return torch.zeros(1, batch, FIRST), torch.zeros(1, batch, SECOND)

    def forward(self, x, state):
        """[batch, frames, FEATURES], the layers' states → logits [batch, frames], states."""
        y = torch.relu(self.dense((x - self.mean) * self.scale))
        y, first = self.first(y, state[0])
        y, second = self.second(y, state[1])
        return self.out(y)[..., 0], (first, second)
