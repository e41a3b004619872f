"""What is on a telephone line beside speech: noises, tones, ringing, music. All made here."""
import numpy as np
from scipy.signal import butter, lfilter, sosfilt

RATE = 16000


def coloured(n, rng, slope=None):
    """Noise whose power falls by `slope` (0 white, 1 pink, 2 brown), through a random gentle filter."""
    slope = rng.uniform(0, 2.2) if slope is None else slope
    spectrum = np.fft.rfft(rng.standard_normal(n))
    f = np.maximum(np.arange(len(spectrum)), 20 * n / RATE)
    noise = np.fft.irfft(spectrum / f ** (slope / 2), n)
    if rng.random() < 0.4:
        low = rng.uniform(80, 2000)
        noise = sosfilt(butter(2, [low, min(7500, low * rng.uniform(2, 8))], "band", fs=RATE, output="sos"), noise)
    if rng.random() < 0.4:
        noise = noise * (1 + 0.8 * np.sin(2 * np.pi * rng.uniform(0.2, 8) * np.arange(n) / RATE + rng.uniform(0, 6)))
    return unit(noise)


def hum(n, rng):
    base = rng.choice([50, 60]) * rng.choice([1, 2])
    t = np.arange(n) / RATE
    return unit(sum(rng.uniform(0, 1) / k * np.sin(2 * np.pi * base * k * t + rng.uniform(0, 6)) for k in range(1, 12)))


def clicks(n, rng):
    """Keys, mouse, knocks: decaying bursts at irregular times."""
    out = np.zeros(n)
    for at in np.cumsum(rng.exponential(RATE * rng.uniform(0.08, 0.8), 400)).astype(int):
        length = int(rng.uniform(0.004, 0.09) * RATE)
        if at + length >= n:
            break
        burst = rng.standard_normal(length) * np.exp(-np.arange(length) / (length / 5))
        if rng.random() < 0.5:
            burst += np.sin(2 * np.pi * rng.uniform(150, 3000) * np.arange(length) / RATE) * np.exp(-np.arange(length) / (length / 5))
        out[at:at + length] += burst * rng.uniform(0.2, 1)
    return unit(out)


