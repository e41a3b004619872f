namespace ConvoIntel.Diarization;

/// <summary>Utterances that only tell the other side to go on. A fixed list: backchannels/1.</summary>
internal static class Backchannels
{
    private const int MostWords = 3;

    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "mm", "mmm", "hm", "hmm", "mhm", "mmhm", "mmhmm", "uh", "huh", "uhhuh", "ah", "aha", "oh",
        "yeah", "yep", "yup", "yes", "okay", "ok", "right", "sure", "alright", "wow", "great", "cool", "exactly", "indeed",
        "true", "nice", "gotcha", "absolutely", "definitely", "totally",
    };

    private static readonly HashSet<string> Phrases = new(StringComparer.Ordinal)
    {
        "i see", "got it", "all right", "of course", "fair enough", "makes sense", "i know", "no problem", "very good", "sounds good",
        "oh i see", "okay i see", "yeah i see", "right i see", "okay got it", "oh all right",
    };

    /// <summary>Words that answer a question as often as they acknowledge.</summary>
    private static readonly HashSet<string> Answers = new(StringComparer.Ordinal)
    {
        "yeah", "yep", "yup", "yes", "okay", "ok", "right", "sure", "exactly", "absolutely", "definitely", "totally", "true", "indeed",
    };

    /// <summary>What a question opens with where the recogniser writes no question marks.</summary>
    private static readonly HashSet<string> QuestionOpenings = new(StringComparer.Ordinal)
    {
        "do", "does", "did", "is", "are", "was", "were", "can", "could", "would", "will", "shall", "should", "have", "has",
        "who", "what", "when", "where", "why", "which", "how", "may",
    };

    /// <param name="text">The whole utterance.</param>
    /// <param name="heard">What the other side said last before it, or null.</param>
    public static bool IsBackchannel(string text, string? heard)
    {
        var words = Normal.Words(text);
        if (words.Count is 0 or > MostWords) return false;
        if (!words.All(Words.Contains) && !Phrases.Contains(string.Join(' ', words))) return false;
        return !(words.Any(Answers.Contains) && heard is not null && Asks(heard));
    }

    private static bool Asks(string text)
    {
        if (text.Contains('?')) return text.TrimEnd().EndsWith('?');
        return Normal.Words(text) is [var first, ..] && QuestionOpenings.Contains(first);
    }
}
