"""Writes one decoder and encoder as ONNX graphs in each of the layouts that Optimum exports have."""
import copy
import onnx
import torch
from onnx import TensorProto, helper
from torch import nn

OPSET = 14


def cache_names(layers):
    return [f"{i}.{who}.{what}" for i in range(layers) for who in ("decoder", "encoder") for what in ("key", "value")]


def write_encoder(encoder, path, frames, free):
    axes = {"input_features": {0: "batch_size", 2: "feature_frames"}, "last_hidden_state": {0: "batch_size", 1: "encoder_sequence_length"}}
    if not free:
        axes = {"input_features": {0: "batch_size"}, "last_hidden_state": {0: "batch_size"}}
    bins = encoder.first.in_channels
    torch.onnx.export(encoder, (torch.randn(2, bins, frames),), path, input_names=["input_features"],
                      output_names=["last_hidden_state"], dynamic_axes=axes, opset_version=OPSET)


class Prompted(nn.Module):
    def __init__(self, decoder, with_cache):
        super().__init__()
        self.decoder, self.with_cache = decoder, with_cache

    def forward(self, ids, states):
        logits, cache, attention = self.decoder(ids, states)
        return (logits, *cache, *attention) if self.with_cache else (logits,)


class Continued(nn.Module):
    def __init__(self, decoder):
        super().__init__()
        self.decoder = decoder

    def forward(self, ids, *past):
        logits, cache, attention = self.decoder(ids, past=past)
        own = [value for i, value in enumerate(cache) if i % 4 < 2]
        return (logits, *own, *attention)


def write_decoder(decoder, path, states, with_cache=True):
    layers = len(decoder.layers)
    names = cache_names(layers) if with_cache else []
    presents, looks = [f"present.{n}" for n in names], [f"cross_attentions.{i}" for i in range(layers)] if with_cache else []
    axes = {"input_ids": {0: "batch_size", 1: "decoder_sequence_length"}, "logits": {0: "batch_size", 1: "decoder_sequence_length"},
            "encoder_hidden_states": {0: "batch_size", 1: "encoder_sequence_length"}}
    axes.update({p: {0: "batch_size", 2: "encoder_sequence_length" if ".encoder." in p else "decoder_sequence_length"} for p in presents})
    axes.update({a: {0: "batch_size", 2: "decoder_sequence_length", 3: "encoder_sequence_length"} for a in looks})
    torch.onnx.export(Prompted(decoder, with_cache), (torch.ones(2, 3, dtype=torch.long), states), path,
                      input_names=["input_ids", "encoder_hidden_states"], output_names=["logits"] + presents + looks,
                      dynamic_axes=axes, opset_version=OPSET)


def write_decoder_with_past(decoder, path, states):
    layers = len(decoder.layers)
    names = cache_names(layers)
    _, cache, _ = decoder(torch.ones(2, 3, dtype=torch.long), states)
    pasts = [f"past_key_values.{n}" for n in names]
    presents, looks = [f"present.{n}" for n in names if ".decoder." in n], [f"cross_attentions.{i}" for i in range(layers)]
    axes = {"input_ids": {0: "batch_size"}, "logits": {0: "batch_size"}}
    axes.update({p: {0: "batch_size", 2: "encoder_sequence_length_out" if ".encoder." in p else "past_decoder_sequence_length"} for p in pasts})
    axes.update({p: {0: "batch_size", 2: "past_decoder_sequence_length + 1"} for p in presents})
    axes.update({a: {0: "batch_size", 3: "encoder_sequence_length_out"} for a in looks})
    torch.onnx.export(Continued(decoder), (torch.ones(2, 1, dtype=torch.long), *cache), path, input_names=["input_ids"] + pasts,
                      output_names=["logits"] + presents + looks, dynamic_axes=axes, opset_version=OPSET)


def merge(prompted, continued, path):
    """Both graphs as the branches of one If node; equal weights are kept once."""
    model = onnx.load(prompted)
    first, then = model.graph, onnx.load(continued).graph
    weights, known = [], {}

    def branch(graph, prefix, outputs, extra):
        rename = {}
        for weight in graph.initializer:
            key = weight.raw_data + bytes(str((weight.data_type, list(weight.dims))), "ascii")
            if key not in known:
                kept = copy.deepcopy(weight)
                kept.name = known[key] = f"shared_{len(weights)}"
                weights.append(kept)
            rename[weight.name] = known[key]
        inputs = {i.name for i in graph.input}
        nodes = []
        for node in list(graph.node) + extra:
            node = copy.deepcopy(node)
            node.name = prefix + node.name
            node.input[:] = [rename.get(n, n if n in inputs or not n or n.startswith("past_key_values") else prefix + n) for n in node.input]
            node.output[:] = [prefix + n for n in node.output]
            nodes.append(node)
        shapes = {o.name: o for o in list(first.output)}
        infos = [helper.make_tensor_value_info(prefix + o, shapes[o].type.tensor_type.elem_type, None) for o in outputs]
        return helper.make_graph(nodes, prefix + "branch", [], infos)

    outputs = [o.name for o in first.output]
    passed = [helper.make_node("Identity", [o.replace("present", "past_key_values")], [o], name=o)
              for o in outputs if o.startswith("present.") and ".encoder." in o]
    node = helper.make_node("If", ["use_cache_branch"], outputs, name="use_cache",
                            then_branch=branch(then, "then_", outputs, passed), else_branch=branch(first, "else_", outputs, []))
    inputs = list(first.input) + [i for i in then.input if i.name != "input_ids"]
    inputs.append(helper.make_tensor_value_info("use_cache_branch", TensorProto.BOOL, [1]))
    for output in first.output:
        # The branches differ in the lengths they give out; only the rank and the fixed dimensions are common.
        for dimension in output.type.tensor_type.shape.dim:
            if dimension.dim_param:
                dimension.dim_param = dimension.dim_param + "_out"
    model = helper.make_model(helper.make_graph([node], "merged", inputs, list(first.output), weights),
                              opset_imports=model.opset_import, ir_version=7)
    onnx.save(model, path)


def narrow(source, path):
    """The same graph with ids of 32 bits and a switch of single precision, as converters leave them that lower every type."""
    model = onnx.load(source)
    casts, given = [], {}
    for info in model.graph.input:
        kind = info.type.tensor_type
        wanted, narrower = kind.elem_type, {TensorProto.INT64: TensorProto.INT32, TensorProto.BOOL: TensorProto.FLOAT}
        if wanted in narrower:
            kind.elem_type = narrower[wanted]
            given[info.name] = info.name + "_wide"
            casts.append(helper.make_node("Cast", [info.name], [given[info.name]], name=info.name + "_cast", to=wanted))

    def rename(graph):
        for node in graph.node:
            node.input[:] = [given.get(name, name) for name in node.input]
            for attribute in node.attribute:
                if attribute.type == onnx.AttributeProto.GRAPH:
                    rename(attribute.g)

    rename(model.graph)
    nodes = casts + list(model.graph.node)
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    onnx.save(model, path)
