using System.ComponentModel;
using System.IO.Pipelines;
using CliWrap;
using CliWrap.Exceptions;

namespace ConvoIntel.Decoding;

/// <summary>One run of FFmpeg: its output as a stream, its end as a warning or an error.</summary>
internal sealed class FfmpegProcess
{
    /// <summary>Output that FFmpeg may be ahead of its reader; past it the pipe fills and FFmpeg waits.</summary>
    private const int MaxAhead = 1024 * 1024;

    private const int MaxMessage = 300;

    private readonly string _source;
    private readonly string _kind;
    private readonly FfmpegMessages _messages = new();
    private readonly CancellationTokenSource _kill;
    private readonly Task _run;
    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: MaxAhead, resumeWriterThreshold: MaxAhead / 2, useSynchronizationContext: false));
    private bool _finished;

    /// <param name="program">FFmpeg, by name or path.</param>
    /// <param name="path">File to decode.</param>
    /// <param name="kind">Its container, for messages.</param>
    /// <param name="limit">Length to decode, or null for all.</param>
    /// <param name="cancellationToken">Kills the process.</param>
    public FfmpegProcess(string program, string path, string kind, TimeSpan? limit, CancellationToken cancellationToken)
    {
        _source = Path.GetFileName(path);
        _kind = kind;
        _kill = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Output = _pipe.Reader.AsStream();
        var command = Cli.Wrap(program)
            .WithArguments(Arguments(path, limit))
            .WithStandardOutputPipe(PipeTarget.Create((stream, token) => stream.CopyToAsync(_pipe.Writer, token)))
            .WithStandardErrorPipe(PipeTarget.Create(_messages.ReadAsync))
            .WithValidation(CommandResultValidation.None);
        _run = RunAsync(command, program);
    }

    /// <summary>A WAV stream.</summary>
    public Stream Output { get; }

    /// <summary>Waits for the end, or brings it about.</summary>
    /// <param name="complete">True where the output was read to its end, so that an error is FFmpeg's own.</param>
    /// <returns>What FFmpeg complained of and survived.</returns>
    public async ValueTask<string?> FinishAsync(bool complete)
    {
        if (_finished)
            return null;
        _finished = true;
        if (!complete)
            await _kill.CancelAsync();
        await Output.DisposeAsync();
        try
        {
            await _run;
        }
        catch (Exception) when (!complete)
        {
            // It was killed, and whatever it met on its way no longer matters.
        }
        finally
        {
            _kill.Dispose();
        }
        return complete && _messages.First is { } message ? $"FFmpeg reported: {message}" : null;
    }

    /// <summary>
    /// A file name is an argument of its own behind <c>file:</c>, so it is neither an option nor another protocol;
    /// playlists and containers inside the file may open nothing but files.
    /// </summary>
    private static IEnumerable<string> Arguments(string path, TimeSpan? limit) =>
    [
        "-nostdin", "-hide_banner", "-loglevel", "error",
        "-protocol_whitelist", "file,pipe", "-i", "file:" + Path.GetFullPath(path),
        .. limit is { } length ? ["-t", length.TotalSeconds.ToString("F0", System.Globalization.CultureInfo.InvariantCulture)] : Array.Empty<string>(),
        "-map", "0:a:0", "-vn", "-sn", "-dn", "-c:a", "pcm_f32le", "-f", "wav", "pipe:1",
    ];

    private async Task RunAsync(Command command, string program)
    {
        Exception? failure = null;
        try
        {
            var result = await command.ExecuteAsync(_kill.Token);
            if (result.ExitCode != 0)
                failure = Failed(result.ExitCode);
        }
        catch (Win32Exception error)
        {
            failure = new ConvoIntelException(FailureReason.FfmpegMissing, _source, $"{_kind} is decoded by FFmpeg, and '{program}' cannot be run",
                "Install FFmpeg (on Debian or Ubuntu: apt install ffmpeg), set its path, or convert the recording to WAV.", error);
        }
        catch (Exception error) when (error is OperationCanceledException or CliWrapException or IOException)
        {
            failure = error;
        }
        // The reader of the output sees the end, or why there is none.
        await _pipe.Writer.CompleteAsync(failure is OperationCanceledException ? null : failure);
        if (failure is not null)
            throw failure;
    }

    private ConvoIntelException Failed(int code)
    {
        var message = _messages.First ?? $"exit code {code}";
        if (message.Length > MaxMessage)
            message = message[..MaxMessage];
        return new ConvoIntelException(FailureReason.FfmpegFailed, _source, $"FFmpeg cannot decode this {_kind} ({message.TrimEnd('.')})",
            "Check that it plays and holds sound, or convert it to WAV.");
    }
}
