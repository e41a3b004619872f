using System.Runtime.CompilerServices;

namespace ConvoIntel.Decoding;

/// <summary>Samples at the file's rate in, blocks of levelled 16 kHz channels out.</summary>
internal sealed class AudioStream : IAudioStream
{
    /// <summary>Half a second at telephone rate; at 192 kHz with 8 channels of doubles 2 MB.</summary>
    public const int MaxFrames = 32_768;

    private readonly string _source;
    private readonly WavSampleReader _reader;
    private readonly float[] _gains;
    private readonly Func<bool, ValueTask<string?>> _finish;
    private readonly List<string> _warnings;
    private bool _read;
    private bool _finished;

    /// <param name="source">The file, for messages.</param>
    /// <param name="reader">At the first sample.</param>
    /// <param name="description">What is delivered.</param>
    /// <param name="gains">Factor for each channel delivered.</param>
    /// <param name="warnings">What opening the file brought up.</param>
    /// <param name="finish">
    /// Releases the source, once; the argument tells whether it was read to its end. Returns a warning, or throws what the source failed with.
    /// </param>
    public AudioStream(
        string source,
        WavSampleReader reader,
        AudioDescription description,
        float[] gains,
        IEnumerable<string> warnings,
        Func<bool, ValueTask<string?>> finish)
    {
        _source = source;
        _reader = reader;
        _gains = gains;
        _finish = finish;
        _warnings = [.. warnings];
        Description = description;
    }

    public AudioDescription Description { get; }

    public IReadOnlyList<string> Warnings => _warnings;

    public async IAsyncEnumerable<AudioBlock> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (_read)
            throw new InvalidOperationException("A stream is read once; open the file again.");
        _read = true;
        var frames = Math.Min(MaxFrames, Description.SourceSampleRate / 2);
        var input = Enumerable.Range(0, Description.Channels).Select(_ => new float[frames]).ToArray();
        var resamplers = Resamplers(frames);
        long position = 0;
        int read;
        while ((read = await ReadFramesAsync(input, frames, cancellationToken)) > 0)
        {
            var block = resamplers is null
                ? [.. input.Select(channel => channel.AsSpan(0, read).ToArray())]
                : Resample(resamplers, resampler => resampler.CountFor(read), (c, output) => resamplers[c].Process(input[c].AsSpan(0, read), output));
            if (block[0].Length == 0)
                continue;
            yield return Level(position, block);
            position += block[0].Length;
        }
        if (resamplers is { } last && last[0].CountAtEnd > 0)
            yield return Level(position, Resample(last, resampler => resampler.CountAtEnd, (c, output) => last[c].Flush(output)));
        await FinishAsync(complete: true);
    }

    public async ValueTask DisposeAsync() => await FinishAsync(complete: false);

    private Resampler[]? Resamplers(int frames)
    {
        if (Description.SourceSampleRate == AudioDescription.SampleRate)
            return null;
        var filter = new PolyphaseFilter(Description.SourceSampleRate, AudioDescription.SampleRate);
        return [.. Enumerable.Range(0, Description.Channels).Select(_ => new Resampler(filter, frames))];
    }

    private static float[][] Resample(Resampler[] resamplers, Func<Resampler, int> count, Action<int, float[]> run)
    {
        var block = new float[resamplers.Length][];
        for (var c = 0; c < block.Length; c++)
        {
            block[c] = new float[count(resamplers[c])];
            run(c, block[c]);
        }
        return block;
    }

    private AudioBlock Level(long start, float[][] block)
    {
        for (var c = 0; c < block.Length; c++)
            Limiter.Apply(block[c], _gains[c]);
        return new AudioBlock(start, block);
    }

    private async ValueTask<int> ReadFramesAsync(float[][] input, int frames, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await _reader.ReadAsync(input, frames, cancellationToken);
        }
        catch (IOException error)
        {
            throw new ConvoIntelException(FailureReason.SourceUnreadable, _source, "the file could not be read to its end",
                "Check the disk or the network share, then try again.", error);
        }
    }

    private async ValueTask FinishAsync(bool complete)
    {
        if (_finished)
            return;
        _finished = true;
        if (await _finish(complete) is { } warning)
            _warnings.Add(warning);
    }
}
