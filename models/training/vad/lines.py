"""What a line does to sound: bands and codecs. Each takes and gives 16 kHz samples from -1 to 1."""
import os
import subprocess
import tempfile

import numpy as np
from scipy.io import wavfile
from scipy.signal import butter, resample_poly, sosfilt

RATE = 16000


def wide(x, rng):
    return x


def band(x, rng):
    """8 kHz, 300 to 3400 Hz more or less."""
    x = resample_poly(x, 1, 2)
    return np.clip(sosfilt(butter(4, [rng.uniform(150, 320), rng.uniform(3200, 3700)], "band", fs=8000, output="sos"), x), -1, 1)


def telephone(x, rng):
    """ITU-T G.711: 8 bits by the mu-law, in its continuous form."""
    x = band(x, rng)
    code = np.round(np.sign(x) * np.log1p(255 * np.abs(x)) / np.log(256) * 127) / 127
    return resample_poly(np.sign(code) * np.expm1(np.abs(code) * np.log(256)) / 255, 2, 1).astype(np.float32)


def mobile(x, rng):
    """GSM full rate, 13 kbit/s."""
    return codec(band(x, rng), 8000, "gsm", ["-c:a", "libgsm"])


def adpcm(x, rng):
    """ITU-T G.726, 16 to 40 kbit/s."""
    return codec(band(x, rng), 8000, "wav", ["-c:a", "g726", "-b:a", f"{rng.choice([16, 24, 32, 40])}k"])


def internet(x, rng):
    """Opus, 8 to 24 kbit/s."""
    return codec(x, 16000, "ogg", ["-c:a", "libopus", "-b:a", f"{rng.choice([8, 12, 16, 24])}k"])


LINES = {"wide": wide, "telephone": telephone, "mobile": mobile, "adpcm": adpcm, "internet": internet}


def codec(x, rate, container, options):
    """Through FFmpeg and back, as long as before."""
    with tempfile.TemporaryDirectory() as folder:
        before, coded, after = (os.path.join(folder, name) for name in ("before.wav", "coded." + container, "after.wav"))
        wavfile.write(before, rate, np.round(np.clip(x, -1, 1) * 32767).astype(np.int16))
        for command in ([before, *options, coded], [coded, "-ar", str(RATE), "-c:a", "pcm_s16le", after]):
            subprocess.run(["ffmpeg", "-v", "error", "-threads", "1", "-y", "-i", *command], check=True, stdin=subprocess.DEVNULL)
        out = wavfile.read(after)[1].astype(np.float32) / 32768
    n = len(x) * RATE // rate
    return np.pad(out, (0, max(0, n - len(out))))[:n]
