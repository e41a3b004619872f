"""Chooses the sentences to speak: public dialogues, this project's written sales calls, and sentences full of figures.

A sentence has two forms: `label`, as Whisper writes it (casing, punctuation, "$45,000"), is what the recogniser shall
write; `spoken`, with figures as words, is what a synthesizer reads. `compared`, without casing and punctuation and with
figures as words, is how two texts are compared.
"""
import argparse
import collections
import gzip
import glob
import hashlib
import json
import os
import random
import re

from number_sentences import number_sentences
from numbers_to_words import spell_out
from words_to_numbers import write_numbers

# At most so many sentences of a source, so that no topic (camping trips, pizza) fills the training.
SOURCE_LIMITS = {"earnings21": 9000, "ckm-calls": 9000, "qmsum": 9000, "persuasionforgood": 5000, "taskmaster4": 1500,
                 "casino": 1500, "azure-support": 2500}
LONGEST, RARE, HELD_ONE_IN = 26, 5, 40
FIGURES = 4000
# Words that open a sentence in capitals and are no names; the rest of a sentence tells names by their capitals.
HESITATIONS = re.compile(r"(?i)(?:^|(?<=\s))(?:uh|um|er|erm|hm|hmm|mm|mhm|uhm|ah)\b[,.]?\s*")


def compared(text):
    """Lower-case words of letters and apostrophes, figures spelt out: what word errors are counted on."""
    text = spell_out(text.replace("’", "'"))
    text = re.sub(r"[^a-z' ]", " ", text.lower())
    words = [word.strip("'") if not re.fullmatch(r"'(em|cause|til)|[a-z]+s'", word) else word for word in text.split()]
    return " ".join({"ok": "okay", "alright": "all right"}.get(word, word) for word in words if word)


def written(text):
    """The label of a sentence found in a text, or None where it is no clean sentence."""
    text = text.replace("’", "'").replace("‘", "'").replace("“", "").replace("”", "").replace('"', "")
    text = re.sub(r" (n't|'(?:s|m|d|re|ve|ll))\b", r"\1", text)          # tokenised: "it 's", "do n't"
    text = re.sub(r"\s+([.,?!%])", r"\1", text)
    text = re.sub(r"\s*(—|–|--|\.\.\.|…|;|:(?!\d))\s*", ", ", text)
    text = HESITATIONS.sub("", text)
    text = re.sub(r"\b\w+- (?=\w)", "", text)                             # broken off: "to- to"
    text = re.sub(r"(?i)\b(\w+)(?:,? \1\b)+", r"\1", text)                # stammered: "I, I think"
    text = re.sub(r"\bok\b", "okay", text, flags=re.IGNORECASE)
    text = re.sub(r"(?:,\s*)+,", ",", re.sub(r"\s+", " ", text)).strip(" ,-")
    if not text or re.search(r"[^A-Za-z0-9' .,?!$£€%:&-]|[a-z][A-Z]|([A-Za-z])\1\1|\w\.\w|[A-Z]{5}", re.sub(r"\d[.,:]\d", "0", text)):
        return None
    text = re.sub(r"\bi\b", "I", re.sub(r"\bi'(?=m|ve|ll|d)", "I'", text))
    text = text[0].upper() + text[1:]
    if text[-1] not in ".?!":
        text += "."
    return write_numbers(text)


def spoken(label):
    """What a synthesizer is given: figures as words, hyphens as spaces, capitals spelt ("CRM" as "C R M")."""
    text = re.sub(r"\b[A-Z]{2,4}\b", lambda match: " ".join(match[0]), spell_out(label))
    text = re.sub(r"(?<=\w)-+(?=\w)", " ", text)
    return None if re.search(r"[^A-Za-z' .,?!-]", text) else re.sub(r"\s+", " ", text)


def split(text):
    """The sentences of a turn."""
    return re.split(r"(?<=[.!?])\s+(?=[A-Z\"'])", text.strip())


def bucket(text, count):
    """A stable number below `count` for `text`: the same sentence always falls on the same side of a split."""
    return int(hashlib.sha1(text.encode()).hexdigest(), 16) % count


