using ConvoIntel.Conversations;
using ConvoIntel.Inference;
using ConvoIntel.Segmentation;
using ConvoIntel.Transcription.Alignment;
using ConvoIntel.Transcription.Engine;
using ConvoIntel.Transcription.Languages;
using ConvoIntel.Transcription.Model;
using ConvoIntel.Transcription.Search;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ConvoIntel.Transcription;

/// <summary>Whisper on ONNX Runtime: windows of many calls in one batch, several batches at once.</summary>
internal sealed class WhisperRecognizer : ISpeechRecognizer
{
    /// <summary>The setting that has the language told from the speech.</summary>
    public const string Auto = "auto";

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
    private readonly EnginePlan plan;
    private readonly BatchPlanner planner;
    private readonly WindowEncoder encoder;
    private readonly Prompt prompt;
    private readonly LanguageDetector detector;
    private readonly SemaphoreSlim lanes;

    private WhisperRecognizer(WhisperModel model, EnginePlan plan, TranscriptionOptions options, ILogger logger)
    {
        this.model = model;
        this.plan = plan;
        this.options = options;
        var timestamps = (options.Timestamps ?? model.Config.WritesTimestamps) && model.Config.FirstTimestamp is not null;
        prompt = new Prompt(model, options.Task, timestamps);
        Languages = Mode(model, options);
        if (Languages.Fixed is { } language)
            prompt.For(language);
        if (model.Languages.Count == 0 && options.Language != "en")
            logger.LanguageIgnored(model.Info.Name, options.Language);
        detector = new LanguageDetector(model);
        var rules = new TokenRules(model.Config, model.Tokenizer.Specials, timestamps);
        var search = new GreedySearch(model, rules, options.AlignWords ? AlignmentHeads.Of(model.Config) : []);
        fallback = new TemperatureFallback(model, search, options);
        timer = new WordTimer(model);
        planner = new BatchPlanner(
            model.Encoder.FixedFrames, FramesOf(options.MaxPadding), plan.BatchSize, model.Config.MaxFrames, model.Decoder.TakesMask, plan.EncoderRows);
        encoder = new WindowEncoder(model, plan.Threads);
        lanes = new SemaphoreSlim(plan.Lanes, plan.Lanes);
        logger.EnginePlanned(model.Info.Name, plan.Lanes, plan.Threads, plan.BatchSize);
    }

    public ModelInfo Info => model.Info;

    public LanguageMode Languages { get; }

    public int Lanes => plan.Lanes;

    public int PreferredBatchSize => plan.BatchSize;

