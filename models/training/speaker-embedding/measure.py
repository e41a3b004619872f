"""Equal error rates on held-out voices: how often two windows are wrongly called one speaker's, or two speakers'."""
import argparse

import numpy as np
import torch

from features import Corpus
from network import Network


def embed(network, corpus, frames, phone, windows=6, seed=43):
    """Unit embeddings of windows of the wide-band or the telephone utterances, and their speakers."""
    rng = np.random.default_rng(seed)
    indices = [i for i, (_, _, over_phone) in enumerate(corpus.utterances) if over_phone == phone]
    vectors, speakers = [], []
    with torch.no_grad():
        for index in indices:
            feats = np.stack([corpus.crop(index, frames, rng) for _ in range(max(1, windows // 3))])
            vectors.append(torch.nn.functional.normalize(network(torch.from_numpy(feats))).numpy())
            speakers += [corpus.utterances[index][1]] * len(feats)
    return np.concatenate(vectors), np.array(speakers)


def equal_error(network, corpus, frames, phone):
    return of_scores(*trials(*embed(network, corpus, frames, phone)))


def trials(vectors, speakers):
    """Cosines of all pairs, and which pairs are one speaker's."""
    a, b = np.triu_indices(len(speakers), 1)
    return (vectors @ vectors.T)[a, b], speakers[a] == speakers[b]


def of_scores(scores, same):
    order = np.argsort(-scores)
    same = same[order]
    missed = 1 - np.cumsum(same) / same.sum()
    accepted = np.cumsum(~same) / (~same).sum()
    at = np.argmin(np.abs(missed - accepted))
    return (missed[at] + accepted[at]) / 2


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", required=True)
    parser.add_argument("--held", required=True)
    options = parser.parse_args()
    torch.set_num_threads(1)
    network = Network()
    network.load_state_dict(torch.load(options.checkpoint)["network"])
    network.eval()
    corpus = Corpus(options.held)
    print(f"{corpus.speakers} speakers of held-out voices\n\n| window | wide band | telephone |\n|---|---|---|")
    for seconds in (1, 1.5, 3):
        wide, phone = (equal_error(network, corpus, int(seconds * 100), over_phone) for over_phone in (False, True))
        print(f"| {seconds} s | {100 * wide:.1f} % | {100 * phone:.1f} % |")


if __name__ == "__main__":
    main()