def dialogue_sentences(path, rng):
    """Labels from the dialogues, each once; sentences with words that are rare in them (misspelt, names) left out."""
    found, counts = collections.defaultdict(dict), collections.Counter()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            dialogue = json.loads(line)
            if dialogue["source"] not in SOURCE_LIMITS:
                continue
            for turn in dialogue["turns"]:
                for sentence in split(turn["t"]):
                    label = written(sentence)
                    if not label:
                        continue
                    key = compared(label)
                    counts.update(key.split())
                    if 1 <= len(key.split()) <= LONGEST:
                        found[dialogue["source"]].setdefault(key, label)
    taken = {}
    for source, limit in SOURCE_LIMITS.items():
        usable = [(key, label) for key, label in found[source].items()
                  if key not in taken and all(counts[word] >= RARE for word in key.split())]
        rng.shuffle(usable)
        taken.update(usable[:limit])
    return list(taken.values())


def sales_sentences(paths):
    """(call, label): utterances of the written sales calls, the long ones sentence by sentence."""
    for path in paths:
        call = ""
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                line = line.rstrip("\n")
                if line.startswith("#"):
                    call = line
                elif line.count("\t") == 2:
                    text = line.split("\t")[2]
                    for part in [text] if len(text.split()) <= LONGEST else split(text):
                        label = written(part)
                        if label and 1 <= len(compared(label).split()) <= LONGEST + 8:
                            yield call, label


def barred_sentences(folder):
    """What is said in the sample calls: the test, which training must not contain."""
    keys = set()
    for path in glob.glob(os.path.join(folder, "*.json")):
        with open(path, encoding="utf-8") as file:
            for utterance in json.load(file)["utterances"]:
                keys.update(compared(part) for part in [utterance["text"], *split(utterance["text"])])
    return keys


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dialogues", help="dialogues.jsonl.gz: {source, turns: [{t: text}]} a line; without it, sales talk alone")
    parser.add_argument("--sales", nargs="*", default=[], help="tab-separated sales calls: role, tags, text")
    parser.add_argument("--test", help="folder of reference JSON whose sentences must not be trained on")
    parser.add_argument("--out", required=True, help="folder for train.tsv and held-out.tsv: spoken, label")
    parser.add_argument("--limit", type=int, default=10 ** 9, help="at most so many sentences to train on")
    parser.add_argument("--held-out", type=int, default=360, help="at most so many sentences held out")
    parser.add_argument("--seed", type=int, default=20)
    options = parser.parse_args()
    rng = random.Random(options.seed)

    barred = barred_sentences(options.test) if options.test else set()
    train, held = {}, {"dialogue": {}, "sales": {}, "figures": {}}
    kinds = [("sales", pair) for pair in sales_sentences(options.sales)]
    if options.dialogues:
        kinds += [("dialogue", (label, label)) for label in dialogue_sentences(options.dialogues, rng)]
    kinds += [("figures", (label, label)) for label in number_sentences(FIGURES, rng)]
    for kind, (group, label) in kinds:
        key, text = compared(label), spoken(label)
        if not key or not text or (len(key.split()) >= 3 and key in barred):
            continue
        # Sales talk is held out by whole calls, the rest by sentences.
        side = held[kind] if len(key.split()) >= 3 and bucket(group, HELD_ONE_IN) == 0 else train
        side.setdefault(key, (text, label))
    for part in held.values():
        for key in part:
            train.pop(key, None)
    rows = list(train.values())
    rng.shuffle(rows)
    os.makedirs(options.out, exist_ok=True)
    write(os.path.join(options.out, "train.tsv"), rows[: options.limit])
    chosen = []
    for kind, share in (("dialogue", 4 / 9), ("sales", 4 / 9), ("figures", 1 / 9)):
        part = list(held[kind].values())
        rng.shuffle(part)
        chosen += part[: round(options.held_out * share)]
    write(os.path.join(options.out, "held-out.tsv"), chosen)
    print(f"{len(rows[: options.limit])} sentences to train on, {len(chosen)} held out "
          f"of {sum(len(part) for part in held.values())}")


def write(path, pairs):
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(f"{text}\t{label}\n" for text, label in pairs)


if __name__ == "__main__":
    main()
