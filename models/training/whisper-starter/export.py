"""Writes a trained network as the three ONNX files of Optimum's Whisper layout, with cross-attentions, and checks them.

Beyond that layout the decoder takes an `encoder_attention_mask`, as Optimum's exports of other encoder-decoders do: windows
of different lengths then share a batch, and each reads as if it were alone.

Weights are stored in half precision and widened when the graph is loaded: half the size, single-precision arithmetic.
"""
import argparse
import os
import shutil

import numpy as np
import onnx
import torch
import torch.nn as nn
import torch.nn.functional as F
from onnx import TensorProto, helper, numpy_helper

from corpus import development_batches
from network import MASKED, Shape, Whisper, greedy
from tokens import Tokens

COPIED = ["vocab.json", "merges.txt", "added_tokens.json", "config.json", "generation_config.json",
          "preprocessor_config.json"]
OPSET = 14
SMALL = 256                # values; a smaller weight is not worth halving


def split_heads(x, count):
    batch, length, width = x.shape
    return x.view(batch, length, count, width // count).transpose(1, 2)


def linear(layer, x):
    return F.linear(x, layer.weight, layer.bias)


def attend(attention, query, key, value, mask=None):
    """(output, weights [B,heads,T,S]) of one attention, its parts already split into heads."""
    scores = query @ key.transpose(-1, -2)
    weights = (scores if mask is None else scores + mask).softmax(-1)
    mixed = (weights @ value).transpose(1, 2)
    return linear(attention.out, mixed.reshape(mixed.shape[0], mixed.shape[1], -1)), weights


def queries(attention, x):
    return split_heads(linear(attention.query, x) * (x.shape[-1] // attention.count) ** -0.5, attention.count)


def keys_values(attention, x):
    return split_heads(linear(attention.key, x), attention.count), split_heads(linear(attention.value, x), attention.count)


def feed(block, x):
    return x + linear(block.narrow, F.gelu(linear(block.widen, block.feed_norm(x))))


class Encoder(nn.Module):
    def __init__(self, network):
        super().__init__()
        for name in ("first", "second", "encoder", "encoder_norm"):
            setattr(self, name, getattr(network, name))
        self.register_buffer("encoder_positions", network.encoder_positions)

    def forward(self, mel):
        x = F.gelu(F.conv1d(mel, self.first.weight, self.first.bias, padding=1))
        x = F.gelu(F.conv1d(x, self.second.weight, self.second.bias, stride=2, padding=1)).transpose(1, 2)
        x = x + self.encoder_positions[: x.shape[1]]
        for block in self.encoder:
            y = block.attention_norm(x)
            x = feed(block, x + attend(block.attention, queries(block.attention, y), *keys_values(block.attention, y))[0])
        return self.encoder_norm(x)


class Decoder(nn.Module):
    """Without past: ids and encoder states to logits, every key and value, cross-attentions. With past: one id more.

    The last input is 1 where an encoder position holds the window, 0 where it fills up the batch.
    """

    def __init__(self, network, with_past):
        super().__init__()
        self.with_past = with_past
        for name in ("embedding", "decoder", "decoder_norm", "decoder_positions"):
            setattr(self, name, getattr(network, name))

    def forward(self, ids, *inputs):
        *inputs, real = inputs
        first = inputs[0].shape[2] if self.with_past else 0
        length = ids.shape[1]
        padding = (1 - real.float())[:, None, None] * MASKED
        x = self.embedding(ids) + self.decoder_positions[first: first + length]
        causal = None if self.with_past else torch.full((length, length), MASKED).triu(1)
        present, crosses = [], []
        for layer, block in enumerate(self.decoder):
            y = block.attention_norm(x)
            query, (key, value) = queries(block.attention, y), keys_values(block.attention, y)
            if self.with_past:
                old_key, old_value, cross_key, cross_value = inputs[4 * layer: 4 * layer + 4]
                key, value = torch.cat([old_key, key], 2), torch.cat([old_value, value], 2)
            else:
                cross_key, cross_value = keys_values(block.cross, inputs[0])
            x = x + attend(block.attention, query, key, value, causal)[0]
            mixed, weights = attend(block.cross, queries(block.cross, block.cross_norm(x)), cross_key, cross_value, padding)
            x = feed(block, x + mixed)
            present += [key, value] if self.with_past else [key, value, cross_key, cross_value]
            crosses.append(weights)
        return (F.linear(self.decoder_norm(x), self.embedding.weight), *present, *crosses)


def write(network, tokens, out):
    """Exports the three graphs into `out`."""
    layers = range(network.shape.decoder_layers)
    present = [f"present.{layer}.{stack}.{kind}" for layer in layers for stack in ("decoder", "encoder") for kind in ("key", "value")]
    crosses = [f"cross_attentions.{layer}" for layer in layers]
    mel, ids = torch.randn(2, 80, 240), torch.tensor([tokens.start + [5]] * 2)
    encoder, decoder, with_past = Encoder(network), Decoder(network, False), Decoder(network, True)
    hidden = encoder(mel)
    real = torch.ones(hidden.shape[:2], dtype=torch.int64)
    _write_one(encoder, (mel,), os.path.join(out, "encoder_model.onnx"), ["input_features"], ["last_hidden_state"],
               {"input_features": {0: "batch_size", 2: "feature_frames"},
                "last_hidden_state": {0: "batch_size", 1: "encoder_sequence_length"}})
    mask = {"encoder_attention_mask": {0: "batch_size", 1: "encoder_sequence_length"}}
    axes = {**mask, "input_ids": {0: "batch_size", 1: "decoder_sequence_length"},
            "encoder_hidden_states": {0: "batch_size", 1: "encoder_sequence_length"},
            "logits": {0: "batch_size", 1: "decoder_sequence_length"}}
    axes.update({name: {0: "batch_size", 2: "encoder_sequence_length" if ".encoder." in name else "decoder_sequence_length"}
                 for name in present})
    axes.update({name: {0: "batch_size", 2: "decoder_sequence_length", 3: "encoder_sequence_length"} for name in crosses})
    _write_one(decoder, (ids, hidden, real), os.path.join(out, "decoder_model.onnx"),
               ["input_ids", "encoder_hidden_states", "encoder_attention_mask"], ["logits", *present, *crosses], axes)
    past = decoder(ids, hidden, real)[1: 1 + len(present)]
    names = [name.replace("present", "past_key_values") for name in present]
    grown = [name for name in present if ".decoder." in name]
    axes = {**mask, "input_ids": {0: "batch_size"}, "logits": {0: "batch_size"}}
    axes.update({name: {0: "batch_size", 2: "encoder_sequence_length_out" if ".encoder." in name
                        else "past_decoder_sequence_length"} for name in names})
    axes.update({name: {0: "batch_size", 2: "past_decoder_sequence_length_plus_1"} for name in grown})
    axes.update({name: {0: "batch_size", 3: "encoder_sequence_length_out"} for name in crosses})
    _write_one(with_past, (ids[:, :1], *past, real), os.path.join(out, "decoder_with_past_model.onnx"),
               ["input_ids", *names, "encoder_attention_mask"], ["logits", *grown, *crosses], axes)


def _write_one(module, inputs, path, input_names, output_names, axes):
    # Without folding, weights keep the names of their modules, and training can go on from an export.
    torch.onnx.export(module, inputs, path, opset_version=OPSET, input_names=input_names, output_names=output_names,
                      dynamic_axes=axes, do_constant_folding=False)
    onnx.save(halve(onnx.load(path)), path)


def halve(model):
    """The model with its larger weights in half precision, each behind a Cast that is folded when the graph is loaded."""
    graph, casts = model.graph, []
    for item in list(graph.initializer):
        if item.data_type != TensorProto.FLOAT or numpy_helper.to_array(item).size < SMALL:
            continue
        values = numpy_helper.to_array(item).astype(np.float16)
        item.CopyFrom(numpy_helper.from_array(values, item.name))
        casts.append(helper.make_node("Cast", [item.name], [item.name + ".single"], to=TensorProto.FLOAT))
        for node in graph.node:
            for i, name in enumerate(node.input):
                if name == item.name:
                    node.input[i] = name + ".single"
    nodes = casts + list(graph.node)
    del graph.node[:]
    graph.node.extend(nodes)
    onnx.checker.check_model(model)
    return model


def greedy_in_parts(network, mel, tokens, longest=150):
    """One utterance decoded as the three files do it: the first step without, the others with past."""
    encoder, decoder, with_past = Encoder(network), Decoder(network, False), Decoder(network, True)
    layers = network.shape.decoder_layers
    hidden = encoder(mel)
    real = torch.ones(hidden.shape[:2], dtype=torch.int64)
    out, texts = decoder(torch.tensor([tokens.start]), hidden, real), []
    past = list(out[1: 1 + 4 * layers])
    while len(texts) < longest - len(tokens.start):
        best = int(out[0][0, -1].argmax())
        if best == tokens.end:
            break
        texts.append(best)
        out = with_past(torch.tensor([[best]]), *past, real)
        for layer in range(layers):
            past[4 * layer: 4 * layer + 2] = out[1 + 2 * layer: 3 + 2 * layer]
    return tokens.decode(texts)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", required=True)
    parser.add_argument("--vocabulary", required=True, help="folder with the tokenizer's and configuration files")
    parser.add_argument("--dev", required=True, help="development shards, for the check")
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    os.makedirs(options.out, exist_ok=True)
    tokens, saved = Tokens(options.vocabulary), torch.load(options.checkpoint, map_location="cpu")
    network = Whisper(tokens.count, tokens.end, Shape(**saved["shape"]))
    network.load_state_dict(saved["network"])
    network.eval().requires_grad_(False)
    with torch.no_grad():
        # What ships is rounded to half precision: check that, not the weights before.
        for parameter in network.parameters():
            parameter.copy_(parameter.half().float())
        write(network, tokens, options.out)
        for name in COPIED:
            shutil.copyfile(os.path.join(options.vocabulary, name), os.path.join(options.out, name))
        different = total = 0
        for batch, _ in development_batches(options.dev, tokens, narrow=False, count=24, size=1):
            whole = greedy(network, batch.mel, batch.lengths, tokens)[0]
            different, total = different + (whole != greedy_in_parts(network, batch.mel, tokens)), total + 1
    print(f"{total - different} of {total} transcripts equal between training (bfloat16) and the exported parts")
    # bfloat16 may tip a close call; more than a few differences mean a wrong graph.
    if different > total // 3:
        raise SystemExit("the exported parts decode otherwise than the network")


if __name__ == "__main__":
    main()
