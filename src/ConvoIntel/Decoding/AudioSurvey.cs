namespace ConvoIntel.Decoding;

/// <summary>
/// Listens to part of a recording before it is decoded: how much gain each channel needs, and whether both are the same.
/// Ten minutes tell as much about a speaker's level as three hours do, and cost a second.
/// </summary>
internal sealed record AudioSurvey(float[] Gains, bool DualMono, bool Empty)
{
    /// <summary>A channel this much quieter than the loudest holds the other's crosstalk; it is raised no further than that one.</summary>
    private const double CrosstalkDb = 25;

    public static async Task<AudioSurvey> TakeAsync(WavSampleReader reader, bool canSeek, DecodingOptions options, CancellationToken cancellationToken)
    {
        var format = reader.Format;
        var window = format.SampleRate;
        var meters = Enumerable.Range(0, format.Channels).Select(_ => new SpeechLevelMeter(format.SampleRate)).ToArray();
        var dualMono = format.Channels == 2 && options.DetectDualMono ? new DualMonoDetector(format.SampleRate) : null;
        var channels = Enumerable.Range(0, format.Channels).Select(_ => new float[window]).ToArray();
        var windows = (long)options.SurveyLength.TotalSeconds;
        // Longer recordings are sampled a second here and a second there: the customer may only speak in the second half.
        var stride = canSeek ? Math.Max(window, reader.Frames!.Value / windows) : window;
        var empty = true;
        for (long n = 0; n < windows; n++)
        {
            if (stride > window)
                reader.Seek(n * stride);
            var frames = await reader.ReadAsync(channels, window, cancellationToken);
            if (frames == 0)
                break;
            empty = false;
            for (var c = 0; c < channels.Length; c++)
                meters[c].Add(channels[c].AsSpan(0, frames));
            dualMono?.Add(channels[0].AsSpan(0, frames), channels[1].AsSpan(0, frames));
        }
        return new AudioSurvey(GainsFor([.. meters.Select(meter => meter.SpeechDbfs())], options), dualMono?.DualMono ?? false, empty);
    }

    /// <param name="levels">Speech level of each channel, or null where it holds none: it is left as it is.</param>
    /// <param name="options">Target and limit.</param>
    internal static float[] GainsFor(double?[] levels, DecodingOptions options)
    {
        if (!options.NormalizeLoudness || levels.Max() is not { } loudest)
            return [.. levels.Select(_ => 1f)];
        return [.. levels.Select(level => level is null ? 1f : Gain(level < loudest - CrosstalkDb ? loudest : level.Value))];

        float Gain(double level) => (float)Math.Pow(10, Math.Min(options.SpeechLevelDbfs - level, options.MaxGainDb) / 20);
    }
}
