namespace ConvoIntel.Decoding;

/// <summary>What stands before the samples of a WAV file.</summary>
internal sealed record WavHeader
{
    /// <summary>Null where the encoding is one that only FFmpeg reads (ADPCM, GSM, MP3 in WAV).</summary>
    public required WavFormat? Format { get; init; }

    /// <summary>The format tag as written, for messages.</summary>
    public required int FormatTag { get; init; }

    /// <summary>Offset of the first sample, in bytes.</summary>
    public required long DataStart { get; init; }

    /// <summary>Bytes of samples, or null where only the end of the stream tells.</summary>
    public required long? DataLength { get; init; }

    /// <summary>What was wrong with the header and was survived.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
