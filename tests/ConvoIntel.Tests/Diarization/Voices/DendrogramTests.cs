using ConvoIntel.Diarization.Voices;
using FsCheck.Xunit;

namespace ConvoIntel.Tests.Diarization.Voices;

public sealed class DendrogramTests
{
    [Fact]
    public void Cut_TwoClearGroups_KeepsThemApart()
    {
        float[][] similarities =
        [
            [1, 0.9f, 0.1f, 0.2f],
            [0.9f, 1, 0.3f, 0.1f],
            [0.1f, 0.3f, 1, 0.8f],
            [0.2f, 0.1f, 0.8f, 1],
        ];

        var merges = Dendrogram.Build(similarities);

        Assert.Equal([0.9, 0.8, 0.175], merges.Select(merge => Math.Round(merge.Similarity, 4)));
        Assert.Equal([0, 0, 1, 1], Dendrogram.Cut(4, merges, 0.5));
        Assert.Equal([0, 0, 0, 0], Dendrogram.Cut(4, merges, 0.1));
        Assert.Equal([0, 1, 2, 3], Dendrogram.Cut(4, merges, 0.95));
    }

    /// <summary>The chains must find what the plain method finds that looks at all pairs at each step.</summary>
    [Property(MaxTest = 60)]
    public void Build_AnySimilarities_JoinsAsTheSlowMethodDoes(int seed)
    {
        var random = new Random(seed);
        var count = random.Next(2, 14);
        var similarities = new double[count, count];
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < i; j++) similarities[i, j] = similarities[j, i] = random.NextDouble();
        }

        var fast = Dendrogram.Build([.. Enumerable.Range(0, count).Select(i => Enumerable.Range(0, count).Select(j => (float)similarities[i, j]).ToArray())]);

        var slow = new List<double>();
        var groups = Enumerable.Range(0, count).Select(i => new List<int> { i }).ToList();
        while (groups.Count > 1)
        {
            var (a, b, best) = (from x in Enumerable.Range(0, groups.Count)
                                from y in Enumerable.Range(x + 1, groups.Count - x - 1)
                                select (x, y, groups[x].SelectMany(i => groups[y].Select(j => similarities[i, j])).Average())).MaxBy(pair => pair.Item3);
            slow.Add(best);
            groups[a].AddRange(groups[b]);
            groups.RemoveAt(b);
        }

        Assert.Equal(slow.OrderDescending(), fast.Select(merge => merge.Similarity), (expected, actual) => Math.Abs(expected - actual) < 1e-4);
    }
}
