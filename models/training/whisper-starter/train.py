"""Trains the recogniser on spoken shards: attention cross-entropy and CTC, two processes averaging their gradients.

The schedule follows the clock: the learning rate rises over 200 steps, holds, and falls to nothing over the second half
of `--hours`. An interrupted run goes on from its last checkpoint when started again with the same arguments.
"""
import os

# One thread a process; OpenBLAS reads this once, when it is loaded, and its own threads would fight the second process.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import json
import multiprocessing
import time

import numpy as np
import torch
import torch.nn.functional as F

import onnx_weights
from corpus import IGNORED, TrainingBatches, development_batches
from network import Whisper, greedy
from scoring import word_errors
from tokens import Tokens

PEAK_RATE, WARM_UP, CLIP, SMOOTHING = 7e-4, 200, 1.0, 0.05
CTC_EARLY, CTC_LATE, PHONE_SHARE = 0.5, 0.3, 0.5
DIAGONAL_SHARE, DIAGONAL_WIDTH = 2.0, 0.15
WRONG_INPUTS = 0.12        # share of decoder inputs replaced at random, so that it listens instead of guessing
REPORT_STEPS = 50


def losses(network, batch, tokens, detach):
    """(cross-entropy a token, CTC a token, CTC a phone, straying). `detach` trains the CTC heads alone."""
    mel, lengths, inputs, targets, labels, phones = batch
    hidden, mask, middle = network.encode_with_middle(mel, lengths)
    wrong = torch.rand(inputs.shape) < WRONG_INPUTS
    wrong[:, : len(tokens.start)] = False
    inputs = torch.where(wrong, torch.randint(tokens.end, inputs.shape), inputs)
    logits = network.decode(inputs, hidden, mask)
    attention = F.cross_entropy(logits.reshape(-1, tokens.count), targets.reshape(-1), ignore_index=IGNORED,
                                label_smoothing=SMOOTHING)
    if detach:
        hidden, middle = hidden.detach(), middle.detach()
    return (attention, connectionist(network.ctc(hidden), lengths, labels),
            connectionist(network.phones(middle), lengths, phones),
            sum(straying(block.cross.weights, lengths, targets) for block in network.decoder) / len(network.decoder))


def straying(weights, lengths, targets):
    """Share of the cross-attention far from the diagonal (guided attention, Tachibana et al. 2018): speech and text
    advance together, and a decoder that knows this finds its place much sooner.
    """
    spoken = targets != IGNORED
    places = (spoken.cumsum(1) - 0.5) / spoken.sum(1, keepdim=True)
    frames = (torch.arange(weights.shape[-1]) + 0.5) / lengths[:, None]
    far = 1 - torch.exp(-(places[:, :, None] - frames[:, None]) ** 2 / (2 * DIAGONAL_WIDTH ** 2))
    return ((weights.mean(1) * far).sum(-1) * spoken).sum() / spoken.sum()


def connectionist(scores, lengths, targets):
    """CTC (Graves et al. 2006) a target, the last class being the blank; rows without targets do not count."""
    rows = [row for row, target in enumerate(targets) if target]
    if not rows:
        return scores.sum() * 0
    sizes = torch.tensor([len(targets[row]) for row in rows])
    flat = torch.tensor([number for row in rows for number in targets[row]])
    return F.ctc_loss(scores[rows].log_softmax(-1).transpose(0, 1), flat, lengths[rows], sizes,
                      blank=scores.shape[-1] - 1, zero_infinity=True)


def rate(step, progress):
    return PEAK_RATE * min(1.0, (step + 1) / WARM_UP) * min(1.0, max(0.02, (1 - progress) / 0.5))


class Team:
    """Two processes with one model: averages their gradients through shared memory."""

    def __init__(self, rank, shared, barrier):
        self.rank, self.shared, self.barrier = rank, shared, barrier

    def average(self, vector):
        self.shared[self.rank, : len(vector)] = vector
        self.barrier.wait()
        mean = self.shared[:, : len(vector)].mean(0)
        self.barrier.wait()
        return mean


def development_error(network, folder, tokens, team, count):
    """(wideband, telephone) word error rates, each process decoding half of `count` utterances."""
    errors = []
    for narrow in (False, True):
        wrong = words = 0
        for i, (batch, references) in enumerate(development_batches(folder, tokens, narrow, count, size=8)):
            if i % 2 != team.rank:
                continue
            texts = greedy(network, batch[0], batch[1], tokens)
            wrong += sum(map(word_errors, references, texts))
            words += sum(len(reference.split()) for reference in references)
            if team.rank == 0 and narrow:
                print(f"    {references[-1]}\n  > {texts[-1]}", flush=True)
        totals = team.average(torch.tensor([float(wrong), float(words)]))
        errors.append((totals[0] / totals[1]).item())
    return errors


