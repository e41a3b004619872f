"""Pre-trains the utterance encoder on unlabelled dialogue: python pretrain.py DIALOGUES STEPS OUT"""
import collections
import json
import pathlib
import random
import sys
import time

import torch

import corpus
import embed
import model
import normalize
import wordpiece

VOCABULARY, LENGTH, BATCH_PIECES, SEED = 8000, 48, 2048, 17
HERE = pathlib.Path(__file__).parent


def labelled():
    for path in sorted((HERE / "data").glob("calls-*.tsv")):
        for call in corpus.read_calls(path):
            if corpus.split(call) == "train":
                yield [(corpus.ROLES[role], text) for role, _, text in call]


def main(dialogues, steps, out):
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    rng = random.Random(SEED)
    calls = [[(r, normalize.words(t)) for r, t in d] for d in labelled()]
    talks = [[(r, normalize.words(t)) for r, t in d] for d in corpus.read_dialogues(dialogues)]
    vocabulary_file = HERE / "vocabulary.json"
    if vocabulary_file.exists():
        vocabulary = json.loads(vocabulary_file.read_text())
    else:
        counts = collections.Counter()
        for weight, group in ((1, talks), (8, calls)):
            for d in group:
                for _, w in d:
                    for x in w:
                        counts[x] += weight
        vocabulary = wordpiece.train(counts, VOCABULARY)
        vocabulary_file.write_text(json.dumps(vocabulary, ensure_ascii=False))
    encoder = wordpiece.Encoder(vocabulary)
    encode = lambda group: [[(r, encoder.encode(w)[:LENGTH]) for r, w in d if w] for d in group]
    calls, talks = encode(calls), encode(talks)
    net = model.Pretraining(model.Encoder(len(vocabulary)))
    near = embed.vectors([w for d in talks + calls * 4 for _, w in d], len(vocabulary), 128)
    net.encoder.embedding.weight.data.copy_(torch.from_numpy(near))
    torch.save(net.encoder.state_dict(), out + ".start")
    best = torch.optim.AdamW(net.parameters(), lr=1e-3, weight_decay=0.01, betas=(0.9, 0.98))
    started, step, steps = time.process_time(), 0, int(steps)
    seen = collections.deque(maxlen=200)
    epoch = 0
    while True:
        # Neighbouring utterances travel in pairs; a tenth of what is read are the calls themselves.
        pairs = [(a, b) for d in talks for a, b in zip(d, d[1:])][epoch % 2::2]
        own = [(a, b) for d in calls for a, b in zip(d, d[1:])]
        pairs += own * max(1, len(pairs) // (10 * len(own)))
        rng.shuffle(pairs)
        epoch += 1
        chunk = 20000
        for begin in range(0, len(pairs), chunk):
            part = sorted(pairs[begin:begin + chunk], key=lambda p: len(p[0][1]) + len(p[1][1]))
            batches, batch, longest = [], [], 0
            for pair in part:
                longest = max(longest, len(pair[0][1]), len(pair[1][1]))
                batch.append(pair)
                if longest * 2 * len(batch) >= BATCH_PIECES:
                    batches.append(batch)
                    batch, longest = [], 0
            rng.shuffle(batches)
            for batch in batches:
                rows = [p[0] for p in batch] + [p[1] for p in batch]
                length = max(len(w) for _, w in rows)
                ids = torch.tensor([w + [0] * (length - len(w)) for _, w in rows])
                roles = torch.tensor([r if rng.random() > 0.15 else 0 for r, _ in rows])
                chosen = (torch.rand(ids.shape) < 0.2) & (ids != wordpiece.PAD)
                masked = ids.clone()
                swap = torch.rand(ids.shape)
                masked[chosen & (swap < 0.9)] = wordpiece.MASK
                other = chosen & (swap >= 0.9)
                masked[other] = torch.randint(len(wordpiece.SPECIAL), len(vocabulary), (int(other.sum()),))
                n = len(batch)
                for group in best.param_groups:
                    group["lr"] = 1.2e-3 * min(1, step / 200) * max(0.02, 1 - step / steps)
                mlm, reply = net(ids, roles, masked, (torch.arange(n), torch.arange(n, 2 * n)))
                best.zero_grad()
                (mlm + 0.5 * reply).backward()
                torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
                best.step()
                seen.append((mlm.item(), reply.item()))
                step += 1
                if step % 200 == 0:
                    print(f"{(time.process_time() - started) / 60:.1f} min, step {step}, pass {epoch}, masked {sum(a for a, _ in seen) / len(seen):.3f}, "
                          f"reply {sum(b for _, b in seen) / len(seen):.3f}", flush=True)
                if step % 500 == 0 or step == steps:
                    torch.save(net.encoder.state_dict(), out)
                if step == steps:
                    return


if __name__ == "__main__":
    main(*sys.argv[1:])
