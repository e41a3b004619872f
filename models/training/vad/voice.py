"""Makes more voices of a few: what people do with theirs and synthesizers do not."""
import numpy as np
from scipy.ndimage import gaussian_filter1d
from scipy.signal import butter, istft, sosfilt, stft

RATE = 16000


def vary(clip, rng):
    """An utterance, peak 1, with another melody, more or less breath, other dynamics, hesitations; peak 1 again."""
    if rng.random() < 0.7:
        clip = wobble(clip, rng)
    kind = rng.random()
    if kind < 0.06:
        clip = whisper(clip, rng)
    elif kind < 0.5:
        clip = breathe(clip, rng)
    if rng.random() < 0.4:
        clip = clip * (loudness(clip) + 0.02) ** rng.uniform(-0.35, 0.4)
    if rng.random() < 0.35:
        clip = hesitate(clip, rng)
    return (clip / (np.abs(clip).max() + 1e-9)).astype(np.float32)


def loudness(clip):
    """Smoothed over some 25 ms, greatest 1."""
    level = np.sqrt(np.maximum(0, gaussian_filter1d(np.square(clip, dtype=np.float64), 200)))
    return level / (level.max() + 1e-9)


def smooth(n, rng, hertz):
    """Random, slower than `hertz`, about -1 to 1."""
    points = rng.standard_normal(int(n / RATE * hertz * 2) + 3)
    return np.interp(np.arange(n) * hertz * 2 / RATE, np.arange(len(points)), points) / 2


def wobble(clip, rng):
    """Pace and pitch swing with the phrase, and a little from one period to the next."""
    pace = 1 + rng.uniform(0, 0.1) * smooth(len(clip), rng, 2) + rng.uniform(0, 0.02) * smooth(len(clip), rng, 40)
    at = np.cumsum(np.clip(pace, 0.7, 1.4))
    return np.interp(np.arange(0, at[-1]), at, clip).astype(np.float32)


def breathe(clip, rng):
    """Air in the voice: noise above 1 to 3 kHz that follows its loudness."""
    air = sosfilt(butter(2, rng.uniform(800, 3000), "high", fs=RATE, output="sos"), rng.standard_normal(len(clip)))
    return clip + air * loudness(clip) * 0.2 * 10 ** (rng.uniform(-24, -4) / 20)


def whisper(clip, rng):
    """The envelope of the voice with nothing periodic left in it."""
    _, _, spectrum = stft(clip, RATE, nperseg=320)
    magnitude = gaussian_filter1d(np.abs(spectrum), 4, axis=0)
    tilt = (1 + np.arange(len(magnitude)) / 20)[:, None] ** rng.uniform(0, 0.7)
    _, out = istft(magnitude * tilt * np.exp(2j * np.pi * rng.random(magnitude.shape)), RATE, nperseg=320)
    return out[:len(clip)]


def hesitate(clip, rng):
    """A pause at a quiet moment."""
    inner = slice(len(clip) // 5, len(clip) * 4 // 5)
    level = loudness(clip)[inner]
    if len(level) == 0 or level.min() > 0.1:
        return clip
    quiet = np.flatnonzero(level <= level.min() + 0.02)
    at = inner.start + quiet[rng.integers(len(quiet))]
    return np.concatenate([clip[:at], np.zeros(int(rng.uniform(0.05, 0.8) * RATE), clip.dtype), clip[at:]])
