using ConvoIntel.Ingestion;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Decoding;

/// <summary>Reads WAV itself, and all else through FFmpeg, which answers with a WAV stream that the same code reads.</summary>
internal sealed class AudioDecoder(IOptions<DecodingOptions> options) : IAudioDecoder
{
    private readonly DecodingOptions _options = options.Value;

    public async Task<IAudioStream> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var source = Path.GetFileName(path);
        var file = SourceFile.OpenRead(path);
        try
        {
            var head = new byte[AudioFileKind.HeadLength];
            var length = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
            var kind = AudioFileKind.Detect(head.AsSpan(0, length));
            if (kind == AudioFileKind.Wav)
            {
                file.Position = 0;
                var header = await new WavHeaderReader(file, source).ReadAsync(cancellationToken);
                if (header.Format is not null)
                    return await OpenWavAsync(source, file, header, cancellationToken);
            }
            else if (kind is null)
            {
                ThrowUnknown(source, head.AsSpan(0, length));
            }
            await file.DisposeAsync();
            return await new FfmpegDecoder(_options).OpenAsync(path, kind!, cancellationToken);
        }
        catch (IOException error)
        {
            await file.DisposeAsync();
            throw SourceFile.Unreadable(path, error);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private async Task<IAudioStream> OpenWavAsync(string source, FileStream file, WavHeader header, CancellationToken cancellationToken)
    {
        var format = header.Format!;
        if (header.DataLength < format.FrameSize)
        {
            throw new ConvoIntelException(FailureReason.SourceEmpty, source, "the WAV header is not followed by any samples",
                "Record again, or remove the file.");
        }
        file.Position = header.DataStart;
        var survey = await AudioSurvey.TakeAsync(new WavSampleReader(file, header, format.SampleRate), canSeek: true, _options, cancellationToken);
        var reader = new WavSampleReader(file, header, AudioStream.MaxFrames);
        reader.Seek(0);
        var description = new AudioDescription
        {
            Codec = format.Codec,
            SourceSampleRate = format.SampleRate,
            SourceChannels = format.Channels,
            Channels = survey.DualMono ? 1 : format.Channels,
            DualMono = survey.DualMono,
            Duration = TimeSpan.FromSeconds((double)reader.Frames!.Value / format.SampleRate),
        };
        return new AudioStream(source, reader, description, survey.Gains, header.Warnings, async _ =>
        {
            await file.DisposeAsync();
            return null;
        });
    }

    private static void ThrowUnknown(string source, ReadOnlySpan<byte> head)
    {
        const string Remedy = "Give it WAV, MP3, M4A, OGG, FLAC, WebM or MP4; or a transcript as VTT, SRT or JSON.";
        if (head.IsEmpty)
        {
            throw new ConvoIntelException(FailureReason.SourceEmpty, source, "the file holds no bytes", "Record again, or remove the file.");
        }
        if ("RIFF"u8.StartsWith(head[..Math.Min(4, head.Length)]) && head.Length < 12)
        {
            throw new ConvoIntelException(FailureReason.CorruptAudio, source, "the WAV header is cut off",
                "Export the recording again from the system that made it.");
        }
        var problem = AudioFileKind.LooksLikeText(head) ? "the file holds text, not audio" : "the file begins like no audio format that is known";
        throw new ConvoIntelException(FailureReason.UnsupportedFormat, source, problem, Remedy);
    }
}
