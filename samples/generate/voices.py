"""Turns a sentence into speech with one of three free synthesizers.

A voice is a dictionary: `engine` (espeak-ng, flite or festival), `voice`, and per engine
`speed` and `pitch` (espeak-ng: words per minute, 0-99) or `stretch` (flite: 1.0 is normal, less is faster).
The result is 8 kHz mono, limited to the telephone band, without leading or trailing silence.
"""
import os
import subprocess
import tempfile

import audio

# The synthesizers spell "mm-hm" letter by letter; this is how it is said.
SPOKEN = {"Mm-hm.": "um hum."}


def speak(voice, text, level_dbfs):
    """Samples of `text`, in -1..1 with the active speech at `level_dbfs`."""
    with tempfile.TemporaryDirectory() as folder:
        raw, narrow = os.path.join(folder, "raw.wav"), os.path.join(folder, "narrow.wav")
        _synthesize(voice, SPOKEN.get(text, text), raw)
        # -D: no dither, which would be random. 300-3400 Hz is the telephone band.
        _run(["sox", "-D", raw, "-b", "16", "-c", "1", narrow, "gain", "-6", "rate", "-v", "8000", "sinc", "-a", "60", "300-3400"])
        samples = audio.read_wav(narrow)
    return audio.to_level(audio.trim(samples), level_dbfs)


def _synthesize(voice, text, path):
    engine = voice["engine"]
    if engine == "espeak-ng":
        _run(["espeak-ng", "-v", voice["voice"], "-s", str(voice["speed"]), "-p", str(voice["pitch"]), "-w", path, text])
    elif engine == "flite":
        _run(["flite", "-voice", voice["voice"], "--setf", f"duration_stretch={voice['stretch']}", "-t", text, "-o", path])
    elif engine == "festival":
        _run(["text2wave", "-eval", f"(voice_{voice['voice']})", "-o", path], text)
    else:
        raise ValueError(f"unknown engine '{engine}': use espeak-ng, flite or festival")


def _run(command, text=None):
    done = subprocess.run(command, input=text, text=True, capture_output=True)
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]} failed: {done.stderr.strip() or 'no message'}")
