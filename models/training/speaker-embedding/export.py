"""Writes the network as ONNX with the signature of WeSpeaker's exports, feats [batch, frames, 80] -> embs [batch, 256], and its settings."""
import argparse
import json
import os

import numpy as np
import onnx
import torch

import network as net
from features import Corpus
from fbank import fbank
from measure import embed, of_scores, trials

WINDOW = 150                # frames of the windows that diarization compares


def same_voice(network, held):
    """A little above half-way, since noise makes voices alike, between one voice (1) and two: the mean cosine of two mean directions.

    The mean of many unit vectors has a length of the root of their mean cosine, so it is the ratio of two means.
    """
    scores, same = zip(*(trials(*embed(network, held, WINDOW, phone)) for phone in (False, True)))
    scores, same = np.concatenate(scores), np.concatenate(same)
    print(f"mean cosine at {WINDOW / 100} s: same voice {scores[same].mean():.3f}, two voices {scores[~same].mean():.3f}; EER {100 * of_scores(scores, same):.1f} %")
    two = float(scores[~same].mean() / scores[same].mean())
    return min(0.95, round(two + 0.55 * (1 - two), 2))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", required=True)
    parser.add_argument("--held", required=True)
    parser.add_argument("--out", required=True, help="model folder to write")
    parser.add_argument("--version", default="1")
    parser.add_argument("--golden", help="also write what the network makes of a synthetic sound, for the tests")
    options = parser.parse_args()
    torch.set_num_threads(1)
    network = net.Network()
    network.load_state_dict(torch.load(options.checkpoint)["network"])
    network.eval()

    os.makedirs(options.out, exist_ok=True)
    path = os.path.join(options.out, "model.onnx")
    torch.onnx.export(network, torch.randn(2, 150, net.BINS), path, opset_version=14, input_names=["feats"], output_names=["embs"],
                      dynamic_axes={"feats": {0: "batch", 1: "frames"}, "embs": {0: "batch"}})
    proto = onnx.load(path)
    onnx.checker.check_model(proto)
    threshold = same_voice(network, Corpus(options.held))
    settings = {"name": "speaker-starter", "version": options.version, "input": "feats [batch, frames, 80]", "output": f"embs [batch, {net.EMBEDDING}]",
                "sampleRate": 16000, "features": "kaldi-fbank", "frameSeconds": 0.025, "hopSeconds": 0.01, "bins": net.BINS,
                "meanSubtracted": True, "dimension": net.EMBEDDING, "sameVoice": threshold}
    with open(os.path.join(options.out, "speaker.json"), "w", encoding="utf-8") as file:
        json.dump(settings, file, indent=2)
        file.write("\n")
    print(f"{path}: {os.path.getsize(path) / 1e6:.1f} MB, sameVoice {threshold}")

    if options.golden:
        # A buzz that swells and falls over faint noise: the tests make the same samples.
        n = np.arange(24000)
        sound = sum(np.sin(2 * np.pi * 130 * k * n / 16000) / k for k in range(1, 20)) * 0.2 * np.sin(np.pi * 3 * n / 16000) ** 2
        sound = (sound + 0.001 * np.sin(n.astype(np.float64) ** 2 * 0.001)).astype(np.float32)
        feats = fbank(sound)
        with torch.no_grad():
            vector = torch.nn.functional.normalize(network(torch.from_numpy(feats - feats.mean(0))[None]))[0].numpy()
        with open(options.golden, "w", encoding="ascii") as file:
            json.dump({"features": [[round(float(v), 4) for v in feats[t]] for t in (0, 50, 147)],
                       "vector": [round(float(v), 5) for v in vector]}, file)
            file.write("\n")


if __name__ == "__main__":
    main()
