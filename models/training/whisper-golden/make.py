"""Makes the golden vectors of the transcription tests: python3 make.py <output folder>.

The signal, the features, the network and the search are all written out here from their definitions, in Python,
so that an error in the C# code has no twin on this side. Needs numpy, PyTorch and onnx; takes about a minute.
"""
import json
import os
import shutil
import struct
import sys
import wave
import numpy as np
import torch
from torch import nn
import export
import quantize
from log_mel import log_mel
from lowered import half, lower
from search import greedy
from whisper import Decoder, Encoder

BINS, WIDTH, HEADS, LAYERS, POSITIONS, TEXT_LIMIT = 80, 16, 2, 2, 100, 40
LANGUAGES = ["<|en|>", "<|de|>", "<|fr|>", "<|es|>", "<|zh|>"]
SPECIALS = ["<|endoftext|>", "<|startoftranscript|>", *LANGUAGES, "<|translate|>", "<|transcribe|>",
            "<|startoflm|>", "<|startofprev|>", "<|nospeech|>", "<|notimestamps|>"]
# Forms of encoder and decoder as they are published side by side; any two can be mixed.
FORMS = [("fp16", "fp16"), ("int8", "int8"), ("quantized", "quantized"), ("q4", "q4"), ("q4f16", "q4f16"), ("fp16", "q4"), ("quantized", "q4f16")]
STEPS = 8


def signal(seconds, seed):
    """Gliding harmonics with pauses, and a little noise: enough like speech to fill every mel bin."""
    random = np.random.RandomState(seed)
    time = np.arange(int(seconds * 16000)) / 16000
    pitch = 110 + 40 * np.sin(2 * np.pi * (0.7 + 0.2 * seed) * time)
    phase = 2 * np.pi * np.cumsum(pitch) / 16000
    voice = sum(np.sin(k * phase) / k * (1 + np.sin(2 * np.pi * 0.9 * time + k * seed)) for k in range(1, 30))
    pause = np.sin(2 * np.pi * 1.3 * time + seed) > -0.6
    samples = 0.08 * voice * pause + 0.002 * random.randn(len(time))
    return np.round(np.clip(samples, -1, 1) * 32767).astype(np.int16)


def write_wave(path, samples):
    with wave.open(path, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16000)
        file.writeframes(samples.tobytes())


def write_floats(path, array):
    """int32 rank, int32 dimensions, float32 values; all little-endian."""
    array = np.ascontiguousarray(np.asarray(array, dtype=np.float32))
    with open(path, "wb") as file:
        file.write(struct.pack(f"<{1 + array.ndim}i", array.ndim, *array.shape))
        file.write(array.tobytes())


def byte_letters():
    """GPT-2's letters for the 256 bytes: printable ones stand for themselves, the rest are moved up past 255."""
    plain = [b for b in range(256) if 33 <= b <= 126 or 161 <= b <= 172 or 174 <= b <= 255]
    moved = [b for b in range(256) if b not in plain]
    return {b: chr(b) for b in plain} | {b: chr(256 + i) for i, b in enumerate(moved)}


def vocabulary():
    letters = byte_letters()
    tokens = [letters[b] for b in range(256)]
    merges = []
    for pair in ["Ġ t", "h e", "Ġt he", "i n", "Ġ a", "o u", "r e", "Ġ s", "Ġ w", "e n", "o n", "Ġ y", "Ġy ou"]:
        merges.append(pair)
        tokens.append(pair.replace(" ", ""))
    return {t: i for i, t in enumerate(tokens)}, merges


