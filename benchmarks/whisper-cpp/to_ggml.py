"""Writes an English starter recogniser as a ggml file: python3 benchmarks/whisper-cpp/to_ggml.py <model folder> <file.bin>.

whisper.cpp and Whisper.net read such files. They know special tokens by their numbers in the English vocabulary of 51,864
tokens, so ours move there, and the numbers between are filled with tokens that can never win. Needs numpy and onnx.
"""
import json
import os
import struct
import sys

import numpy as np
import onnx
from onnx import numpy_helper

# whisper.cpp's English-only vocabulary: `struct whisper_vocab` in src/whisper.cpp.
VOCABULARY = 51864
SPECIAL = {"<|endoftext|>": 50256, "<|startoftranscript|>": 50257, "<|translate|>": 50357, "<|transcribe|>": 50358,
           "<|startoflm|>": 50359, "<|startofprev|>": 50360, "<|nospeech|>": 50361, "<|notimestamps|>": 50362}
FIRST_TIME = 50363
MAGIC, POSITIONS, NEVER = 0x67676D6C, 1500, -1000.0
SINGLE, HALF = 0, 1        # ggml's numbers of element types


def weights(folder):
    """Every named weight of the encoder and the decoder, in single precision."""
    found = {}
    for file in ("encoder_model.onnx", "decoder_model.onnx"):
        for item in onnx.load(os.path.join(folder, file)).graph.initializer:
            found[item.name] = numpy_helper.to_array(item).astype(np.float32)
    return found


def byte_names():
    """GPT-2's printable names of the 256 bytes, by name."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    names = {chr(byte): byte for byte in printable}
    names.update({chr(256 + i): byte for i, byte in enumerate(b for b in range(256) if b not in printable)})
    return names


def vocabulary(folder):
    """(bytes of each text token in order, {our number: theirs} of the special tokens)."""
    texts = json.load(open(os.path.join(folder, "vocab.json"), encoding="utf-8"))
    added = json.load(open(os.path.join(folder, "added_tokens.json"), encoding="utf-8"))
    names = byte_names()
    words = [bytes(names[letter] for letter in text) for text in sorted(texts, key=texts.get)]
    moved = {}
    for name, number in added.items():
        moved[number] = SPECIAL[name] if name in SPECIAL else FIRST_TIME + round(float(name.strip("<|>")) / 0.02)
    return words, moved


def embedding(ours, words, moved, norm_weight, norm_bias):
    """[51864, width]: our rows at their new numbers, and between them rows whose score is always NEVER.

    What the last layer norm puts out is weight * n + bias, where n sums to nothing. A row c / weight therefore scores
    c * sum(bias / weight), whatever was heard.
    """
    constant = 1 / norm_weight
    never = constant * (NEVER / float(constant @ norm_bias))
    table = np.tile(never.astype(np.float32), (VOCABULARY, 1))
    table[: len(words)] = ours[: len(words)]
    for old, new in moved.items():
        table[new] = ours[old]
    return table


def tensors(w, layers, table):
    """(name, array) in whisper.cpp's names."""
    for side, count, blocks in (("encoder", layers[0], "encoder"), ("decoder", layers[1], "decoder")):
        for i in range(count):
            ours, theirs = f"{blocks}.{i}.", f"{side}.blocks.{i}."
            pairs = [("attention", "attn")] + ([("cross", "cross_attn")] if side == "decoder" else [])
            for part, name in pairs:
                for kind in ("query", "key", "value", "out"):
                    yield f"{theirs}{name}.{kind}.weight", w[f"{ours}{part}.{kind}.weight"]
                    if kind != "key":
                        yield f"{theirs}{name}.{kind}.bias", w[f"{ours}{part}.{kind}.bias"]
                yield from norm(w, f"{ours}{part}_norm", f"{theirs}{name}_ln")
            yield from norm(w, f"{ours}feed_norm", f"{theirs}mlp_ln")
            for part, name in (("widen", "mlp.0"), ("narrow", "mlp.2")):
                yield f"{theirs}{name}.weight", w[f"{ours}{part}.weight"]
                yield f"{theirs}{name}.bias", w[f"{ours}{part}.bias"]
    for part, name in (("first", "conv1"), ("second", "conv2")):
        yield f"encoder.{name}.weight", w[f"{part}.weight"]
        yield f"encoder.{name}.bias", w[f"{part}.bias"][:, None]
    yield from norm(w, "encoder_norm", "encoder.ln_post")
    yield from norm(w, "decoder_norm", "decoder.ln")
    yield "encoder.positional_embedding", sinusoids(POSITIONS, w["first.weight"].shape[0])
    yield "decoder.positional_embedding", w["decoder_positions"]
    yield "decoder.token_embedding.weight", table


def norm(w, ours, theirs):
    yield theirs + ".weight", w[ours + ".weight"]
    yield theirs + ".bias", w[ours + ".bias"]


def sinusoids(length, width):
    rates = np.exp(-np.log(10000) / (width // 2 - 1) * np.arange(width // 2))
    angles = np.arange(length)[:, None] * rates
    return np.concatenate([np.sin(angles), np.cos(angles)], 1).astype(np.float32)


def mel_filters():
    """[80, 201] triangles on Slaney's mel scale, each of unit area (as in models/training/whisper-starter/features.py)."""
    sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../models/training/whisper-starter"))
    from features import mel_filters as filters

    return filters().numpy()


def main():
    folder, out = sys.argv[1:]
    config = json.load(open(os.path.join(folder, "config.json"), encoding="utf-8"))
    w, (words, moved) = weights(folder), vocabulary(folder)
    table = embedding(w["embedding.weight"], words, moved, w["decoder_norm.weight"], w["decoder_norm.bias"])
    layers = config["encoder_layers"], config["decoder_layers"]
    with open(out, "wb") as file:
        file.write(struct.pack("<12i", MAGIC, VOCABULARY, POSITIONS, config["d_model"], config["encoder_attention_heads"], layers[0],
                               config["max_target_positions"], config["d_model"], config["decoder_attention_heads"], layers[1], 80, HALF))
        filters = mel_filters()
        file.write(struct.pack("<2i", *filters.shape) + filters.astype("<f4").tobytes())
        file.write(struct.pack("<i", len(words)))
        for word in words:
            file.write(struct.pack("<i", len(word)) + word)
        for name, value in tensors(w, layers, table):
            half = value.ndim > 1 and not name.endswith(("positional_embedding", "conv1.bias", "conv2.bias"))
            file.write(struct.pack("<3i", value.ndim, len(name), HALF if half else SINGLE))
            file.write(struct.pack(f"<{value.ndim}i", *reversed(value.shape)) + name.encode())
            file.write(value.astype("<f2" if half else "<f4").tobytes())
    print(f"{out}: {os.path.getsize(out) / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
