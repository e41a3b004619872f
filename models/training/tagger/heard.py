"""What a recogniser makes of the training utterances: python heard.py CLI MODELS WORK [COUNT]

Speaks COUNT utterances of the training calls by synthetic voices at telephone band, recognises them with the program itself (CLI is
ConvoIntel.Cli.dll, MODELS the folder of models), aligns what was said with what was heard, and writes heard.json: for each word what was
heard in its place, with counts ("" where nothing was). Training draws recogniser errors from it (noise.py). Needs espeak-ng, flite, sox.
"""
import collections
import hashlib
import json
import os
import pathlib
import random
import subprocess
import sys

import corpus
import normalize

HERE = pathlib.Path(__file__).parent
SEED = 41
FLITE = ["slt", "rms", "awb", "kal16"]
ESPEAK = ["en-us", "en-gb", "en-gb-scotland", "en-us+f3", "en-gb+f2", "en-gb+m3", "en-us+m5"]


def speak(text, path, rng):
    raw = path.with_suffix(".raw.wav")
    if rng.random() < 0.5:
        command = ["flite", "-voice", rng.choice(FLITE), "--setf", f"duration_stretch={rng.uniform(0.85, 1.15):.2f}", "-t", text, "-o", str(raw)]
    else:
        command = ["espeak-ng", "-v", rng.choice(ESPEAK), "-s", str(rng.randint(140, 190)), "-p", str(rng.randint(30, 70)), "-w", str(raw), "--", text]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    subprocess.run(["sox", str(raw), "-r", "8000", "-c", "1", "-e", "mu-law", str(path), "sinc", "300-3400", "norm", "-6", "pad", "0.3", "0.3"], check=True)
    raw.unlink()


def align(said, heard):
    """Pairs (word said, words heard in its place)."""
    cost = [[0] * (len(heard) + 1) for _ in range(len(said) + 1)]
    for i in range(len(said) + 1):
        for j in range(len(heard) + 1):
            if i == 0 or j == 0:
                cost[i][j] = i + j
            else:
                cost[i][j] = min(cost[i - 1][j - 1] + (said[i - 1] != heard[j - 1]) * 1.5, cost[i - 1][j] + 1, cost[i][j - 1] + 1)
    i, j, pairs = len(said), len(heard), []
    while i:
        if j and cost[i][j] == cost[i - 1][j - 1] + (said[i - 1] != heard[j - 1]) * 1.5:
            pairs.append((said[i - 1], heard[j - 1]))
            i, j = i - 1, j - 1
        elif cost[i][j] == cost[i - 1][j] + 1:
            pairs.append((said[i - 1], ""))
            i -= 1
        else:
            j -= 1
    return pairs


def main(cli, models, work, count=400):
    rng = random.Random(SEED)
    work = pathlib.Path(work) / "heard"
    sounds, out = work / "sounds", work / "out"
    sounds.mkdir(parents=True, exist_ok=True)
    texts = [text for path in sorted((HERE / "data").glob("calls-*.tsv")) for call in corpus.read_calls(path) if corpus.split(call) == "train"
             for _, _, text in call if len(text.split()) > 3]
    texts = rng.sample(texts, int(count))
    names = [hashlib.sha256(text.encode()).hexdigest()[:16] for text in texts]
    for name, text in zip(names, texts):
        if not (sounds / f"{name}.wav").exists():
            speak(text, sounds / f"{name}.wav", rng)
    subprocess.run(["dotnet", cli, "process", str(sounds), "--out", str(out), "--format", "json", "--models", models, "--book", str(work / "book.db")],
                   check=True, stdout=subprocess.DEVNULL, env=dict(os.environ, OMP_NUM_THREADS="1"))
    table, said, wrong = collections.defaultdict(collections.Counter), 0, 0
    for name, text in zip(names, texts):
        result = out / f"{name}.json"
        heard = " ".join(u["text"] for u in json.loads(result.read_text(encoding="utf-8"))["utterances"]) if result.exists() else ""
        for word, other in align([w for w in normalize.words(text) if w != "?"], [w for w in normalize.words(heard) if w != "?"]):
            table[word][other] += 1
            said += 1
            wrong += word != other
    rows = {w: {h: n for h, n in hs.most_common() if h != w} for w, hs in sorted(table.items())}
    (HERE / "heard.json").write_text(json.dumps({"wordsSaid": said, "wordsWrong": wrong, "heard": {w: hs for w, hs in rows.items() if hs}},
                                                ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"{said} words said, {wrong / max(1, said):.1%} not heard as said")


if __name__ == "__main__":
    main(*sys.argv[1:])
