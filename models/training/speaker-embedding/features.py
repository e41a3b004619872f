"""Shards of features, and crops of them."""
import glob
import os

import numpy as np


class Corpus:
    def __init__(self, folder):
        self.feats, self.utterances, base = [], [], {}
        for path in sorted(glob.glob(os.path.join(folder, "*.npz"))):
            with np.load(path) as data:
                feats = data["feats"]
                for start, length, speaker, phone in zip(data["starts"], data["lengths"], data["speaker"], data["phone"]):
                    number = base.setdefault(int(speaker), len(base))
                    self.utterances.append((feats[start:start + length], number, bool(phone)))
        if not self.utterances:
            raise SystemExit(f"{folder}: there are no shards (*.npz) in it; run corpus.py first")
        self.speakers = len(base)
        self.of = [[] for _ in range(self.speakers)]
        for index, (_, speaker, _) in enumerate(self.utterances):
            self.of[speaker].append(index)

    def crop(self, index, frames, rng):
        """Any `frames` frames of an utterance, repeated where it is shorter, the mean taken off: float32 [frames, 80]."""
        feats = self.utterances[index][0]
        start = rng.integers(max(1, len(feats) - frames + 1))
        part = feats[start:start + frames].astype(np.float32)
        if len(part) < frames:
            part = np.resize(part, (frames, part.shape[1]))
        return part - part.mean(0)

    def batch(self, size, frames, rng):
        """Crops of speakers drawn evenly, two of each, some bands and moments covered: [size, frames, 80], [size]."""
        speakers = np.repeat(rng.choice(self.speakers, size // 2, replace=self.speakers < size // 2), 2)
        feats = np.stack([self.crop(self.of[s][rng.integers(len(self.of[s]))], frames, rng) for s in speakers])
        for row in feats:
            if rng.random() < 0.4:
                at, width = rng.integers(76), rng.integers(1, 10)
                row[:, at:at + width] = 0
            if rng.random() < 0.3:
                at, length = rng.integers(frames), rng.integers(1, 16)
                row[at:at + length] = 0
        return feats, speakers
