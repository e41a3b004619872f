using System.Text.RegularExpressions;
using ConvoIntel.Conversations;
using ConvoIntel.Ingestion.Sidecars;
using ConvoIntel.Ingestion.Transcripts;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Ingestion;

/// <summary>Recordings and transcripts on a file system, with JSON sidecars beside them.</summary>
internal sealed class RecordingSource : IRecordingSource
{
    private readonly IngestionOptions _options;
    private readonly TimeZoneInfo _zone;
    private readonly Regex _fileName;

    public RecordingSource(IOptions<IngestionOptions> options, TimeProvider time)
    {
        _options = options.Value;
        _zone = _options.TimeZone is { } id ? TimeZoneInfo.FindSystemTimeZoneById(id) : time.LocalTimeZone;
        _fileName = new Regex(_options.FileNamePattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }

    public IReadOnlyList<string> Expand(IEnumerable<string> paths) => RecordingFiles.Expand(paths);

    public async Task<Recording> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (!RecordingFiles.IsPath(path))
            throw new ConvoIntelException(FailureReason.SourceNotFound, path.Replace('\0', ' '), "this is no name that a file can have", "Check the path.");
        path = Path.GetFullPath(path);
        var (hash, modified) = await IdentifyAsync(path, cancellationToken);
        var sidecar = FindSidecar(path) is { } beside ? await SidecarReader.ReadAsync(beside, cancellationToken) : null;
        TranscriptCues? cues = null;
        if (RecordingFiles.IsSubtitles(path) || RecordingFiles.IsJson(path))
        {
            (cues, var own) = await TranscriptReader.ReadAsync(path, cancellationToken);
            sidecar ??= own;
        }
        else if (sidecar?.Transcript is { Count: > 0 } transcript)
        {
            cues = new TranscriptCues(transcript, ["The sidecar's transcript was used; the audio was not listened to."]);
        }
        return Describe(path, hash, modified, sidecar, cues);
    }

    private Recording Describe(string path, string hash, DateTimeOffset modified, Sidecar? sidecar, TranscriptCues? cues)
    {
        var facts = FileNameFacts.Read(_fileName, Path.GetFileNameWithoutExtension(path));
        var start = CallStart.Find(sidecar, facts, modified, _zone);
        var repChannel = sidecar?.RepChannel ?? sidecar?.Participants.FirstOrDefault(p => p.Role == ParticipantRole.Rep)?.Channel ?? _options.RepChannel;
        var speakers = new SpeakerDirectory(cues is null ? ExpectedParticipants.For(sidecar?.Participants ?? [], facts, repChannel) : sidecar?.Participants ?? []);
        var transcript = cues is null ? null : TranscriptReader.ToUtterances(cues.Cues, speakers, Path.GetFileName(path));
        var warnings = new List<string>(sidecar?.Warnings ?? []);
        warnings.AddRange(cues?.Warnings ?? []);
        if (start.Warning is not null)
            warnings.Add(start.Warning);
        return new Recording
        {
            Path = path,
            Participants = speakers.Participants,
            RepChannel = repChannel,
            RepChannelGiven = sidecar?.RepChannel is not null
                || sidecar?.Participants.Any(p => p is { Channel: not null, Role: ParticipantRole.Rep or ParticipantRole.Customer }) == true,
            DealIds = sidecar?.DealIds is { Count: > 0 } ids ? ids : facts.Deal is { } deal ? [deal] : [],
            TrackedKeywords = sidecar?.TrackedKeywords ?? [],
            TrackedCompetitors = sidecar?.TrackedCompetitors ?? [],
            Transcript = transcript,
            Conversation = new Conversation
            {
                Id = ContentHash.ConversationId(_options.SourceId, hash),
                Name = Path.GetFileNameWithoutExtension(path),
                Source = Path.GetFileName(path),
                ContentHash = hash,
                Kind = transcript is not null ? ConversationKind.Transcript : sidecar?.Kind ?? ConversationKind.Call,
                StartTime = start.Time,
                StartTimeAssumed = start.Assumed,
                TimeZone = start.Zone,
                Duration = transcript?.Max(utterance => utterance.End) ?? 0,
                Direction = sidecar?.Direction,
                Locale = sidecar?.Locale ?? _options.Locale,
                SpeakersKnown = cues?.Cues.All(cue => cue.Speaker is not null) ?? true,
                Warnings = warnings,
            },
        };
    }

    private static async Task<(string Hash, DateTimeOffset Modified)> IdentifyAsync(string path, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path))
        {
            throw new ConvoIntelException(FailureReason.SourceUnreadable, path, "the folder cannot be read",
                "Check its permissions, then try again.");
        }
        await using var file = SourceFile.OpenRead(path);
        try
        {
            if (file.Length == 0)
            {
                throw new ConvoIntelException(FailureReason.SourceEmpty, Path.GetFileName(path), "the file holds no bytes",
                    "Record again, or remove the file.");
            }
            return (await ContentHash.OfFileAsync(file, cancellationToken), new DateTimeOffset(File.GetLastWriteTimeUtc(path), TimeSpan.Zero));
        }
        catch (IOException error)
        {
            throw SourceFile.Unreadable(path, error);
        }
    }

    /// <summary>The sidecar of x.wav is x.json, or x.wav.json; a result that was written beside the recording is none.</summary>
    private static string? FindSidecar(string path)
    {
        if (RecordingFiles.IsJson(path))
            return null;
        string[] candidates = [Path.ChangeExtension(path, ".json"), path + ".json", Path.ChangeExtension(path, ".JSON")];
        return candidates.FirstOrDefault(candidate => File.Exists(candidate) && JsonTranscript.Peek(candidate) != JsonContent.Result);
    }
}
