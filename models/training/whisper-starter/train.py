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
REPORT_STEPS, PROCESSES = 50, 2
LOSS_NAMES = ["attention", "ctc", "phones", "straying"]


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

    def say(self, text):
        """Prints once, not once a process."""
        if self.rank == 0:
            print(text, flush=True)

    def average(self, vector):
        self.shared[self.rank, : len(vector)] = vector
        self.barrier.wait()
        mean = self.shared[:, : len(vector)].mean(0)
        self.barrier.wait()
        return mean


def development_error(network, folder, tokens, team, count):
    """(wideband, telephone) word error rates, each process decoding its part of `count` utterances."""
    errors = []
    for narrow in (False, True):
        wrong = words = 0
        for i, (batch, references) in enumerate(development_batches(folder, tokens, narrow, count, size=8)):
            if i % PROCESSES != team.rank:
                continue
            texts = greedy(network, batch[0], batch[1], tokens)
            wrong += sum(map(word_errors, references, texts))
            words += sum(len(reference.split()) for reference in references)
            if narrow:
                team.say(f"    {references[-1]}\n  > {texts[-1]}")
        totals = team.average(torch.tensor([float(wrong), float(words)]))
        errors.append((totals[0] / totals[1]).item())
    return errors


class Training:
    """One process's network, optimizer and place in the schedule."""

    def __init__(self, options, team, tokens):
        torch.manual_seed(options.seed)
        self.hours, self.team, self.tokens = options.hours, team, tokens
        self.network = Whisper(tokens.count)
        onnx_weights.load(self.network, options.start)
        self.parameters = list(self.network.parameters())
        self.optimizer = torch.optim.AdamW(self.parameters, lr=PEAK_RATE, betas=(0.9, 0.98), weight_decay=0.01)
        self.path, self.step, self.seconds = os.path.join(options.out, "checkpoint.pt"), 0, 0.0
        if os.path.exists(self.path):
            saved = torch.load(self.path)
            self.network.load_state_dict(saved["network"])
            self.optimizer.load_state_dict(saved["optimizer"])
            self.step, self.seconds = saved["step"], saved["seconds"]
        self.began = time.monotonic() - self.seconds

    @property
    def progress(self):
        return min(1.0, self.seconds / 3600 / self.hours)

    def learn(self, batch):
        """One step on one batch a process; returns the losses."""
        parts = losses(self.network, batch, self.tokens, detach=self.step < WARM_UP)
        ctc_share = CTC_EARLY if self.progress < 0.5 else CTC_LATE
        shares = [1, ctc_share, PHONE_SHARE, DIAGONAL_SHARE * (1 - self.progress)]
        self.optimizer.zero_grad()
        sum(share * part for share, part in zip(shares, parts)).backward()
        # The clock goes through the average too, so that both processes see the same time and stop together.
        clock = torch.tensor([time.monotonic() - self.began])
        mean = self.team.average(torch.cat([*(p.grad.reshape(-1) for p in self.parameters), clock]))
        gradient, self.seconds = mean[:-1], mean[-1].item()
        gradient *= min(1.0, CLIP / (gradient.norm().item() + 1e-6))
        for parameter, part in zip(self.parameters, gradient.split([p.numel() for p in self.parameters])):
            parameter.grad = part.view_as(parameter)
        for group in self.optimizer.param_groups:
            group["lr"] = rate(self.step, self.progress)
        self.optimizer.step()
        self.step += 1
        return [part.item() for part in parts]

    def save(self):
        torch.save({"network": self.network.state_dict(), "optimizer": self.optimizer.state_dict(), "step": self.step,
                    "seconds": self.seconds}, self.path + ".part")
        os.replace(self.path + ".part", self.path)


def work(rank, options, shared, barrier):
    """The life of one process."""
    torch.set_num_threads(1)
    team, tokens = Team(rank, shared, barrier), Tokens(options.start)
    training = Training(options, team, tokens)
    with open(options.phones, encoding="utf-8") as file:
        pronunciations = json.load(file)
    # A resumed run draws other numbers than the beginning did.
    torch.manual_seed(options.seed + 1000 * rank + training.step)
    batches = iter(TrainingBatches(options.data, options.noise, tokens, pronunciations, rank, PROCESSES,
                                   options.seed + training.step))
    next_check, recent = training.seconds + options.check_minutes * 60, []
    while training.progress < 1:
        recent.append(training.learn(next(batches)))
        if training.step % REPORT_STEPS == 0:
            team.say(f"step {training.step} {training.seconds / 60:.1f} min " + " ".join(
                f"{name} {value:.3f}" for name, value in zip(LOSS_NAMES, np.mean(recent, 0))))
            recent = []
        if training.seconds > next_check or training.progress >= 1:
            next_check = training.seconds + options.check_minutes * 60
            wide, narrow = development_error(training.network, options.dev, tokens, team, options.check_count)
            team.say(f"check at step {training.step}: word errors wideband {wide:.1%}, telephone {narrow:.1%}")
            if rank == 0:
                training.save()
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
    shared, barrier = torch.zeros(PROCESSES, size).share_memory_(), context.Barrier(PROCESSES)
    team = [context.Process(target=work, args=(rank, options, shared, barrier)) for rank in range(PROCESSES)]
    for process in team:
        process.start()
    for process in team:
        process.join()


if __name__ == "__main__":
    main()
