"""Writes spoken numbers the way Whisper does: "eighteen percent" is "18%", "forty five thousand dollars" "$45,000".

Whole numbers below ten stay words unless a unit follows, as Whisper mostly leaves them.
"""
import re

from numbers_to_words import ONES, TENS

UNITS = {word: number for number, word in enumerate(ONES)}
DECADES = {word: number * 10 for number, word in enumerate(TENS) if word != "_"}
SCALES = {"hundred": 100, "thousand": 1000, "million": 10 ** 6, "billion": 10 ** 9}
NUMBER = "|".join([*UNITS, *DECADES, *SCALES])
PHRASE = re.compile(
    rf"\b((?:{NUMBER})(?:(?:[ -]| and )(?:{NUMBER}))*)(?: (percent|per cent|dollars?|pounds?|euros?))?\b", re.IGNORECASE)
SYMBOLS = {"dollar": "$", "pound": "£", "euro": "€"}


def value(words):
    """The whole number that `words` say, or None where they are not one number ("twenty twenty", "one two")."""
    total = part = 0
    last = None
    for word in words:
        if word == "and":
            if last != "hundred" and last != "thousand":
                return None
            continue
        if word in UNITS:
            if last in UNITS or (last in DECADES and UNITS[word] > 9):
                return None
            if last in DECADES and UNITS[word] == 0:
                return None
            part += UNITS[word]
        elif word in DECADES:
            if last in UNITS or last in DECADES:
                return None
            part += DECADES[word]
        elif word == "hundred":
            if last not in UNITS or part > 99:
                return None
            part *= 100
        else:
            if part == 0:
                return None
            total, part = total + part * SCALES[word], 0
        last = word
    return total + part


def _replace(match):
    words = re.split(r"[ -]", match[1].lower())
    number, unit = value(words), (match[2] or "").lower()
    if number is None:
        return None
    if unit in ("percent", "per cent"):
        return f"{number}%"
    if unit:
        # Large round amounts keep their scale: "$4 million".
        if number >= 10 ** 6 and number % 10 ** 5 == 0:
            return f"{SYMBOLS[unit.rstrip('s')]}{number / 10 ** 6:g} million"
        return f"{SYMBOLS[unit.rstrip('s')]}{number:,}"
    if number < 10:
        return match[0]
    if number >= 10 ** 6 and number % 10 ** 5 == 0:
        return f"{number / 10 ** 6:g} million"
    return f"{number:,}" if number >= 10000 or number % 100 == 0 and number >= 1000 else str(number)


def write_numbers(text):
    """`text` with its spoken numbers as figures, or None where a run of number words is not one plain number."""
    unclear = False

    def figure(match):
        nonlocal unclear
        written = _replace(match)
        unclear |= written is None
        return written or match[0]

    text = PHRASE.sub(figure, text)
    return None if unclear else text
