"""Mixes training calls of made speech, trains the network and writes model.onnx with its golden probabilities.

Every step is kept in --out and taken up again where it was stopped.
"""
import argparse
import json
import os
import time

import numpy as np
import torch
from scipy.io import wavfile

import calls
import network as net
import speech
import truth
from export import export

SECONDS = 20


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--noise", help="folder of noises and room responses (WAV); made noises alone without it")
    arguments.add_argument("--text", help="dialogues to speak, JSON lines with turns[].t, gzip allowed")
    arguments.add_argument("--out", required=True, help="working folder")
    arguments.add_argument("--utterances", type=int, default=2600)
    arguments.add_argument("--calls", type=int, default=2000, help=f"training calls of {SECONDS} s")
    arguments.add_argument("--epochs", type=int, default=14)
    arguments.add_argument("--batch", type=int, default=40)
    arguments.add_argument("--seed", type=int, default=20)
    options = arguments.parse_args()
    os.makedirs(options.out, exist_ok=True)
    torch.set_num_threads(1)

    began = time.process_time()
    stage = lambda text: print(f"{time.process_time() - began:6.0f} s of processor time  {text}", flush=True)
    own = os.path.join(os.path.dirname(os.path.abspath(__file__)), "sentences.txt")
    clips = speech.pool(os.path.join(options.out, "speech-training.npz"), own, options.text, "training", options.utterances, options.seed)
    stage(f"{sum(map(len, clips)) / net.RATE / 3600:.1f} h of speech in {len(clips)} utterances")
    x, y = training_set(options, clips)
    stage(f"{len(x)} calls mixed, {100 * y.mean():.0f} % of their frames speech")
    model = train(options, x, y, stage)
    export(model, os.path.join(options.out, "model.onnx"), "2")
    write_golden(model, os.path.join(options.out, "vad-starter-golden.json"))
    stage("model.onnx written")
    for part in ("development", "test"):
        for name, f1 in score(model, os.path.join(options.out, part)):
            stage(f"{part} {name}: frame F1 {f1:.3f}")


def training_set(options, clips, shard=100):
    """Features without floors, half precision, [calls, frames, features], and the part of each frame that is speech."""
    noises, rooms = calls.load_noises(options.noise, held_out=False)
    xs, ys = [], []
    for first in range(0, options.calls, shard):
        path = os.path.join(options.out, f"features-{first}.npz")
        if not os.path.exists(path):
            made = [calls.training_call(SECONDS, np.random.default_rng((options.seed, i)), clips, noises, rooms)
                    for i in range(first, min(first + shard, options.calls))]
            np.savez(path + ".part.npz", x=np.stack([net.spectra(samples).astype(np.float16) for samples, _ in made]), y=np.stack([y for _, y in made]))
            os.replace(path + ".part.npz", path)
        with np.load(path) as kept:
            xs.append(kept["x"])
            ys.append(kept["y"].astype(np.float32))
    return np.concatenate(xs), np.concatenate(ys)


