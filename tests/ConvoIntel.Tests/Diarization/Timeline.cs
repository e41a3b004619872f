using ConvoIntel.Conversations;
using ConvoIntel.Diarization;
using ConvoIntel.Ingestion;
using ConvoIntel.Transcription;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Tests.Diarization;

/// <summary>Builds constructed calls: what is said, where, and how evenly it is spread.</summary>
internal static class Timeline
{
    public static Participant Rep { get; } = new() { Id = "alex", Role = ParticipantRole.Rep };

    public static Participant Customer { get; } = new() { Id = "dana", Role = ParticipantRole.Customer };

    public static Recording Recording(int repChannel = 0, params Participant[] participants) => new()
    {
        Path = "call.wav",
        RepChannel = repChannel,
        Participants = participants,
        Conversation = new Conversation
        {
            Id = "1",
            Name = "call",
            Source = "call.wav",
            ContentHash = "00",
            Kind = ConversationKind.Call,
            StartTime = new DateTimeOffset(2026, 3, 3, 10, 0, 0, TimeSpan.Zero),
        },
    };

    /// <summary>A segment whose words fill <paramref name="start"/> to <paramref name="end"/> evenly, without pauses.</summary>
    public static TranscribedSegment Said(int channel, double start, double end, string text, double logProbability = -0.2)
    {
        var texts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var length = (end - start) / texts.Length;
        return Said(channel, logProbability, [.. texts.Select((word, i) => new Word
        {
            Text = word,
            Start = start + (i * length),
            End = start + ((i + 1) * length),
        })]);
    }

    public static TranscribedSegment Said(int channel, double logProbability, params Word[] words) => new()
    {
        Channel = channel,
        Start = words[0].Start,
        End = words[^1].End,
        Text = string.Join(' ', words.Select(word => word.Text)),
        Words = words,
        AverageLogProbability = logProbability,
    };

    public static DiarizedConversation Build(int channels, params TranscribedSegment[] segments) =>
        Build(Recording(0, Rep, Customer), channels, segments);

    public static DiarizedConversation Build(Recording recording, int channels, params TranscribedSegment[] segments) =>
        new TurnBuilder(Options.Create(new DiarizationOptions())).Build(recording, channels, segments, voices: null);
}
