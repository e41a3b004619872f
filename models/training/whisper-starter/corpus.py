"""Serves spoken shards as training batches and as fixed development batches."""
import glob
import os

import numpy as np
import torch

import audio
from features import log_mel
from network import PHONES

RATE, LONGEST_SECONDS, LONGEST_TOKENS = 16000, 12.0, 110
# How many utterances of one voice make an item.
JOINED, JOINED_SHARES = [1, 2, 3, 4], [0.60, 0.25, 0.10, 0.05]
IGNORED = -100


class Shards:
    """The utterances of a folder; `refresh` also finds shards finished since."""

    def __init__(self, folder):
        self.folder, self.read, self.utterances = folder, set(), []
        self.refresh()

    def refresh(self):
        """The utterances that are new: (samples on disk, first, length, voice, label)."""
        new = []
        for path in sorted(glob.glob(os.path.join(self.folder, "*.tsv"))):
            if path in self.read:
                continue
            self.read.add(path)
            samples = np.memmap(path[:-4] + ".pcm", np.int16, "r")
            with open(path, encoding="utf-8") as lines:
                for line in lines:
                    first, length, voice, label = line.rstrip("\n").split("\t")
                    new.append((samples, int(first), int(length), voice, label))
        self.utterances += new
        return new


def samples_of(utterance):
    samples, first, length, _, _ = utterance
    return samples[first:first + length].astype(np.float32) / 32768


class TrainingBatches:
    """Endless batches of about `seconds` of audio; every utterance once before any comes again."""

    def __init__(self, folder, noise_folder, tokens, pronunciations, rank, ranks, seed, seconds=24.0):
        self.shards, self.noise, self.tokens = Shards(folder), audio.Noise(noise_folder), tokens
        numbers = {phone: number for number, phone in enumerate(PHONES)}
        self.pronunciations = {word: [numbers[phone] for phone in phones] for word, phones in pronunciations.items()}
        self.rank, self.ranks, self.seconds = rank, ranks, seconds
        self.rng = np.random.default_rng([seed, rank])
        self.waiting, self.fresh = {}, self.shards.utterances

    def __iter__(self):
        while True:
            self.fresh = self.fresh + self.shards.refresh()
            self.enqueue(self.fresh)
            self.fresh = []
            items = [item for item in (self.next_item() for _ in range(200)) if item]
            items.sort(key=lambda item: sum(utterance[2] for utterance in item))
            batches, longest = [[]], 0
            for item in items:
                longest = sum(utterance[2] for utterance in item) / RATE + 0.8
                if batches[-1] and (len(batches[-1]) + 1) * longest > self.seconds:
                    batches.append([])
                batches[-1].append(item)
            for i in self.rng.permutation(len(batches)):
                yield self.batch(batches[i])

    def enqueue(self, utterances):
        mine = utterances[self.rank::self.ranks]
        for i in self.rng.permutation(len(mine)):
            self.waiting.setdefault(mine[i][3], []).append(mine[i])

    def next_item(self):
        """One to four waiting utterances of one voice."""
        if not any(self.waiting.values()):
            self.enqueue(self.shards.utterances)
        voices = list(self.waiting)
        counts = np.array([len(self.waiting[voice]) for voice in voices], float)
        queue = self.waiting[voices[self.rng.choice(len(voices), p=counts / counts.sum())]]
        item, length, words = [], 0.0, 0
        for _ in range(self.rng.choice(JOINED, p=JOINED_SHARES)):
            if not queue:
                break
            length += queue[-1][2] / RATE + 0.4
            words += len(self.tokens.encode(queue[-1][4]))
            if item and (length > LONGEST_SECONDS or words > LONGEST_TOKENS):
                break
            item.append(queue.pop())
        return item if words <= LONGEST_TOKENS or len(item) > 1 else None

    def batch(self, items):
        features, labels, phones = [], [], []
        for item in items:
            others = [samples_of(self.shards.utterances[i]) for i in self.rng.integers(len(self.shards.utterances), size=3)]
            speech = audio.join([samples_of(utterance) for utterance in item], self.rng)
            features.append(self.hide(log_mel(audio.degrade(speech, self.noise, others, self.rng))))
            text = " ".join(utterance[4] for utterance in item)
            labels.append(self.tokens.encode(text))
            phones.append(self.pronounce(text))
        return (*stack(features, labels, self.tokens), phones)

    def pronounce(self, text):
        """Phone numbers of a text; none where a word's pronunciation is unknown."""
        words = [self.pronunciations.get(word) for word in text.split()]
        return [phone for word in words for phone in word] if all(words) else []

    def hide(self, mel):
        """SpecAugment (Park et al. 2019), mild: two stripes of up to 8 bins, two of up to 0.1 s."""
        for _ in range(2):
            low, first = self.rng.integers(80), self.rng.integers(mel.shape[1])
            mel[low: low + self.rng.integers(9)] = mel.mean()
            mel[:, first: first + self.rng.integers(11)] = mel.mean()
        return mel


def stack(features, labels, tokens):
    """Pads to (mel, encoder lengths, decoder inputs, targets, labels)."""
    frames, longest = max(mel.shape[1] for mel in features), max(map(len, labels))
    mel = torch.full((len(features), 80, frames), -0.5)
    inputs = torch.full((len(features), longest + 2), tokens.end)
    targets = torch.full((len(features), longest + 2), IGNORED)
    for i, (part, label) in enumerate(zip(features, labels)):
        mel[i, :, : part.shape[1]] = part
        inputs[i, : len(label) + 2] = torch.tensor(tokens.start + label)
        targets[i, 1: len(label) + 2] = torch.tensor(label + [tokens.end])
    return mel, torch.tensor([part.shape[1] // 2 for part in features]), inputs, targets, labels


def development_batches(folder, tokens, narrow, count=None, size=16):
    """(batch, references) of single utterances, wideband or through the telephone, like lengths together."""
    utterances = Shards(folder).utterances
    utterances = utterances[:: max(1, len(utterances) // count)][:count] if count else utterances
    utterances = sorted(utterances, key=lambda utterance: utterance[2])
    for i in range(0, len(utterances), size):
        part = utterances[i:i + size]
        pad = np.zeros(RATE // 10, np.float32)
        sounds = [np.concatenate([pad, samples_of(utterance) * 0.25, pad]) for utterance in part]
        features = [log_mel(audio.telephone(sound) if narrow else sound) for sound in sounds]
        yield stack(features, [[] for _ in part], tokens), [utterance[4] for utterance in part]
