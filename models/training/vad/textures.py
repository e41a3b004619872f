"""Noises drawn at large, so that no single recipe of noise is learnt: textures, impacts, mangled recordings."""
import numpy as np
from scipy.signal import butter, resample_poly, sosfilt

from sounds import coloured, unit

RATE = 16000


def curve(n, rng, hertz):
    """Smooth random steps, `hertz` of them a second, 0 to 1."""
    points = rng.random(int(n / RATE * hertz) + 3)
    return np.interp(np.arange(n) * hertz / RATE, np.arange(len(points)), points)


def texture(n, rng):
    """Rain, wind, crowds, machines, rustling: bands of noise that swell each at its own pace, together or apart, sharply or softly."""
    out, shared = np.zeros(n), curve(n, rng, rng.uniform(0.3, 25))
    together, sharpness, rate = rng.random(), rng.uniform(0.2, 6), rng.uniform(0.3, 25)
    edges = np.geomspace(rng.uniform(60, 200), rng.uniform(2500, 7800), rng.integers(3, 9))
    for low, high in zip(edges[:-1], edges[1:]):
        band = sosfilt(butter(1, [low, high], "band", fs=RATE, output="sos"), rng.standard_normal(n))
        swell = together * shared + (1 - together) * curve(n, rng, rate * rng.uniform(0.5, 2))
        out += unit(band) * swell ** sharpness * 10 ** (rng.uniform(-20, 0) / 20)
    return unit(out)


def impacts(n, rng):
    """Cups, doors, footsteps, toys: things that ring when struck, a few of them again and again."""
    out = 0.03 * coloured(n, rng) * rng.uniform(0, 1)
    things = []
    for _ in range(rng.integers(1, 5)):
        t = np.arange(int(rng.uniform(0.03, 0.5) * RATE)) / RATE
        modes = rng.integers(2, 10)
        thing = sum(rng.uniform(0.1, 1) * np.sin(2 * np.pi * f * t) * np.exp(-t * d)
                    for f, d in zip(rng.uniform(100, 6000, modes), rng.uniform(8, 250, modes)))
        things.append(unit(thing + rng.uniform(0, 2) * rng.standard_normal(len(t)) * np.exp(-t * rng.uniform(20, 300))))
    for at in rng.integers(0, n, int(n / RATE * rng.uniform(0.3, 12)) + 1):
        thing = things[rng.integers(len(things))][:n - at]
        out[at:at + len(thing)] += thing * rng.uniform(0.1, 1)
    return unit(out)


def calls_of_things(n, rng):
    """Birds, alarms, squeaks, toys: gliding tones with a few partials, in bursts."""
    out = 0.02 * coloured(n, rng)
    base, partials = rng.uniform(200, 3000), rng.integers(1, 6)
    for at in rng.integers(0, n, int(n / RATE * rng.uniform(0.3, 5)) + 1):
        length = min(n - at, int(rng.uniform(0.03, 0.9) * RATE))
        glide = base * 2 ** (rng.uniform(-0.5, 0.5) + rng.uniform(0, 0.8) * (curve(length, rng, rng.uniform(2, 30)) - 0.5))
        phase = 2 * np.pi * np.cumsum(glide) / RATE
        out[at:at + length] += sum(np.sin(k * phase) / k ** rng.uniform(0.5, 2) for k in range(1, partials + 1)) * np.hanning(length)
    return unit(out)


def mangled(recording, n, rng):
    """A recording at another speed, its pieces in another order, some backwards."""
    speed = int(rng.uniform(0.55, 1.8) * 20)
    x = resample_poly(recording[:RATE * 40], 20, speed)
    size = max(800, min(len(x) // 2, int(rng.uniform(0.3, 4) * RATE)))
    pieces, total, fade = [], 0, np.minimum(1, np.minimum(np.arange(size), np.arange(size)[::-1]) / 200)
    while total < n:
        at = rng.integers(max(1, len(x) - size))
        piece = x[at:at + size]
        pieces.append((piece[::-1] if rng.random() < 0.3 else piece) * fade[:len(piece)])
        total += len(piece)
    return unit(np.concatenate(pieces)[:n])