def choose(decoder, states, prompts, rules):
    """All texts of a network that is worth testing with: clear choices, rows of unlike length and content; else nothing."""
    found = {}
    for name, prompt in prompts.items():
        rows = found[name] = []
        for i in range(len(states)):
            rows.append(greedy(decoder, states[i:i + 1], prompt, rules, name == "timestamps", TEXT_LIMIT - len(prompt)))
            tokens, margin = rows[-1][0], rows[-1][4]
            if margin < 0.01 or len(tokens) < 4 or (len(tokens) > 12 and len(set(tokens)) < 10):
                return None
            if name == "timestamps" and i == 0 and sum(t >= rules["first_timestamp"] for t in tokens) < 3:
                return None
        if len({len(row[0]) for row in rows}) < 2 or len({tuple(row[0]) for row in rows}) < len(rows) or not all(row[5] for row in rows[:2]):
            return None
    return found


def teach_languages(decoder, states, start, languages):
    """Output weights of the language tokens by which the rows speak German, French and German: random ones would not hear the audio."""
    wanted = torch.tensor([[0, 0, 0], [1, 1, 1], [0, 2, 0], [-0.5, -0.5, -0.5], [-1, -1, -1]]).double()
    words, decoder.words = decoder.words, nn.Identity()
    hidden = decoder(torch.tensor([[start]] * len(states)), states)[0][:, 0]
    decoder.words = words
    words.weight[languages] = wanted @ torch.linalg.pinv(hidden).T
    return decoder(torch.tensor([[start]] * len(states)), states)[0][:, 0, languages].log_softmax(1)


def teach_prompts(decoder, states, prompts, plain, redrawn, rules):
    """Draws embeddings of the prompts' tokens until the choices are clear, and no two prompts give a row texts of the same probability."""
    for seed in range(100000):
        torch.manual_seed(seed)
        decoder.tokens.weight[redrawn] = torch.randn(len(redrawn), WIDTH).double()
        found = {}
        for name, prompt in prompts.items():
            found[name] = [greedy(decoder, states[i:i + 1], prompt, rules, False, TEXT_LIMIT - len(prompt)) for i in range(len(states))]
            if min(row[4] for row in found[name]) < 0.01 or not all(row[5] for row in found[name][:2]):
                break
        else:
            sure = [sorted(mean(rows[i]) for rows in [*found.values(), plain]) for i in range(len(states))]
            if min(b - a for row in sure for a, b in zip(row, row[1:])) > 0.004:
                return seed, found


def mean(row):
    """Log-probability a token, end of text counted as one."""
    return sum(row[2]) / (len(row[0]) + 1)


def along(decoder, states, prompt, rows):
    """Logits of a batch that reads the rows' tokens one by one with a cache: steps × rows × vocabulary."""
    ids, past, logits = torch.tensor([prompt] * len(rows)), None, []
    for step in range(STEPS):
        found, cache, _ = decoder(ids, None if past else states, past)
        # With a cache, the cross-attention's keys and values are passed through.
        past = cache
        logits.append(found[:, -1])
        ids = torch.tensor([[row[0][step]] for row in rows])
    return torch.stack(logits)


