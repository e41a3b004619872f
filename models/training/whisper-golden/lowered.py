"""The network with lowered weights, by the definitions of the ONNX operators and in double precision; nothing here reads a graph.

Dynamic quantisation takes one scale for all values that a product reads, so its results depend on what shares the batch:
the reference must run with the same rows and the same steps as the graph does.
"""
import copy
import numpy as np
import torch
from torch import nn


def half(value):
    return value.half().to(value.dtype)


def nearest(value):
    """To whole numbers, halves to even ones, as numpy and ONNX do it."""
    return torch.from_numpy(np.rint(value.numpy()))


def to_bytes(x):
    """DynamicQuantizeLinear: integers 0 … 255, their scale, and the integer that stands for zero."""
    low, high = min(float(x.min()), 0.0), max(float(x.max()), 0.0)
    scale = float(np.float32(high - low) / np.float32(255))
    zero = float(np.clip(np.rint(-low / scale), 0, 255))
    return (nearest(x / scale) + zero).clamp(0, 255), scale, zero


class Columns(nn.Module):
    """MatMulInteger with weights −63 … 63 and a scale for each column."""

    def __init__(self, linear):
        super().__init__()
        weight = linear.weight.detach().float()
        self.scale = weight.abs().max(1).values / 63
        self.whole = nearest(weight / self.scale[:, None]).double()
        self.bias = linear.bias

    def forward(self, x):
        whole, scale, zero = to_bytes(x)
        y = (whole - zero) @ self.whole.T * (scale * self.scale.double())
        return y if self.bias is None else y + self.bias


class Unsigned(nn.Module):
    """MatMulInteger or ConvInteger with weights 0 … 255, one scale and one zero."""

    def __init__(self, layer):
        super().__init__()
        self.layer = copy.deepcopy(layer)
        weight = layer.weight.detach().float()
        low, high = min(float(weight.min()), 0.0), max(float(weight.max()), 0.0)
        self.scale = float(np.float32((high - low) / 255))
        zero = float(np.rint(np.float32(-low) / np.float32(self.scale)))
        self.layer.weight.data = (nearest(weight / self.scale) + zero).clamp(0, 255).double() - zero
        self.bias, self.layer.bias = layer.bias, None

    def forward(self, x):
        whole, scale, zero = to_bytes(x)
        y = self.layer(whole - zero) * (scale * self.scale)
        if self.bias is None:
            return y
        return y + (self.bias if isinstance(self.layer, nn.Linear) else self.bias[:, None])


def four_bits(linear, with_half):
    """The values that blocks of 4 bits stand for; whatever the block, its farthest value is kept exactly as −8 steps."""
    linear = copy.deepcopy(linear)
    weight = linear.weight.data.float().numpy()
    size = 32 if weight.shape[1] >= 32 else 16
    for row in weight:
        for first in range(0, len(row), size):
            block = row[first:first + size]
            step = np.float32(-block[np.abs(block).argmax()] / 8)
            steps = np.clip(np.rint(block / step), -8, 7) if step else block * 0
            row[first:first + size] = steps * (np.float32(np.float16(step)) if with_half else step)
    linear.weight.data = torch.from_numpy(weight).double()
    return linear


def lower(network, form):
    """A copy of the network as an export of that form computes it."""
    network = copy.deepcopy(network)

    def visit(module):
        for name, child in module.named_children():
            if isinstance(child, nn.Linear) and form == "int8":
                setattr(module, name, Columns(child))
            elif isinstance(child, (nn.Linear, nn.Conv1d)) and form == "quantized":
                setattr(module, name, Unsigned(child))
            elif isinstance(child, nn.Linear) and form.startswith("q4"):
                setattr(module, name, four_bits(child, form == "q4f16"))
            else:
                visit(child)

    visit(network)
    if form in ("fp16", "q4f16"):
        for name, value in list(network.named_parameters()) + list(network.named_buffers()):
            # Weights of 4 bits are no longer halves of the old ones; their scales have been rounded above.
            packed = form == "q4f16" and value.ndim == 2 and name.endswith("weight") and "tokens" not in name
            if not packed:
                value.data = half(value.data)
    return network
