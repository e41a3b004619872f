"""Writes the network as ONNX with the Silero v5 signature: input, state, sr -> output, stateN."""
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

import network as net


class Graph:
    """Nodes and constants, named as they are added."""

    def __init__(self):
        self.nodes, self.constants = [], []

    def constant(self, name, value):
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, kind, inputs, output, **attributes):
        self.nodes.append(helper.make_node(kind, inputs, output if isinstance(output, list) else [output], **attributes))
        return output


def export(model, path, version):
    weights = {k: v.detach().numpy() for k, v in model.state_dict().items()}
    graph = Graph()
    for i in (0, 1, 2):
        graph.constant(f"axis_{i}", np.array([i], np.int64))
    graph.node("Split", ["state", graph.constant("rows", np.array([1, 1], np.int64))], ["first_state", "second_row"], axis=0)
    parts = np.array([net.SECOND] + [net.MELS] * len(net.RISES), np.int64)
    graph.node("Split", ["second_row", graph.constant("row_parts", parts)], ["second_state"] + [f"floor_{i}" for i in range(len(net.RISES))], axis=2)

    spectra(graph)
    above = floors(graph)
    graph.node("Concat", ["logs", "periodicity", *above], "features", axis=1)

    # Normalisation folded into the dense layer.
    dense = weights["dense.weight"] * weights["scale"]
    graph.node("Gemm", ["features", graph.constant("dense", dense), graph.constant("dense_bias", weights["dense.bias"] - dense @ weights["mean"])],
               "dense_out", transB=1)
    graph.node("Relu", ["dense_out"], "hidden")
    graph.node("Unsqueeze", ["hidden", "axis_0"], "step")
    recurrent(graph, weights, "first", "step", net.FIRST)
    recurrent(graph, weights, "second", "first_next", net.SECOND)
    graph.node("Concat", ["second_next", *[f"floor_{i}_next" for i in range(len(net.RISES))]], "second_row_next", axis=2)
    graph.node("Concat", ["first_next", "second_row_next"], "stateN", axis=0)

    graph.node("Squeeze", ["second_next", "axis_0"], "last")
    graph.node("Gemm", ["last", graph.constant("out", weights["out.weight"]), graph.constant("out_bias", weights["out.bias"])], "logit", transB=1)
    graph.node("Sigmoid", ["logit"], "output")
    save(graph, path, version)


def spectra(graph):
    """Three short windows to mel bands, one long window to harmonics, both as logarithms; how periodic the long one is."""
    node, constant = graph.node, graph.constant

    def power(spectrum, bins, name):
        node("Split", [spectrum, constant(name + "_split", np.array([bins, bins], np.int64))], [name + "_re", name + "_im"], axis=-1)
        node("Mul", [name + "_re", name + "_re"], name + "_re2")
        node("Mul", [name + "_im", name + "_im"], name + "_im2")
        return node("Add", [name + "_re2", name + "_im2"], name)

    windows = []
    for i in range(net.SHORTS):
        a = constant(f"from_{i}", np.array([i * net.HOP], np.int64))
        b = constant(f"to_{i}", np.array([i * net.HOP + net.WINDOW], np.int64))
        node("Slice", ["input", a, b, "axis_1"], f"window_{i}")
        windows.append(node("Unsqueeze", [f"window_{i}", "axis_1"], f"row_{i}"))
    node("Concat", windows, "windows", axis=1)
    node("MatMul", ["windows", constant("short_dft", net.SHORT_DFT)], "short_spectrum")
    node("MatMul", [power("short_spectrum", net.WINDOW // 2 + 1, "short_power"), constant("bands", net.BANDS)], "mel_power")
    constant("power_floor", np.float32(net.POWER_FLOOR))
    node("Add", ["mel_power", "power_floor"], "mel_floored")
    node("Log", ["mel_floored"], "mel")
    node("ReduceMean", ["mel"], "mel_mean", axes=[1], keepdims=0)
    node("Reshape", ["mel", constant("flat", np.array([-1, net.SHORTS * net.MELS], np.int64))], "mel_row")

    node("MatMul", ["input", constant("long_dft", net.LONG_DFT)], "long_spectrum")
    node("Add", [power("long_spectrum", net.HARMONICS, "long_power"), "power_floor"], "harmonics")
    node("Log", ["harmonics"], "harmonics_log")
    node("Concat", ["mel_row", "harmonics_log"], "logs", axis=1)

    node("Sqrt", ["harmonics"], "square_root")
    node("Sqrt", ["square_root"], "fourth_root")
    node("ReduceSum", ["fourth_root", "axis_1"], "root_sum", keepdims=1)
    node("MatMul", ["fourth_root", constant("combs", net.COMBS)], "combed")
    node("Div", ["combed", "root_sum"], "comb")
    node("Reshape", ["comb", constant("groups", np.array([-1, net.PITCHES // net.GROUP, net.GROUP], np.int64))], "comb_groups")
    node("ReduceMax", ["comb_groups"], "periodicity", axes=[2], keepdims=0)


def floors(graph):
    """Carries the noise floors on; the state holds them less their ceiling. Returns how far the mel bands are above each."""
    above = []
    ceiling = graph.constant("ceiling", np.float32(net.CEILING))
    graph.node("Sub", ["mel_mean", ceiling], "mel_below")
    graph.node("Unsqueeze", ["mel_below", "axis_0"], "mel_state")
    for i, rise in enumerate(net.RISES):
        graph.node("Add", [f"floor_{i}", graph.constant(f"rise_{i}", np.float32(rise))], f"floor_{i}_risen")
        graph.node("Min", [f"floor_{i}_risen", "mel_state"], f"floor_{i}_next")
        graph.node("Sub", ["mel_state", f"floor_{i}_next"], f"above_{i}_state")
        above.append(graph.node("Squeeze", [f"above_{i}_state", "axis_0"], f"above_{i}"))
    return above


def recurrent(graph, weights, name, x, size):
    """A gated layer. PyTorch orders its gates r, z, n; ONNX z, r, h."""
    def gates(w):
        r, z, n = np.split(w, 3)
        return np.concatenate([z, r, n])

    w, r, bw, br = (gates(weights[f"{name}.{k}_l0"]) for k in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"))
    graph.node("GRU", [x, graph.constant(name + "_w", w[None]), graph.constant(name + "_r", r[None]),
                       graph.constant(name + "_b", np.concatenate([bw, br])[None]), "", name + "_state"],
               ["", name + "_next"], hidden_size=size, linear_before_reset=1)


def save(graph, path, version):
    value = helper.make_tensor_value_info
    proto = helper.make_graph(
        graph.nodes, "vad-starter",
        [value("input", TensorProto.FLOAT, ["batch", net.FRAME + net.CONTEXT]),
         value("state", TensorProto.FLOAT, [2, "batch", net.STATE]),
         value("sr", TensorProto.INT64, [])],
        [value("output", TensorProto.FLOAT, ["batch", 1]), value("stateN", TensorProto.FLOAT, [2, "batch", net.STATE])],
        graph.constants)
    model = helper.make_model(proto, opset_imports=[helper.make_opsetid("", 15)], ir_version=8, producer_name="convointel")
    helper.set_model_props(model, {"name": "vad-starter", "version": version})
    onnx.checker.check_model(model)
    onnx.save(model, path)
