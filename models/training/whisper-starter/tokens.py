"""The recogniser's vocabulary: byte-pair encoding over lower-case letters and the apostrophe, words led by `Ġ`."""
import functools
import json
import os

SPACE = "\u0120"


class Tokens:
    """Reads `vocab.json`, `merges.txt` and `added_tokens.json` of a model folder."""

    def __init__(self, folder):
        with open(os.path.join(folder, "vocab.json"), encoding="utf-8") as file:
            self._ids = json.load(file)
        with open(os.path.join(folder, "merges.txt"), encoding="utf-8") as file:
            pairs = [tuple(line.split()) for line in file if line.strip() and not line.startswith("#")]
        with open(os.path.join(folder, "added_tokens.json"), encoding="utf-8") as file:
            special = json.load(file)
        self._ranks = {pair: rank for rank, pair in enumerate(pairs)}
        self.end = special["<|endoftext|>"]
        self.start = [special["<|startoftranscript|>"], special["<|notimestamps|>"]]
        self.count = max(special.values()) + 1
        self._texts = {number: text for text, number in self._ids.items() if number < self.end}
        self.word = functools.lru_cache(maxsize=None)(self._word)

    def _word(self, word):
        parts = [SPACE, *word]
        while len(parts) > 1:
            rank, at = min((self._ranks.get(pair, len(self._ranks)), i) for i, pair in enumerate(zip(parts, parts[1:])))
            if rank == len(self._ranks):
                break
            parts[at:at + 2] = [parts[at] + parts[at + 1]]
        return tuple(self._ids[part] for part in parts)

    def encode(self, text):
        return [number for word in text.split() for number in self.word(word)]

    def decode(self, numbers):
        return "".join(self._texts.get(number, "") for number in numbers).replace(SPACE, " ").strip()
