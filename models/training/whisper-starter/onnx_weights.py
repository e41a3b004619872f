"""Reads the weights of an exported model folder back into the PyTorch network, to train it further."""
import os

import onnx
import torch
from onnx import numpy_helper

ENCODER_PRODUCTS = ["attention.query", "attention.key", "attention.value", "attention.out", "widen", "narrow"]
DECODER_PRODUCTS = ["attention.query", "attention.key", "attention.value", "cross.key", "cross.value", "attention.out",
                    "cross.query", "cross.out", "widen", "narrow"]
# Initialisers keep the names of their modules; the first starter's were shorter.
EARLIER_NAMES = {
    "net.c1": "first", "net.c2": "second", "net.enc": "encoder", "net.dec": "decoder", "net.lnE": "encoder_norm",
    "net.lnD": "decoder_norm", "net.emb": "embedding", "net.dpe": "decoder_positions",
    "a": "attention", "c": "cross", "q": "query", "v": "value", "o": "out", "f1": "widen", "f2": "narrow",
    "ln1": "attention_norm", "ln2": "cross_norm", "ln3": "feed_norm"}


def load(network, folder):
    """Fills `network` from `folder`'s encoder and decoder; the CTC heads, which are not exported, stay random."""
    state = {}
    for file, stack, products in (("encoder_model.onnx", "encoder", ENCODER_PRODUCTS),
                                  ("decoder_model.onnx", "decoder", DECODER_PRODUCTS)):
        graph = onnx.load(os.path.join(folder, file)).graph
        tensors = {item.name: torch.from_numpy(numpy_helper.to_array(item).copy()) for item in graph.initializer}
        # Matrix weights lose their names in the export, but their order is that of the computation.
        matrices = [name for node in graph.node if node.op_type == "MatMul" for name in node.input
                    if name in tensors and "MatMul" in name]
        for i in range(len(matrices) // len(products) * len(products)):
            layer, product = divmod(i, len(products))
            state[f"{stack}.{layer}.{products[product]}.weight"] = tensors[matrices[i]].t().contiguous()
        for name, tensor in tensors.items():
            if "MatMul" not in name:
                state[modern(name)] = tensor
    missing, unknown = network.load_state_dict(state, strict=False)
    unknown = [name for name in unknown if not name.endswith(("positions", "net.pe"))]
    if unknown or any(not name.startswith(("ctc.", "phones.")) for name in missing):
        raise ValueError(f"{folder} does not fit this network: missing {missing}, unknown {unknown}")


def modern(name):
    parts = name.split(".")
    if parts[0] != "net":
        return name
    head = EARLIER_NAMES.get(".".join(parts[:2]))
    return ".".join([head, *(EARLIER_NAMES.get(part, part) for part in parts[2:])]) if head else name
