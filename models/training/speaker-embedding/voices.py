"""The synthesizers' voices, which of them are held out, and how they are made to speak."""
import os
import random
import re
import subprocess
import tempfile
from dataclasses import dataclass

import numpy as np
from scipy.io import wavfile
from scipy.signal import resample_poly

RATE = 16000
TEXTS = [f"calls-{letter}.tsv" for letter in "abcdefgh"]

# Voices made from recordings of a person; two entries of one person are one speaker. The second list is held out.
RECORDED = [("flite", "kal16", "kal"), ("festival", "kal_diphone", "kal"), ("festival", "ked_diphone", "ked"), ("flite", "awb", "awb"),
            ("festival", "czech_dita", "dita"), ("festival", "czech_krb", "krb"), ("festival", "czech_ph", "ph"),
            ("festival", "suo_fi_lj_diphone", "lj"), ("festival", "pc_diphone", "pc"), ("festival", "upc_ca_ona_hts", "ona")]
RECORDED_HELD_OUT = [("flite", "rms", "rms"), ("flite", "slt", "slt"), ("festival", "cmu_us_slt_arctic_hts", "slt"),
                     ("festival", "czech_machac", "machac"), ("festival", "lp_diphone", "lp"), ("festival", "hy_fi_mv_diphone", "mv")]

# espeak-ng: any language's sounds, with any variant of the throat. Robots, whispers and croaks are left out.
LANGUAGES = ["en-us", "en-gb", "en-gb-x-rp", "en-gb-scotland", "en-029", "en-us-nyc", "de", "fr-fr", "es", "it", "nl", "pl", "pt-br",
             "sv", "tr", "id", "fi", "cs", "ro", "da", "cy"]
VARIANTS = ["adam", "Alex", "Andrea", "Annie", "antonio", "aunty", "belinda", "benjamin", "boris", "caleb", "david", "Denis", "Diogo",
            "ed", "edward", "Gene", "gustave", "Henrique", "Hugo", "iven", "iven2", "Jacky", "john", "kaukovalta", "Lee", "marcelo",
            "Marco", "Mario", "max", "Michael", "michel", "miguel", "Mike", "pablo", "paul", "pedro", "quincy", "rob", "robert", "steph",
            "steph2", "steph3", "Tweaky", "zac", "anika", "f3", "f4", "f5", "grandpa", "klatt", "klatt2", "klatt3", "klatt4", "m2",
            "m4", "m5", "m6", "norbert", "sandro", "shelby", "travis", "victor", "m8", "f1", "m1", "grandma"]
VARIANTS_HELD_OUT = ["m3", "linda", "f2", "Andy", "m7", "Alicia"]


@dataclass(frozen=True)
class Voice:
    engine: str
    name: str
    person: str
    held_out: bool
    pitch: int = 50          # espeak-ng's, 0 to 99


def recorded(held_out, installed_only=True):
    """Voices of people; those whose program or data is not installed are left out."""
    voices = [Voice(*entry, held_out) for entry in (RECORDED_HELD_OUT if held_out else RECORDED)]
    return [v for v in voices if not installed_only or installed(v)]


def espeak(held_out, count, rng):
    """`count` different pairs of language and variant, every variant before any comes again."""
    variants = VARIANTS_HELD_OUT if held_out else VARIANTS
    voices = []
    while len(voices) < count:
        for variant in rng.sample(variants, len(variants)):
            language = rng.choice(LANGUAGES[:6] if held_out else LANGUAGES)
            pitch = rng.randint(30, 65)
            voices.append(Voice("espeak-ng", f"{language}+{variant}", f"{language}+{variant}+{pitch}", held_out, pitch))
    return voices[:count]


def installed(voice):
    if voice.engine == "festival":
        return any(voice.name in folders for _, folders, _ in os.walk("/usr/share/festival/voices"))
    return any(os.access(os.path.join(p, voice.engine), os.X_OK) for p in os.environ["PATH"].split(os.pathsep))


def sentences(folder, rng):
    """What the voices say: utterances of the written sales calls, 5 to 16 words, plain letters only, in random order.

    Only of the files that were there when the model was made: calls that are added later must change neither it nor what it is measured on.
    """
    texts = set()
    for name in TEXTS:
        with open(os.path.join(folder, name), encoding="utf-8") as lines:
            for line in lines:
                text = re.sub(r"[^A-Za-z', .?]", " ", line.rstrip("\n").split("\t")[-1])
                if not line.startswith("#") and 5 <= len(text.split()) <= 16:
                    texts.add(" ".join(text.split()))
    return rng.sample(sorted(texts), len(texts))


def speak(voice, texts, rng):
    """16 kHz samples of each text that the voice can say, trimmed to its sound, peak at 0.5."""
    with tempfile.TemporaryDirectory() as folder:
        if voice.engine == "festival":
            lines = [f"(voice_{voice.name})"]
            for i, text in enumerate(texts):
                lines.append(f"(Parameter.set 'Duration_Stretch {rng.uniform(0.85, 1.15):.3f})")
                lines.append(f'(utt.save.wave (utt.synth (Utterance Text "{text}")) "{folder}/{i}.wav" \'riff)')
            run(["festival", "--pipe"], "\n".join(lines))
        for i, text in enumerate(texts):
            path = f"{folder}/{i}.wav"
            if voice.engine == "espeak-ng":
                run(["espeak-ng", "-v", voice.name, "-s", str(rng.randint(140, 200)),
                     "-p", str(min(99, max(0, voice.pitch + rng.randint(-5, 5)))), "-w", path, text])
            elif voice.engine == "flite":
                run(["flite", "-voice", voice.name, "--setf", f"duration_stretch={rng.uniform(0.85, 1.15):.3f}", "-t", text, "-o", path])
        return [clip for clip in (read(f"{folder}/{i}.wav") for i in range(len(texts))) if clip is not None]


def run(command, text=None):
    subprocess.run(command, input=text, text=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def read(path):
    """Samples of a WAV file that holds speech; None where a synthesizer wrote none."""
    try:
        rate, samples = wavfile.read(path)
    except (OSError, ValueError):
        return None
    if samples.ndim != 1 or samples.dtype != np.int16 or len(samples) < rate // 2 or not samples.any():
        return None
    common = np.gcd(RATE, rate)
    x = samples.astype(np.float32)
    x = resample_poly(x, RATE // common, rate // common) if rate != RATE else x
    steps = x[:len(x) // 160 * 160].reshape(-1, 160)
    loud = np.flatnonzero(np.mean(steps ** 2, 1) > np.mean(steps ** 2, 1).max() * 1e-4)
    x = x[loud[0] * 160:(loud[-1] + 1) * 160]
    return (x * (0.5 / np.abs(x).max())).astype(np.float32) if len(x) > RATE // 2 else None
