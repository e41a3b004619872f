"""Writes the network as ONNX with the Silero v5 signature: input, state, sr -> output, stateN."""
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

import network as net


def export(model, path, version):
    weights = {k: v.detach().numpy() for k, v in model.state_dict().items()}
    constants, nodes = [], []

    def constant(name, value):
        constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(kind, inputs, output, **attributes):
        nodes.append(helper.make_node(kind, inputs, output if isinstance(output, list) else [output], **attributes))
        return output

    one = constant("axis_1", np.array([1], np.int64))
    floor = constant("floor", np.float32(net.FLOOR))

    def power(spectrum, bins, name):
        node("Split", [spectrum, constant(name + "_split", np.array([bins, bins], np.int64))], [name + "_re", name + "_im"], axis=-1)
        node("Mul", [name + "_re", name + "_re"], name + "_re2")
        node("Mul", [name + "_im", name + "_im"], name + "_im2")
        return node("Add", [name + "_re2", name + "_im2"], name)

    # 1. Three short windows to mel bands, one long window to harmonics, both as logarithms.
    windows = []
    for i in range(net.SHORTS):
        a = constant(f"from_{i}", np.array([i * net.HOP], np.int64))
        b = constant(f"to_{i}", np.array([i * net.HOP + net.WINDOW], np.int64))
        node("Slice", ["input", a, b, one], f"window_{i}")
        windows.append(node("Unsqueeze", [f"window_{i}", one], f"row_{i}"))
    node("Concat", windows, "rows", axis=1)
    node("MatMul", ["rows", constant("short_dft", net.SHORT_DFT)], "short_spectrum")
    node("MatMul", [power("short_spectrum", net.WINDOW // 2 + 1, "short_power"), constant("bands", net.BANDS)], "mel")
    node("Reshape", ["mel", constant("flat", np.array([-1, net.SHORTS * net.MELS], np.int64))], "mel_row")
    node("MatMul", ["input", constant("long_dft", net.LONG_DFT)], "long_spectrum")
    node("Concat", ["mel_row", power("long_spectrum", net.HARMONICS, "harmonics")], "powers", axis=1)
    node("Add", ["powers", floor], "floored")
    node("Log", ["floored"], "logs")

    # 2. Normalisation folded into the dense layer.
    dense = weights["dense.weight"] * weights["scale"]
    bias = weights["dense.bias"] - dense @ weights["mean"]
    node("Gemm", ["logs", constant("dense", dense), constant("dense_bias", bias)], "dense_out", transB=1)
    node("Relu", ["dense_out"], "hidden")
    node("Unsqueeze", ["hidden", constant("axis_0", np.array([0], np.int64))], "step")

    # 3. Two recurrent layers. PyTorch orders gates r, z, n; ONNX z, r, h.
    def gates(w):
        r, z, n = np.split(w, 3)
        return np.concatenate([z, r, n])

    node("Split", ["state", constant("layers", np.array([1, 1], np.int64))], ["state_0", "state_1"], axis=0)
    x = "step"
    for layer in range(2):
        w, r, bw, br = (gates(weights[f"recurrent.{k}_l{layer}"]) for k in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"))
        node("GRU", [x, constant(f"w_{layer}", w[None]), constant(f"r_{layer}", r[None]),
                     constant(f"b_{layer}", np.concatenate([bw, br])[None]), "", f"state_{layer}"],
             ["", f"next_{layer}"], hidden_size=net.HIDDEN, linear_before_reset=1)
        x = f"next_{layer}"
    node("Concat", ["next_0", "next_1"], "stateN", axis=0)

    # 4. One probability.
    node("Squeeze", ["next_1", "axis_0"], "last")
    node("Gemm", ["last", constant("out", weights["out.weight"]), constant("out_bias", weights["out.bias"])], "logit", transB=1)
    node("Sigmoid", ["logit"], "output")

    value = helper.make_tensor_value_info
    graph = helper.make_graph(
        nodes, "vad-starter",
        [value("input", TensorProto.FLOAT, ["batch", net.FRAME + net.CONTEXT]),
         value("state", TensorProto.FLOAT, [2, "batch", net.HIDDEN]),
         value("sr", TensorProto.INT64, [])],
        [value("output", TensorProto.FLOAT, ["batch", 1]), value("stateN", TensorProto.FLOAT, [2, "batch", net.HIDDEN])],
        constants)
    proto = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 15)], ir_version=8, producer_name="convointel")
    helper.set_model_props(proto, {"name": "vad-starter", "version": version})
    onnx.checker.check_model(proto)
    onnx.save(proto, path)
