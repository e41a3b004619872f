"""Writes the encoder as an ONNX folder in the names of BERT exports."""
import json
import pathlib

import onnx
import torch

import bert
import model

NAME, VERSION, LONGEST = "embedding-starter", "1.0", 128
INPUTS = ["input_ids", "attention_mask", "token_type_ids"]


def write(folder, encoder, tokenizer, threshold):
    """`threshold` is the cosine from which the program takes two texts as alike."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = list(tokenizer.encoder.ids)
    exported = model.Exported(encoder)
    ids, mask = map(torch.tensor, bert.batch([tokenizer.encode("when can we start"), tokenizer.encode("no")]))
    torch.onnx.export(
        exported, (ids, mask, torch.zeros_like(ids)), str(folder / "model.onnx"), opset_version=14, do_constant_folding=False,
        input_names=INPUTS, output_names=["last_hidden_state"],
        dynamic_axes={name: {0: "batch", 1: "pieces"} for name in INPUTS + ["last_hidden_state"]})
    (folder / "vocab.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    dump(folder / "config.json", {
        "model_type": "bag-of-pieces", "hidden_size": exported.table.shape[1], "vocab_size": len(vocabulary), "pad_token_id": bert.PAD,
        "max_position_embeddings": LONGEST,
        "convointel": {"name": NAME, "version": VERSION, "threshold": threshold}})
    dump(folder / "tokenizer_config.json", {
        "tokenizer_class": "BertTokenizer", "do_lower_case": True, "strip_accents": None, "model_max_length": LONGEST,
        "pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]", "mask_token": "[MASK]"})
    check(folder)


def check(folder):
    graph = onnx.load(str(pathlib.Path(folder) / "model.onnx"))
    onnx.checker.check_model(graph)
    assert [i.name for i in graph.graph.input] == INPUTS, [i.name for i in graph.graph.input]
    assert [o.name for o in graph.graph.output] == ["last_hidden_state"]


def dump(path, value):
    path.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")
