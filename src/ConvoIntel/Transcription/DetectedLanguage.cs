namespace ConvoIntel.Transcription;

/// <summary>What a voice was heard to speak.</summary>
/// <param name="Code">As Whisper names it: <c>en</c>, <c>de</c>, <c>yue</c>.</param>
/// <param name="Probability">Among the languages that the model knows, 0 to 1.</param>
public sealed record DetectedLanguage(string Code, double Probability);

/// <summary>What a recogniser does about languages.</summary>
/// <param name="Fixed">The language that all speech is taken for; null where each voice's is told from its speech.</param>
/// <param name="Translates">Whether the text is an English translation of what is said.</param>
public sealed record LanguageMode(string? Fixed, bool Translates)
{
    /// <summary>Speech is English, and so is its text.</summary>
    public static LanguageMode English { get; } = new("en", Translates: false);
}
