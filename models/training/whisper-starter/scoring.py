"""Word error rate."""


def word_errors(reference, hypothesis):
    """The fewest substitutions, insertions and deletions that turn one text into the other (Levenshtein, over words)."""
    reference, hypothesis = reference.split(), hypothesis.split()
    row = list(range(len(hypothesis) + 1))
    for i, word in enumerate(reference, 1):
        diagonal, row[0] = row[0], i
        for j, other in enumerate(hypothesis, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (word != other))
    return row[-1]
