"""Trains the network to tell the corpus's speakers apart. Takes up again at its checkpoint."""
import argparse
import os
import time

import numpy as np
import torch

from features import Corpus
from measure import equal_error
from network import Margin, Network

MARGIN = 0.2


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", required=True, help="folder of shards to train on")
    parser.add_argument("--held", required=True, help="folder of shards to measure on")
    parser.add_argument("--out", required=True, help="folder for checkpoint.pt")
    parser.add_argument("--steps", type=int, default=4000)
    parser.add_argument("--frames", type=int, default=96 * 200, help="frames in a batch")
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--seed", type=int, default=42)
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    corpus, held = Corpus(options.data), Corpus(options.held)
    network, margin = Network(), Margin(corpus.speakers)
    parameters = list(network.parameters()) + list(margin.parameters())
    optimizer = torch.optim.AdamW(parameters, lr=options.rate, weight_decay=1e-3)
    warmup = min(300, options.steps // 10 + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min(1, (s + 1) / warmup) * 0.5 * (1 + np.cos(np.pi * s / options.steps)))
    os.makedirs(options.out, exist_ok=True)
    checkpoint = os.path.join(options.out, "checkpoint.pt")
    first, losses = 0, []
    if os.path.exists(checkpoint):
        saved = torch.load(checkpoint)
        network.load_state_dict(saved["network"])
        margin.load_state_dict(saved["margin"])
        optimizer.load_state_dict(saved["optimizer"])
        schedule.load_state_dict(saved["schedule"])
        first = saved["step"]

    for step in range(first, options.steps):
        rng = np.random.default_rng((options.seed, step))
        frames = int(np.exp(rng.uniform(np.log(80), np.log(320))))
        feats, speakers = corpus.batch(max(2, options.frames // frames), frames, rng)
        network.train()
        with torch.autocast("cpu", dtype=torch.bfloat16):
            embeddings = network(torch.from_numpy(feats))
        loss = margin(embeddings.float(), torch.from_numpy(speakers), MARGIN * min(1, 2 * step / options.steps))
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 5.0)
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
        if (step + 1) % 200 == 0 or step + 1 == options.steps:
            network.eval()
            errors = [100 * equal_error(network, held, frames, phone) for frames, phone in ((150, False), (150, True))]
            print(f"step {step + 1}: loss {np.mean(losses[-200:]):.3f}, EER at 1.5 s wide {errors[0]:.1f} %, telephone {errors[1]:.1f} %, "
                  f"CPU {time.process_time() / 60:.1f} min", flush=True)
            state = {"network": network.state_dict(), "margin": margin.state_dict(), "optimizer": optimizer.state_dict(),
                     "schedule": schedule.state_dict(), "step": step + 1, "options": vars(options), "speakers": corpus.speakers}
            torch.save(state, checkpoint + ".part")
            os.replace(checkpoint + ".part", checkpoint)


if __name__ == "__main__":
    main()
