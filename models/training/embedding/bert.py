"""Text to word pieces as BERT's uncased tokenizer does it: accents off, lower case, cut at space and punctuation, longest match.

The C# classes BertText and PieceEncoder do the same; golden files hold the two together.
"""
import pathlib
import re
import sys
import unicodedata

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "tagger"))
import wordpiece  # noqa: E402  (the tagger's: the same merges, another text before them)

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
PAD, UNK, CLS, SEP, MASK = range(5)
LONGEST_WORD = 100
PLAIN = re.compile(r"[a-z0-9]+|[!-~]")


def words(text):
    """Lower-case words and punctuation marks of a text."""
    if text.isascii() and text.isprintable():
        return PLAIN.findall(text.lower())  # the same, many times as fast
    text = "".join(" " if c.isspace() else c for c in text if c in "\t\n\r" or unicodedata.category(c)[0] != "C" and c != "\ufffd")
    text = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if unicodedata.category(c) != "Mn")
    out = []
    for chunk in text.split():
        word = ""
        for c in chunk:
            if is_punctuation(c) or is_ideograph(c):
                out += [word] if word else []
                out.append(c)
                word = ""
            else:
                word += c
        out += [word] if word else []
    return out


def is_punctuation(c):
    return 33 <= ord(c) <= 47 or 58 <= ord(c) <= 64 or 91 <= ord(c) <= 96 or 123 <= ord(c) <= 126 or unicodedata.category(c)[0] == "P"


def is_ideograph(c):
    return 0x4E00 <= ord(c) <= 0x9FFF or 0x3400 <= ord(c) <= 0x4DBF or 0xF900 <= ord(c) <= 0xFAFF or 0x20000 <= ord(c) <= 0x2FA1F


class Tokenizer:
    def __init__(self, vocabulary, longest=128):
        self.encoder = wordpiece.Encoder(vocabulary)
        self.longest = longest

    def pieces(self, text):
        """Ids of the text alone."""
        return [i for w in words(text) for i in (self.encoder.word(w) if len(w) <= LONGEST_WORD else [UNK])]

    def encode(self, text):
        """Ids between [CLS] and [SEP], cut to the longest input."""
        return [CLS] + self.pieces(text)[: self.longest - 2] + [SEP]


def batch(rows):
    """Ids and mask, padded: two lists of lists."""
    width = max(map(len, rows))
    return [r + [PAD] * (width - len(r)) for r in rows], [[1] * len(r) + [0] * (width - len(r)) for r in rows]