def work(rank, options, shared, barrier):
    torch.set_num_threads(1)
    team, tokens = Team(rank, shared, barrier), Tokens(options.start)
    with open(options.phones, encoding="utf-8") as file:
        pronunciations = json.load(file)
    torch.manual_seed(options.seed)
    network = Whisper(tokens.count)
    onnx_weights.load(network, options.start)
    parameters = list(network.parameters())
    optimizer = torch.optim.AdamW(parameters, lr=PEAK_RATE, betas=(0.9, 0.98), weight_decay=0.01)
    checkpoint, step, before = os.path.join(options.out, "checkpoint.pt"), 0, 0.0
    if os.path.exists(checkpoint):
        saved = torch.load(checkpoint)
        network.load_state_dict(saved["network"])
        optimizer.load_state_dict(saved["optimizer"])
        step, before = saved["step"], saved["seconds"]
    torch.manual_seed(options.seed + 1000 * rank + step)
    batches = iter(TrainingBatches(options.data, options.noise, tokens, pronunciations, rank, 2, options.seed + step))
    began, next_check, sums, heard = time.monotonic(), before + options.check_minutes * 60, np.zeros(4), 0.0
    progress, since = 0.0, 0
    while progress < 1:
        batch = next(batches)
        parts = losses(network, batch, tokens, step < WARM_UP)
        optimizer.zero_grad()
        (parts[0] + (CTC_EARLY if progress < 0.5 else CTC_LATE) * parts[1] + PHONE_SHARE * parts[2]
         + DIAGONAL_SHARE * (1 - progress) * parts[3]).backward()
        elapsed = before + time.monotonic() - began
        gradient = torch.cat([p.grad.reshape(-1) for p in parameters] + [torch.tensor([elapsed])])
        gradient = team.average(gradient)
        elapsed, gradient = gradient[-1].item(), gradient[:-1]
        progress = min(1.0, elapsed / 3600 / options.hours)
        gradient *= min(1.0, CLIP / (gradient.norm().item() + 1e-6))
        first = 0
        for parameter in parameters:
            parameter.grad = gradient[first: first + parameter.numel()].view_as(parameter)
            first += parameter.numel()
        for group in optimizer.param_groups:
            group["lr"] = rate(step, progress)
        optimizer.step()
        step += 1
        since += 1
        sums += [part.item() for part in parts]
        heard += batch[1].sum().item() / 50 / 3600 * 2
        if rank == 0 and step % REPORT_STEPS == 0:
            means = sums / since
            print(f"step {step} {elapsed / 60:.1f} min attention {means[0]:.3f} ctc {means[1]:.3f} phones {means[2]:.3f} "
                  f"straying {means[3]:.3f} "
                  f"heard {heard:.1f} h", flush=True)
        if step % REPORT_STEPS == 0:
            sums[:], since = 0, 0
        if elapsed > next_check or progress >= 1:
            next_check = elapsed + options.check_minutes * 60
            wide, narrow = development_error(network, options.dev, tokens, team, options.check_count)
            if rank == 0:
                print(f"CHECK step {step} {elapsed / 60:.1f} min WER wideband {wide:.1%} telephone {narrow:.1%}", flush=True)
                torch.save({"network": network.state_dict(), "optimizer": optimizer.state_dict(), "step": step,
                            "seconds": elapsed}, checkpoint + ".part")
                os.replace(checkpoint + ".part", checkpoint)
            barrier.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--start", required=True, help="model folder whose weights and vocabulary training starts from")
    parser.add_argument("--data", required=True, help="folder of training shards")
    parser.add_argument("--phones", required=True, help="JSON: word to phones")
    parser.add_argument("--dev", required=True, help="folder of development shards")
    parser.add_argument("--noise", help="folder of noise recordings")
    parser.add_argument("--out", required=True, help="folder of the checkpoint")
    parser.add_argument("--hours", type=float, default=1.5)
    parser.add_argument("--check-minutes", type=float, default=15)
    parser.add_argument("--check-count", type=int, default=64)
    parser.add_argument("--seed", type=int, default=23)
    options = parser.parse_args()
    os.makedirs(options.out, exist_ok=True)
    context = multiprocessing.get_context("fork")
    size = sum(p.numel() for p in Whisper(Tokens(options.start).count).parameters()) + 1
    shared, barrier = torch.zeros(2, size).share_memory_(), context.Barrier(2)
    team = [context.Process(target=work, args=(rank, options, shared, barrier)) for rank in range(2)]
    for process in team:
        process.start()
    for process in team:
        process.join()


if __name__ == "__main__":
    main()
