"""Writes the tagger as one ONNX graph with its vocabulary and description."""
import json
import pathlib

import torch
import torch.nn as nn
import torch.nn.functional as F

import corpus
import encoder
import fit
import wordpiece


class Tagger(nn.Module):
    """Logits of a bag and a transformer, mixed, then a scale and an offset for each tag (Platt, 1999)."""

    def __init__(self, bag, net, share, scale, offset):
        super().__init__()
        self.bag, self.net, self.share = bag, net, share
        self.register_buffer("scale", scale)
        self.register_buffer("offset", offset)

    def forward(self, ids, roles, turns):
        logits = self.share * self.bag(ids, roles, turns) + (1 - self.share) * self.net(ids, roles, turns)
        return torch.sigmoid(logits * self.scale + self.offset)


class HalvedLinear(nn.Module):
    """Weights in half precision, widened when they are read."""

    def __init__(self, layer):
        super().__init__()
        self.register_buffer("weight", layer.weight.detach().half())
        self.register_buffer("bias", layer.bias.detach() if layer.bias is not None else None)

    def forward(self, x):
        return F.linear(x, self.weight.float(), self.bias)


class HalvedTable(nn.Module):
    def __init__(self, table):
        super().__init__()
        self.register_buffer("weight", table.weight.detach().half())

    def forward(self, keys):
        return F.embedding(keys, self.weight).float()


class EighthTable(nn.Module):
    """A table in eight bits, with a scale for each column."""

    def __init__(self, table):
        super().__init__()
        weight = table.weight.detach()
        step = weight.abs().max(0, keepdim=True).values.clamp(min=1e-6) / 127
        self.register_buffer("weight", torch.round(weight / step).to(torch.int8))
        self.register_buffer("step", step)

    def forward(self, keys):
        return self.weight[keys].float() * self.step


def replace(module, kind, make):
    for name, child in module.named_children():
        if isinstance(child, kind):
            setattr(module, name, make(child))
        else:
            replace(child, kind, make)
    return module


def shrink(net):
    return replace(replace(net.eval(), nn.Linear, HalvedLinear), nn.Embedding, HalvedTable)


def shrink_bag(bag):
    bias = bag.bias
    replace(bag.eval(), nn.Embedding, EighthTable)
    bag.bias = bias
    return bag


def write(folder, tagger, vocabulary, limits, version, layers):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    ids = torch.tensor([[wordpiece.CLS, 20, 30, wordpiece.CLS, 40, 50, 60, wordpiece.CLS, 21], [wordpiece.CLS, 25, 35, 45, 55, 65, 75, 0, 0]])
    roles = torch.tensor([[1, 1, 1, 2, 2, 2, 2, 0, 0], [2] * 9])
    turns = torch.tensor([[1, 1, 1, 2, 2, 2, 2, 3, 3], [1] * 7 + [-1000] * 2])
    names = {0: "blocks", 1: "pieces"}
    torch.onnx.export(
        tagger, (ids, roles, turns), str(folder / "model.onnx"), opset_version=14, do_constant_folding=False, input_names=["ids", "roles", "turns"],
        output_names=["probabilities"], dynamic_axes={"ids": names, "roles": names, "turns": names, "probabilities": names})
    (folder / "vocab.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    (folder / "tagger.json").write_text(json.dumps({
        "format": "convointel/tagger/2", "name": "tagger-starter", "version": version, "labels": corpus.TAGS,
        "thresholds": [round(t, 4) for t in limits], "maxPieces": fit.LENGTH, "startPiece": wordpiece.CLS,
        "lookBack": layers * encoder.BACK, "lookAhead": layers * encoder.AHEAD,
        "tokenizer": {"kind": "wordpiece", "vocabulary": "vocab.txt", "unknown": "[UNK]", "continuing": "##"},
    }, indent=2) + "\n", encoding="utf-8")
