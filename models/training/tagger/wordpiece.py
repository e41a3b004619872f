"""Trains a word-piece vocabulary by byte-pair merges, and encodes by longest match, as WordPiece readers do."""
import collections
import heapq

SPECIAL = ["[PAD]", "[UNK]", "[MASK]", "[CLS]"]
PAD, UNK, MASK, CLS = range(4)
FIXED = ["<num>", "<ord>", "?"]


def train(counts, size, least=2):
    """Vocabulary of `size` pieces from word counts; pieces inside a word begin with ##."""
    words = [(tuple([w[0]] + ["##" + c for c in w[1:]]), n) for w, n in sorted(counts.items()) if w not in FIXED and n >= least]
    pieces = sorted({p for w, _ in words for p in w})
    words = [list(w) for w, _ in words], [n for _, n in words]
    symbols, freq = words
    pairs, where = collections.Counter(), collections.defaultdict(set)
    for i, word in enumerate(symbols):
        for pair in zip(word, word[1:]):
            pairs[pair] += freq[i]
            where[pair].add(i)
    heap = [(-n, p) for p, n in pairs.items()]
    heapq.heapify(heap)
    vocabulary = SPECIAL + FIXED + pieces
    known = set(vocabulary)
    while len(vocabulary) < size and heap:
        n, pair = heapq.heappop(heap)
        if pairs.get(pair, 0) != -n:
            if pairs.get(pair, 0) > 0:
                heapq.heappush(heap, (-pairs[pair], pair))
            continue
        merged = pair[0] + pair[1].removeprefix("##")
        changed = set()
        for i in sorted(where.pop(pair)):
            word = symbols[i]
            for old in zip(word, word[1:]):
                pairs[old] -= freq[i]
                changed.add(old)
            j, new = 0, []
            while j < len(word):
                if j + 1 < len(word) and (word[j], word[j + 1]) == pair:
                    new.append(merged)
                    j += 2
                else:
                    new.append(word[j])
                    j += 1
            symbols[i] = new
            for old in zip(new, new[1:]):
                pairs[old] += freq[i]
                where[old].add(i)
                changed.add(old)
        pairs.pop(pair, None)
        for old in changed:
            if pairs.get(old, 0) > 0:
                heapq.heappush(heap, (-pairs[old], old))
        if merged not in known:
            known.add(merged)
            vocabulary.append(merged)
    return vocabulary


class Encoder:
    def __init__(self, vocabulary):
        self.ids = {p: i for i, p in enumerate(vocabulary)}
        self.cache = {}

    def word(self, word):
        if word in self.cache:
            return self.cache[word]
        out, start = [], 0
        while start < len(word):
            end = len(word)
            while end > start:
                piece = ("##" if start else "") + word[start:end]
                if piece in self.ids:
                    break
                end -= 1
            if end == start:
                out = [UNK]
                break
            out.append(self.ids[piece])
            start = end
        self.cache[word] = out
        return out

    def encode(self, words):
        return [i for w in words for i in self.word(w)]
