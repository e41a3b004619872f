namespace ConvoIntel.Decoding;

/// <summary>How one sample is stored in a WAV file.</summary>
internal enum WavEncoding
{
    /// <summary>Unsigned 8-bit, or signed little-endian of 16, 24 or 32 bits.</summary>
    Pcm,

    /// <summary>IEEE 754, 32 or 64 bits.</summary>
    Float,

    /// <summary>ITU-T G.711 µ-law.</summary>
    MuLaw,

    /// <summary>ITU-T G.711 A-law.</summary>
    ALaw,
}

/// <summary>The <c>fmt </c> chunk of a WAV file, checked.</summary>
internal sealed record WavFormat
{
    public required WavEncoding Encoding { get; init; }

    public required int Channels { get; init; }

    /// <summary>Hertz.</summary>
    public required int SampleRate { get; init; }

    /// <summary>Bytes that one sample of one channel takes.</summary>
    public required int BytesPerSample { get; init; }

    /// <summary>Bytes from one frame (one sample of each channel) to the next.</summary>
    public int FrameSize => Channels * BytesPerSample;

    public string Codec => Encoding switch
    {
        WavEncoding.MuLaw => "wav/mulaw",
        WavEncoding.ALaw => "wav/alaw",
        WavEncoding.Float => $"wav/f{BytesPerSample * 8}",
        _ => $"wav/pcm{BytesPerSample * 8}",
    };
}
