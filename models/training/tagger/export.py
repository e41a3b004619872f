"""Writes an ensemble as one ONNX graph with its vocabulary and description."""
import json
import pathlib

import torch
import torch.nn as nn

import corpus
import fit


class Ensemble(nn.Module):
    """The mean of the members' logits, by weight, then a scale and an offset for each tag (Platt, 1999)."""

    def __init__(self, members, weights, scale, offset):
        super().__init__()
        self.members = nn.ModuleList(members)
        self.weights = [w / sum(weights) for w in weights]
        self.register_buffer("scale", scale)
        self.register_buffer("offset", offset)

    def forward(self, ids, roles, before):
        logits = sum(w * m(ids, roles, before) for w, m in zip(self.weights, self.members))
        return torch.sigmoid(logits * self.scale + self.offset)


def write(folder, ensemble, vocabulary, limits, version):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    ensemble.eval()
    sample = (torch.randint(4, 100, (3, 6)), torch.tensor([0, 1, 2]), torch.tensor([[0, 0, 0], [1, 0, 0], [2, 1, 0]]))
    torch.onnx.export(
        ensemble, sample, str(folder / "model.onnx"), opset_version=14, do_constant_folding=False, input_names=["ids", "roles", "before"],
        output_names=["probabilities"],
        dynamic_axes={"ids": {0: "utterances", 1: "pieces"}, "roles": {0: "utterances"}, "before": {0: "utterances"},
                      "probabilities": {0: "utterances"}})
    (folder / "vocab.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    (folder / "tagger.json").write_text(json.dumps({
        "format": "convointel/tagger/1", "name": "tagger-starter", "version": version, "labels": corpus.TAGS,
        "thresholds": [round(t, 4) for t in limits], "maxPieces": fit.LENGTH, "context": 3,
        "tokenizer": {"kind": "wordpiece", "vocabulary": "vocab.txt", "unknown": "[UNK]", "continuing": "##"},
    }, indent=2) + "\n", encoding="utf-8")