def breath(n, rng):
    """Breathing and wind on the microphone: slow swells of filtered noise."""
    swell = np.abs(np.interp(np.arange(n) / 4000, np.arange(n // 4000 + 2), rng.random(n // 4000 + 2) ** 3))
    return unit(sosfilt(butter(2, [rng.uniform(60, 500), rng.uniform(900, 4000)], "band", fs=RATE, output="sos"), rng.standard_normal(n)) * swell)


def tones(n, rng):
    """Ringing, busy and dial tones of several countries, DTMF, beeps, fax."""
    t = np.arange(n) / RATE
    kind = rng.integers(5)
    if kind == 0:
        pair, on, off = [((440, 480), 2, 4), ((400, 450), 0.4, 0.2), ((425,), 1, 4), ((480, 620), 0.5, 0.5), ((350, 440), 30, 0.1), ((425,), 0.25, 0.25)][rng.integers(6)]
        return unit(sum(np.sin(2 * np.pi * f * t) for f in pair) * ((t + rng.uniform(0, 3)) % (on + off) < on))
    if kind == 1:
        out = np.zeros(n)
        at, length, gap = 0, int(rng.uniform(0.05, 0.25) * RATE), int(rng.uniform(0.04, 0.4) * RATE)
        while at + length < n:
            pair = rng.choice([697, 770, 852, 941]), rng.choice([1209, 1336, 1477, 1633])
            out[at:at + length] = sum(np.sin(2 * np.pi * f * t[:length]) for f in pair)
            at += length + gap
        return unit(out)
    if kind == 2:
        return unit(np.sin(2 * np.pi * rng.choice([1100, 2100, rng.uniform(300, 3000)]) * t) * ((t % rng.uniform(0.5, 6)) < rng.uniform(0.1, 3)))
    if kind == 3:
        # An old bell: inharmonic partials, struck twenty times a second while it rings.
        strike = sum(np.sin(2 * np.pi * f * t) for f in rng.uniform(500, 3500, 5)) * np.exp(-(t % 0.05) * rng.uniform(5, 40))
        return unit(strike * ((t % 6) < 2))
    sweep = rng.uniform(300, 900) + rng.uniform(50, 600) * np.abs(np.sin(2 * np.pi * rng.uniform(0.2, 4) * t))
    return unit(np.sin(2 * np.pi * np.cumsum(sweep) / RATE))


def music(n, rng):
    """Hold music: chords, a melody with vibrato, bass and drums in a random key, tempo and timbre."""
    out = np.zeros(n)
    beat = int(RATE * 60 / rng.uniform(60, 170))
    key = 55 * 2 ** (rng.integers(12) / 12)
    scale = np.array([0, 2, 4, 5, 7, 9, 11, 12, 14, 16]) if rng.random() < 0.6 else np.array([0, 2, 3, 5, 7, 8, 10, 12, 14, 15])
    partials = rng.integers(1, 14)
    weights = rng.uniform(0, 1, partials) / np.arange(1, partials + 1) ** rng.uniform(0.3, 2)
    decay, vibrato = rng.uniform(0.3, 8), rng.choice([0, 0, rng.uniform(3, 7)])
    with_drums, with_chords, with_melody = rng.random(3) < (0.5, 0.7, 0.7)

    def note(at, length, pitch, gain):
        length = min(length, n - at)
        if length <= 200:
            return
        t = np.arange(length) / RATE
        phase = 2 * np.pi * pitch * t + (pitch * 0.01 * np.sin(2 * np.pi * vibrato * t) if vibrato else 0)
        tone = sum(w * np.sin((k + 1) * phase) for k, w in enumerate(weights) if pitch * (k + 1) < 7500)
        out[at:at + length] += gain * tone * np.exp(-t * decay) * np.minimum(1, t * 80) * np.minimum(1, (length - np.arange(length)) / 400)

    for bar, at in enumerate(range(0, n, 4 * beat)):
        root = scale[rng.integers(7)]
        if with_chords:
            for step in (0, 4, 7):
                note(at, 4 * beat, key * 4 * 2 ** ((root + step) / 12), 0.5)
            note(at, 2 * beat, key * 2 ** (root / 12), 0.8)
        for b in range(8):
            start = at + b * beat // 2
            if with_melody and rng.random() < 0.7:
                note(start, int(beat * rng.choice([0.5, 1, 2])), key * 8 * 2 ** (scale[rng.integers(10)] / 12), 0.8)
            if with_drums and start + 4000 < n:
                out[start:start + 4000] += rng.standard_normal(4000) * np.exp(-np.arange(4000) / rng.uniform(200, 1200)) * rng.uniform(0, 0.8)
    return unit(out) if np.abs(out).max() > 0 else tones(n, rng)


def comfort(n, rng):
    """Comfort noise of a line with nobody on it: steady, narrow, updated ten times a second."""
    steps = np.interp(np.arange(n) / 1600, np.arange(n // 1600 + 2), rng.uniform(0.8, 1.2, n // 1600 + 2))
    return unit(coloured(n, rng, rng.uniform(0.3, 1.2)) * steps)


def motor(n, rng):
    """An engine, a fan, a train: a slowly changing tone with many partials in rumble."""
    speed = np.interp(np.arange(n) / RATE, np.arange(n // RATE + 2), rng.uniform(0.85, 1.15, n // RATE + 2))
    phase = 2 * np.pi * np.cumsum(speed * rng.uniform(25, 140)) / RATE
    buzz = sum(rng.uniform(0, 1) / k ** rng.uniform(0.3, 1.2) * np.sin(k * phase + rng.uniform(0, 6)) for k in range(1, 25))
    return unit(unit(buzz) + rng.uniform(0.2, 2) * coloured(n, rng, rng.uniform(0.8, 2.2)))


# Heard in no training call:

def crackle(n, rng):
    """A bad line: Poisson impulses, each through its own resonance, and dropouts of a hiss."""
    out = 0.15 * coloured(n, rng, 0.2) * (rng.random(n // 800 + 1).repeat(800)[:n] > 0.3)
    for at in rng.integers(0, n - 800, int(n / RATE * rng.uniform(5, 60))):
        t = np.arange(800) / RATE
        out[at:at + 800] += rng.uniform(-1, 1) * np.sin(2 * np.pi * rng.uniform(400, 3200) * t) * np.exp(-t * rng.uniform(150, 900))
    return unit(out)


def electric_piano(n, rng):
    """Hold music of another kind: broken chords on a frequency-modulated piano over pads."""
    out, beat = np.zeros(n), RATE * 60 / rng.uniform(80, 130) / 2
    for i in range(int(n / beat)):
        root = 110 * 2 ** (([0, 9, 5, 7][i // 8 % 4]) / 12)
        pitch = root * 2 ** ([0, 7, 12, 16, 19, 16, 12, 7][i % 8] / 12)
        t = np.arange(min(n - int(i * beat), int(3 * beat))) / RATE
        tone = np.sin(2 * np.pi * pitch * t + 1.5 * np.exp(-t * 4) * np.sin(2 * np.pi * 14 * pitch * t % (2 * np.pi)))
        out[int(i * beat):int(i * beat) + len(t)] += tone * np.exp(-t * 2.5)
        if i % 8 == 0:
            t = np.arange(min(n - int(i * beat), int(8 * beat))) / RATE
            out[int(i * beat):int(i * beat) + len(t)] += 0.3 * sum(np.sin(2 * np.pi * root * k * t * (1 + 0.001 * k)) / k for k in (1, 2, 3, 4, 5)) * np.minimum(1, t * 3)
    return unit(out)


def babble(n, rng, clips):
    """Many voices at once, some backwards: a room, not a speaker."""
    out = np.zeros(n)
    for _ in range(rng.integers(6, 14)):
        voice = np.concatenate([clips[i] for i in rng.integers(len(clips), size=8)]).astype(np.float64)
        voice = np.resize(voice[::-1] if rng.random() < 0.5 else voice, n)
        out += np.roll(voice, rng.integers(n)) * rng.uniform(0.4, 1)
    return unit(out)


def unit(x):
    """Root mean square 1."""
    return (x / (np.sqrt(np.mean(np.square(x))) + 1e-12)).astype(np.float32)


def equalise(x, rng):
    """A gentle one-pole tilt, as microphones and rooms give."""
    a = rng.uniform(-0.6, 0.6)
    return lfilter([1, a], [1], x).astype(np.float32)
