"""Trains the recogniser on spoken shards, from random weights or from an exported model.

On CPUs two processes average their gradients; on a GPU one process trains while others prepare batches. The schedule
follows the hours of speech heard. First the encoder alone learns phones, then all of it learns to write; the rates rise at
the beginning of both, hold, and fall to nothing over the last 70 % of `--hours`. An interrupted run goes on from its last
checkpoint when started again with the same arguments.
"""
import os

# One thread a process; OpenBLAS reads this once, when it is loaded, and its own threads would fight the second process.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import argparse
import json
import multiprocessing
import time

import numpy as np
import torch

import losses
import onnx_weights
from corpus import TrainingBatches, development_batches
from network import Shape, Whisper, greedy
from optimizer import Optimizer
from scoring import word_errors
from sentences import compared
from tokens import Tokens

# Shares of the schedule: phones alone, rising of the rates, falling of the rates.
LISTENING, RISE, FALL = 0.08, 0.01, 0.7
CLIP = 1.0
CTC_SHARE, PHONE_SHARE, DIAGONAL_SHARE = 0.5, 0.3, 2.0
WRONG_INPUTS = 0.10
REPORT_STEPS, SAVE_STEPS = 50, 200
ENCODER_RATE = 50          # frames a second


def rate_share(progress):
    """Share of the peak learning rates at a place (0 to 1) of the schedule."""
    began = LISTENING if progress >= LISTENING else 0.0
    return min(1.0, 0.01 + (progress - began) / RISE) * min(1.0, max(0.01, (1 - progress) / FALL))


class Team:
    """Processes with one model each: averages their gradients through shared memory."""

    def __init__(self, rank, shared, barrier):
        self.rank, self.shared, self.barrier = rank, shared, barrier

    @property
    def size(self):
        return len(self.shared)

    def say(self, text):
        """Prints once, not once a process."""
        if self.rank == 0:
            print(text, flush=True)

    def average(self, vector):
        if self.size == 1:
            return vector
        self.shared[self.rank, : len(vector)] = vector
        self.barrier.wait()
        mean = self.shared[:, : len(vector)].mean(0)
        self.barrier.wait()
        return mean

    def exchange(self, mine, shapes):
        """Every process's matrices: `mine` has None where another process made one."""
        if self.size == 1:
            return mine
        places, at = [], 0
        for shape in shapes:
            places.append(self.shared[0, at:at + shape.numel()].view(shape))
            at += shape.numel()
        for place, matrix in zip(places, mine):
            if matrix is not None:
                place.copy_(matrix)
        self.barrier.wait()
        every = [place.clone() for place in places]
        self.barrier.wait()
        return every


def development_error(network, folder, tokens, team, count, device):
    """(wideband, telephone) word error rates, each process decoding its part of `count` utterances."""
    network.eval()
    errors = []
    for narrow in (False, True):
        wrong = words = 0
        for i, (batch, labels) in enumerate(development_batches(folder, tokens, narrow, count, size=8)):
            if i % team.size != team.rank:
                continue
            texts = greedy(network, batch.mel.to(device), batch.lengths.to(device), tokens)
            references = [compared(label) for label in labels]
            wrong += sum(word_errors(reference, compared(text)) for reference, text in zip(references, texts))
            words += sum(len(reference.split()) for reference in references)
            if narrow:
                team.say(f"    {labels[-1]}\n  > {texts[-1]}")
        totals = team.average(torch.tensor([float(wrong), float(words)]))
        errors.append((totals[0] / totals[1]).item())
    network.train()
    return errors


class Training:
    """One process's network, optimizer and place in the schedule."""

    def __init__(self, options, team, tokens):
        torch.manual_seed(options.seed)
        self.hours, self.team, self.tokens, self.device = options.hours, team, tokens, options.device
        self.network = Whisper(tokens.count, tokens.end, options.shape).to(options.device)
        if options.start:
            onnx_weights.load(self.network, options.start)
        self.optimizer = Optimizer(self.network.named_parameters(), team)
        self.path, self.step, self.heard = os.path.join(options.out, "checkpoint.pt"), 0, 0.0
        if os.path.exists(self.path):
            saved = torch.load(self.path, map_location=options.device)
            self.network.load_state_dict(saved["network"])
            self.optimizer.load_state_dict(saved["optimizer"])
            self.step, self.heard = saved["step"], saved["heard"]

    @property
    def progress(self):
        return min(1.0, self.heard / 3600 / self.hours)

    def learn(self, batch):
        """One step on one batch a process; returns the losses."""
        batch = batch.to(self.device)
        for p in self.network.parameters():
            p.grad = None
        if self.progress < LISTENING:
            parts = losses.phones_alone(self.network, batch)
        else:
            parts = losses.losses(self.network, batch, self.tokens, WRONG_INPUTS)
        # Phones and the diagonal show the way at first; once it is found they would only hold the network back.
        shares = [1, CTC_SHARE, PHONE_SHARE * (1 - 0.8 * self.progress), DIAGONAL_SHARE * max(0.0, 1 - 2 * self.progress)]
        sum(share * part for share, part in zip(shares, parts)).backward()
        self.step_together(float(batch.lengths.sum()) / ENCODER_RATE)
        return [float(part) for part in parts]

    def step_together(self, seconds):
        """Averages the gradients of all processes and steps; each heard `seconds`."""
        moved = [p for p in self.network.parameters() if p.grad is not None]
        # What was heard goes through the average too, so that all processes know it and stop together.
        heard = torch.tensor([seconds], device=self.device)
        mean = self.team.average(torch.cat([*(p.grad.reshape(-1) for p in moved), heard]))
        share = rate_share(self.progress)
        self.heard += mean[-1].item() * self.team.size
        self.step += 1
        norm = mean[:-1].norm()
        if not torch.isfinite(norm):
            return
        mean = mean * min(1.0, CLIP / (norm.item() + 1e-6))
        at = 0
        for p in moved:
            p.grad.copy_(mean[at:at + p.numel()].view_as(p))
            at += p.numel()
        self.optimizer.step(share)

    def save(self):
        torch.save({"network": self.network.state_dict(), "optimizer": self.optimizer.state_dict(), "step": self.step,
                    "heard": self.heard, "shape": vars(self.network.shape)}, self.path + ".part")
        os.replace(self.path + ".part", self.path)


