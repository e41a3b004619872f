namespace ConvoIntel.Decoding;

/// <summary>Opens a recording as a stream of 16 kHz channels. WAV is read in managed code, all else through FFmpeg.</summary>
public interface IAudioDecoder
{
    /// <exception cref="ConvoIntelException">The file is not audio that can be read.</exception>
    Task<IAudioStream> OpenAsync(string path, CancellationToken cancellationToken);
}

/// <summary>One recording, decoded as it is read; memory does not grow with its length.</summary>
public interface IAudioStream : IAsyncDisposable
{
    AudioDescription Description { get; }

    /// <summary>Blocks in order, without gaps, each of at most a few seconds; read once.</summary>
    IAsyncEnumerable<AudioBlock> ReadAsync(CancellationToken cancellationToken);

    /// <summary>What was wrong and survived: a truncated file, a wrong length; complete once all blocks are read.</summary>
    IReadOnlyList<string> Warnings { get; }
}

/// <summary>What a file holds.</summary>
public sealed record AudioDescription
{
    /// <summary>Rate of every <see cref="AudioBlock"/>: what Whisper and the VAD take.</summary>
    public const int SampleRate = 16_000;

    /// <summary>For example <c>wav/mulaw</c>.</summary>
    public required string Codec { get; init; }

    /// <summary>Rate of the file, in hertz.</summary>
    public required int SourceSampleRate { get; init; }

    public required int SourceChannels { get; init; }

    /// <summary>Channels delivered: as in the file, but 1 where <see cref="DualMono"/>.</summary>
    public required int Channels { get; init; }

    /// <summary>True where a stereo file holds the same signal twice.</summary>
    public bool DualMono { get; init; }

    /// <summary>Known before decoding only for some files.</summary>
    public TimeSpan? Duration { get; init; }
}

/// <summary>A stretch of audio.</summary>
/// <param name="Start">Index of the first sample at 16 kHz.</param>
/// <param name="Channels">Samples by channel, −1 to 1, all of one length.</param>
public sealed record AudioBlock(long Start, float[][] Channels);
