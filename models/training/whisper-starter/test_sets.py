"""Writes the recogniser's test sets as recordings with references, a folder a condition, for `convointel evaluate`.

Conditions: `held-out-sentences` and `held-out-voices`, wideband; the same two as `…-telephone` (300-3400 Hz, 8 kHz
mu-law); `held-out-sentences-noise` (10 dB); `no-speech` (silence, noise, hold music, tones). Each recording joins a few
utterances of one voice with pauses; its reference is an STM file of the same name.
"""
import argparse
import collections
import os
import wave

import numpy as np
from scipy.signal import resample_poly

import audio
from corpus import RATE, Shards

SEED, PER_RECORDING, CLIPS, CLIP_SECONDS = 31, 6, 48, 15


def write_wav(path, samples, rate):
    with wave.open(path, "wb") as file:
        file.setparams((1, 2, rate, 0, "NONE", ""))
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())


def conversations(folder, rng):
    """(name, samples, [(start, end, voice, label)]): utterances of a voice, joined with pauses of 0.5 to 1.5 s."""
    by_voice = collections.defaultdict(list)
    for utterance in Shards(folder).utterances:
        by_voice[utterance.voice.split("+")[0]].append(utterance)
    for voice, utterances in sorted(by_voice.items()):
        for number, first in enumerate(range(0, len(utterances), PER_RECORDING)):
            parts, rows, at = [], [], 0
            for utterance in utterances[first:first + PER_RECORDING]:
                pause = int(rng.uniform(0.5, 1.5) * RATE)
                sound = utterance.sound()
                sound = sound * (10 ** (rng.uniform(-24, -18) / 20) / (np.sqrt(np.mean(sound ** 2)) + 1e-6))
                parts += [np.zeros(pause, np.float32), sound]
                rows.append(((at + pause) / RATE, (at + pause + len(sound)) / RATE, utterance.voice, utterance.label))
                at += pause + len(sound)
            samples = np.concatenate([*parts, np.zeros(RATE // 2, np.float32)])
            samples += rng.standard_normal(len(samples), dtype=np.float32) * 10 ** (-65 / 20)
            yield f"{voice.replace('/', '-')}-{number:02d}", samples, rows


def write_condition(folder, source, change, rate, seed):
    os.makedirs(folder, exist_ok=True)
    rng = np.random.default_rng(seed)
    for name, samples, rows in conversations(source, rng):
        write_wav(os.path.join(folder, name + ".wav"), change(samples, rng), rate)
        with open(os.path.join(folder, name + ".stm"), "w", encoding="utf-8") as stm:
            for start, end, voice, label in rows:
                stm.write(f"{name} 1 {voice.replace(' ', '_')} {start:.3f} {end:.3f} <o> {label}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sentences", required=True, help="shards of held-out sentences in voices of the training")
    parser.add_argument("--voices", required=True, help="shards of held-out sentences in held-out voices")
    parser.add_argument("--noise", help="folder of noise recordings")
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    noise = audio.Noise(options.noise)

    def wide(samples, rng):
        return samples

    def phone(samples, rng):
        return resample_poly(audio.telephone(samples), 1, 2)

    def noisy(samples, rng):
        added = noise.behind(len(samples), rng, lambda: [samples[::-1].copy()])
        speech = np.sqrt(np.mean(samples[np.abs(samples) > 0.003] ** 2))
        return samples + added * (speech / np.sqrt(np.mean(added ** 2)) * 10 ** (-10 / 20))

    for name, source, change, rate in (
            ("held-out-sentences", options.sentences, wide, RATE), ("held-out-sentences-telephone", options.sentences, phone, 8000),
            ("held-out-sentences-noise", options.sentences, noisy, RATE), ("held-out-voices", options.voices, wide, RATE),
            ("held-out-voices-telephone", options.voices, phone, 8000)):
        write_condition(os.path.join(options.out, name), source, change, rate, SEED)
    quiet = os.path.join(options.out, "no-speech")
    os.makedirs(quiet, exist_ok=True)
    rng = np.random.default_rng(SEED)
    for number in range(CLIPS):
        sound = noise.alone(CLIP_SECONDS * RATE, rng)
        write_wav(os.path.join(quiet, f"{number:02d}.wav"), phone(sound, rng) if number % 2 else sound, 8000 if number % 2 else RATE)
        open(os.path.join(quiet, f"{number:02d}.stm"), "w").close()


if __name__ == "__main__":
    main()
