namespace ConvoIntel.Diarization.Voices;

/// <summary>
/// Agglomerative clustering by mean similarity: the two groups whose members are most alike on average are joined, again and again.
/// Nearest-neighbour chains (F. Murtagh, "A Survey of Recent Advances in Hierarchical Clustering Algorithms", 1983) make it quadratic.
/// </summary>
internal static class Dendrogram
{
    /// <summary>One step: the groups that hold these two items become one.</summary>
    /// <param name="A">An item of one group.</param>
    /// <param name="B">An item of the other.</param>
    /// <param name="Similarity">Mean over all pairs across the two.</param>
    public readonly record struct Merge(int A, int B, double Similarity);

    /// <param name="similarities">Symmetric; used up.</param>
    /// <returns>All steps down to one group, most alike first.</returns>
    public static List<Merge> Build(float[][] similarities)
    {
        var count = similarities.Length;
        var sizes = Enumerable.Repeat(1, count).ToArray();
        var active = Enumerable.Repeat(true, count).ToArray();
        var merges = new List<Merge>();
        var chain = new Stack<int>();
        while (merges.Count < count - 1)
        {
            if (chain.Count == 0) chain.Push(Array.IndexOf(active, true));
            var top = chain.Pop();
            var previous = chain.Count > 0 ? chain.Peek() : -1;
            var nearest = Nearest(similarities[top], active, top, previous);
            if (nearest != previous)
            {
                chain.Push(top);
                chain.Push(nearest);
                continue;
            }

            chain.Pop();
            merges.Add(new Merge(nearest, top, similarities[top][nearest]));
            Join(similarities, sizes, active, nearest, top);
        }

        return [.. merges.OrderByDescending(merge => merge.Similarity)];
    }

    /// <summary>Group number of each item once all merges of at least this similarity are made.</summary>
    public static int[] Cut(int count, IEnumerable<Merge> merges, double similarity)
    {
        var parents = Enumerable.Range(0, count).ToArray();
        foreach (var merge in merges.TakeWhile(merge => merge.Similarity >= similarity))
            parents[Root(parents, merge.B)] = Root(parents, merge.A);
        var numbers = new Dictionary<int, int>();
        return [.. Enumerable.Range(0, count).Select(i => Root(parents, i)).Select(root => numbers.TryGetValue(root, out var n) ? n : numbers[root] = numbers.Count)];
    }

    private static int Root(int[] parents, int item)
    {
        while (parents[item] != item) item = parents[item] = parents[parents[item]];
        return item;
    }

    /// <summary>The most similar active group; of equals the previous in the chain, or the chain would never end.</summary>
    private static int Nearest(float[] row, bool[] active, int self, int previous)
    {
        var best = previous;
        for (var i = 0; i < row.Length; i++)
        {
            if (active[i] && i != self && (best < 0 || row[i] > row[best])) best = i;
        }

        return best;
    }

    private static void Join(float[][] similarities, int[] sizes, bool[] active, int kept, int gone)
    {
        float a = sizes[kept], b = sizes[gone];
        for (var i = 0; i < similarities.Length; i++)
        {
            if (!active[i] || i == kept || i == gone) continue;
            var mean = ((a * similarities[kept][i]) + (b * similarities[gone][i])) / (a + b);
            similarities[kept][i] = mean;
            similarities[i][kept] = mean;
        }

        sizes[kept] += sizes[gone];
        active[gone] = false;
    }
}
