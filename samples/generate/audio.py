"""Signal kernels: levels, trimming, telephone noise, and mu-law WAV files. All at 8 kHz, floats in -1..1."""
import struct
import wave

import numpy as np

RATE = 8000
FRAME = RATE // 100  # 10 ms


def read_wav(path):
    with wave.open(path, "rb") as file:
        if (file.getframerate(), file.getnchannels(), file.getsampwidth()) != (RATE, 1, 2):
            raise ValueError(f"{path}: expected 8 kHz mono 16-bit")
        return np.frombuffer(file.readframes(file.getnframes()), np.int16).astype(np.float64) / 32768


def frame_power(samples):
    count = len(samples) // FRAME
    return np.mean(samples[: count * FRAME].reshape(count, FRAME) ** 2, axis=1)


def active_rms(samples):
    """RMS over the 10 ms frames within 30 dB of the loudest: speech without its pauses."""
    power = frame_power(samples)
    return float(np.sqrt(np.mean(power[power > power.max() * 1e-3])))


def trim(samples):
    """Cuts to where the speech energy begins and ends: frames within 40 dB of the loudest."""
    power = frame_power(samples)
    active = np.flatnonzero(power > power.max() * 1e-4)
    return samples[active[0] * FRAME : (active[-1] + 1) * FRAME]


def to_level(samples, dbfs):
    """Scales to an active RMS of `dbfs`; peaks above 0.7 are bent over, so that nothing clips at 0.95."""
    scaled = samples * (10 ** (dbfs / 20) / active_rms(samples))
    over = np.abs(scaled) > 0.7
    scaled[over] = np.sign(scaled[over]) * (0.7 + 0.25 * np.tanh((np.abs(scaled[over]) - 0.7) / 0.25))
    return scaled


def line_noise(length, rng):
    """Noise of a poor line: falling with frequency (pink), limited to 300-3400 Hz, plus a faint hum. RMS is 1."""
    spectrum = np.fft.rfft(rng.standard_normal(length))
    frequency = np.fft.rfftfreq(length, 1 / RATE)
    band = (frequency > 300) & (frequency < 3400)
    spectrum = np.where(band, spectrum / np.sqrt(np.maximum(frequency, 1)), 0)
    noise = np.fft.irfft(spectrum, length)
    hum = np.sin(2 * np.pi * 360 * np.arange(length) / RATE)
    noise = noise / np.std(noise) + 0.2 * hum
    return noise / np.std(noise)


def mu_law(samples):
    """ITU-T G.711 mu-law bytes: 8 segments, bias 33 on a 14-bit magnitude, bits inverted."""
    magnitude = np.minimum(np.abs(np.round(samples * 8192)).astype(np.int64), 8158) + 33
    exponent = np.floor(np.log2(magnitude)).astype(np.int64) - 5
    mantissa = (magnitude >> (exponent + 1)) & 0x0F
    sign = np.where(samples < 0, 0x80, 0)
    return (~(sign | (exponent << 4) | mantissa) & 0xFF).astype(np.uint8)


def write_mu_law(path, left, right):
    """Stereo WAV, format tag 7, with the fact chunk that the RIFF specification asks of every compressed format."""
    data = np.stack([mu_law(left), mu_law(right)], axis=1).tobytes()
    form = struct.pack("<HHIIHHH", 7, 2, RATE, RATE * 2, 2, 8, 0)
    chunks = b"fmt " + struct.pack("<I", len(form)) + form
    chunks += b"fact" + struct.pack("<II", 4, len(left))
    chunks += b"data" + struct.pack("<I", len(data)) + data
    with open(path, "wb") as file:
        file.write(b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks)
