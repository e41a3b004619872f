using ConvoIntel.Conversations;
using ConvoIntel.Inference;
using ConvoIntel.Segmentation;
using ConvoIntel.Transcription.Alignment;
using ConvoIntel.Transcription.Model;
using ConvoIntel.Transcription.Search;

namespace ConvoIntel.Transcription;

/// <summary>Whisper on ONNX Runtime: windows of many calls in one batch, each of like length.</summary>
internal sealed class WhisperRecognizer : ISpeechRecognizer
{
    // Nobody speaks faster than 30 tokens a second; what runs past that is not speech.
    private const int TokensPerSecond = 30;
    private const int TokensAtLeast = 16;

    // Windows shorter than a tenth of a second hold no word, windows shorter than half a second are filled up with silence.
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(0.1);
    private static readonly TimeSpan ShortestWindow = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan ShortestToSplit = TimeSpan.FromSeconds(2);

    private readonly WhisperModel model;
    private readonly TranscriptionOptions options;
    private readonly TemperatureFallback fallback;
    private readonly WordTimer timer;
    private readonly BatchPlanner planner;
    private readonly long[] prompt;
    // One batch at a time: two would only share the cores, and hold twice the memory.
    private readonly SemaphoreSlim turn = new(1, 1);

    private WhisperRecognizer(WhisperModel model, TranscriptionOptions options)
    {
        this.model = model;
        this.options = options;
        var timestamps = options.Timestamps && model.Config.FirstTimestamp is not null;
        prompt = Prompt.Build(model, options.Language, timestamps);
        var rules = new TokenRules(model.Config, model.Tokenizer.Specials, timestamps);
        var search = new GreedySearch(model, rules, options.AlignWords ? AlignmentHeads.Of(model.Config) : []);
        fallback = new TemperatureFallback(model, search, prompt, options);
        timer = new WordTimer(model, options.Language);
        planner = new BatchPlanner(model.Encoder.FixedFrames, FramesOf(options.MaxPadding), options.MaxBatchSize, model.Config.MaxFrames);
    }

    public ModelInfo Info => model.Info;

    public int PreferredBatchSize => options.MaxBatchSize * 4;

    /// <summary>Loads the model named in the options.</summary>
    /// <exception cref="ConvoIntelException"><see cref="FailureReason.ModelUnusable"/>: the folder or a file of it.</exception>
    public static WhisperRecognizer Load(TranscriptionOptions options, OnnxSessionFactory sessions)
    {
        var model = WhisperModel.Load(options.ModelFolder, options.Variant, sessions);
        try
        {
            return new WhisperRecognizer(model, options);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    public async Task<IReadOnlyList<TranscribedSegment>> TranscribeAsync(
        IReadOnlyList<SpeechSegment> segments, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Transcribe(segments, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Waits for the batch at work: its sessions cannot go under it.
        await turn.WaitAsync().ConfigureAwait(false);
        turn.Dispose();
        model.Dispose();
    }

    private TranscribedSegment[] Transcribe(IReadOnlyList<SpeechSegment> segments, CancellationToken cancellationToken)
    {
        // 1. What is too short or too quiet to hold a word is not decoded.
        var open = new List<AudioPiece>();
        for (var i = 0; i < segments.Count; i++)
        {
            if (segments[i].Samples.Length >= SamplesOf(Shortest) && AudioPiece.Loudest(segments[i].Samples) >= options.SilenceLevel)
                AddWindows(open, new AudioPiece(i, 0, segments[i].Samples));
        }

        // 2. Windows by length; those with more text than the model can write come back as halves.
        var done = new List<(AudioPiece Piece, Attempt Attempt)>();
        while (open.Count > 0)
        {
            var halves = new List<AudioPiece>();
            foreach (var (rows, frames) in planner.Plan([.. open.Select(piece => FramesOf(piece))]))
            {
                AudioPiece[] batch = [.. rows.Select(row => open[row])];
                var attempts = Decode(batch, frames, cancellationToken);
                for (var i = 0; i < batch.Length; i++)
                {
                    if (attempts[i].Decoded.Stop == StopReason.Length && batch[i].Samples.Length >= SamplesOf(ShortestToSplit))
                        halves.AddRange(Both(batch[i].Split()));
                    else
                        done.Add((batch[i], attempts[i]));
                }
            }
            open = halves;
        }

        // 3. Windows back into their segments.
        var bySegment = done.ToLookup(entry => entry.Piece.Segment);
        return [.. segments.Select((segment, i) => SegmentAssembler.Assemble(segment, bySegment[i], timer, fallback, model.Config.SampleRate))];
    }

    private Attempt[] Decode(AudioPiece[] batch, int frames, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var size = model.Config.MelBins * frames;
        var features = new float[batch.Length * size];
        Parallel.For(0, batch.Length, i => model.Features.Compute(batch[i].Samples.Span, frames, features.AsSpan(i * size, size)));
        using var states = model.Encoder.Run(features, batch.Length, frames);
        return fallback.Run(states, [.. batch.Select(Request)], cancellationToken);
    }

    private RowRequest Request(AudioPiece piece)
    {
        var seconds = (double)piece.Samples.Length / model.Config.SampleRate;
        var room = model.Config.MaxTokens - prompt.Length;
        var positions = Math.Max(1, piece.Samples.Length / (2 * model.Config.Hop));
        return new RowRequest(positions, Math.Max(1, Math.Min(room, TokensAtLeast + (int)(seconds * TokensPerSecond))));
    }

    private void AddWindows(List<AudioPiece> windows, AudioPiece piece)
    {
        if (piece.Samples.Length <= model.Config.PreferredFrames * model.Config.Hop)
        {
            windows.Add(piece);
            return;
        }
        foreach (var half in Both(piece.Split()))
            AddWindows(windows, half);
    }

    private static AudioPiece[] Both((AudioPiece Before, AudioPiece After) halves) => [halves.Before, halves.After];

    private int SamplesOf(TimeSpan time) => (int)(time.TotalSeconds * model.Config.SampleRate);

    private int FramesOf(TimeSpan time) => SamplesOf(time) / model.Config.Hop;

    private int FramesOf(AudioPiece piece)
    {
        var frames = Math.Max((piece.Samples.Length + model.Config.Hop - 1) / model.Config.Hop, FramesOf(ShortestWindow));
        return Math.Min(frames + (frames % 2), model.Config.MaxFrames);
    }
}
