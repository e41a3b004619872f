"""Checks an exported model: it reads back, its graph is sound, and it tells the sides of held-out calls better than chance: python check.py MODEL"""
import sys

import numpy as np

import export
import linear
import sides
import talk


def main(folder):
    model, scale, shrink = export.read(folder)
    right = []
    for call in talk.written()[1]:
        both = [[words for role, words in call if role == side and words] for side in "RC"]
        if all(both):
            rep, customer = (sides.evidence(linear.logits(model, said), scale, shrink) for said in both)
            right.append(rep > customer)
    print(f"{np.mean(right):.3f} of {len(right)} held-out calls right")
    if np.mean(right) < 0.75:
        sys.exit("The exported model does not tell the rep from the customer.")


if __name__ == "__main__":
    main(sys.argv[1])
