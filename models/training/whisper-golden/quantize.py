"""Makes half, 8-bit and 4-bit versions of the graphs in a Whisper folder: python3 quantize.py <folder> <output folder> <form> [...].

fp16        everything in half precision, inputs and outputs as well
int8        dynamic quantisation: 7-bit signed weights with a scale for each column (8-bit products of full range overflow on older processors)
quantized   dynamic quantisation: unsigned 8-bit weights with one scale and zero point, convolutions too
q4          weights of matrix products in blocks of 4 bits (MatMulNBits), everything else in single precision
q4f16       q4 in half precision

Graphs are written as published exports name them, such as encoder_model_int8.onnx. Merged decoders are left out: lower their
two graphs, and merge those. Needs numpy and onnx.
"""
import os
import shutil
import sys
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

FORMS = ("fp16", "int8", "quantized", "q4", "q4f16")


def convert(source, path, form):
    model = onnx.load(source)
    if form in ("int8", "quantized"):
        integers(model.graph, signed=form == "int8")
    if form.startswith("q4"):
        four_bits(model.graph)
        model.opset_import.append(helper.make_opsetid("com.microsoft", 1))
    if form.endswith("f16") or form == "fp16":
        halve(model)
    onnx.save(model, path)


def replace(graph, change):
    """Nodes by what change makes of each (None: as it is); weights that nobody reads any more are dropped."""
    weights = {w.name: numpy_helper.to_array(w) for w in graph.initializer}
    nodes = []
    for i, node in enumerate(graph.node):
        made, added = change(i, node, weights) or ([node], [])
        nodes += made
        graph.initializer.extend(added)
    del graph.node[:]
    graph.node.extend(nodes)
    used = {name for node in graph.node for name in node.input} | {o.name for o in graph.output}
    kept = [w for w in graph.initializer if w.name in used]
    del graph.initializer[:]
    graph.initializer.extend(kept)


def integers(graph, signed):
    """x·W as scale(x)·scale(W)·(integers of x)·(integers of W), the integers of x found while it runs."""
    lowered = {}

    def lower(name, nodes):
        # What several products read is lowered once.
        if name not in lowered:
            lowered[name] = [f"{name}_{part}" for part in ("integers", "scale", "zero")]
            nodes.append(helper.make_node("DynamicQuantizeLinear", [name], lowered[name], name=f"{name}_lower"))
        return lowered[name]

    def change(i, node, weights):
        product = node.op_type == "MatMul" and node.input[1] in weights and weights[node.input[1]].ndim == 2
        convolution = node.op_type == "Conv" and node.input[1] in weights and not signed
        if not product and not convolution:
            return None
        weight, name, nodes = weights[node.input[1]], f"{node.output[0]}_{i}", []
        if signed:
            most = np.abs(weight).max(0).astype(np.float32)
            scale = np.where(most == 0, np.float32(1), most) / np.float32(63)
            whole, zero = np.rint(weight / scale).astype(np.int8), np.zeros(weight.shape[1], np.int8)
        else:
            low, high = min(float(weight.min()), 0.0), max(float(weight.max()), 0.0)
            scale = np.float32((high - low) / 255)
            zero = np.uint8(np.rint(-low / scale))
            whole = np.clip(np.rint(weight / scale) + zero, 0, 255).astype(np.uint8)
        x, x_scale, x_zero = lower(node.input[0], nodes)
        added = [numpy_helper.from_array(np.asarray(value), f"{name}_{part}")
                 for part, value in (("w", whole), ("w_zero", zero), ("w_scale", scale))]
        inputs = [x, f"{name}_w", x_zero, f"{name}_w_zero"]
        last = node.output[0] if product or len(node.input) < 3 else f"{name}_unbiased"
        attributes = {a.name: helper.get_attribute_value(a) for a in node.attribute}
        nodes += [helper.make_node("MatMulInteger" if product else "ConvInteger", inputs, [f"{name}_sum"], name=f"{name}_product", **attributes),
                  helper.make_node("Cast", [f"{name}_sum"], [f"{name}_float"], name=f"{name}_cast", to=TensorProto.FLOAT),
                  helper.make_node("Mul", [x_scale, f"{name}_w_scale"], [f"{name}_scale"], name=f"{name}_scales"),
                  helper.make_node("Mul", [f"{name}_float", f"{name}_scale"], [last], name=f"{name}_scaled")]
        if last != node.output[0]:
            bias = weights[node.input[2]].reshape([1, -1] + [1] * (weight.ndim - 2))
            added.append(numpy_helper.from_array(bias, f"{name}_bias"))
            nodes.append(helper.make_node("Add", [last, f"{name}_bias"], [node.output[0]], name=f"{name}_biased"))
        return nodes, added

    replace(graph, change)


