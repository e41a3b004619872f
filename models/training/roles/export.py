"""Writes the role model as ONNX with its description, and reads it back."""
import json
import pathlib

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

import features
import sides

VERSION = "1.0"


def write(folder, model, scale, shrink):
    """ids [utterances, features] (0 is padding) to logodds [utterances] that the speaker is the rep."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    weights, bias = model
    table = weights.astype(np.float32)
    table[0] = 0
    graph = helper.make_graph(
        [
            helper.make_node("Gather", ["weights", "ids"], ["each"]),
            helper.make_node("ReduceSum", ["each", "last"], ["sum"], keepdims=0),
            helper.make_node("Add", ["sum", "bias"], ["logodds"]),
        ],
        "roles",
        [helper.make_tensor_value_info("ids", TensorProto.INT64, ["utterances", "features"])],
        [helper.make_tensor_value_info("logodds", TensorProto.FLOAT, ["utterances"])],
        [
            numpy_helper.from_array(table, "weights"),
            numpy_helper.from_array(np.array([bias], np.float32), "bias"),
            numpy_helper.from_array(np.array([1], np.int64), "last"),
        ])
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], producer_name="convointel", ir_version=7)
    onnx.checker.check_model(made)
    onnx.save(made, str(folder / "model.onnx"))
    (folder / "roles.json").write_text(json.dumps({
        "format": "convointel/roles/1", "name": "roles-starter", "version": VERSION, "buckets": features.BUCKETS,
        "scale": round(scale, 4), "shrink": round(shrink, 4), "utteranceCap": sides.UTTERANCE_CAP, "speakerCap": sides.SPEAKER_CAP,
        "oneSided": sides.ONE_SIDED,
    }, indent=2) + "\n", encoding="utf-8")


def read(folder):
    """((weights, bias), scale, shrink) as they were written."""
    folder = pathlib.Path(folder)
    tensors = {t.name: numpy_helper.to_array(t) for t in onnx.load(str(folder / "model.onnx")).graph.initializer}
    said = json.loads((folder / "roles.json").read_text(encoding="utf-8"))
    return (tensors["weights"].astype(np.float64), float(tensors["bias"][0])), said["scale"], said["shrink"]
