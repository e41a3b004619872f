using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ConvoIntel.Attachment;
using ConvoIntel.Batching;
using ConvoIntel.Checkpoints;
using ConvoIntel.Conversations;
using ConvoIntel.Decoding;
using ConvoIntel.Diarization;
using ConvoIntel.Diarization.Roles;
using ConvoIntel.Diarization.Voices;
using ConvoIntel.Ingestion;
using ConvoIntel.Scoring;
using ConvoIntel.Segmentation;
using ConvoIntel.Transcription;
using ConvoIntel.Transcription.Languages;
using ConvoIntel.Understanding;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ConvoIntel;

/// <summary>
/// The way of a call, from recording to insights on its deal: <see cref="ProcessCallAsync"/> and the three methods below it are the map.
/// Several calls are in flight at once; their speech windows meet in one recogniser batch.
/// </summary>
public sealed class ConversationPipeline : IAsyncDisposable
{
    private readonly IRecordingSource ingestion;
    private readonly IAudioDecoder decoding;
    private readonly ISpeechSegmenter segmentation;
    private readonly ISpeechRecognizer recognizer;
    private readonly WindowBatcher transcription;
    private readonly IVoiceSeparator voices;
    private readonly ITurnBuilder diarization;
    private readonly IRoleAssigner roles;
    private readonly IConversationReader understanding;
    private readonly IDealBook attachment;
    private readonly IReadOnlyList<ModelInfo> listeningModels;
    private readonly PipelineOptions options;
    private readonly ILogger<ConversationPipeline> logger;

    public ConversationPipeline(
        IRecordingSource ingestion,
        IAudioDecoder decoding,
        IVoiceActivityModel voiceActivity,
        ISpeechSegmenter segmentation,
        ISpeechRecognizer recognizer,
        IVoiceSeparator voices,
        ITurnBuilder diarization,
        IRoleAssigner roles,
        IConversationReader understanding,
        IDealBook attachment,
        IOptions<PipelineOptions> options,
        ILogger<ConversationPipeline> logger)
    {
        this.ingestion = ingestion;
        this.decoding = decoding;
        this.segmentation = segmentation;
        this.recognizer = recognizer;
        this.voices = voices;
        this.diarization = diarization;
        this.roles = roles;
        this.understanding = understanding;
        this.attachment = attachment;
        this.options = options.Value;
        this.logger = logger;
        listeningModels = [voiceActivity.Info, recognizer.Info];
        transcription = new WindowBatcher(recognizer, this.options.WindowsPerCall);
    }

