"""One set of phones for three synthesizers: those of CMU's lexicon, as flite and festival name them, and silence."""
SILENCE = "pau"
PHONES = [SILENCE] + ("aa ae ah ao aw ax ay b ch d dh eh er ey f g hh ih iy jh k l m n ng ow oy p r s sh t th uh uw v w y "
                      "z zh").split()
NUMBERS = {phone: number for number, phone in enumerate(PHONES)}
UNKNOWN = -100             # a frame that does not count

# espeak-ng's names of English phones; what is not here differs too much between accents, and does not count.
ESPEAK = {
    "I": "ih", "I2": "ih", "I#": "ih", "IR": "ih", "@": "ax", "@2": "ax", "@5": "ax", "@-": "ax", "a#": "ax", "a": "ae",
    "aa": "ae", "E": "eh", "e@": "eh", "i:": "iy", "i": "iy", "i@": "iy", "i@3": "iy", "V": "ah", "VR": "ah", "0": "aa",
    "A:": "aa", "A@": "aa", "O:": "ao", "O@": "ao", "o@": "ao", "O2": "ao", "3": "er", "3:": "er", "U": "uh", "U@": "uh",
    "u:": "uw", "eI": "ey", "aI": "ay", "aI2": "ay", "aI3": "ay", "aI@": "ay", "oU": "ow", "aU": "aw", "OI": "oy",
    "@L": "l", "r-": "r", "t#": "t", "t[": "t", "t2": "t", "n-": "n", "w#": "w", "h": "hh", "N": "ng", "T": "th", "D": "dh",
    "S": "sh", "Z": "zh", "tS": "ch", "dZ": "jh", "j": "y", "_": SILENCE, "_:": SILENCE, "_|": SILENCE, "_!": SILENCE}


def number(name, engine):
    """The number of a synthesizer's phone; UNKNOWN where it has none."""
    if engine == "espeak-ng":
        name = ESPEAK.get(name, name)
    return NUMBERS.get({"brth": SILENCE, "h#": SILENCE, "axr": "er", "el": "l", "em": "m", "en": "n"}.get(name, name), UNKNOWN)
