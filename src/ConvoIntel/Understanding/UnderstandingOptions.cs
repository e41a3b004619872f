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
        foreach (var (tracker, phrases) in options.Trackers)
        {
            if (string.IsNullOrWhiteSpace(tracker)) errors.Add("Trackers: a tracker has no name.");
            if (phrases is not { Count: > 0 }) errors.Add($"Trackers: '{tracker}' has no phrases.");
            else if (phrases.Any(string.IsNullOrWhiteSpace)) errors.Add($"Trackers: '{tracker}' has an empty phrase.");
        }

        if (options.Competitors.Any(string.IsNullOrWhiteSpace)) errors.Add("Competitors: a name is empty.");
        return errors.Count > 0 ? ValidateOptionsResult.Fail(errors) : ValidateOptionsResult.Success;
    }
}