    /// <summary>
    /// Processes files and the files in folders; yields an outcome for each, as it is ready.
    /// A file that fails yields its failure and stops nothing else.
    /// </summary>
    public async IAsyncEnumerable<ConversationOutcome> ProcessAsync(
        IEnumerable<string> paths,
        IProgress<PipelineProgress>? progress,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Results wait for their reader, who may be writing files, while other calls are still being heard.
        var outcomes = Channel.CreateBounded<ConversationOutcome>(new BoundedChannelOptions(options.ConcurrentCalls)
        {
            FullMode = BoundedChannelFullMode.Wait,
            SingleReader = true,
        });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var seen = new SeenContent();
        var work = Task.Run(() => FeedAsync(ingestion.Expand(paths), outcomes.Writer, seen, progress, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var outcome in outcomes.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false)) yield return outcome;
        }
        finally
        {
            // Reached early when the reader leaves or cancels: the calls in flight are told, and waited for.
            await stop.CancelAsync().ConfigureAwait(false);
            await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await work.ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => transcription.DisposeAsync();

    private async Task FeedAsync(
        IReadOnlyList<string> files,
        ChannelWriter<ConversationOutcome> outcomes,
        SeenContent seen,
        IProgress<PipelineProgress>? progress,
        CancellationToken cancellationToken)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.ConcurrentCalls, CancellationToken = cancellationToken };
        try
        {
            await Parallel.ForEachAsync(files, parallel, async (file, token) =>
                await outcomes.WriteAsync(await GuardAsync(file, seen, progress, token).ConfigureAwait(false), token).ConfigureAwait(false))
                .ConfigureAwait(false);
            outcomes.Complete();
        }
        catch (Exception fault)
        {
            outcomes.Complete(fault);
            throw;
        }
    }

    private async Task<ConversationOutcome> GuardAsync(
        string file, SeenContent seen, IProgress<PipelineProgress>? progress, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            var result = await ProcessCallAsync(file, seen, new CallRun { Progress = progress }, cancellationToken).ConfigureAwait(false);
            logger.CallProcessed(result.Conversation.Name, result.Conversation.Duration, Stopwatch.GetElapsedTime(started));
            return new ConversationOutcome { Path = file, Result = result, Elapsed = Stopwatch.GetElapsedTime(started) };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception fault)
        {
            var failure = ProcessingFailure.From(fault);
            logger.CallFailed(file, failure.Reason, failure.Problem, fault is ConvoIntelException ? null : fault);
            return new ConversationOutcome { Path = file, Failure = failure, Elapsed = Stopwatch.GetElapsedTime(started) };
        }
        finally
        {
            progress?.Report(new PipelineProgress(file, PipelineStage.Done, 1, 0));
        }
    }

    /// <summary>Processes one file, from the first stage that its checkpoints do not hold.</summary>
    /// <exception cref="ConvoIntelException">There is no result, and why.</exception>
    public Task<ConversationResult> ProcessAsync(string file, CallRun run, CancellationToken cancellationToken) =>
        ProcessCallAsync(file, null, run, cancellationToken);

    private async Task<ConversationResult> ProcessCallAsync(string file, SeenContent? seen, CallRun run, CancellationToken cancellationToken)
    {
        run.Progress?.Report(new PipelineProgress(file, PipelineStage.Ingestion, null, 0));
        Recording recording;
        using (PipelineMeter.Time("ingestion")) recording = await ingestion.ReadAsync(file, cancellationToken).ConfigureAwait(false);
        seen?.ThrowIfSeen(recording);

        var understood = await UnderstandAsync(recording, run, cancellationToken).ConfigureAwait(false);

        run.Progress?.Report(new PipelineProgress(file, PipelineStage.Attachment, null, understood.Conversation.Duration));
        using var attaching = PipelineMeter.Time("attachment");
        var match = await attachment.MatchAsync(recording, cancellationToken).ConfigureAwait(false);
        var result = understood with
        {
            Deal = match.Deal,
            Conversation = understood.Conversation with { Warnings = [.. understood.Conversation.Warnings, .. match.Warnings] },
        };
        await attachment.AttachAsync(result, cancellationToken).ConfigureAwait(false);
        return result;
    }

    /// <summary>Diarization's roles → Understanding → Scoring.</summary>
    private async Task<ConversationResult> UnderstandAsync(Recording recording, CallRun run, CancellationToken cancellationToken)
    {
        var kept = await run.Checkpoints.ReadAsync(CallCheckpoint.Understood, cancellationToken).ConfigureAwait(false);
        if (CheckpointJson.ReadUnderstood(kept, [.. listeningModels, .. understanding.Models]) is { } done) return done;

        var heard = await HearAsync(recording, run, cancellationToken).ConfigureAwait(false);

        run.Progress?.Report(new PipelineProgress(recording.Path, PipelineStage.Understanding, null, heard.Duration));
        using var understandingTime = PipelineMeter.Time("understanding");
        heard = heard with { Turns = roles.Assign(recording, heard.Turns) };

        var reading = understanding.Read(recording, heard.Turns.Utterances);
        var metrics = MetricsCalculator.Calculate(reading.Utterances, heard.Duration);
        var result = Compose(recording, heard, reading, metrics);
        understandingTime.Stop();
        await run.Checkpoints.WriteAsync(CallCheckpoint.Understood, CheckpointJson.Write(result), cancellationToken).ConfigureAwait(false);
        return result;
    }

    private async Task<HeardConversation> HearAsync(Recording recording, CallRun run, CancellationToken cancellationToken)
    {
        if (recording.Transcript is not null) return HeardConversation.Written(recording, recording.Transcript);
        var kept = await run.Checkpoints.ReadAsync(CallCheckpoint.Heard, cancellationToken).ConfigureAwait(false);
        if (CheckpointJson.ReadHeard(kept, listeningModels) is { } done) return done;

        var heard = await ListenAsync(recording, run, cancellationToken).ConfigureAwait(false);
        if (run.Checkpoints is NoCheckpoints) return heard;
        var document = CheckpointJson.Write(heard);
        await run.Checkpoints.WriteAsync(CallCheckpoint.Heard, document, cancellationToken).ConfigureAwait(false);
        // Documents round to milliseconds: going on from this one, a call comes to the same whether or not it is stopped here.
        return CheckpointJson.ReadHeard(document, listeningModels)!;
    }

    /// <summary>Decoding → Segmentation → Transcription → Diarization, as a stream: windows are recognised while later audio is read.</summary>
    private async Task<HeardConversation> ListenAsync(Recording recording, CallRun run, CancellationToken cancellationToken)
    {
        await using var audio = await decoding.OpenAsync(recording.Path, cancellationToken).ConfigureAwait(false);
        using var decodingTime = PipelineMeter.Clock("decoding");
        var meter = new AudioMeter(audio, recording.Path, run.Progress);

        // In one channel speakers are told apart by voice, where there is a model for it.
        var listener = audio.Description.Channels == 1 ? voices.Listen() : null;
        using var queue = transcription.Open(run.Priority);
        var windows = new CallWindows(queue, recognizer);
        var dropped = new List<string>();
        using var segmentationTime = PipelineMeter.Clock("segmentation");
        var speech = segmentation.SegmentAsync(meter.ReadAsync(cancellationToken).Timed(decodingTime, cancellationToken), dropped, cancellationToken);
        await foreach (var segment in speech.Timed(segmentationTime, cancellationToken).ConfigureAwait(false))
        {
            await windows.AddAsync(segment, cancellationToken).ConfigureAwait(false);
            listener?.Hear(segment);
        }

        segmentationTime.Without = decodingTime.Elapsed;
        run.Progress?.Report(new PipelineProgress(recording.Path, PipelineStage.Transcription, null, meter.Seconds));
        var (segments, languages) = await windows.FinishAsync(cancellationToken).ConfigureAwait(false);

        var turns = diarization.Build(recording, audio.Description.Channels, segments, listener?.TellApart(VoiceParticipants.Expected(recording)));
        string[] warnings = [.. audio.Warnings, .. dropped, .. LanguageWarnings.Of(languages)];
        IReadOnlyList<ModelInfo> models = listener is null ? listeningModels : [.. listeningModels, voices.Model!];
        return new HeardConversation(turns, meter.Seconds, warnings, models, languages);
    }

    private ConversationResult Compose(
        Recording recording, HeardConversation heard, ConversationReading reading, ConversationMetrics metrics) => new()
        {
            Conversation = recording.Conversation with
            {
                Duration = heard.Duration,
                SpeakersKnown = heard.Turns.SpeakersKnown,
                Warnings = [.. recording.Conversation.Warnings, .. heard.Warnings, .. heard.Turns.Warnings],
            },
            Participants = heard.Turns.Participants,
            Utterances = reading.Utterances,
            Languages = heard.Languages,
            Objections = reading.Objections,
            NextSteps = reading.NextSteps,
            Insights = reading.Insights,
            Metrics = metrics,
            SummaryLines = reading.SummaryLines,
            Summary = string.Join("\n", reading.SummaryLines.Select(line => $"{line.Topic}: {line.Text}")),
            Models = [.. heard.Models, .. heard.Turns.Models, .. understanding.Models],
        };
}