def four_bits(graph):
    """Each column of W in blocks along its rows: 4-bit integers with a scale; 8 stands for zero. Two make a byte, the first in its low half."""
    def change(i, node, weights):
        if node.op_type != "MatMul" or node.input[1] not in weights or weights[node.input[1]].ndim != 2:
            return None
        rows, columns = weights[node.input[1]].shape
        block = 32 if rows >= 32 else 16
        blocks = -(-rows // block)
        padded = np.zeros((columns, blocks * block), np.float32)
        padded[:, :rows] = weights[node.input[1]].T
        padded = padded.reshape(columns, blocks, block)
        # The value farthest from zero becomes −8, the only end that is exact.
        far = np.take_along_axis(padded, np.abs(padded).argmax(2)[:, :, None], 2)[:, :, 0]
        scale = far / np.float32(-8)
        with np.errstate(divide="ignore", invalid="ignore"):
            whole = np.where(scale[:, :, None] == 0, 8, np.clip(np.rint(padded / scale[:, :, None]) + 8, 0, 15)).astype(np.uint8)
        packed = whole[:, :, 0::2] | (whole[:, :, 1::2] << 4)
        name = f"{node.output[0]}_{i}"
        added = [numpy_helper.from_array(packed, f"{name}_w"), numpy_helper.from_array(scale.reshape(-1).astype(np.float32), f"{name}_scale")]
        made = helper.make_node("MatMulNBits", [node.input[0], f"{name}_w", f"{name}_scale"], [node.output[0]], name=f"{name}_product",
                                domain="com.microsoft", K=rows, N=columns, bits=4, block_size=block)
        return [made], added

    replace(graph, change)


def halve(model):
    """Weights, constants, inputs and outputs of single precision in half."""
    def tensor(value):
        return numpy_helper.from_array(numpy_helper.to_array(value).astype(np.float16), value.name) if value.data_type == TensorProto.FLOAT else value

    graph = model.graph
    weights = [tensor(w) for w in graph.initializer]
    del graph.initializer[:]
    graph.initializer.extend(weights)
    for node in graph.node:
        for attribute in node.attribute:
            if attribute.type == onnx.AttributeProto.TENSOR:
                attribute.t.CopyFrom(tensor(attribute.t))
            if node.op_type == "Cast" and attribute.name == "to" and attribute.i == TensorProto.FLOAT:
                attribute.i = TensorProto.FLOAT16
    for info in list(graph.input) + list(graph.output) + list(graph.value_info):
        if info.type.tensor_type.elem_type == TensorProto.FLOAT:
            info.type.tensor_type.elem_type = TensorProto.FLOAT16


def main(folder, output, forms):
    os.makedirs(output, exist_ok=True)
    for name in sorted(os.listdir(folder)):
        if name.endswith(".onnx") and "merged" not in name:
            for form in forms:
                convert(f"{folder}/{name}", f"{output}/{name[:-5]}_{form}.onnx", form)
        if os.path.isfile(f"{folder}/{name}") and os.path.abspath(folder) != os.path.abspath(output):
            shutil.copy(f"{folder}/{name}", f"{output}/{name}")


if __name__ == "__main__":
    if len(sys.argv) < 4 or not set(sys.argv[3:]) <= set(FORMS):
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
