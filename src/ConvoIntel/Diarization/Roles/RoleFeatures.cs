using System.Globalization;
using ConvoIntel.Understanding.Tagging;

namespace ConvoIntel.Diarization.Roles;

/// <summary>
/// Hashed features of an utterance, as <c>models/training/roles/features.py</c> makes them: its words, their pairs with both ends
/// marked, and how many they are.
/// </summary>
internal static class RoleFeatures
{
    private const uint FnvOffset = 2166136261;
    private const uint FnvPrime = 16777619;

    private static readonly int[] Lengths = [2, 3, 4, 6, 8, 12, 16, 24, 32];

    /// <summary>Buckets from 1 to <paramref name="buckets"/> − 1, each once; none where the text holds no word.</summary>
    public static long[] Of(string text, int buckets)
    {
        var words = UtteranceNormalizer.Words(text);
        if (words.Count == 0) return [];
        var found = new SortedSet<long>();
        var before = "^";
        foreach (var word in words)
        {
            found.Add(Bucket(word, buckets));
            found.Add(Bucket($"{before} {word}", buckets));
            before = word;
        }

        found.Add(Bucket($"{before} $", buckets));
        found.Add(Bucket(string.Create(CultureInfo.InvariantCulture, $"#{Lengths.Count(limit => words.Count >= limit)}"), buckets));
        return [.. found];
    }

    /// <summary>FNV-1a over the name's bytes; the normaliser leaves nothing but ASCII.</summary>
    private static long Bucket(string name, int buckets)
    {
        var value = FnvOffset;
        foreach (var letter in name) value = unchecked((value ^ letter) * FnvPrime);
        return (value % (uint)(buckets - 1)) + 1;
    }
}
