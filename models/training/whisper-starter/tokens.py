"""The recogniser's vocabulary: byte-level byte-pair encoding as in GPT-2, then Whisper's special tokens and timestamps."""
import functools
import json
import os
import re

# GPT-2's words: contractions, then letters, digits or other signs with the space before them.
WORDS = re.compile(r"'s|'t|'re|'ve|'m|'ll|'d| ?[^\W\d_]+| ?\d+| ?(?:[^\s\w]|_)+|\s+(?!\S)|\s+")
TIME_STEP = 0.02           # seconds between timestamps (Radford et al. 2022, 2.3)


def _byte_names():
    """Printable names of the 256 bytes: printable Latin-1 stands for itself, the rest is moved to U+0100 and on."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    names, moved = {}, 0
    for byte in printable:
        names[byte] = chr(byte)
    for byte in range(256):
        if byte not in names:
            names[byte] = chr(256 + moved)
            moved += 1
    return names


BYTES = _byte_names()
FROM_NAME = {name: byte for byte, name in BYTES.items()}


class Tokens:
    """Reads `vocab.json`, `merges.txt` and `added_tokens.json` of a model folder."""

    def __init__(self, folder):
        with open(os.path.join(folder, "vocab.json"), encoding="utf-8") as file:
            self._ids = json.load(file)
        with open(os.path.join(folder, "merges.txt"), encoding="utf-8") as file:
            pairs = [tuple(line.split()) for line in file if line.strip() and not line.startswith("#version")]
        with open(os.path.join(folder, "added_tokens.json"), encoding="utf-8") as file:
            special = json.load(file)
        self._ranks = {pair: rank for rank, pair in enumerate(pairs)}
        self.end, self.begin = special["<|endoftext|>"], special["<|startoftranscript|>"]
        self.no_speech, self.no_times = special["<|nospeech|>"], special["<|notimestamps|>"]
        self.first_time = special["<|0.00|>"]
        self.start = [self.begin, self.no_times]
        self.count = max(special.values()) + 1
        self._texts = {number: text for text, number in self._ids.items()}
        self.word = functools.lru_cache(maxsize=None)(self._word)

    def _word(self, word):
        parts = [BYTES[byte] for byte in word.encode()]
        while len(parts) > 1:
            rank, at = min((self._ranks.get(pair, len(self._ranks)), i) for i, pair in enumerate(zip(parts, parts[1:])))
            if rank == len(self._ranks):
                break
            parts[at:at + 2] = [parts[at] + parts[at + 1]]
        return tuple(self._ids[part] for part in parts)

    def encode(self, text):
        """Token numbers of `text`, which begins with a space where Whisper would write one."""
        return [number for word in WORDS.findall(text) for number in self.word(word)]

    def time(self, seconds):
        """The timestamp token nearest to `seconds`."""
        return self.first_time + round(seconds / TIME_STEP)

    def decode(self, numbers):
        """The text of token numbers; special tokens and timestamps say nothing."""
        names = "".join(self._texts.get(number, "") for number in numbers)
        return bytes(FROM_NAME[name] for name in names).decode("utf-8", "replace").strip()
