"""Writes held-out calls as WAV with their truth as RTTM: `development` to choose with, `test` to measure with, and `alarms`
without any speech. The same arguments give the same files."""
import argparse
import os

import numpy as np
from scipy.io import wavfile

import calls
import speech
import truth

# Name, noise below the speech in decibels, line.
CONDITIONS = [("wide-clean", 40, "wide"), ("wide-10db", 10, "wide"), ("telephone-clean", 40, "telephone"), ("telephone-10db", 10, "telephone"),
              ("telephone-5db", 5, "telephone"), ("mobile-10db", 10, "mobile")]
KINDS = ["coloured", "motor", "hum", "clicks", "babble", "music", "crackle"]
ALARMS = ["silence", "comfort", "coloured", "motor", "hum", "clicks", "breath", "babble", "crackle", "tones", "music", "electric-piano"]


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--noise", help="folder of noises and room responses (WAV)")
    arguments.add_argument("--text", help="dialogues to speak, JSON lines with turns[].t, gzip allowed")
    arguments.add_argument("--out", required=True, help="folder to write development/, test/ and alarms/ into")
    arguments.add_argument("--seed", type=int, default=20)
    arguments.add_argument("--seconds", type=float, default=60, help="length of a call")
    arguments.add_argument("--utterances", type=int, default=240, help="of the test; half as many of the development part")
    options = arguments.parse_args()
    os.makedirs(options.out, exist_ok=True)

    own = os.path.join(os.path.dirname(os.path.abspath(__file__)), "sentences.txt")
    pools = {part: speech.pool(os.path.join(options.out, f"speech-{part}.npz"), own, options.text, part, count, options.seed + seed)
             for part, count, seed in (("test", options.utterances, 1), ("development", options.utterances // 2, 2))}
    for part, clips in pools.items():
        recorded, rooms = calls.load_noises(options.noise, held_out=part == "test")
        write(os.path.join(options.out, part), part_calls(options, part, clips, recorded, rooms))
    recorded, _ = calls.load_noises(options.noise, held_out=True)
    write(os.path.join(options.out, "alarms"), alarms(options, pools["test"], recorded))


def part_calls(options, part, clips, recorded, rooms):
    """Each kind of noise once in each condition: (name, samples, spans)."""
    kinds = KINDS + list(recorded)
    for c, (condition, snr, line) in enumerate(CONDITIONS):
        for i, kind in enumerate(kinds):
            rng = np.random.default_rng((options.seed, part == "test", c, i))
            n = int(options.seconds * calls.RATE) // calls.FRAME * calls.FRAME
            said, other, active = calls.talk(n, rng, clips, rng.choice([0.5, 0.8, 1.0]), line_sounds=i % 3 == 0)
            if i % 4 == 0:
                said = calls.reverberate(said, rng, rooms)
            x = calls.mix(said, other, active, calls.noise(kind, n, rng, recorded, clips), snr)
            yield f"{condition}.{kind}", calls.finish(x, rng, rng.uniform(-30, -2), line), truth.spans(active)


def alarms(options, clips, recorded):
    """Half a minute and more of each sound without speech, loud and quiet, wide and over the telephone."""
    for i, kind in enumerate(ALARMS + list(recorded)):
        for j, (line, dbfs) in enumerate((("wide", -6), ("telephone", -6), ("wide", -30), ("telephone", -30))):
            rng = np.random.default_rng((options.seed, 2, i, j))
            n = int(options.seconds * calls.RATE) // calls.FRAME * calls.FRAME
            x = np.zeros(n) if kind == "silence" else calls.noise(kind, n, rng, recorded, clips)
            yield f"{kind}.{line}{dbfs}", calls.finish(x, rng, dbfs, line), []


def write(folder, made):
    if os.path.isdir(folder):
        return
    os.makedirs(folder + ".part", exist_ok=True)
    for name, samples, spans in made:
        wavfile.write(os.path.join(folder + ".part", name + ".wav"), calls.RATE, samples)
        with open(os.path.join(folder + ".part", name + ".rttm"), "w", encoding="ascii") as file:
            for start, end in spans:
                file.write(f"SPEAKER {name} 1 {start:.2f} {end - start:.2f} <NA> <NA> speech <NA> <NA>\n")
    os.rename(folder + ".part", folder)


if __name__ == "__main__":
    main()