class Prepared(torch.utils.data.IterableDataset):
    """Training batches made by other processes, for a GPU that would wait for one."""

    def __init__(self, options, tokens, seed):
        self.options, self.tokens, self.seed = options, tokens, seed
        self.progress = torch.zeros(1).share_memory_()

    def __iter__(self):
        worker = torch.utils.data.get_worker_info()
        torch.set_num_threads(1)
        source = TrainingBatches(self.options.data, self.options.noise, self.tokens, self.options.shape, worker.id,
                                 worker.num_workers, self.seed, self.options.batch_seconds)
        source.progress = self.progress.item()
        for batch in source:
            yield batch
            source.progress = self.progress.item()


def batches_of(options, training, team):
    """(iterator of batches, function that tells it the progress)."""
    seed = options.seed + training.step
    if options.device != "cpu":
        prepared = Prepared(options, training.tokens, seed)
        return iter(torch.utils.data.DataLoader(prepared, batch_size=None, num_workers=options.workers)), prepared.progress.fill_
    source = TrainingBatches(options.data, options.noise, training.tokens, options.shape, team.rank, team.size, seed,
                             options.batch_seconds)
    return iter(source), lambda progress: setattr(source, "progress", progress)


def work(rank, options, shared, barrier):
    """The life of one process."""
    torch.set_num_threads(1)
    team, tokens = Team(rank, shared, barrier), Tokens(options.vocabulary)
    training = Training(options, team, tokens)
    # A resumed run draws other numbers than the beginning did.
    torch.manual_seed(options.seed + 1000 * rank + training.step)
    batches, tell = batches_of(options, training, team)
    began, recent = time.monotonic(), []
    while training.progress < 1:
        tell(training.progress)
        recent.append(training.learn(next(batches)))
        if training.step % REPORT_STEPS == 0:
            minutes = (time.monotonic() - began) / 60
            team.say(f"step {training.step}, {minutes:.1f} min, heard {training.heard / 3600:.1f} h: " + " ".join(
                f"{name} {value:.3f}" for name, value in zip(losses.NAMES, np.mean(recent, 0))))
            recent = []
        if training.step % options.check_steps == 0 or training.progress >= 1:
            wide, narrow = development_error(training.network, options.dev, tokens, team, options.check_count, options.device)
            team.say(f"check at step {training.step}: word errors wideband {wide:.1%}, telephone {narrow:.1%}")
        if rank == 0 and (training.step % SAVE_STEPS == 0 or training.progress >= 1):
            training.save()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vocabulary", required=True, help="folder with the tokenizer's files")
    parser.add_argument("--start", help="model folder whose weights training starts from; random ones without it")
    parser.add_argument("--data", required=True, help="folder of training shards")
    parser.add_argument("--dev", required=True, help="folder of development shards")
    parser.add_argument("--noise", help="folder of noise recordings")
    parser.add_argument("--out", required=True, help="folder of the checkpoint")
    parser.add_argument("--hours", type=float, default=250, help="of speech to hear")
    parser.add_argument("--shape", type=json.loads, default={}, help='JSON of sizes, for example {"width": 384, "heads": 6}')
    parser.add_argument("--batch-seconds", type=float, default=28.0, help="audio in a batch of one process")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--processes", type=int, default=2, help="that train together on CPUs")
    parser.add_argument("--workers", type=int, default=12, help="that prepare batches for a GPU")
    parser.add_argument("--check-steps", type=int, default=1000)
    parser.add_argument("--check-count", type=int, default=64)
    parser.add_argument("--seed", type=int, default=23)
    options = parser.parse_args()
    options.shape = Shape(**options.shape)
    os.makedirs(options.out, exist_ok=True)
    tokens = Tokens(options.vocabulary)
    ranks = options.processes if options.device == "cpu" else 1
    if ranks == 1:
        work(0, options, [None], None)
        return
    context = multiprocessing.get_context("fork")
    size = sum(p.numel() for p in Whisper(tokens.count, tokens.end, options.shape).parameters()) + 1
    shared, barrier = torch.zeros(ranks, size).share_memory_(), context.Barrier(ranks)
    team = [context.Process(target=work, args=(rank, options, shared, barrier)) for rank in range(ranks)]
    for process in team:
        process.start()
    for process in team:
        process.join()
    if any(process.exitcode for process in team):
        raise SystemExit("a training process failed: see above")


if __name__ == "__main__":
    main()