def main(folder):
    vocab, merges = vocabulary()
    base = len(vocab)
    added = {s: base + i for i, s in enumerate(SPECIALS)}
    stamp = base + len(SPECIALS)
    size = stamp + POSITIONS + 1
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)

    # 1. Signals and features.
    signals = [signal(1.83, 1), signal(1.4, 2), signal(2.0, 3)]
    for i, samples in enumerate(signals):
        write_wave(f"{folder}/signal{i}.wav", samples)
    scaled = [s / 32768.0 for s in signals]
    write_floats(f"{folder}/mel80.bin", log_mel(scaled[0], 80))
    write_floats(f"{folder}/mel128.bin", log_mel(scaled[0], 128))
    windows = [np.pad(s, (0, 2 * POSITIONS * 160 - len(s))) for s in scaled]
    features = torch.tensor(np.stack([log_mel(w, BINS) for w in windows]))
    write_floats(f"{folder}/features.bin", features)

    # 2. A network whose rows stop at different places, and whose choices are clear enough for single precision.
    suppress = sorted(set(range(0, 30)) | {base - 1, 200, 201})
    rules = {"first_timestamp": stamp, "end": added["<|endoftext|>"], "suppress": suppress, "begin_suppress": [32, added["<|endoftext|>"]],
             "specials": [added[s] for s in SPECIALS if s != "<|endoftext|>"], "max_initial": 20}
    lead = [added["<|startoftranscript|>"], added["<|en|>"], added["<|transcribe|>"]]
    silent = [added["<|notimestamps|>"]]
    german = [added["<|startoftranscript|>"], added["<|de|>"]]
    prompts = {"plain": lead + silent, "timestamps": lead}
    languages = [added[language] for language in LANGUAGES]
    late = range(added["<|de|>"] + 1, added["<|translate|>"])
    for seed in range(100000):
        torch.manual_seed(seed)
        encoder, decoder = Encoder(BINS, WIDTH, HEADS, LAYERS, POSITIONS), Decoder(size - len(late), WIDTH, HEADS, LAYERS, TEXT_LIMIT)
        with torch.no_grad():
            # Untrained attention is flat; sharper keys and louder cross-attention make the audio matter.
            for layer in decoder.layers:
                layer.cross.key.weight *= 6
                layer.cross.out.weight *= 4
            decoder.words.weight *= 6
            decoder.words.weight[rules["end"]] *= 1.4
            encoder, decoder = encoder.double().eval(), decoder.double().eval()
            # Room for the languages that are drawn afterwards: no text holds them, so the texts found here stay.
            for layer in (decoder.tokens, decoder.words):
                weight = layer.weight.data
                layer.weight.data = torch.cat([weight[:late[0]], torch.zeros(len(late), WIDTH).double(), weight[late[0]:]])
            states = encoder(features)
            found = choose(decoder, states, prompts, rules)
        if found:
            break
    prompted = {"german": [*german, added["<|transcribe|>"], *silent], "translated": [*german, added["<|translate|>"], *silent]}
    with torch.no_grad():
        heard = teach_languages(decoder, states, lead[0], languages)
        second, texts = teach_prompts(decoder, states, prompted, found["plain"], [*languages[1:], added["<|translate|>"]], rules)
        # The same texts again, for their logits now hold what was taught of languages.
        found = choose(decoder, states, prompts, rules) | texts
    prompts |= prompted
    print("seeds", seed, second, {name: [len(row[0]) for row in rows] for name, rows in found.items()})

    # 3. What the search must find.
    with torch.no_grad():
        start = decoder(torch.tensor([prompts["plain"][:1]] * len(states)), states)[0][:, 0].softmax(1)
    golden = {"seeds": [seed, second], "noSpeech": start[:, added["<|nospeech|>"]].tolist(),
              "languages": [dict(zip(LANGUAGES, row)) for row in heard.tolist()], "cases": {}}
    for name, rows in found.items():
        golden["cases"][name] = [{"prompt": prompts[name], "tokens": row[0], "averageLogProbability": mean(row)} for row in rows]
        for i, row in enumerate(rows if name in ("plain", "timestamps") else []):
            write_floats(f"{folder}/{name}{i}.logits.bin", torch.stack(row[1]))
            write_floats(f"{folder}/{name}{i}.attention.bin", torch.stack(row[3]))
    with open(f"{folder}/golden.json", "w") as file:
        json.dump(golden, file, indent=1)

    # 4. What the network says with lowered weights, along the same tokens.
    with torch.no_grad():
        for first, second in FORMS:
            heard = lower(encoder, first)(half(features) if first.endswith("f16") or first == "fp16" else features)
            if "f16" in first + second or "fp16" in (first, second):
                heard = half(heard)
            logits = along(lower(decoder, second), heard, prompts["plain"], found["plain"])
            write_floats(f"{folder}/{first}-{second}.logits.bin", logits)

    # 5. The network in every layout, and as it is published in lowered forms.
    encoder, decoder = encoder.float(), decoder.float()
    states = states[:2].float()
    for layout in ["two-graphs", "merged", "without-cache", "published"]:
        target = f"{folder}/{layout}"
        os.makedirs(target)
        encoder.any_length = layout == "two-graphs"
        export.write_encoder(encoder, f"{target}/encoder_model.onnx", 2 * POSITIONS, free=layout != "without-cache")
        export.write_decoder(decoder, f"{target}/decoder_model.onnx", states, with_cache=layout != "without-cache")
        if layout != "without-cache":
            export.write_decoder_with_past(decoder, f"{target}/decoder_with_past_model.onnx", states)
        if layout == "published":
            write_published(target)
        elif layout == "merged":
            export.merge(f"{target}/decoder_model.onnx", f"{target}/decoder_with_past_model.onnx", f"{target}/decoder_model_merged.onnx")
            os.remove(f"{target}/decoder_model.onnx")
            os.remove(f"{target}/decoder_with_past_model.onnx")
        write_configs(target, vocab, merges, added, stamp, size, rules, whole=layout in ("merged", "published"))


