"""Brings written and recognised text to one form.

A careful transcript says "I'll send the $12,000 quote by the 14th."; a recogniser says "i'll send the twelve thousand dollar
quote by the fourteenth". Both become the same words here. The C# class UtteranceNormalizer does exactly the same; a golden
file holds the two together.
"""
import re

TOKEN = re.compile(r"[0-9]+(?:[.,:/][0-9]+)*|[a-z]+(?:'[a-z]+)*|[$€£%?&]")
CURRENCY = {"$": "dollars", "€": "euros", "£": "pounds"}
MONEY = frozenset(CURRENCY.values())
SYMBOL = {"%": "percent", "&": "and", "?": "?"}
NUMBER = "<num>"
ORDINAL = "<ord>"
NUMBERS = frozenset(
    "zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion".split())
ORDINALS = frozenset(
    "fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth "
    "eighteenth nineteenth twentieth thirtieth".split())
ORDINAL_SUFFIX = frozenset("st nd rd th".split())
SCALE_SUFFIX = {"k": NUMBER, "m": NUMBER, "bn": NUMBER, "am": "am", "pm": "pm", "p": "pence", "s": None}
FILLERS = frozenset("um uh er erm ah eh hm hmm uhm umm uhh".split())
WHOLE = {
    "can't": "can not", "cant": "can not", "cannot": "can not", "won't": "will not", "shan't": "shall not", "ain't": "is not",
    "dont": "do not", "didnt": "did not", "doesnt": "does not", "isnt": "is not", "wasnt": "was not", "wouldnt": "would not",
    "couldnt": "could not", "havent": "have not", "hasnt": "has not", "arent": "are not", "im": "i am", "ive": "i have",
    "youre": "you are", "youve": "you have", "youll": "you will", "theyre": "they are", "theyve": "they have", "weve": "we have",
    "thats": "that is", "theres": "there is", "whats": "what is", "lets": "let us", "let's": "let us", "gonna": "going to",
    "wanna": "want to", "gotta": "got to", "kinda": "kind of", "sorta": "sort of", "dunno": "do not know", "cos": "because",
    "'cause": "because", "ok": "okay", "yep": "yeah", "yup": "yeah", "yes": "yeah", "y'all": "you all", "ma'am": "madam",
    "o'clock": "oclock", "gimme": "give me", "lemme": "let me", "cuz": "because", "alright": "all right", "quid": "pounds",
    "bucks": "dollars", "euro": "euros", "dollar": "dollars", "pound": "pounds", "percentage": "percent",
}
ENDINGS = {"ll": "will", "re": "are", "ve": "have", "d": "would", "m": "am", "s": "is", "t": "it"}


def words(text):
    """The normalised words of an utterance; a question mark stays as a word of its own."""
    text = text.lower().replace("’", "'").replace("‘", "'").replace("ʼ", "'")
    result = []
    currency = None
    for match in TOKEN.finditer(text):
        token = match.group()
        if token in CURRENCY:
            currency = CURRENCY[token]
            continue
        for word in expand(token):
            if word in NUMBERS:
                word = NUMBER
            elif word in ORDINALS:
                word = ORDINAL
            if word in FILLERS:
                continue
            push(result, word)
        if currency is not None and token[0].isdigit():
            result.append(currency)
            currency = None
    return result


def push(result, word):
    if result and result[-1] == word:
        return  # "we we need", and the words of one number
    if len(result) > 1 and result[-1] in MONEY and result[-2] == NUMBER and (word == NUMBER or SCALE_SUFFIX.get(word) == NUMBER):
        return  # "$3 million", "$45k"
    if word in SCALE_SUFFIX and result and result[-1] == NUMBER:
        word = SCALE_SUFFIX[word]
        if word is None or word == NUMBER:
            return
    if word in ORDINAL_SUFFIX and result and result[-1] == NUMBER:
        result[-1] = ORDINAL
        return
    result.append(word)


def expand(token):
    """One written word as the words it stands for."""
    if token[0].isdigit():
        return [NUMBER]
    if token in SYMBOL:
        return [SYMBOL[token]]
    if token in WHOLE:
        return WHOLE[token].split()
    if "'" not in token:
        return [token]
    stem, _, ending = token.rpartition("'")
    stem = stem.replace("'", "")
    if ending == "t" and stem.endswith("n") and len(stem) > 1:
        return [stem[:-1], "not"]
    if ending in ENDINGS:
        return [stem, ENDINGS[ending]]
    return [stem + ending]
