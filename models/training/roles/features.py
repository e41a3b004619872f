"""Hashed features of an utterance; the C# class RoleFeatures gives the same numbers, and a golden file holds the two together."""
BUCKETS = 1 << 16
LENGTHS = (2, 3, 4, 6, 8, 12, 16, 24, 32)


def of(words):
    """Bucket numbers from 1, each once: the words, their pairs with both ends marked, and how many they are. Bucket 0 is padding."""
    ends = ["^", *words, "$"]
    names = {*words, *(f"{a} {b}" for a, b in zip(ends, ends[1:])), f"#{sum(len(words) >= limit for limit in LENGTHS)}"}
    return sorted({bucket(name) for name in names})


def bucket(name):
    """FNV-1a, 32 bits, over the name's bytes; all of them are ASCII."""
    value = 2166136261
    for byte in name.encode("ascii"):
        value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    return value % (BUCKETS - 1) + 1
