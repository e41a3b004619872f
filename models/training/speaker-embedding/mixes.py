"""Makes mono calls of one, two and three held-out voices, with RTTM: turns, pauses, words of agreement in between, talk over each other.

Every call has `<name>.wav` (16-bit PCM, 8 kHz where telephone) and `<name>.rttm`. Within a call voices are of different persons. Each
speaker has a line of their own (room, microphone, level); noise is added to the sum.
"""
import argparse
import os
import random

import numpy as np
from scipy.io import wavfile
from scipy.signal import resample_poly

import sound
import voices

RATE = sound.RATE
BACKCHANNELS = ["Yes.", "Mm, right.", "Okay.", "I see.", "Sure, yes.", "Exactly."]
PAUSE = 0.3                  # a pause within a speaker's talk that ends a stretch of the reference, in seconds


def stretches(clip, start):
    """(from, to) in seconds where a clean clip sounds: 10 ms steps within 40 dB of its loud parts, pauses under PAUSE filled."""
    steps = clip[:len(clip) // 160 * 160].reshape(-1, 160)
    level = np.sqrt(np.mean(steps ** 2, 1) + 1e-12)
    on = np.flatnonzero(level > np.percentile(level, 95) * 10 ** (-40 / 20))
    cuts = np.flatnonzero(np.diff(on) > PAUSE * 100)
    return [(start + on[a] / 100, start + (on[b] + 1) / 100) for a, b in zip(np.r_[0, cuts + 1], np.r_[cuts, len(on) - 1])]


def conversation(speakers, clips, short, seconds, rng):
    """One clean track a speaker, and the stretches of each."""
    tracks = [np.zeros(int((seconds + 20) * RATE), np.float32) for _ in speakers]
    spans, at, last = [], rng.uniform(0.3, 1.5), None
    while at < seconds:
        who = rng.choice([s for s in range(len(speakers)) if s != last or len(speakers) == 1])
        for _ in range(rng.choice([1, 1, 1, 2, 2, 3, 4])):
            clip = rng.choice(clips[who])
            place(tracks, spans, who, clip, at)
            length = len(clip) / RATE
            if length > 2.5 and len(speakers) > 1 and rng.random() < 0.2:
                other = rng.choice([s for s in range(len(speakers)) if s != who])
                place(tracks, spans, other, rng.choice(short[other]), at + rng.uniform(0.8, length - 0.8))
            at += length + rng.uniform(0.1, 0.6)
        # The next speaker comes after a pause, at once, or a little early.
        at += rng.choice([rng.uniform(0.1, 0.9), rng.uniform(0, 0.3), rng.uniform(0.6, 1.8), -rng.uniform(0.1, 0.7)])
        last = who
    return [t[:int((at + 1) * RATE)] for t in tracks], spans


def place(tracks, spans, who, clip, at):
    first = int(at * RATE)
    part = clip[:len(tracks[who]) - first]
    tracks[who][first:first + len(part)] += part
    spans += [(who, a, b) for a, b in stretches(part, at)]


def merged(spans):
    """One speaker's stretches that touch or nearly do, as one."""
    result = []
    for who in sorted({s[0] for s in spans}):
        for _, a, b in sorted(s for s in spans if s[0] == who):
            if result and result[-1][0] == who and a - result[-1][2] < PAUSE:
                result[-1] = (who, result[-1][1], max(b, result[-1][2]))
            else:
                result.append((who, a, b))
    return sorted(result, key=lambda s: s[1])


def mix(tracks, snr, phone, rng):
    """The speakers' lines summed, noise `snr` decibels below, through the telephone or not."""
    total = np.zeros(max(len(t) for t in tracks), np.float32)
    for track in tracks:
        line = sound.equalise(sound.room(track, rng) if rng.random() < 0.3 else track, rng) * 10 ** (rng.uniform(-4, 0) / 20)
        total[:len(line)] += line
    loud = np.sqrt(np.mean(total[np.abs(total) > 0.01] ** 2) + 1e-9)
    total = total + sound.noise(len(total), rng).astype(np.float32) * loud * 10 ** (-snr / 20)
    total *= 10 ** (rng.uniform(-14, -3) / 20) / np.abs(total).max()
    if not phone:
        return RATE, total
    return 8000, resample_poly(sound.telephone(total, rng), 1, 2)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", required=True, help="folder of written calls")
    parser.add_argument("--out", required=True)
    parser.add_argument("--calls", type=int, default=4, help="of each number of speakers and condition")
    parser.add_argument("--seconds", type=float, default=100)
    parser.add_argument("--clips", type=int, default=24, help="sentences that each voice speaks")
    parser.add_argument("--espeak", type=int, default=4, help="held-out espeak-ng voices beside those of people")
    parser.add_argument("--seed", type=int, default=44)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    texts = voices.sentences(options.texts, rng)
    cast = voices.recorded(held_out=True) + voices.espeak(True, options.espeak, rng)
    spoken = {v: (voices.speak(v, rng.sample(texts, options.clips), rng), voices.speak(v, BACKCHANNELS, rng)) for v in cast}
    cast = [v for v in cast if len(spoken[v][0]) > 1 and spoken[v][1]]
    os.makedirs(options.out, exist_ok=True)
    conditions = ["name,condition\n"]
    for speakers in (1, 2, 3):
        for phone, snr, name in ((False, 30, "wide"), (True, 30, "phone"), (True, 12, "phone-noise")):
            for number in range(options.calls):
                label = f"{speakers}-{name}-{number}"
                draw = random.Random(f"{options.seed} {label}")
                people = draw.sample(sorted({v.person for v in cast}), speakers)
                chosen = [draw.choice([v for v in cast if v.person == p]) for p in people]
                seconds = options.seconds if speakers > 1 else options.seconds / 3
                tracks, spans = conversation(chosen, [spoken[v][0] for v in chosen], [spoken[v][1] for v in chosen], seconds, draw)
                rate, samples = mix(tracks, snr, phone, np.random.default_rng((options.seed, speakers, snr, phone, number)))
                wavfile.write(os.path.join(options.out, label + ".wav"), rate, np.round(np.clip(samples, -1, 1) * 32767).astype(np.int16))
                conditions.append(f"{label},{speakers} {'speaker' if speakers == 1 else 'speakers'} {name}\n")
                with open(os.path.join(options.out, label + ".rttm"), "w", encoding="utf-8") as rttm:
                    for who, a, b in merged(spans):
                        rttm.write(f"SPEAKER {label} 1 {a:.3f} {b - a:.3f} <NA> <NA> {people[who].replace(' ', '_')} <NA> <NA>\n")
    with open(os.path.join(options.out, "conditions.csv"), "w", encoding="utf-8") as file:
        file.writelines(conditions)
    print(f"{options.out}: {len([n for n in os.listdir(options.out) if n.endswith('.wav')])} calls of {len(cast)} voices", flush=True)


if __name__ == "__main__":
    main()
