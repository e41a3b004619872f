"""Reads the weights of an exported model folder back into the network, to train it further."""
import os

import onnx
import torch
from onnx import numpy_helper

UNEXPORTED = ("ctc.", "phones.")


def load(network, folder):
    """Fills `network` from `folder`; the heads that only training needs, which are not exported, stay random."""
    state, known = {}, network.state_dict()
    for file in ("encoder_model.onnx", "decoder_model.onnx"):
        for item in onnx.load(os.path.join(folder, file)).graph.initializer:
            if item.name in known:
                state[item.name] = torch.from_numpy(numpy_helper.to_array(item).copy()).float()
    missing, _ = network.load_state_dict(state, strict=False)
    missing = [name for name in missing if not name.startswith(UNEXPORTED)]
    if missing:
        raise ValueError(f"{folder} does not fit this network: it lacks {', '.join(missing[:5])}")
