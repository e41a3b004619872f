"""Text as a recogniser would have it: lower case, no punctuation, words lost, swapped for ones that sound alike, or misheard."""
import random
import re

import bert  # puts the tagger's folder on the path
import noise  # of the tagger

VOWELS = "aeiou"


def misheard(word, rng):
    """A word with one letter another, as small recognisers write it."""
    at = rng.randrange(len(word))
    swap = VOWELS if word[at] in VOWELS else "bcdfgklmnprstvw"
    return word[:at] + rng.choice(swap) + word[at + 1:]


def recognised(text, rate, rng):
    """`rate` of the words come out wrong: a third lost, the rest swapped or misheard."""
    words = re.findall(r"[a-z0-9']+", text.lower())
    out = []
    for word in words:
        chance = rng.random()
        if chance < rate / 3:
            continue
        if chance < rate:
            word = rng.choice(noise.SIMILAR[word]) if word in noise.SIMILAR else misheard(word, rng) if len(word) > 3 else word
        out.append(word)
    return " ".join(out or words)


def fixed(texts, rate, seed):
    """The same texts disturbed in the same way each time."""
    rng = random.Random(seed)
    return [recognised(text, rate, rng) for text in texts]
