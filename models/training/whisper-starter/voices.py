"""The synthetic voices: which train, which are held out whole, and how often each speaks."""
import subprocess

FLITE = {"rms": 0.13, "slt": 0.13, "awb": 0.13, "kal16": 0.07}
FESTIVAL = {"cmu_us_slt_arctic_hts": 0.08, "kal_diphone": 0.03}
ESPEAK_LANGUAGES = ["en-us", "gmw/en", "en-gb-x-rp", "en-gb-scotland", "en-029", "en-us-nyc", "en-gb-x-gbclan"]
# Half of espeak-ng's share: the variants that sound most like people; the rest of the share goes to all of them alike.
ESPEAK_OFTEN = ["m1", "m3", "m7", "f1", "f2", "f3", "f4", "linda", "steph", "adam", "paul", "belinda", "Andy", "Annie",
                "Michael", "Denis", "Mario", "david", "edward", "shelby"]
# Noises rather than voices.
NOT_VOICES = {"whisper", "whisperf", "croak", "Demonic", "Tweaky", "fast", "UniRobot", "anikaRobot"}

# Never heard in training: a synthesizer's voice, an accent with every variant, and ten variants in every accent.
HELD_OUT_FESTIVAL = ["ked_diphone"]
HELD_OUT_LANGUAGE = "en-gb-x-gbcwmd"
HELD_OUT_VARIANTS = ["f5", "m8", "Lee", "steph2", "Hugo", "pablo", "robert", "anika", "klatt3", "zac"]


def espeak_variants():
    """Every variant of espeak-ng that is a voice."""
    listing = subprocess.run(["espeak-ng", "--voices=variant"], capture_output=True, text=True, check=True).stdout
    names = [line.split("!v/")[1].split("  ")[0].strip() for line in listing.splitlines() if "!v/" in line]
    return sorted(set(names) - NOT_VOICES)


class Cast:
    """Draws (engine, voice) pairs."""

    def __init__(self):
        self.variants = [name for name in espeak_variants() if name not in HELD_OUT_VARIANTS]

    def training(self, rng):
        draw = rng.random()
        for engine, voices in (("flite", FLITE), ("festival", FESTIVAL)):
            for voice, share in voices.items():
                draw -= share
                if draw < 0:
                    return engine, voice
        language = rng.choice(ESPEAK_LANGUAGES) if rng.random() < 0.6 else rng.choice(["en-us", "gmw/en", "en-gb-x-rp"])
        return "espeak-ng", f"{language}+{rng.choice(ESPEAK_OFTEN if rng.random() < 0.5 else self.variants)}"

    def held_out(self, rng):
        draw = rng.random()
        if draw < 0.25:
            return "festival", rng.choice(HELD_OUT_FESTIVAL)
        if draw < 0.5:
            return "espeak-ng", f"{HELD_OUT_LANGUAGE}+{rng.choice(ESPEAK_OFTEN)}"
        return "espeak-ng", f"{rng.choice(ESPEAK_LANGUAGES)}+{rng.choice(HELD_OUT_VARIANTS)}"
