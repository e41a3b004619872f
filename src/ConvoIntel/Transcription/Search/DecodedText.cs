namespace ConvoIntel.Transcription.Search;

/// <summary>Why a row left the batch.</summary>
internal enum StopReason
{
    /// <summary>The model said that the text is over.</summary>
    EndOfText,

    /// <summary>No room for another token: there may be more to say.</summary>
    Length,

    /// <summary>The same tokens over and over.</summary>
    Loop,
}

/// <summary>One row's text as the search found it.</summary>
internal sealed record DecodedText
{
    /// <summary>Tokens after the prompt, timestamps included, end of text left out.</summary>
    public required IReadOnlyList<int> Tokens { get; init; }

    /// <summary>Probability of each token.</summary>
    public required IReadOnlyList<float> Probabilities { get; init; }

    /// <summary>
    /// Where the decoder looked before each token and before the end of text: heads × encoder positions, row-major.
    /// Empty where the model does not tell.
    /// </summary>
    public required IReadOnlyList<float[]> Attention { get; init; }

    /// <summary>Encoder positions that hold the row's audio.</summary>
    public required int Positions { get; init; }

    public required StopReason Stop { get; init; }

    /// <summary>Mean over the tokens and the end of text.</summary>
    public required double AverageLogProbability { get; init; }

    public required double NoSpeechProbability { get; init; }

    public required double Temperature { get; init; }
}
