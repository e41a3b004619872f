namespace ConvoIntel.Decoding;

/// <summary>
/// Decodes what is not WAV through FFmpeg as a child process. It answers with a WAV stream of floats at the file's own rate, so that its header
/// tells rate and channels, and the same reader, resampler and level meter serve all formats. Nothing is written to disk.
/// </summary>
internal sealed class FfmpegDecoder(DecodingOptions options)
{
    /// <param name="path">The file.</param>
    /// <param name="kind">Its container, for descriptions and messages.</param>
    /// <param name="cancellationToken">Stops FFmpeg.</param>
    public async Task<IAudioStream> OpenAsync(string path, string kind, CancellationToken cancellationToken)
    {
        var survey = await SurveyAsync(path, kind, cancellationToken);
        var source = Path.GetFileName(path);
        if (survey.Empty)
            throw new ConvoIntelException(FailureReason.SourceEmpty, source, $"the {kind} holds no audio", "Record again, or remove the file.");
        var process = new FfmpegProcess(options.FfmpegPath, path, kind, limit: null, cancellationToken);
        try
        {
            var (header, format) = await ReadHeaderAsync(process, source, cancellationToken);
            var description = new AudioDescription
            {
                Codec = kind,
                SourceSampleRate = format.SampleRate,
                SourceChannels = format.Channels,
                Channels = survey.DualMono ? 1 : format.Channels,
                DualMono = survey.DualMono,
            };
            return new AudioStream(source, new WavSampleReader(process.Output, header, AudioStream.MaxFrames), description, survey.Gains, [], process.FinishAsync);
        }
        catch
        {
            await process.FinishAsync(complete: false);
            throw;
        }
    }

    private async Task<AudioSurvey> SurveyAsync(string path, string kind, CancellationToken cancellationToken)
    {
        // A pipe cannot be wound back: the beginning is decoded once for the survey, then all of it for delivery.
        var process = new FfmpegProcess(options.FfmpegPath, path, kind, options.SurveyLength, cancellationToken);
        try
        {
            var (header, format) = await ReadHeaderAsync(process, Path.GetFileName(path), cancellationToken);
            return await AudioSurvey.TakeAsync(new WavSampleReader(process.Output, header, format.SampleRate), canSeek: false, options, cancellationToken);
        }
        finally
        {
            await process.FinishAsync(complete: false);
        }
    }

    private static async Task<(WavHeader Header, WavFormat Format)> ReadHeaderAsync(FfmpegProcess process, string source, CancellationToken cancellationToken)
    {
        try
        {
            var header = await new WavHeaderReader(process.Output, source).ReadAsync(cancellationToken);
            // The length is one that FFmpeg could not know when it wrote the header.
            return (header with { DataLength = null }, header.Format!);
        }
        catch (ConvoIntelException error) when (error.Reason == FailureReason.CorruptAudio)
        {
            // No header means that FFmpeg gave up; what it said tells more.
            await process.FinishAsync(complete: true);
            throw;
        }
    }
}
