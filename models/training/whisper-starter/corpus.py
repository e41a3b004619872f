"""Serves spoken shards as training batches and as fixed development batches."""
import dataclasses
import glob
import json
import os

import numpy as np
import torch

import audio
from features import log_mel
from phones import SILENCE, NUMBERS

RATE, FRAME = 16000, 320
IGNORED = -100
# How many utterances of one voice make an item.
JOINED, JOINED_SHARES = [1, 2, 3, 4], [0.55, 0.25, 0.12, 0.08]
NO_SPEECH_SHARE, TIMED_SHARE, CODEC_SHARE, RESIZED_SHARE = 0.05, 0.35, 0.10, 0.35
EASY_SECONDS = 5.0         # the longest item at the beginning
HARD_AFTER, HARDEST = 0.2, 0.6  # share of the schedule; how much of it happens then


@dataclasses.dataclass
class Utterance:
    samples: np.ndarray
    coded: np.ndarray
    first: int
    length: int
    voice: str
    label: str
    phones: list

    def sound(self, coded=False):
        part = (self.coded if coded else self.samples)[self.first:self.first + self.length]
        return part.astype(np.float32) / 32768


class Shards:
    """The utterances of a folder; `refresh` also finds shards finished since."""

    def __init__(self, folder):
        self.folder, self.read, self.utterances = folder, set(), []
        self.refresh()

    def refresh(self):
        """The utterances that are new."""
        new = []
        for path in sorted(glob.glob(os.path.join(self.folder, "*.jsonl"))):
            if path in self.read:
                continue
            self.read.add(path)
            plain, coded = (np.memmap(path[:-6] + ending, np.int16, "r") for ending in (".pcm", ".codec.pcm"))
            with open(path, encoding="utf-8") as lines:
                for line in lines:
                    row = json.loads(line)
                    new.append(Utterance(plain, coded, row["first"], row["length"], row["voice"], row["label"], row["phones"]))
        self.utterances += new
        return new


@dataclasses.dataclass
class Item:
    """A piece of audio with what is said in it: (start, end in seconds, label) of each sentence, phones frame by frame."""

    mel: torch.Tensor
    sentences: list
    phones: np.ndarray


@dataclasses.dataclass
class Batch:
    mel: torch.Tensor          # [B,80,frames]
    lengths: torch.Tensor      # [B] encoder frames
    inputs: torch.Tensor       # [B,T] decoder inputs
    targets: torch.Tensor      # [B,T] IGNORED where nothing is asked
    labels: list               # text tokens of each row, for CTC
    phones: torch.Tensor       # [B,frames/2]

    def to(self, device):
        return Batch(*(value.to(device) if torch.is_tensor(value) else value for value in vars(self).values()))


