"""Muon (Jordan et al. 2024) for the matrices of the blocks, AdamW (Loshchilov and Hutter 2019) for everything else.

Muon makes the step of a matrix orthogonal: every direction in it moves alike, not only the few that gradients dwell on.
At equal time it reaches what AdamW reaches in a third more (README.md). Its steps are scaled to the size that AdamW's
would have (Liu et al. 2025, section 2.2).
"""
import torch

ADAM_RATE, MUON_RATE, MOMENTUM, DECAY = 1e-3, 1e-3, 0.95, 0.05
# Coefficients of the quintic Newton-Schulz iteration that brings singular values near 1 in a few rounds (Jordan et al.).
QUINTIC, ROUNDS = (3.4445, -4.7750, 2.0315), 4


def orthogonal(matrix):
    """`matrix` with its singular values brought near 1."""
    a, b, c = QUINTIC
    x = matrix.bfloat16() / (matrix.norm() + 1e-7)
    tall = x.shape[0] > x.shape[1]
    x = x.t().contiguous() if tall else x
    for _ in range(ROUNDS):
        square = x @ x.t()
        x = a * x + (b * square + c * (square @ square)) @ x
    return (x.t() if tall else x).float()


class Optimizer:
    """Steps the parameters of a network from gradients that all processes of `team` share."""

    def __init__(self, named, team):
        self.team = team
        named = list(named)
        self.matrices = [p for name, p in named if p.ndim == 2 and name.startswith(("encoder.", "decoder."))]
        taken = {id(p) for p in self.matrices}
        self.momenta = [torch.zeros_like(p) for p in self.matrices]
        self.adam = torch.optim.AdamW([p for _, p in named if id(p) not in taken], lr=ADAM_RATE, betas=(0.9, 0.98),
                                      weight_decay=0.01)

    def step(self, share):
        """One step at `share` (0 to 1) of the peak rates; parameters without a gradient stay."""
        for group in self.adam.param_groups:
            group["lr"] = ADAM_RATE * share
        self.adam.step()
        moving = [(p, momentum) for p, momentum in zip(self.matrices, self.momenta) if p.grad is not None]
        # Each process makes its part of the matrices orthogonal, the dearest work of a step.
        mine = []
        for i, (p, momentum) in enumerate(moving):
            momentum.mul_(MOMENTUM).add_(p.grad)
            mine.append(orthogonal(p.grad.add(momentum, alpha=MOMENTUM)) if i % self.team.size == self.team.rank else None)
        for (p, _), update in zip(moving, self.team.exchange(mine, [p.shape for p, _ in moving])):
            rate = MUON_RATE * share
            p.data.mul_(1 - rate * DECAY).add_(update, alpha=-rate * 0.2 * max(p.shape) ** 0.5)

    def state_dict(self):
        return {"adam": self.adam.state_dict(), "momenta": self.momenta}

    def load_state_dict(self, state):
        self.adam.load_state_dict(state["adam"])
        for momentum, saved in zip(self.momenta, state["momenta"]):
            momentum.copy_(saved)
