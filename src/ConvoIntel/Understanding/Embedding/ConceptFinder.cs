using System.Globalization;
using ConvoIntel.Conversations;

namespace ConvoIntel.Understanding.Embedding;

/// <summary>Finds utterances that mean what a concept's examples mean, whatever their words.</summary>
internal sealed class ConceptFinder
{
    private readonly ISentenceEmbedder embedder;
    private readonly double threshold;
    private readonly IReadOnlyList<Concept> concepts;

    /// <param name="embedder">Embeds the examples at once, and utterances later.</param>
    /// <param name="concepts">Examples by name of concept.</param>
    /// <param name="threshold">Similarity from which an utterance counts; null for the model's own.</param>
    public ConceptFinder(ISentenceEmbedder embedder, IReadOnlyDictionary<string, List<string>> concepts, double? threshold)
    {
        this.embedder = embedder;
        this.threshold = threshold ?? embedder.Scale.Threshold;
        this.concepts = [.. concepts.Select(concept => new Concept(concept.Key, concept.Value, embedder.Embed(concept.Value)))];
    }

    public ModelInfo Info => embedder.Info;

    /// <summary>One finding for each concept and utterance, with the example it is nearest to.</summary>
    public void Find(IReadOnlyList<Utterance> utterances, InsightList insights)
    {
        var said = utterances.Where(utterance => !utterance.Backchannel).ToArray();
        var read = PassageReader.Read(embedder, said.Select(utterance => utterance.Text));
        for (var i = 0; i < said.Length; i++)
        {
            foreach (var concept in concepts)
            {
                var nearest = PassageReader.Nearest(read[i], concept.Vectors);
                if (nearest.Similarity < threshold) continue;
                insights.Add(InsightKinds.Tracker, concept.Name, [said[i].Index], SimilarityScale.Confidence(nearest.Similarity), Info,
                    new Dictionary<string, string>
                    {
                        ["example"] = concept.Examples[nearest.Index],
                        ["phrase"] = nearest.Text,
                        ["similarity"] = nearest.Similarity.ToString("0.000", CultureInfo.InvariantCulture),
                    });
            }
        }
    }

    private sealed record Concept(string Name, IReadOnlyList<string> Examples, float[][] Vectors);
}
