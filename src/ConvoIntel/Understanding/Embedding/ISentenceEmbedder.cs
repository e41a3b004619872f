using ConvoIntel.Conversations;

namespace ConvoIntel.Understanding.Embedding;

/// <summary>Turns texts into vectors such that texts of like meaning lie near each other. Safe to use from several threads.</summary>
public interface ISentenceEmbedder : IDisposable
{
    /// <summary>Kind <c>embedding</c>, and the model's name and version.</summary>
    ModelInfo Info { get; }

    /// <summary>Numbers in a vector.</summary>
    int Dimension { get; }

    /// <summary>How this model's similarities read: where two texts count as alike.</summary>
    SimilarityScale Scale { get; }

    /// <summary>A vector of length one for each text, in their order; all zeros for a text without any known piece.</summary>
    /// <exception cref="ConvoIntelException"><see cref="FailureReason.InferenceFailed"/>.</exception>
    float[][] Embed(IReadOnlyList<string> texts);
}