def train(options, x, y, stage, chunk=125):
    torch.manual_seed(options.seed)
    rng = np.random.default_rng(options.seed)
    model, batch = net.Network(), min(options.batch, len(x))
    sample = net.with_floors(x[:200].astype(np.float32)).reshape(-1, net.FEATURES)
    model.mean.copy_(torch.from_numpy(sample.mean(0)))
    model.scale.copy_(torch.from_numpy(1 / (sample.std(0) + 1e-3)))
    optimiser = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=0.01)
    epoch_steps = len(x) // batch * (x.shape[1] // chunk)
    steps = options.epochs * epoch_steps
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: min(1, (s + 1) / 50) * 0.5 * (1 + np.cos(np.pi * s / steps)))
    path, first = os.path.join(options.out, "checkpoint.pt"), 0
    if os.path.exists(path):
        kept = torch.load(path)
        model.load_state_dict(kept["model"])
        optimiser.load_state_dict(kept["optimiser"])
        schedule.load_state_dict(kept["schedule"])
        first = kept["epoch"] + 1
    for epoch in range(first, options.epochs):
        rng = np.random.default_rng((options.seed, epoch))
        state, total = net.Network.start(batch), 0.0
        order = rng.permutation(len(x))
        for i in range(0, len(order) - batch + 1, batch):
            chosen = order[i:i + batch]
            inputs = vary(x[chosen].astype(np.float32), rng)
            labels = torch.from_numpy(y[chosen])
            # A call is longer than 20 s: most begin where another left off, some from nothing. The floors begin anew.
            keep, swap = torch.from_numpy((rng.random(batch) < 0.7).astype(np.float32))[None, :, None], torch.from_numpy(rng.permutation(batch))
            state = tuple(s[:, swap] * keep for s in state)
            for at in range(0, x.shape[1] - chunk + 1, chunk):
                truth_now = labels[:, at:at + chunk]
                logits, state = model(inputs[:, at:at + chunk], tuple(s.contiguous() for s in state))
                state = tuple(s.detach() for s in state)
                # Frames that are about half speech teach nothing.
                weight = ((truth_now < 0.25) | (truth_now > 0.65)).float()
                loss = masked_loss(logits, (truth_now >= 0.5).float(), weight)
                optimiser.zero_grad()
                loss.backward()
                torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
                optimiser.step()
                schedule.step()
                total += loss.item()
        torch.save({"model": model.state_dict(), "optimiser": optimiser.state_dict(), "schedule": schedule.state_dict(), "epoch": epoch}, path)
        stage(f"epoch {epoch + 1}: loss {total / epoch_steps:.4f}")
    return model


def vary(parts, rng):
    """Other levels and microphones, where features are logarithms: an offset, a tilt over the bands. Floors follow."""
    calls_ = len(parts)
    tilt = rng.normal(0, 0.5, (calls_, 1, 1)) * np.linspace(-1, 1, net.MELS)
    level = rng.uniform(-1.5, 1.5, (calls_, 1, 1))
    mels = net.SHORTS * net.MELS
    parts[..., :mels] += np.tile(tilt, net.SHORTS) + level
    parts[..., mels:mels + net.HARMONICS] += level + tilt[..., :1]
    return torch.from_numpy(net.with_floors(parts).astype(np.float32))


def masked_loss(logits, labels, weight):
    return (torch.nn.functional.binary_cross_entropy_with_logits(logits, labels, reduction="none") * weight).sum() / weight.sum()


def write_golden(model, path):
    """What PyTorch says of two seconds of a signal that any language can compute: a buzz that swells and falls."""
    n = np.arange(62 * net.FRAME)
    buzz = sum(np.sin(2 * np.pi * 130 * k * n / net.RATE) / k for k in range(1, 20))
    signal = (0.2 * buzz * np.sin(np.pi * 3 * n / net.RATE) ** 2 * (n > 8000)).astype(np.float32)
    with torch.no_grad():
        logits, _ = model(torch.from_numpy(net.features(signal))[None], net.Network.start(1))
    with open(path, "w", encoding="ascii") as file:
        json.dump([round(p, 6) for p in torch.sigmoid(logits[0]).tolist()], file)
        file.write("\n")


def score(model, folder):
    """Frame F1 at a threshold of 0.5 over the calls of each condition; the table is made by score.cs, with the product's own path."""
    names = sorted(f[:-4] for f in os.listdir(folder) if f.endswith(".wav")) if os.path.isdir(folder) else []
    for condition in sorted({name.split(".")[0] for name in names}):
        counts = np.zeros(3)
        for name in (n for n in names if n.startswith(condition + ".")):
            _, samples = wavfile.read(os.path.join(folder, name + ".wav"))
            active = np.zeros(len(samples) // truth.STEP + 1, bool)
            for line in open(os.path.join(folder, name + ".rttm"), encoding="ascii"):
                start, length = map(float, line.split()[3:5])
                active[round(start * 100):round((start + length) * 100)] = True
            spoken = truth.frames(active, net.FRAME, len(samples) // net.FRAME) >= 0.5
            with torch.no_grad():
                logits, _ = model(torch.from_numpy(net.features(samples))[None], net.Network.start(1))
            said = (logits[0] > 0).numpy()
            counts += [(said & spoken).sum(), (said & ~spoken).sum(), (~said & spoken).sum()]
        yield condition, 2 * counts[0] / (2 * counts[0] + counts[1] + counts[2])


if __name__ == "__main__":
    main()
