namespace ConvoIntel.Transcription.Search;

/// <summary>Sees a decoder that has begun to repeat itself, before it fills the window with it.</summary>
internal static class RepetitionGuard
{
    private const int LongestPeriod = 24;

    // People do say "no no no no no" and read out "zero zero zero": only what goes on for longer than that is a loop.
    private const int LeastRounds = 4;
    private const int LeastTokens = 16;

    /// <summary>The loop at the end of <paramref name="tokens"/>: its period, and the tokens after its first round; null where there is none.</summary>
    public static (int Period, int Repeated)? FindLoop(IReadOnlyList<int> tokens)
    {
        for (var period = 1; period <= LongestPeriod && period * LeastRounds <= tokens.Count; period++)
        {
            var repeated = 0;
            for (var i = tokens.Count - 1; i >= period && tokens[i] == tokens[i - period]; i--)
                repeated++;
            if (repeated >= period * (LeastRounds - 1) && repeated + period >= LeastTokens)
                return (period, repeated);
        }
        return null;
    }
}
