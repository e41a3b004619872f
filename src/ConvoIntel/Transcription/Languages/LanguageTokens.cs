using ConvoIntel.Transcription.Model;

namespace ConvoIntel.Transcription.Languages;

/// <summary>The languages that a model can be told, by code (<c>en</c>), with their tokens; none where it knows English only.</summary>
internal static class LanguageTokens
{
    private const string Open = "<|", Close = "|>";

    /// <summary>The configuration's list; older exports have none, and there the vocabulary tells.</summary>
    public static IReadOnlyDictionary<string, int> Of(WhisperConfig config, WhisperTokenizer tokenizer)
    {
        if (!IsMultilingual(config))
            return new Dictionary<string, int>();
        var listed = config.Languages.Where(entry => entry.Value >= 0 && entry.Value < config.VocabularySize).ToList();
        return (listed.Count > 0 ? listed : FromVocabulary(config, tokenizer))
            .ToDictionary(entry => Code(entry.Key), entry => entry.Value, StringComparer.Ordinal);
    }

    /// <summary>Older exports do not say; English-only vocabularies are one token short of 51,865, and have no map of languages.</summary>
    private static bool IsMultilingual(WhisperConfig config) =>
        config.IsMultilingual ?? (config.Languages.Count > 0 || config.VocabularySize >= 51_865);

    /// <summary>Whisper's vocabularies hold the languages between the start of the transcript and the two tasks.</summary>
    private static IEnumerable<KeyValuePair<string, int>> FromVocabulary(WhisperConfig config, WhisperTokenizer tokenizer)
    {
        var tasks = tokenizer.Find("<|translate|>") ?? tokenizer.Find("<|transcribe|>") ?? 0;
        return tokenizer.Specials.Where(entry => entry.Value > config.StartOfTranscript && entry.Value < tasks
            && entry.Key.Length is >= 6 and <= 7 && entry.Key.StartsWith(Open, StringComparison.Ordinal));
    }

    private static string Code(string token) =>
        token.StartsWith(Open, StringComparison.Ordinal) && token.EndsWith(Close, StringComparison.Ordinal) ? token[Open.Length..^Close.Length] : token;
}
