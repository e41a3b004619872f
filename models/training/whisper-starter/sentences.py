"""Chooses and cleans the sentences to speak: public dialogues and this project's written sales calls.

A sentence has two forms: `spoken`, with its commas and question marks, is what a synthesizer reads; `label`, lower case
and without punctuation, is what the recogniser shall write.
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

from numbers_to_words import spell_out

# At most so many sentences of a source, so that no topic (camping trips, pizza) fills the training.
SOURCE_LIMITS = {"qmsum": 12000, "earnings21": 8000, "ckm-calls": 6000, "azure-support": 4000, "taskmaster4": 2500,
                 "persuasionforgood": 6000, "casino": 2500, "multidogo-insurance": 800, "multidogo-media": 800,
                 "multidogo-airline": 800, "multidogo-fastfood": 800, "multidogo-software": 800}
LONGEST, RARE, DEV_ONE_IN = 26, 6, 30
# Said otherwise than written; the synthesizers would spell these out. Other humming is left out.
HUMMED = {"mm hm": "um hum", "mm hmm": "um hum", "mhm": "um hum"}


def label_of(text):
    """Lower-case words of letters and apostrophes: how the recogniser writes."""
    text = re.sub(r"[^a-z' ]", " ", text.lower().replace("’", "'"))
    words = [word.strip("'") if not re.fullmatch(r"'(em|cause|til)|[a-z]+s'", word) else word for word in text.split()]
    return " ".join({"ok": "okay", "alright": "all right", "per": "per"}.get(word, word) for word in words if word)


def clean(text):
    """The speakable form of a written sentence, or None where nobody could say it as it stands."""
    text = text.replace("’", "'").replace("‘", "'").replace("“", "").replace("”", "").replace('"', "")
    text = re.sub(r" (n't|'(?:s|m|d|re|ve|ll))\b", r"\1", text)          # tokenised: "it 's", "do n't"
    text = re.sub(r"\s+([.,?!])", r"\1", text)
    text = re.sub(r"(?<=[A-Za-z])[-–—]+(?=[A-Za-z])", " ", text)
    text = re.sub(r"\s*(—|–|--|\.\.\.|…|;|:)\s*", ", ", text)
    text = spell_out(text)
    if re.search(r"[^A-Za-z' .,?!]", text) or re.search(r"[a-z][A-Z]|(.)\1\1", text):
        return None
    return re.sub(r"\s+", " ", text).strip(" ,")


def split(text):
    """The sentences of a turn."""
    return re.split(r"(?<=[.!?])\s+(?=[A-Z\"'])", text.strip())


def spell_abbreviations(text):
    """Letters said one by one ("CRM" as "C R M"), as callers say them."""
    return re.sub(r"\b[A-Z]{2,4}\b", lambda match: " ".join(match[0]), text)


def bucket(text, count):
    """A stable number below `count` for `text`: the same sentence always falls on the same side of a split."""
    return int(hashlib.sha1(text.encode()).hexdigest(), 16) % count


def dialogue_sentences(path, rng):
    """(spoken, label) pairs of the dialogues, each label once, words that are rare in them (misspelt, names) left out."""
    found, counts = collections.defaultdict(dict), collections.Counter()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            dialogue = json.loads(line)
            for turn in dialogue["turns"]:
                for sentence in split(turn["t"]):
                    spoken = clean(sentence)
                    if not spoken:
                        continue
                    label = label_of(spoken)
                    counts.update(label.split())
                    words = len(label.split())
                    if 1 <= words <= LONGEST and not re.search(r"\b[A-Z]{2,}\b|\b(mm|hmm|mhm|uhm|kay)\b", spoken):
                        found[dialogue["source"]].setdefault(label, spoken)
    taken = {}
    for source, limit in SOURCE_LIMITS.items():
        usable = [(label, spoken) for label, spoken in found[source].items()
                  if label not in taken and all(counts[word] >= RARE for word in label.split())]
        rng.shuffle(usable)
        taken.update(usable[:limit])
    return [(spoken, label) for label, spoken in taken.items()]


def sales_calls(paths):
    """(call header, text) of every utterance of the written sales calls; the text is the third column."""
    for path in paths:
        call = ""
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                line = line.rstrip("\n")
                if line.startswith("#"):
                    call = line
                elif line.count("\t") == 2:
                    yield call, line.split("\t")[2]


def sales_sentences(paths):
    """(call header, spoken, label): utterances of the sales calls, the long ones sentence by sentence."""
    for call, text in sales_calls(paths):
        parts = [text] if len(text.split()) <= LONGEST else split(text)
        for part in parts:
            spoken = clean(part)
            label = label_of(spoken) if spoken else ""
            if label in HUMMED:
                yield call, HUMMED[label], "mm hm"
            elif 1 <= len(label.split()) <= LONGEST + 8 and not re.search(r"\b(mm|hmm|mhm)\b", label):
                yield call, spell_abbreviations(spoken), label


def excluded_labels(folder):
    """Labels of the sentences of the sample calls: the test, which training must not contain."""
    labels = set()
    for path in glob.glob(os.path.join(folder, "*.json")):
        with open(path, encoding="utf-8") as file:
            for utterance in json.load(file)["utterances"]:
                for part in [utterance["text"], *split(utterance["text"])]:
                    labels.add(label_of(clean(part) or part))
    return labels


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dialogues", required=True, help="dialogues.jsonl.gz: {source, turns: [{t: text}]} a line")
    parser.add_argument("--sales", nargs="*", default=[], help="tab-separated sales calls: role, tags, text")
    parser.add_argument("--test", help="folder of reference JSON whose sentences must not be trained on")
    parser.add_argument("--out", required=True, help="folder for train.tsv, dev.tsv")
    parser.add_argument("--sales-voices", type=int, default=4, help="voices that speak each sales sentence")
    parser.add_argument("--seed", type=int, default=20)
    options = parser.parse_args()
    rng = random.Random(options.seed)

    barred = excluded_labels(options.test) if options.test else set()
    train, dev = [], {"dialogue": [], "sales": []}
    for spoken, label in dialogue_sentences(options.dialogues, rng):
        if len(label.split()) >= 3 and label in barred:
            continue
        if len(label.split()) >= 3 and bucket(label, DEV_ONE_IN) == 0:
            dev["dialogue"].append((spoken, label))
        else:
            # Short answers are few as sentences and many as utterances.
            train += [(spoken, label)] * (3 if len(label.split()) <= 3 else 1)
    held = set()
    for call, spoken, label in sales_sentences(options.sales):
        if len(label.split()) >= 3 and label in barred:
            continue
        if bucket(call, DEV_ONE_IN) == 0:
            dev["sales"].append((spoken, label))
            held.add(label)
        else:
            train += [(spoken, label)] * options.sales_voices
    held.update(label for _, label in dev["dialogue"])
    train = [pair for pair in train if pair[1] not in held or len(pair[1].split()) < 3]
    rng.shuffle(train)
    for pairs in dev.values():
        rng.shuffle(pairs)
    os.makedirs(options.out, exist_ok=True)
    write(os.path.join(options.out, "train.tsv"), train)
    write(os.path.join(options.out, "dev.tsv"), dev["dialogue"][:150] + dev["sales"][:150])
    print(f"{len(train)} to train on ({len({label for _, label in train})} different), "
          f"dev from {len(dev['dialogue'])} dialogue and {len(dev['sales'])} sales sentences")


def write(path, pairs):
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(f"{spoken}\t{label}\n" for spoken, label in pairs)


if __name__ == "__main__":
    main()
