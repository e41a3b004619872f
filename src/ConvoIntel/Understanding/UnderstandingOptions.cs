using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Understanding;

/// <summary>How conversations are read.</summary>
public sealed class UnderstandingOptions
{
    /// <summary>Folder of the utterance tagger: <c>model.onnx</c>, <c>vocab.txt</c>, <c>tagger.json</c>. Default the starter tagger that ships.</summary>
    [Required]
    public string ModelFolder { get; set; } = Path.Combine("models", "tagger-starter");

    /// <summary>
    /// Keyword trackers: a name, and the words or phrases that stand for it. Matched as whole words, without regard to case, plural or
    /// tense endings. None by default; a sidecar's tracked keywords are added to them.
    /// </summary>
    public Dictionary<string, List<string>> Trackers { get; init; } = [];

    /// <summary>
    /// Concept trackers: a name, and a few phrases that say it, three to six of ordinary length. What means the same is found whatever its words,
    /// by <see cref="Embedding.EmbeddingOptions.EmbeddingModel"/>, which is loaded only where there are concepts. None by default.
    /// </summary>
    public Dictionary<string, List<string>> Concepts { get; init; } = [];

    /// <summary>
    /// Cosine similarity to an example from which an utterance counts, 0.05 to 1; lower finds more and errs more. Default null: the model's own,
    /// which for the starter was chosen on concepts that its training was kept from, and 0.5 for a model that brings none.
    /// </summary>
    [Range(0.05, 1.0)]
    public double? ConceptThreshold { get; set; }

    /// <summary>Names of competing vendors and products, beside those a sidecar names. None by default.</summary>
    public List<string> Competitors { get; init; } = [];

    /// <summary>An objection counts as addressed at once when the rep answers within this many utterances, 1 to 20; default 6.</summary>
    [Range(1, 20)]
    public int ResponseWindow { get; set; } = 6;

    /// <summary>Most lines of the summary, 1 to 20; default 7.</summary>
    [Range(1, 20)]
    public int SummaryLines { get; set; } = 7;
}

[OptionsValidator]
internal sealed partial class UnderstandingOptionsValidator : IValidateOptions<UnderstandingOptions>;

/// <summary>What attributes cannot say of the lists.</summary>
internal sealed class UnderstandingListsValidator : IValidateOptions<UnderstandingOptions>
{
    public ValidateOptionsResult Validate(string? name, UnderstandingOptions options)
    {
        List<string> errors = [];
        CheckPhrases("Trackers", options.Trackers, errors);
        CheckPhrases("Concepts", options.Concepts, errors);
        if (options.Competitors.Any(string.IsNullOrWhiteSpace)) errors.Add("Competitors: a name is empty.");
        return errors.Count > 0 ? ValidateOptionsResult.Fail(errors) : ValidateOptionsResult.Success;
    }

    private static void CheckPhrases(string setting, Dictionary<string, List<string>> named, List<string> errors)
    {
        foreach (var (name, phrases) in named)
        {
            if (string.IsNullOrWhiteSpace(name)) errors.Add($"{setting}: an entry has no name.");
            if (phrases is not { Count: > 0 }) errors.Add($"{setting}: '{name}' has no phrases.");
            else if (phrases.Any(string.IsNullOrWhiteSpace)) errors.Add($"{setting}: '{name}' has an empty phrase.");
        }
    }
}
