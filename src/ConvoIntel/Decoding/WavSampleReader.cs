namespace ConvoIntel.Decoding;

/// <summary>Reads the samples after a WAV header, channel by channel, from a file or a pipe.</summary>
internal sealed class WavSampleReader
{
    private readonly Stream _stream;
    private readonly WavHeader _header;
    private readonly byte[] _raw;
    private long _left;

    /// <param name="stream">Positioned at the first sample.</param>
    /// <param name="header">Header of the stream, of a format that is read here.</param>
    /// <param name="maxFrames">Most frames that one read returns.</param>
    public WavSampleReader(Stream stream, WavHeader header, int maxFrames)
    {
        _stream = stream;
        _header = header;
        Format = header.Format ?? throw new ArgumentException("The format is not read in managed code.", nameof(header));
        _raw = new byte[maxFrames * Format.FrameSize];
        _left = header.DataLength ?? long.MaxValue;
    }

    public WavFormat Format { get; }

    /// <summary>Frames in all, where the header or the file tells.</summary>
    public long? Frames => _header.DataLength / Format.FrameSize;

    /// <summary>Goes to a frame; only where the stream can.</summary>
    public void Seek(long frame)
    {
        _stream.Position = _header.DataStart + (frame * Format.FrameSize);
        _left = _header.DataLength!.Value - (frame * Format.FrameSize);
    }

    /// <summary>Reads up to <paramref name="frames"/> frames; fewer only at the end, a half frame there is dropped.</summary>
    /// <param name="channels">Receives the samples of the first <c>channels.Length</c> channels.</param>
    /// <param name="frames">Frames wanted, at most the reader's maximum.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    public async ValueTask<int> ReadAsync(float[][] channels, int frames, CancellationToken cancellationToken)
    {
        var wanted = (int)Math.Min((long)frames * Format.FrameSize, _left);
        var read = await _stream.ReadAtLeastAsync(_raw.AsMemory(0, wanted), wanted, throwOnEndOfStream: false, cancellationToken);
        _left -= read;
        var count = read / Format.FrameSize;
        for (var c = 0; c < channels.Length; c++)
            SampleConverter.Convert(Format, _raw.AsSpan(0, count * Format.FrameSize), c, channels[c]);
        return count;
    }
}
