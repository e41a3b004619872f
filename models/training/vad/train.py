"""Makes the speech, mixes the calls, trains the network and writes model.onnx and the held-out calls.

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
from export import export

# Measured with, never trained with.
HELD_OUT_NOISES = ("cafe_short.wav", "speechbrain_noise4.wav", "speechbrain_noise5.wav", "exercise_bike.wav")
CONDITIONS = [("wide-clean", 30, False), ("wide-10db", 10, False), ("phone-clean", 30, True), ("phone-10db", 10, True)]


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--noise", required=True, help="folder of noises and room responses (WAV)")
    arguments.add_argument("--text", help="dialogues to speak, JSON lines with turns[].t, gzip allowed")
    arguments.add_argument("--out", required=True, help="working folder")
    arguments.add_argument("--utterances", type=int, default=1400)
    arguments.add_argument("--calls", type=int, default=500, help="training calls of 20 s")
    arguments.add_argument("--epochs", type=int, default=12)
    arguments.add_argument("--seed", type=int, default=20)
    options = arguments.parse_args()
    os.makedirs(options.out, exist_ok=True)
    torch.set_num_threads(1)

    began = time.monotonic()
    stage = lambda text: print(f"{time.monotonic() - began:6.0f} s  {text}", flush=True)
    own = os.path.join(os.path.dirname(os.path.abspath(__file__)), "sentences.txt")
    noises, rooms = calls.load_noises(options.noise)
    rooms = list(rooms.values())
    known = [v for k, v in noises.items() if k not in HELD_OUT_NOISES]
    unknown = [v for k, v in noises.items() if k in HELD_OUT_NOISES]

    rng = np.random.default_rng(options.seed)
    texts = speech.sentences(own, options.text, rng, options.utterances, held_out=False)
    clips = speech.pool(os.path.join(options.out, "speech.npz"), texts, speech.TRAINING, rng)
    rng = np.random.default_rng(options.seed + 1)
    texts = speech.sentences(own, options.text, rng, 160, held_out=True)
    held_out = speech.pool(os.path.join(options.out, "held-out.npz"), texts, speech.HELD_OUT, rng)
    stage(f"{sum(map(len, clips)) / net.RATE / 3600:.1f} h of speech in {len(clips)} utterances, {len(held_out)} held out")

    write_held_out(options, held_out, unknown, rooms)
    x, y = training_set(options, clips, known, rooms)
    stage(f"{x.shape[0]} calls mixed")
    model = train(options, x, y, stage)
    export(model, os.path.join(options.out, "model.onnx"), "1")
    write_golden(model, os.path.join(options.out, "vad-starter-golden.json"))
    stage("model.onnx written")
    for name, _, _ in CONDITIONS:
        stage(f"{name}: frame F1 {score(model, os.path.join(options.out, 'calls'), name):.3f}")


def write_held_out(options, clips, noises, rooms):
    """Ten calls of a minute in each condition, as WAV with the truth beside: a digit a frame."""
    folder = os.path.join(options.out, "calls")
    if os.path.isdir(folder):
        return
    os.makedirs(folder + ".part", exist_ok=True)
    for name, snr, phone in CONDITIONS:
        rng = np.random.default_rng(options.seed + 2)
        for i in range(10):
            samples, truth = calls.call(60, rng, clips, noises, rooms, snr, phone)
            wavfile.write(os.path.join(folder + ".part", f"{name}-{i}.wav"), net.RATE, samples)
            with open(os.path.join(folder + ".part", f"{name}-{i}.txt"), "w", encoding="ascii") as file:
                file.write("".join("1" if t >= 0.5 else "0" for t in truth))
    os.rename(folder + ".part", folder)


def training_set(options, clips, noises, rooms):
    path = os.path.join(options.out, "features.npz")
    if not os.path.exists(path):
        xs, ys = [], []
        for i in range(options.calls):
            samples, truth = calls.call(20, np.random.default_rng((options.seed, i)), clips, noises, rooms)
            xs.append(net.features(samples).astype(np.float16))
            ys.append(truth)
        np.savez(path + ".part.npz", x=np.stack(xs), y=np.stack(ys))
        os.replace(path + ".part.npz", path)
    with np.load(path) as kept:
        return torch.from_numpy(kept["x"]), torch.from_numpy(kept["y"])


def train(options, x, y, stage, batch=50, chunk=125):
    torch.manual_seed(options.seed)
    model = net.Network()
    sample = x[:200].float().reshape(-1, net.FEATURES)
    model.mean.copy_(sample.mean(0))
    model.scale.copy_(1 / sample.std(0))
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
        generator = torch.Generator().manual_seed(options.seed * 1000 + epoch)
        order = torch.randperm(len(x), generator=generator)
        state, total = torch.zeros(2, batch, net.HIDDEN), 0.0
        for i in range(0, len(order) - batch + 1, batch):
            chosen = order[i:i + batch]
            # Other levels: an offset where features are logarithms.
            level = torch.empty(batch, 1, 1).uniform_(-1.5, 1.5, generator=generator)
            # A call is longer than 20 s: most begin where another left off, some from nothing.
            state = state[:, torch.randperm(batch, generator=generator)] * (torch.rand(1, batch, 1, generator=generator) < 0.7)
            for at in range(0, x.shape[1] - chunk + 1, chunk):
                inputs, truth = x[chosen, at:at + chunk].float() + level, y[chosen, at:at + chunk]
                logits, state = model(inputs, state.contiguous())
                state = state.detach()
                # Frames that are half speech teach nothing.
                weight = ((truth < 0.2) | (truth > 0.7)).float()
                loss = masked_loss(logits, (truth >= 0.5).float(), weight)
                optimiser.zero_grad()
                loss.backward()
                torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
                optimiser.step()
                schedule.step()
                total += loss.item()
        torch.save({"model": model.state_dict(), "optimiser": optimiser.state_dict(), "schedule": schedule.state_dict(), "epoch": epoch}, path)
        stage(f"epoch {epoch + 1}: loss {total / epoch_steps:.4f}")
    return model


def masked_loss(logits, truth, weight):
    return (torch.nn.functional.binary_cross_entropy_with_logits(logits, truth, reduction="none") * weight).sum() / weight.sum()


def write_golden(model, path):
    """What PyTorch says of two seconds of a signal that any language can compute: a buzz that swells and falls."""
    n = np.arange(62 * net.FRAME)
    buzz = sum(np.sin(2 * np.pi * 130 * k * n / net.RATE) / k for k in range(1, 20))
    signal = (0.2 * buzz * np.sin(np.pi * 3 * n / net.RATE) ** 2 * (n > 8000)).astype(np.float32)
    with torch.no_grad():
        logits, _ = model(torch.from_numpy(net.features(signal))[None], torch.zeros(2, 1, net.HIDDEN))
    with open(path, "w", encoding="ascii") as file:
        json.dump([round(p, 6) for p in torch.sigmoid(logits[0]).tolist()], file)
        file.write("\n")


def score(model, folder, condition):
    """Frame F1 at a threshold of 0.5 over the calls of a condition."""
    counts = np.zeros(3)
    for i in range(10):
        _, samples = wavfile.read(os.path.join(folder, f"{condition}-{i}.wav"))
        truth = np.array([c == "1" for c in open(os.path.join(folder, f"{condition}-{i}.txt"), encoding="ascii").read()])
        with torch.no_grad():
            logits, _ = model(torch.from_numpy(net.features(samples))[None], torch.zeros(2, 1, net.HIDDEN))
        said = (logits[0] > 0).numpy()
        counts += [(said & truth).sum(), (said & ~truth).sum(), (~said & truth).sum()]
    return 2 * counts[0] / (2 * counts[0] + counts[1] + counts[2])


if __name__ == "__main__":
    main()
