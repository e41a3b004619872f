using ConvoIntel.Attachment;

namespace ConvoIntel.Understanding.Embedding;

/// <summary>Ranks all utterances of a deal book by how near they come to a text. Vectors are made while it reads, and kept for no later search.</summary>
public static class MeaningSearch
{
    /// <param name="book">Read in pieces: memory does not grow with it.</param>
    /// <param name="embedder">Any sentence model.</param>
    /// <param name="text">What is looked for, in any words.</param>
    /// <param name="limit">Most hits.</param>
    /// <param name="cancellationToken">Heeded between pieces.</param>
    /// <returns>Nearest first; of equals the later conversation first.</returns>
    public static async Task<IReadOnlyList<SimilarUtterance>> FindAsync(
        IDealBook book, ISentenceEmbedder embedder, string text, int limit, CancellationToken cancellationToken)
    {
        var wanted = embedder.Embed([text]);
        List<SimilarUtterance> best = [];
        await foreach (var hits in book.ReadUtterancesAsync(cancellationToken).ConfigureAwait(false))
        {
            var read = PassageReader.Read(embedder, hits.Select(hit => hit.Utterance.Text));
            best.AddRange(hits.Select((hit, i) => new SimilarUtterance(hit, PassageReader.Nearest(read[i], wanted).Similarity)).Where(hit => hit.Similarity > 0));
            best = [.. best.OrderByDescending(hit => hit.Similarity).ThenByDescending(hit => hit.Hit.StartTime).ThenBy(hit => hit.Hit.Utterance.Index).Take(limit)];
        }

        return best;
    }
}

/// <param name="Hit">The utterance and its conversation.</param>
/// <param name="Similarity">Cosine of its nearest passage, above 0 to 1.</param>
public sealed record SimilarUtterance(SearchHit Hit, double Similarity);
