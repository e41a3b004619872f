"""
Writes what tests hold the C# reader to.

python golden.py tokens MODEL OUT   piece ids of tricky texts by bert.py, and the first numbers of their vectors by NumPy, for the model in MODEL
python golden.py graph OUT          a small BERT with random weights, exported as MiniLM's are, and its sentence vectors by PyTorch
"""
import json
import math
import pathlib
import sys

import numpy as np
import onnx
import onnx.numpy_helper
import torch
import torch.nn as nn
import torch.nn.functional as F

import bert
import export
import texts
import wordpiece

TRICKY = [
    "How do we get everything across from the old system?", "we'd-have told you; it's $12,500.00 (net)!", "Ça va? Müller’s naïve café résumé — naïveté",
    "  two   spaces\tand\ta tab\nand a line ", "", "   ", "...", "???", "ÅNGSTRÖM İstanbul ﬁne straße ΣΊΣΥΦΟΣ", "日本語 test 中文字", "한국어 전화",
    "[CLS] [SEP] [MASK] [PAD] [UNK]", "a\u200bzero\u00a0width and no-break", "a\u0301e\u0301 combining", "emoji 👍🏽 and ☎ here", "O'Brien's o'clock ’twas",
    "1,000.5% of 3/4 at 10:30am @ home_run x^2 ~ `tick` \\ | {a} <num>", "supercalifragilisticexpialidocious antidisestablishmentarianism",
    "word " * 200, "x" * 99, "x" * 100, "x" * 101, "no\u00adbreak soft-hyphen", "UPPER lower MiXeD", "e-mail me@firm.example, www.firm.example/x?y=z",
    "“quoted” ‘single’ «guillemets» … – —", "½ ² ① Ⅷ", "\x07bell \x7f delete \ufffd replacement", "हिन्दी नमस्ते", "we re we ve i ll", "can't won't dont",
]


class TinyBert(nn.Module):
    """One layer of BERT with random weights: what counts is that the mask, the positions and the types matter."""

    def __init__(self, pieces, width=16, heads=2, longest=64):
        super().__init__()
        self.heads, self.width = heads, width
        self.word, self.place, self.kind = nn.Embedding(pieces, width), nn.Embedding(longest, width), nn.Embedding(2, width)
        self.query, self.key, self.value, self.out = (nn.Linear(width, width) for _ in range(4))
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in range(3))

    def forward(self, input_ids, attention_mask, token_type_ids):
        batch, length = input_ids.shape
        places = torch.ones_like(input_ids).cumsum(1) - 1
        x = self.norms[0](self.word(input_ids) + self.place(places) + self.kind(token_type_ids))
        split = lambda y: y.reshape(batch, length, self.heads, self.width // self.heads).transpose(1, 2)
        scores = split(self.query(x)) @ split(self.key(x)).transpose(2, 3) / math.sqrt(self.width // self.heads)
        scores = scores + (1 - attention_mask[:, None, None, :].float()) * -10_000.0
        heard = (torch.softmax(scores, -1) @ split(self.value(x))).transpose(1, 2).reshape(batch, length, self.width)
        x = self.norms[1](x + self.out(heard))
        return self.norms[2](x + self.down(F.gelu(self.up(x))))


class Half(nn.Module):
    """The output in half precision."""

    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, input_ids, attention_mask, token_type_ids):
        return self.net(input_ids, attention_mask, token_type_ids).half()


class Pooled(nn.Module):
    """Pooled inside the graph, without types among its inputs."""

    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, input_ids, attention_mask):
        hidden, there = self.net(input_ids, attention_mask, torch.zeros_like(input_ids)), attention_mask[:, :, None].float()
        return (hidden * there).sum(1) / there.sum(1)


def graph(out):
    out = pathlib.Path(out)
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(5)
    said = [t for group in texts.paraphrases("train").values() for t in group][:300]
    counts = {}
    for text in said:
        for word in bert.words(text):
            counts[word] = counts.get(word, 0) + 1
    vocabulary = bert.SPECIAL + wordpiece.train(counts, 400, least=1)[len(wordpiece.SPECIAL) + 2:]
    tokenizer = bert.Tokenizer(vocabulary, longest=64)
    net = TinyBert(len(vocabulary)).eval()
    (out / "vocab.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    export.dump(out / "config.json", {"model_type": "bert", "hidden_size": net.width, "max_position_embeddings": 64, "vocab_size": len(vocabulary)})
    export.dump(out / "tokenizer_config.json", {"tokenizer_class": "BertTokenizer", "do_lower_case": True, "model_max_length": 512})
    for name, module, inputs, output in (
            ("model", net, export.INPUTS, "last_hidden_state"), ("model_half", Half(net), export.INPUTS, "token_embeddings"),
            ("model_sentence", Pooled(net), export.INPUTS[:2], "sentence_embedding")):
        ids, mask = map(torch.tensor, bert.batch([tokenizer.encode("when can we start"), tokenizer.encode("no")]))
        axes = {n: {0: "batch", 1: "pieces"} for n in inputs}
        axes[output] = {0: "batch"} if name == "model_sentence" else {0: "batch", 1: "pieces"}
        torch.onnx.export(module, (ids, mask, torch.zeros_like(ids))[: len(inputs)], str(out / f"{name}.onnx"), opset_version=14,
                          do_constant_folding=False, input_names=inputs, output_names=[output], dynamic_axes=axes)
    rows = []
    with torch.no_grad():
        for text in said[:12] + TRICKY:
            ids = torch.tensor([tokenizer.encode(text)])
            vector = F.normalize(net(ids, torch.ones_like(ids), torch.zeros_like(ids)).mean(1), dim=1)[0]
            rows.append({"text": text, "ids": ids[0].tolist(), "vector": [round(v, 6) for v in vector.tolist()]})
    (out / "expected.json").write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


def tokens(folder, out):
    folder, out = pathlib.Path(folder), pathlib.Path(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    tokenizer = bert.Tokenizer((folder / "vocab.txt").read_text(encoding="utf-8").splitlines(), export.LONGEST)
    weights = onnx.load(str(folder / "model.onnx")).graph.initializer
    table = max((onnx.numpy_helper.to_array(w) for w in weights), key=lambda w: w.size).astype(np.float32)
    rows = []
    for text in TRICKY:
        ids = tokenizer.encode(text)
        vector = table[ids].mean(0)
        length = np.linalg.norm(vector)
        rows.append({"text": text, "ids": ids, "vector": [round(float(v), 5) for v in (vector / length if length > 0 else vector)[:16]]})
    out.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    {"graph": graph, "tokens": tokens}[sys.argv[1]](*sys.argv[2:])
