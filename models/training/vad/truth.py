"""When somebody speaks: decided on the clean voice, before any noise, room or line."""
import numpy as np

RATE = 16000
STEP = 160             # 10 ms
AUDIBLE_DB = 30        # the weakest English sound is some 28 dB below the strongest (Fletcher 1953)
BRIDGED = 25           # steps: as in VoxConverse and Silero's own measurements, a silence of up to 250 ms belongs to the speech


def audible(clip):
    """Steps of 10 ms of a clean utterance that are less than 30 dB below its loud ones (the 95th percentile)."""
    steps = len(clip) // STEP
    level = np.sqrt(np.mean(clip[:steps * STEP].astype(np.float64).reshape(steps, STEP) ** 2, axis=1))
    return level > np.percentile(level, 95) * 10 ** (-AUDIBLE_DB / 20)


def bridge(active):
    """Fills silences of up to 250 ms between two steps of speech."""
    active = active.copy()
    where = np.flatnonzero(active)
    for a, b in zip(where[:-1], where[1:]):
        if 1 < b - a <= BRIDGED + 1:
            active[a:b] = True
    return active


def spans(active):
    """[(start, end)] in seconds."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], active.astype(np.int8), [0]])))
    return [(a * STEP / RATE, b * STEP / RATE) for a, b in zip(edges[::2], edges[1::2])]


def frames(active, frame, count):
    """The part of each frame of `frame` samples that is speech, 0 to 1."""
    return np.repeat(active, STEP)[:frame * count].reshape(count, frame).mean(1)
