"""Learns the recogniser's vocabulary from the labels and writes the tokenizer and configuration files of a model folder.

Byte-level byte-pair encoding as in GPT-2 and Whisper (Sennrich et al. 2016): 256 bytes, merges in the order of how often
they pay, then Whisper's special tokens in Whisper's order and 1,501 timestamps of 20 ms.
"""
import argparse
import collections
import json
import os

from tokens import BYTES, WORDS

MERGES = 1500
SPECIAL = ["<|endoftext|>", "<|startoftranscript|>", "<|translate|>", "<|transcribe|>", "<|startoflm|>", "<|startofprev|>",
           "<|nospeech|>", "<|notimestamps|>"]
TIMESTAMPS = 1501


def learn_merges(texts, count):
    """The `count` most useful merges of `texts`, most useful first; ties fall in alphabetical order."""
    words = collections.Counter(word for text in texts for word in WORDS.findall(text))
    pieces = {word: [BYTES[byte] for byte in word.encode()] for word in words}
    pairs, where = collections.Counter(), collections.defaultdict(set)
    for word, parts in pieces.items():
        for pair in zip(parts, parts[1:]):
            pairs[pair] += words[word]
            where[pair].add(word)
    merges = []
    while len(merges) < count and pairs:
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))
        if pairs[best] < 2:
            break
        merges.append(best)
        for word in list(where[best]):
            old = pieces[word]
            for pair in zip(old, old[1:]):
                pairs[pair] -= words[word]
                where[pair].discard(word)
            new, i = [], 0
            while i < len(old):
                joined = i + 1 < len(old) and (old[i], old[i + 1]) == best
                new.append(old[i] + old[i + 1] if joined else old[i])
                i += 2 if joined else 1
            pieces[word] = new
            for pair in zip(new, new[1:]):
                pairs[pair] += words[word]
                where[pair].add(word)
        del pairs[best], where[best]
    return merges


def write_tokenizer(merges, folder):
    """`vocab.json`, `merges.txt`, `added_tokens.json`; returns the number of each special token."""
    ids = {token: number for number, token in enumerate(BYTES.values())}
    for left, right in merges:
        ids.setdefault(left + right, len(ids))
    names = SPECIAL + [f"<|{step * 0.02:.2f}|>" for step in range(TIMESTAMPS)]
    special = {name: len(ids) + i for i, name in enumerate(names)}
    _dump(ids, folder, "vocab.json")
    _dump(special, folder, "added_tokens.json")
    with open(os.path.join(folder, "merges.txt"), "w", encoding="utf-8") as file:
        file.write("#version: 0.2\n" + "".join(f"{left} {right}\n" for left, right in merges))
    return special


def write_configuration(special, folder, shape):
    """`config.json`, `generation_config.json` and `preprocessor_config.json` in the names of Hugging Face's Whisper."""
    end, start = special["<|endoftext|>"], special["<|startoftranscript|>"]
    _dump({"model_type": "whisper", "architectures": ["WhisperForConditionalGeneration"], "vocab_size": max(special.values()) + 1,
           "num_mel_bins": 80, "d_model": shape.width, "encoder_layers": shape.encoder_layers,
           "decoder_layers": shape.decoder_layers, "encoder_attention_heads": shape.heads,
           "decoder_attention_heads": shape.heads, "encoder_ffn_dim": 4 * shape.width, "decoder_ffn_dim": 4 * shape.width,
           "max_source_positions": 1500, "max_target_positions": shape.longest_text, "bos_token_id": end, "eos_token_id": end,
           "pad_token_id": end, "decoder_start_token_id": start}, folder, "config.json", 1)
    _dump({"decoder_start_token_id": start, "eos_token_id": end, "pad_token_id": end, "is_multilingual": False,
           "no_timestamps_token_id": special["<|notimestamps|>"], "forced_decoder_ids": [[1, special["<|notimestamps|>"]]],
           "max_length": shape.longest_text, "max_initial_timestamp_index": 50, "suppress_tokens": [],
           "begin_suppress_tokens": [], "return_timestamps": False,
           "alignment_heads": [[layer, head] for layer in range(shape.decoder_layers) for head in range(shape.heads)]},
          folder, "generation_config.json", 1)
    _dump({"feature_extractor_type": "WhisperFeatureExtractor", "feature_size": 80, "sampling_rate": 16000, "hop_length": 160,
           "n_fft": 400, "chunk_length": shape.window, "nb_max_frames": 3000, "n_samples": 480000, "padding_value": 0.0},
          folder, "preprocessor_config.json", 1)


def _dump(value, folder, name, indent=None):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        json.dump(value, file, ensure_ascii=False, indent=indent)
        file.write("\n")


def main():
    from network import Shape

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sentences", required=True, help="spoken and label, tab-separated, a line each")
    parser.add_argument("--out", required=True, help="model folder")
    parser.add_argument("--shape", type=json.loads, default={}, help="JSON of the network's sizes, as for train.py")
    parser.add_argument("--merges", type=int, default=MERGES)
    options = parser.parse_args()
    with open(options.sentences, encoding="utf-8") as lines:
        # Timestamped and joined texts put a space before every sentence.
        texts = [" " + line.rstrip("\n").split("\t")[1] for line in lines]
    os.makedirs(options.out, exist_ok=True)
    special = write_tokenizer(learn_merges(texts, options.merges), options.out)
    write_configuration(special, options.out, Shape(**options.shape))
    print(f"{max(special.values()) + 1} tokens")


if __name__ == "__main__":
    main()
