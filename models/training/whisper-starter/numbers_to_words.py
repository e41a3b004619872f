"""Writes the digits and symbols of a sentence as the words in which they are said."""
import re

ONES = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen").split()
TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
SCALES = [(10 ** 9, "billion"), (10 ** 6, "million"), (1000, "thousand"), (100, "hundred")]
ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
            "twelve": "twelfth"}
CURRENCIES = {"$": "dollars", "£": "pounds", "€": "euros"}
MAGNITUDES = {"k": "thousand", "m": "million", "bn": "billion", "b": "billion"}


def cardinal(number):
    """The words of a whole number: 214 is "two hundred and fourteen"."""
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10] + (" " + ONES[number % 10] if number % 10 else "")
    for size, name in SCALES:
        if number >= size:
            head, rest = divmod(number, size)
            joint = " and " if rest and rest < 100 else " "
            return f"{cardinal(head)} {name}" + (joint + cardinal(rest) if rest else "")


def ordinal(number):
    """The words of a rank: 22 is "twenty second"."""
    *head, last = cardinal(number).split()
    if last in ORDINALS:
        last = ORDINALS[last]
    else:
        last = last[:-1] + "ieth" if last.endswith("y") else last + "th"
    return " ".join([*head, last])


def year(number):
    """The words of a year: 2026 is "twenty twenty six", 2003 "two thousand and three"."""
    century, rest = divmod(number, 100)
    if century % 10 == 0 and rest < 10:
        return cardinal(number)
    if rest == 0:
        return cardinal(century) + " hundred"
    return cardinal(century) + " " + ("oh " if rest < 10 else "") + cardinal(rest)


def decimal(text):
    """The words of digits with an optional decimal point and thousands commas; long codes digit by digit."""
    if len(text) > 4 and text.isdigit():
        return " ".join(ONES[int(digit)] for digit in text)
    whole, _, part = text.replace(",", "").partition(".")
    words = cardinal(int(whole or 0))
    return words + (" point " + " ".join(ONES[int(digit)] for digit in part) if part else "")


def clock(match):
    """The words of a time of day: 10:30 is "ten thirty", 9:05 "nine oh five"."""
    hour, minute = int(match[1]), int(match[2])
    if minute == 0:
        return cardinal(hour)
    return cardinal(hour) + " " + ("oh " if minute < 10 else "") + cardinal(minute)


def money(match):
    """The words of an amount: $4.50 is "four dollars fifty", £12k "twelve thousand pounds"."""
    unit, amount, magnitude = CURRENCIES[match[1]], match[2], (match[3] or "").lower()
    if magnitude:
        return f"{decimal(amount)} {MAGNITUDES.get(magnitude, magnitude)} {unit}"
    whole, _, cents = amount.replace(",", "").partition(".")
    words = f"{cardinal(int(whole or 0))} {unit[:-1] if whole == '1' else unit}"
    return words + (" " + cardinal(int(cents)) if len(cents) == 2 and int(cents) else "")


RULES = [
    (r"([$£€])(\d(?:[\d,]*\d)?(?:\.\d+)?)(?:\s?(k|m|bn|b|thousand|million|billion)\b)?", money),
    (r"\b(\d{1,2}):(\d{2})\b", clock),
    (r"\b(\d[\d,]*(?:\.\d+)?)\s?%", lambda m: decimal(m[1]) + " percent"),
    (r"\b(\d+)(?:st|nd|rd|th)\b", lambda m: ordinal(int(m[1]))),
    (r"\b(\d)0s\b", lambda m: TENS[int(m[1])][:-1] + "ies" if int(m[1]) > 1 else m[0]),
    (r"\b(\d[\d,]*(?:\.\d+)?)(k|bn)\b", lambda m: decimal(m[1]) + " " + MAGNITUDES[m[2]]),
    (r"\b((?:19|20)\d{2})\b(?![,.]\d)", lambda m: year(int(m[1]))),
    (r"\b(\d(?:[\d,]*\d)?(?:\.\d+)?)\b", lambda m: decimal(m[1])),
    (r"\s?&\s?", " and "), (r"\s\+\s", " plus "), (r"\s=\s", " equals "),
]


def spell_out(text):
    """`text` with every number, amount, time and percentage in words; the rest is left as it is."""
    for pattern, words in RULES:
        text = re.sub(pattern, words, text, flags=re.IGNORECASE if "thousand" in pattern else 0)
    return text