def write_published(target):
    """Lowered graphs in the subfolder onnx, decoders merged; none in single precision."""
    graphs = ["encoder_model", "decoder_model", "decoder_with_past_model"]
    os.makedirs(f"{target}/onnx")
    for form in quantize.FORMS:
        for graph in graphs:
            quantize.convert(f"{target}/{graph}.onnx", f"{target}/onnx/{graph}_{form}.onnx", form)
        first, then = (f"{target}/onnx/{graph}_{form}.onnx" for graph in graphs[1:])
        merged = f"{target}/onnx/decoder_model_merged_{form}.onnx"
        export.merge(first, then, merged)
        if form == "q4f16":
            export.narrow(merged, merged)
        os.remove(first)
        os.remove(then)
    for graph in graphs:
        os.remove(f"{target}/{graph}.onnx")


def write_configs(target, vocab, merges, added, stamp, size, rules, whole):
    def write(name, value):
        with open(f"{target}/{name}", "w", encoding="utf-8") as file:
            json.dump(value, file, ensure_ascii=False)

    end = added["<|endoftext|>"]
    write("config.json", {"model_type": "whisper", "vocab_size": size, "num_mel_bins": BINS, "d_model": WIDTH, "encoder_layers": LAYERS,
                          "decoder_layers": LAYERS, "encoder_attention_heads": HEADS, "decoder_attention_heads": HEADS,
                          "max_source_positions": POSITIONS, "max_target_positions": TEXT_LIMIT, "eos_token_id": end,
                          "decoder_start_token_id": added["<|startoftranscript|>"]})
    write("generation_config.json", {"is_multilingual": True, "lang_to_id": {k: added[k] for k in LANGUAGES},
                                     "task_to_id": {"translate": added["<|translate|>"], "transcribe": added["<|transcribe|>"]},
                                     "no_timestamps_token_id": added["<|notimestamps|>"], "suppress_tokens": rules["suppress"],
                                     "begin_suppress_tokens": rules["begin_suppress"], "max_initial_timestamp_index": rules["max_initial"],
                                     "max_length": TEXT_LIMIT})
    write("preprocessor_config.json", {"feature_size": BINS, "sampling_rate": 16000, "hop_length": 160, "n_fft": 400})
    tokens = dict(added) | {f"<|{i * 0.02:.2f}|>": stamp + i for i in range(POSITIONS + 1)}
    if whole:
        write("tokenizer.json", {"model": {"type": "BPE", "vocab": vocab, "merges": [m.split() for m in merges]},
                                 "added_tokens": [{"id": i, "content": t, "special": True} for t, i in tokens.items()]})
        return
    write("vocab.json", vocab)
    write("added_tokens.json", tokens)
    with open(f"{target}/merges.txt", "w", encoding="utf-8") as file:
        file.write("#version: 0.2\n" + "\n".join(merges) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