    /// <summary>Loads the model named in the options.</summary>
    /// <exception cref="ConvoIntelException">
    /// <see cref="FailureReason.ModelUnusable"/>: the folder or a file of it, or the model cannot do what the options ask for.
    /// </exception>
    public static WhisperRecognizer Load(TranscriptionOptions options, OnnxSessionFactory sessions, ILogger? logger = null)
    {
        var files = new ModelFiles(options.ModelFolder, options.EncoderVariant ?? options.Variant, options.DecoderVariant ?? options.Variant);
        var (model, plan) = EngineCalibration.Load(files, options, sessions);
        try
        {
            return new WhisperRecognizer(model, plan, options, logger ?? NullLogger.Instance);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    public Task<IReadOnlyList<TranscribedSegment>> TranscribeAsync(IReadOnlyList<SpeechSegment> segments, CancellationToken cancellationToken) =>
        InLaneAsync<IReadOnlyList<TranscribedSegment>>(() => Transcribe(segments, cancellationToken), cancellationToken);

    public Task<DetectedLanguage?> DetectLanguageAsync(IReadOnlyList<SpeechSegment> segments, CancellationToken cancellationToken)
    {
        var speech = LanguageEvidence.Of(segments, model.Config.SampleRate, segment => IsAudible(segment.Samples));
        var windows = LanguageEvidence.Windows(speech, Math.Min(model.Config.PreferredFrames, model.Config.MaxFrames) * model.Config.Hop);
        return windows.Count == 0 || model.Languages.Count == 0
            ? Task.FromResult<DetectedLanguage?>(null)
            : InLaneAsync<DetectedLanguage?>(() => DetectLanguage(windows, cancellationToken), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        // Waits for the batches at work: their sessions cannot go under them.
        for (var lane = 0; lane < plan.Lanes; lane++)
            await lanes.WaitAsync().ConfigureAwait(false);
        lanes.Dispose();
        model.Dispose();
    }

    private static LanguageMode Mode(WhisperModel model, TranscriptionOptions options)
    {
        if (model.Languages.Count == 0)
            return LanguageMode.English;
        return new LanguageMode(options.Language == Auto ? null : options.Language, options.Task == TranscriptionTask.Translate);
    }

    private async Task<T> InLaneAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        await lanes.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(work, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lanes.Release();
        }
    }

    private DetectedLanguage DetectLanguage(IReadOnlyList<AudioPiece> windows, CancellationToken cancellationToken)
    {
        var scores = new List<double[]>();
        foreach (var runs in planner.Plan([.. windows.Select(FramesOf)]))
        {
            using var encoded = encoder.Encode(windows, runs, cancellationToken);
            scores.AddRange(detector.Score(encoded));
        }
        return detector.Decide(scores);
    }

    private TranscribedSegment[] Transcribe(IReadOnlyList<SpeechSegment> segments, CancellationToken cancellationToken)
    {
        // 1. What is too short or too quiet to hold a word is not decoded.
        var languages = segments.Select(LanguageOf).ToArray();
        var open = new List<AudioPiece>();
        for (var i = 0; i < segments.Count; i++)
        {
            if (IsAudible(segments[i].Samples))
                AddWindows(open, new AudioPiece(i, 0, segments[i].Samples));
        }

        // 2. Windows by length; those with more text than the model can write come back as halves.
        var done = new List<(AudioPiece Piece, Attempt Attempt)>();
        while (open.Count > 0)
        {
            var halves = new List<AudioPiece>();
            foreach (var runs in planner.Plan([.. open.Select(FramesOf)]))
            {
                AudioPiece[] batch = [.. runs.SelectMany(run => run.Rows).Select(row => open[row])];
                using var encoded = encoder.Encode(open, runs, cancellationToken);
                var attempts = Decode(batch, encoded, languages, cancellationToken);
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
        using var words = PipelineMeter.Time("words");
        var bySegment = done.ToLookup(entry => entry.Piece.Segment);
        return [.. segments.Select((segment, i) => SegmentAssembler.Assemble(
            segment, Languages.Translates ? "en" : languages[i], bySegment[i], timer, fallback, model.Config.SampleRate))];
    }

    private string LanguageOf(SpeechSegment segment) => Languages.Fixed ?? segment.Language
        ?? throw new ArgumentException("The recogniser takes segments of a known language here: tell it first, by DetectLanguageAsync.", nameof(segment));

    private Attempt[] Decode(AudioPiece[] batch, EncodedWindows encoded, string[] languages, CancellationToken cancellationToken)
    {
        PipelineMeter.Filled(batch.Length, plan.BatchSize);
        using (PipelineMeter.Time("decoder"))
            return fallback.Run(encoded, [.. batch.Select(piece => Request(piece, languages[piece.Segment]))], cancellationToken);
    }

    private RowRequest Request(AudioPiece piece, string language)
    {
        var seconds = (double)piece.Samples.Length / model.Config.SampleRate;
        var room = model.Config.MaxTokens - prompt.Length;
        var positions = Math.Max(1, piece.Samples.Length / (2 * model.Config.Hop));
        return new RowRequest(prompt.For(language), positions, Math.Max(1, Math.Min(room, TokensAtLeast + (int)(seconds * TokensPerSecond))));
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

    private bool IsAudible(float[] samples) => samples.Length >= SamplesOf(Shortest) && AudioPiece.Loudest(samples) >= options.SilenceLevel;

    private int SamplesOf(TimeSpan time) => (int)(time.TotalSeconds * model.Config.SampleRate);

    private int FramesOf(TimeSpan time) => SamplesOf(time) / model.Config.Hop;

    private int FramesOf(AudioPiece piece)
    {
        var frames = Math.Max((piece.Samples.Length + model.Config.Hop - 1) / model.Config.Hop, FramesOf(ShortestWindow));
        return Math.Min(frames + (frames % 2), model.Config.MaxFrames);
    }
}
