"""Word-piece vectors from what stands near what: positive pointwise mutual information, factored (Levy and Goldberg, 2014)."""
import numpy as np

import wordpiece


def vectors(sequences, pieces, width, window=5, seed=17):
    """Vectors [pieces, width] with unit mean length; weight 1/distance within the window, contexts smoothed by 0.75."""
    near = np.zeros(pieces * pieces, dtype=np.float32)
    flat = np.concatenate([np.array(s + [wordpiece.PAD] * window, dtype=np.int64) for s in sequences])
    for distance in range(1, window + 1):
        a, b = flat[:-distance], flat[distance:]
        keep = (a != wordpiece.PAD) & (b != wordpiece.PAD)
        keys, counts = np.unique(a[keep] * pieces + b[keep], return_counts=True)
        near[keys] += counts / distance
    near = near.reshape(pieces, pieces)
    near += near.T.copy()
    rows, columns = near.sum(1, keepdims=True), near.sum(0, keepdims=True) ** 0.75
    with np.errstate(divide="ignore", invalid="ignore"):
        information = np.log(near * columns.sum() / (rows * columns))
    information[~np.isfinite(information) | (information < 0)] = 0
    rng = np.random.default_rng(seed)
    basis = rng.standard_normal((pieces, width + 32)).astype(np.float32)
    for _ in range(4):
        basis, _ = np.linalg.qr(information @ (information.T @ basis))
    small = basis.T @ information
    u, s, _ = np.linalg.svd(small, full_matrices=False)
    result = (basis @ u[:, :width]) * np.sqrt(s[:width])
    result[: len(wordpiece.SPECIAL)] = 0
    length = np.linalg.norm(result, axis=1)
    result *= 1.1 / length[length > 0].mean()
    result[wordpiece.MASK] = rng.standard_normal(width) * 0.05
    return result.astype(np.float32)
