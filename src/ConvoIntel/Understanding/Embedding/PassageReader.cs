using System.Numerics.Tensors;

namespace ConvoIntel.Understanding.Embedding;

/// <summary>Compares utterances, passage by passage, with texts that were embedded before.</summary>
internal static class PassageReader
{
    /// <summary>Vectors of all passages of several utterances, one list an utterance; embedded together, which is what a model is fast at.</summary>
    public static IReadOnlyList<IReadOnlyList<Passage>> Read(ISentenceEmbedder embedder, IEnumerable<string> utterances)
    {
        var passages = utterances.Select(Passages.Of).ToArray();
        var vectors = embedder.Embed([.. passages.SelectMany(parts => parts)]);
        var next = 0;
        return [.. passages.Select(parts => (IReadOnlyList<Passage>)[.. parts.Select(part => new Passage(part, vectors[next++]))])];
    }

    /// <summary>The passage nearest to any of the vectors, and which of them that is; similarity −1 where there is no passage.</summary>
    public static Nearest Nearest(IReadOnlyList<Passage> passages, IReadOnlyList<float[]> vectors)
    {
        var best = new Nearest("", 0, -1);
        foreach (var passage in passages)
        {
            for (var i = 0; i < vectors.Count; i++)
            {
                var similarity = TensorPrimitives.Dot<float>(passage.Vector, vectors[i]);
                if (similarity > best.Similarity) best = new Nearest(passage.Text, i, similarity);
            }
        }

        return best;
    }
}

/// <summary>A part of an utterance.</summary>
internal sealed record Passage(string Text, float[] Vector);

/// <param name="Text">The passage.</param>
/// <param name="Index">Which vector it is nearest to.</param>
/// <param name="Similarity">Cosine.</param>
internal sealed record Nearest(string Text, int Index, float Similarity);
