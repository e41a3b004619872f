"""Writes a trained network as the three ONNX files of Optimum's Whisper layout, with cross-attentions, and checks them.

The vocabulary and configuration files of the start folder are copied: training does not change them.
"""
import argparse
import os
import shutil

import torch
import torch.nn as nn
import torch.nn.functional as F

from corpus import development_batches
from network import DECODER_LAYERS, HEADS, WIDTH, Whisper, greedy
from tokens import Tokens

COPIED = ["vocab.json", "merges.txt", "added_tokens.json", "config.json", "generation_config.json",
          "preprocessor_config.json"]
OPSET = 14
PRESENT = [f"present.{layer}.{stack}.{kind}" for layer in range(DECODER_LAYERS) for stack in ("decoder", "encoder")
           for kind in ("key", "value")]
CROSS = [f"cross_attentions.{layer}" for layer in range(DECODER_LAYERS)]

# onnx_weights.py finds the matrices by their order: query, key, value, then the memory's key and value, then the rest.


def split_heads(x):
    batch, length, _ = x.shape
    return x.view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)


def attend(attention, query, key, value, mask=None):
    """(output, weights [B,heads,T,S]) of one attention, its parts already split into heads."""
    scores = query @ key.transpose(-1, -2)
    weights = (scores if mask is None else scores + mask).softmax(-1)
    mixed = (weights @ value).transpose(1, 2)
    return attention.out(mixed.reshape(mixed.shape[0], mixed.shape[1], WIDTH)), weights


def queries(attention, x):
    return split_heads(attention.query(x) * (WIDTH // HEADS) ** -0.5)


def keys_values(attention, x):
    return split_heads(attention.key(x)), split_heads(attention.value(x))


def feed(block, x):
    return x + block.narrow(F.gelu(block.widen(block.feed_norm(x))))


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
    """Without past: ids and encoder states to logits, every key and value, cross-attentions. With past: one id more."""

    def __init__(self, network, with_past):
        super().__init__()
        self.with_past = with_past
        for name in ("embedding", "decoder", "decoder_norm", "decoder_positions"):
            setattr(self, name, getattr(network, name))

    def forward(self, ids, *inputs):
        first = inputs[0].shape[2] if self.with_past else 0
        length = ids.shape[1]
        x = self.embedding(ids) + self.decoder_positions[first: first + length]
        causal = None if self.with_past else torch.full((length, length), -1e4).triu(1)
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
            mixed, weights = attend(block.cross, queries(block.cross, block.cross_norm(x)), cross_key, cross_value)
            x = feed(block, x + mixed)
            present += [key, value] if self.with_past else [key, value, cross_key, cross_value]
            crosses.append(weights)
        return (F.linear(self.decoder_norm(x), self.embedding.weight), *present, *crosses)


def write(network, tokens, out):
    """Exports the three graphs into `out`."""
    mel, ids = torch.randn(2, 80, 240), torch.tensor([tokens.start + [5]] * 2)
    encoder, decoder, with_past = Encoder(network), Decoder(network, False), Decoder(network, True)
    hidden = encoder(mel)
    torch.onnx.export(encoder, (mel,), os.path.join(out, "encoder_model.onnx"), opset_version=OPSET,
                      input_names=["input_features"], output_names=["last_hidden_state"],
                      dynamic_axes={"input_features": {0: "batch_size", 2: "feature_frames"},
                                    "last_hidden_state": {0: "batch_size", 1: "encoder_sequence_length"}})
    axes = {"input_ids": {0: "batch_size", 1: "decoder_sequence_length"},
            "encoder_hidden_states": {0: "batch_size", 1: "encoder_sequence_length"},
            "logits": {0: "batch_size", 1: "decoder_sequence_length"}}
    axes.update({name: {0: "batch_size", 2: "encoder_sequence_length" if "encoder" in name else "decoder_sequence_length"}
                 for name in PRESENT})
    axes.update({name: {0: "batch_size", 2: "decoder_sequence_length", 3: "encoder_sequence_length"} for name in CROSS})
    torch.onnx.export(decoder, (ids, hidden), os.path.join(out, "decoder_model.onnx"), opset_version=OPSET,
                      input_names=["input_ids", "encoder_hidden_states"], output_names=["logits", *PRESENT, *CROSS],
                      dynamic_axes=axes)
    past = decoder(ids, hidden)[1: 1 + len(PRESENT)]
    names = [name.replace("present", "past_key_values") for name in PRESENT]
    grown = [name for name in PRESENT if ".decoder." in name]
    axes = {"input_ids": {0: "batch_size"}, "logits": {0: "batch_size"}}
    axes.update({name: {0: "batch_size", 2: "encoder_sequence_length_out" if ".encoder." in name
                        else "past_decoder_sequence_length"} for name in names})
    axes.update({name: {0: "batch_size", 2: "past_decoder_sequence_length_plus_1"} for name in grown})
    axes.update({name: {0: "batch_size", 3: "encoder_sequence_length_out"} for name in CROSS})
    torch.onnx.export(with_past, (ids[:, :1], *past), os.path.join(out, "decoder_with_past_model.onnx"),
                      opset_version=OPSET, input_names=["input_ids", *names], output_names=["logits", *grown, *CROSS],
                      dynamic_axes=axes)


def greedy_in_parts(network, mel, tokens, longest=100):
    """One utterance decoded as the three files do it: the first step without, the others with past."""
    encoder, decoder, with_past = Encoder(network), Decoder(network, False), Decoder(network, True)
    out, texts = decoder(torch.tensor([tokens.start]), encoder(mel)), []
    past = list(out[1: 1 + len(PRESENT)])
    while len(texts) < longest - len(tokens.start):
        best = int(out[0][0, -1].argmax())
        if best == tokens.end:
            break
        texts.append(best)
        out = with_past(torch.tensor([[best]]), *past)
        for layer in range(DECODER_LAYERS):
            past[4 * layer: 4 * layer + 2] = out[1 + 2 * layer: 3 + 2 * layer]
    return tokens.decode(texts)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", required=True)
    parser.add_argument("--start", required=True, help="model folder whose vocabulary and configuration are kept")
    parser.add_argument("--dev", required=True, help="development shards, for the check")
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    os.makedirs(options.out, exist_ok=True)
    tokens = Tokens(options.start)
    network = Whisper(tokens.count)
    network.load_state_dict(torch.load(options.checkpoint)["network"])
    network.eval().requires_grad_(False)
    write(network, tokens, options.out)
    for name in COPIED:
        source, target = os.path.join(options.start, name), os.path.join(options.out, name)
        if os.path.abspath(source) != os.path.abspath(target):
            shutil.copyfile(source, target)
    different = total = 0
    for batch, _ in development_batches(options.dev, tokens, narrow=False, count=24, size=1):
        whole = greedy(network, batch[0], batch[1], tokens)[0]
        different, total = different + (whole != greedy_in_parts(network, batch[0], tokens)), total + 1
    print(f"{total - different} of {total} transcripts equal between training graph and exported parts")
    if different:
        raise SystemExit("the exported parts decode otherwise than the network")


if __name__ == "__main__":
    main()
