"""The table of benchmarks/results/embedding.md."""
import hashlib
import pathlib
import platform

import numpy as np
import torch

import bert
import corpus  # of the tagger
import disturb
import model
import score
import texts

WRONG, SEED = 0.15, 7
METHODS = {
    "tfidf": "words in common (TF-IDF cosine)", "vectors": "mean of the untrained piece vectors",
    "context": "after dialogue alone, no paraphrases", "trained": "**embedding-starter**"}


def line(vectors, groups, threshold):
    first, reciprocal = score.retrieval(vectors, groups)
    similarity, same = score.pairs(vectors, groups)
    return f"recall@1 {first:.3f}, MRR {reciprocal:.3f}, AUC {score.area(similarity, same):.3f}, F1 {score.f1(similarity, same, threshold)[2]:.3f}"


def as_shipped(net, tokenizer):
    """Texts to vectors as the program makes them: half precision, special pieces there, mean over the mask, unit length."""
    exported = model.Exported(net)

    def vectors(said):
        out = []
        with torch.no_grad():
            for begin in range(0, len(said), 64):
                ids, mask = map(torch.tensor, bert.batch([tokenizer.encode(t) for t in said[begin:begin + 64]]))
                hidden = exported(ids, mask, torch.zeros_like(ids))
                out.append(torch.nn.functional.normalize(hidden.sum(1) / mask.sum(1, keepdim=True), dim=1))
        return torch.cat(out).numpy()

    return vectors


def ordinary():
    """Every sixth utterance of the training calls."""
    return [text for call in texts.calls() for _, _, text in call if len(text.split()) > 3][::6]


def others():
    """Utterances of the tagger's held-out calls, which neither vocabulary nor training saw."""
    return [text for path in sorted(texts.CALLS.glob("calls-*.tsv")) for call in corpus.read_calls(path) if corpus.split(call) == "test"
            for _, _, text in call]


def write(path, tokenizer, test, dev, nets, threshold, folder):
    flat = lambda groups: ([t for said in groups.values() for t in said], [n for n, said in groups.items() for _ in said])
    (said, groups), (dev_said, dev_groups), rest, usual = flat(test), flat(dev), others(), ordinary()
    background = [text for call in texts.calls() for _, _, text in call]
    encode = {name: as_shipped(net, tokenizer) for name, net in nets.items()}
    rows, fired = [], []
    for form in ("as written", "as recognised"):
        spoil = (lambda t: t) if form == "as written" else (lambda t: disturb.fixed(t, WRONG, SEED))
        asked, near, talk, known = spoil(said), spoil(dev_said), spoil(rest), spoil(usual)
        for name, title in METHODS.items():
            if name == "tfidf":
                parts = [asked, near, talk, known]
                v, d, o, k = np.split(score.tfidf(sum(parts, []), background), np.cumsum([len(p) for p in parts])[:-1])
            else:
                v, d, o, k = (encode[name](part) for part in (asked, near, talk, known))
            # The shipped threshold is from a network that had not seen those concepts, and one for both forms; the others get theirs for each.
            limit = threshold if name == "trained" else score.quiet_threshold(d, dev_groups, k)
            first, reciprocal = score.retrieval(v, groups)
            similarity, same = score.pairs(v, groups)
            precision, recall, f1 = score.f1(similarity, same, limit)
            rows.append(f"| {form} | {title} | {first:.3f} | {reciprocal:.3f} | {score.area(similarity, same):.3f} | {limit:.2f} | "
                        f"{precision:.2f} | {recall:.2f} | {f1:.3f} |")
            p, r, any_, each = score.trackers(v, groups, o, limit)
            fired.append(f"| {form} | {title} | {p:.2f} | {r:.2f} | {100 * each:.2f} % |")
    digest = hashlib.sha256((folder / "model.onnx").read_bytes()).hexdigest()[:16]
    data = hashlib.sha256((texts.HERE / "paraphrases.tsv").read_bytes()).hexdigest()[:16]
    pathlib.Path(path).write_text(f"""# Sentence embeddings

Made by `models/training/embedding/train.sh` with its last step, on {platform.machine()}, one thread. Model `embedding-starter` 1.0
(`model.onnx` SHA-256 {digest}…), paraphrases {data}….

{len(said)} phrasings of {len(test)} concepts that neither vocabulary nor training saw, one author for these and the training concepts.
"As recognised": lower case, no punctuation, {WRONG:.0%} of the words lost, swapped or misspelt.

## Retrieval and sameness
Each phrasing asks for another of its concept among all the others. Sameness is judged for all {len(said) * (len(said) - 1) // 2} pairs, of
which {int(score.pairs(np.zeros((len(said), 1)), groups)[1].sum())} are of one concept. The threshold is that at which trackers of {len(dev)} other
concepts, of three examples each, fire on one in 200 ordinary utterances of the training calls; for the starter, by a network that was kept
from those concepts.

| form | vectors | recall@1 | MRR | AUC | threshold | precision | recall | F1 |
|---|---|---|---|---|---|---|---|---|
{chr(10).join(rows)}

## Concept trackers
Three phrasings of each held-out concept are a tracker's examples; the rest of all concepts are asked. The last column: on how many of
{len(rest)} ordinary utterances of held-out calls one tracker fires on average; some of those utterances do speak of the concept, so it is
an upper bound of false alarms.

| form | vectors | precision | recall | fires on ordinary talk |
|---|---|---|---|---|
{chr(10).join(fired)}
""", encoding="utf-8")
