"""Writes what the model gives, for a test that holds the C# side to it: python golden.py MODEL OUT"""
import json
import pathlib
import sys

import export
import linear
import sides
import talk

SPEAKERS = {
    "sam": [
        "Hi, is that Dana? It's Sam from Harbor Line – thanks for making the time.", "So, um, what are you using today?", "Mm-hm.",
        "Our platform puts every quote on one screen, for $12,000 a year.", "I'll send the contract by Friday the 14th, ok?", "...",
        "word " * 40],
    "dana": [
        "Yeah, hi. I've only got ten minutes, I'm afraid.", "we we have a spreadsheet and honestly we loose things all the time", "And what would that cost us?",
        "That's more than we'd set aside — I'd need to ask my boss.", "Ça va? Müller ’s naïve café", "uh"],
    "lee": ["It costs us about 12 hours a week, 40% of it on re-typing.", "", "Right."],
    "silent": [],
}


def main(folder, out):
    model, scale, shrink = export.read(folder)
    utterances, evidence = [], []
    for texts in SPEAKERS.values():
        words = [talk.normalize.words(text) for text in texts]
        logits = [float(linear.logits(model, [w])[0]) if w else None for w in words]
        utterances += [{"text": text, "logOdds": None if z is None else round(z, 5)} for text, z in zip(texts, logits)]
        evidence.append(sides.evidence([z for z in logits if z is not None], scale, shrink))
    calls = [
        {"speakers": [{"id": name, "texts": SPEAKERS[name], "rep": round(float(p), 5)} for name, p in zip(names, probabilities(names, evidence))]}
        for names in (["sam", "dana"], ["sam", "dana", "lee"], ["dana"], ["lee", "silent"])]
    pathlib.Path(out).write_text(json.dumps({"utterances": utterances, "calls": calls}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def probabilities(names, evidence):
    by_name = dict(zip(SPEAKERS, evidence))
    return sides.probabilities([by_name[name] for name in names])


if __name__ == "__main__":
    main(*sys.argv[1:])