class TrainingBatches:
    """Endless batches of about `seconds` of audio; every utterance once before any comes again."""

    def __init__(self, folder, noise_folder, tokens, shape, rank, ranks, seed, seconds):
        self.shards, self.noise, self.tokens, self.shape = Shards(folder), audio.Noise(noise_folder), tokens, shape
        self.rank, self.ranks, self.seconds = rank, ranks, seconds
        self.rng = np.random.default_rng([seed, rank])
        self.waiting, self.fresh = {}, self.shards.utterances
        self.progress = 0.0

    def __iter__(self):
        while True:
            self.fresh = self.fresh + self.shards.refresh()
            self.enqueue(self.fresh)
            self.fresh = []
            plans = [plan for plan in (self.next_plan() for _ in range(240)) if plan]
            plans.sort(key=lambda plan: sum(utterance.length for utterance in plan))
            batches = [[]]
            for plan in plans:
                longest = sum(utterance.length for utterance in plan) / RATE + 0.6
                if batches[-1] and (len(batches[-1]) + 1) * longest > self.seconds:
                    batches.append([])
                batches[-1].append(plan)
            for i in self.rng.permutation(len(batches)):
                yield self.batch(batches[i])

    @property
    def hardship(self):
        """0 to 1: what recordings suffer grows over the first fifth, since clean speech teaches sounds faster."""
        return HARDEST * min(1.0, self.progress / HARD_AFTER)

    def enqueue(self, utterances):
        mine = utterances[self.rank::self.ranks]
        for i in self.rng.permutation(len(mine)):
            self.waiting.setdefault(mine[i].voice, []).append(mine[i])

    def next_plan(self):
        """One to four waiting utterances of one voice."""
        if not any(self.waiting.values()):
            self.enqueue(self.shards.utterances)
        voices = list(self.waiting)
        counts = np.array([len(self.waiting[voice]) for voice in voices], float)
        queue = self.waiting[voices[self.rng.choice(len(voices), p=counts / counts.sum())]]
        longest = min(self.shape.window, EASY_SECONDS + self.shape.window * max(0.0, self.progress - 0.1) * 4) - 1.0
        room_for = self.shape.longest_text - 12
        plan, length, count = [], 0.0, 0
        for _ in range(self.rng.choice(JOINED, p=JOINED_SHARES)):
            if not queue:
                break
            length += queue[-1].length / RATE + 0.4
            count += len(self.tokens.encode(" " + queue[-1].label)) + 2
            if plan and (length > longest or count > room_for):
                break
            plan.append(queue.pop())
        # What is too long for now comes again with the next round.
        return plan if length <= longest + 1 or len(plan) > 1 or self.progress > 0.4 and length < self.shape.window else None

    def batch(self, plans):
        items = [self.item(plan) for plan in plans]
        if self.rng.random() < NO_SPEECH_SHARE * len(plans):
            length = items[0].mel.shape[1] * RATE // 100
            sound = self.noise.alone(length, self.rng)
            sound = audio.telephone(sound) if self.rng.random() < 0.5 else sound
            items[0] = Item(log_mel(sound), [], np.full(length // FRAME, NUMBERS[SILENCE]))
        timed = self.rng.random(len(items)) < TIMED_SHARE
        return stack(items, self.tokens, timed)

    def item(self, plan):
        rng, coded = self.rng, self.rng.random() < CODEC_SHARE
        factor = rng.uniform(0.88, 1.14) if rng.random() < RESIZED_SHARE else 1.0
        lead = rng.uniform(0, 0.5) if rng.random() < 0.9 else rng.uniform(0.5, 2.0)
        parts, marks, sentences, at = [np.zeros(int(lead * RATE), np.float32)], [], [], int(lead * RATE)
        for i, utterance in enumerate(plan):
            if i:
                pause = int(rng.uniform(0.1, 0.9) * RATE)
                parts.append(np.zeros(pause, np.float32))
                at += pause
            sound = utterance.sound(coded)
            sound = sound if factor == 1.0 else audio.faster(sound, factor)
            marks.append((at, at + len(sound), utterance.phones))
            sentences.append((at / RATE, (at + len(sound)) / RATE, utterance.label))
            parts.append(sound)
            at += len(sound)
        parts.append(np.zeros(int(rng.uniform(0, 0.5) * RATE), np.float32))
        samples = np.concatenate(parts)
        every = self.shards.utterances
        mel = log_mel(audio.degrade(samples, self.noise, lambda: [every[i].sound() for i in rng.integers(len(every), size=3)],
                                    self.hardship, rng))
        phones = np.full(mel.shape[1] // 2, NUMBERS[SILENCE])
        for start, end, ends in marks:
            last = start / FRAME
            for frame, phone in ends:
                stop = min(start / FRAME + frame / factor, end / FRAME)
                phones[int(round(last)):int(round(stop))] = phone
                last = stop
        return Item(self.hide(mel), sentences, phones)

    def hide(self, mel):
        """SpecAugment (Park et al. 2019), mild: two stripes of up to 10 bins, two of up to 0.12 s."""
        for _ in range(2):
            low, first = self.rng.integers(80), self.rng.integers(mel.shape[1])
            mel[low: low + self.rng.integers(11)] = mel.mean()
            mel[:, first: first + self.rng.integers(13)] = mel.mean()
        return mel


def stack(items, tokens, timed):
    """Pads items to a batch. Rows that are `timed` are asked for timestamps around each sentence, as Whisper writes them."""
    rows = []
    for item, with_times in zip(items, timed):
        if not item.sentences:
            rows.append(([tokens.begin, tokens.no_times], [tokens.no_speech, tokens.end], []))
            continue
        text = [tokens.encode(" " + label) for _, _, label in item.sentences]
        if with_times:
            body = [number for (start, end, _), part in zip(item.sentences, text)
                    for number in (tokens.time(start), *part, tokens.time(end))]
        else:
            body = [tokens.no_times, *(number for part in text for number in part)]
        rows.append(([tokens.begin, *body], [*body, tokens.end], [number for part in text for number in part]))
    frames, longest = max(item.mel.shape[1] for item in items), max(len(row[0]) for row in rows)
    mel = torch.full((len(items), 80, frames), -0.5)
    inputs, targets = torch.full((len(items), longest), tokens.end), torch.full((len(items), longest), IGNORED)
    phones = torch.full((len(items), frames // 2), IGNORED)
    for i, (item, row) in enumerate(zip(items, rows)):
        mel[i, :, : item.mel.shape[1]] = item.mel
        inputs[i, : len(row[0])], targets[i, : len(row[1])] = torch.tensor(row[0]), torch.tensor(row[1])
        phones[i, : len(item.phones)] = torch.from_numpy(item.phones[: frames // 2])
    return Batch(mel, torch.tensor([item.mel.shape[1] // 2 for item in items]), inputs, targets, [row[2] for row in rows], phones)


def development_batches(folder, tokens, narrow, count=None, size=16):
    """(batch, labels) of single utterances, wideband or through the telephone, like lengths together."""
    utterances = Shards(folder).utterances
    utterances = utterances[:: max(1, len(utterances) // count)][:count] if count else utterances
    utterances = sorted(utterances, key=lambda utterance: utterance.length)
    for i in range(0, len(utterances), size):
        part = utterances[i:i + size]
        pad = np.zeros(RATE // 10, np.float32)
        sounds = [np.concatenate([pad, utterance.sound() * 0.25, pad]) for utterance in part]
        mels = [log_mel(audio.telephone(sound) if narrow else sound) for sound in sounds]
        items = [Item(mel, [], np.zeros(mel.shape[1] // 2, np.int64)) for mel in mels]
        yield stack(items, tokens, [False] * len(items)), [utterance.label for utterance in part]
