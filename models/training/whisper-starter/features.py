"""Whisper's log-mel features: 80 bins, 25 ms windows every 10 ms at 16 kHz (Radford et al. 2022, section 2.2)."""
import numpy as np
import torch

BINS, WINDOW, HOP, RATE = 80, 400, 160, 16000


def mel_filters():
    """[80, 201] triangular filters on Slaney's mel scale, each of unit area."""
    log_step = np.log(6.4) / 27

    def to_mel(hertz):
        return np.where(hertz < 1000, hertz * 3 / 200, 15 + np.log(np.maximum(hertz, 1000) / 1000) / log_step)

    def to_hertz(mel):
        return np.where(mel < 15, mel * 200 / 3, 1000 * np.exp(log_step * (mel - 15)))

    bins = np.linspace(0, RATE / 2, WINDOW // 2 + 1)
    edges = to_hertz(np.linspace(0, to_mel(np.array(RATE / 2)), BINS + 2))
    rising = (bins - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    falling = (edges[2:, None] - bins) / (edges[2:] - edges[1:-1])[:, None]
    triangles = np.maximum(0, np.minimum(rising, falling))
    return torch.tensor(triangles * (2 / (edges[2:] - edges[:-2]))[:, None], dtype=torch.float32)


FILTERS = mel_filters()
HANN = torch.hann_window(WINDOW)


def log_mel(samples):
    """[80, frames] of a float array of samples; frames is even, because the encoder halves it."""
    spectrum = torch.stft(torch.as_tensor(samples, dtype=torch.float32), WINDOW, HOP, window=HANN, return_complex=True)
    power = spectrum[:, :-1].abs() ** 2
    mel = torch.clamp(FILTERS @ power, min=1e-10).log10()
    mel = (torch.maximum(mel, mel.max() - 8) + 4) / 4
    return mel[:, : mel.shape[1] // 2 * 2]
