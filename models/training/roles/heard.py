"""Words as a weak recogniser hears them: some gone, some taken for others that sound alike, some for common ones, some garbled."""
import collections
import re

COMMON = 300
ALIKE = str.maketrans("cqzvdbgmx", "kksftpkns")


class Mishearing:
    def __init__(self, calls):
        counts = collections.Counter(word for call in calls for _, words in call for word in words if word.isalpha())
        self.common = [word for word, _ in counts.most_common(COMMON)]
        self.alike = collections.defaultdict(list)
        for word in counts:
            self.alike[skeleton(word)].append(word)

    def call(self, call, rate, rng, questions):
        """The call with about that rate of its words misheard, and question marks kept or not; no utterance is left out."""
        return [(role, self.words(words, rate, rng, questions)) for role, words in call]

    def words(self, words, rate, rng, questions):
        heard = []
        for word in words:
            if word == "?" and not questions:
                continue
            heard += [word] if rng.random() >= rate or not word.isalpha() else self.other(word, rng)
        return heard

    def other(self, word, rng):
        chance = rng.random()
        if chance < 0.15:
            return []
        near = [other for other in self.alike[skeleton(word)] if other != word]
        if chance < 0.55 and near:
            return [rng.choice(near)]
        if chance < 0.75:
            return [rng.choice(self.common)]
        at = rng.randrange(len(word))
        garbled = word[:at] + rng.choice(["", *"aeiourstln"]) + word[at + 1:]
        return [garbled] if garbled else []


def skeleton(word):
    """What is left of a word's sound when vowels are not trusted and voiced consonants are as good as voiceless ones."""
    return word[0].translate(ALIKE) + re.sub("[aeiouyhw]", "", word[1:]).translate(ALIKE)
