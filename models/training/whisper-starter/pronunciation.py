"""Phones of words from festival's CMU lexicon and letter-to-sound rules: an easier target that teaches the encoder."""
import argparse
import json
import re
import subprocess

BATCH = 2000
ENDINGS = {"'s": ["z"], "'d": ["d"], "'ve": ["ax", "v"], "'ll": ["ax", "l"], "'re": ["er"]}


def pronounce(words):
    """word → list of phones, without stress; words that festival cannot read are left out."""
    found = {}
    for first in range(0, len(words), BATCH):
        part = words[first:first + BATCH]
        script = ['(lex.select "cmu")', *(f'(format t "\\n=%d %l\\n" {i} (lex.lookup "{word}" nil))' for i, word in enumerate(part))]
        done = subprocess.run(["festival", "--pipe"], input="\n".join(script) + "\n", text=True, capture_output=True)
        for number, entry in re.findall(r'^=(\d+) \("[^"]*" (.*)$', done.stdout, flags=re.MULTILINE):
            phones = [phone for group in re.findall(r"\(([a-z ]+)\)", entry) for phone in group.split()]
            if phones:
                found[part[int(number)]] = phones
    for word in words:
        base, _, ending = word.partition("'")
        if word not in found and base in found and "'" + ending in ENDINGS:
            found[word] = found[base] + ENDINGS["'" + ending]
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sentences", nargs="+", required=True, help="spoken and label, tab-separated, a line each")
    parser.add_argument("--out", required=True, help="JSON: word to phones")
    options = parser.parse_args()
    words = set()
    for path in options.sentences:
        with open(path, encoding="utf-8") as lines:
            words.update(word for line in lines for word in line.rstrip("\n").split("\t")[1].split())
    with open(options.out, "w", encoding="utf-8") as file:
        json.dump(pronounce(sorted(words)), file)


if __name__ == "__main__":
    main()
