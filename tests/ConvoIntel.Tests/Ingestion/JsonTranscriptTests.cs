using ConvoIntel.Conversations;

namespace ConvoIntel.Tests.Ingestion;

public sealed class JsonTranscriptTests
{
    [Fact]
    public async Task Read_WhisperX_KeepsSegmentsAndWords()
    {
        const string Json = """
            { "language": "en", "segments": [
              { "start": 0.5, "end": 2.0, "text": " That is 40 dollars.", "speaker": "SPEAKER_00",
                "words": [ { "word": "That", "start": 0.5, "end": 0.7, "score": 0.9 }, { "word": "40" }, { "word": "dollars.", "start": 1.2, "end": 1.9, "score": 0.8 } ] },
              { "start": 3.0, "end": 4.0, "text": " Fine.", "words": [] } ] }
            """;

        var recording = await Sources.TranscriptAsync(Json, "call.json");

        var first = recording.Transcript![0];
        Assert.Equal(("That is 40 dollars.", 0.5, 2.0, "speaker-00"), (first.Text, first.Start, first.End, first.Speaker));
        Assert.Equal([WordTiming.Source, WordTiming.Interpolated, WordTiming.Source], first.Words.Select(word => word.Timing));
        Assert.Equal(0.7, first.Words[1].Start);
        Assert.Equal("Fine.", recording.Transcript[1].Text);
        Assert.False(recording.Conversation.SpeakersKnown);
    }

    [Theory]
    [InlineData("""[ { "word": "Hello", "offset": 5100, "duration": 300 }, { "word": "there", "offset": 5500, "duration": 400 } ]""")]
    [InlineData("""[ { "word": "Hello", "offset": 100, "duration": 300 }, { "word": "there", "offset": 500, "duration": 400 } ]""")]
    [InlineData("""[ { "word": "Hello", "offset": 51000000, "duration": 3000000 }, { "word": "there", "offset": 55000000, "duration": 4000000 } ]""")]
    [InlineData("""[ { "word": "Hello", "offset": 1000000, "duration": 3000000 }, { "word": "there", "offset": 5000000, "duration": 4000000 } ]""")]
    public async Task Read_SidecarTranscript_FindsTheUnitOfWordOffsets(string words)
    {
        var recording = await Sources.TranscriptAsync(Sidecar(words), "call.json");

        var utterance = recording.Transcript!.Single();
        Assert.Equal(("Hello there", 5.0, 6.0, "c1", ParticipantRole.Customer), (utterance.Text, utterance.Start, utterance.End, utterance.Speaker, utterance.Role));
        Assert.Equal([5.1, 5.5], utterance.Words.Select(word => word.Start));
        Assert.Equal([5.4, 5.9], utterance.Words.Select(word => Math.Round(word.End, 6)));
        Assert.Equal(["OPP-3"], recording.DealIds);
        Assert.Empty(recording.Conversation.Warnings);
    }

    [Fact]
    public async Task Read_WordsOutsideTheirLine_AreLeftOutAndSaidSo()
    {
        var recording = await Sources.TranscriptAsync(Sidecar("""[ { "word": "Hello", "offset": 9000000000 } ]"""), "call.json");

        Assert.Empty(recording.Transcript!.Single().Words);
        Assert.Single(recording.Conversation.Warnings);
    }

    [Fact]
    public async Task Read_SidecarTranscriptBesideAudio_IsUsedInPlaceOfListening()
    {
        var recording = await Sources.WithSidecarAsync(Sidecar("[]"));

        Assert.Equal("Hello there", recording.Transcript!.Single().Text);
        Assert.Contains(recording.Conversation.Warnings, warning => warning.Contains("not listened to", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{ "segments": [] }""", FailureReason.TranscriptInvalid)]
    [InlineData("""{ "locale": "en-US" }""", FailureReason.TranscriptInvalid)]
    [InlineData("""{ "segments": [ """, FailureReason.TranscriptInvalid)]
    [InlineData("""{ "segments": [ { "text": "Hi", "start": "now", "end": 1 } ] }""", FailureReason.TranscriptInvalid)]
    [InlineData("""{ "transcript": [] }""", FailureReason.TranscriptInvalid)]
    [InlineData("""{ "transcript": [ { "text": "Hi", "offset": null } ] }""", FailureReason.SidecarInvalid)]
    public async Task Read_UnusableJson_SaysSo(string json, FailureReason reason)
    {
        var error = await Assert.ThrowsAsync<ConvoIntelException>(() => Sources.TranscriptAsync(json, "call.json"));
        Assert.Equal(reason, error.Reason);
    }

    private static string Sidecar(string words) =>
        $$"""
        { "startTime": "2026-03-02T14:30:00Z", "crm": { "opportunity": "OPP-3" },
          "participants": [ { "id": "a1", "role": "agent" }, { "id": "c1", "role": "customer" } ],
          "transcript": [ { "id": 1, "text": "Hello there", "offset": 5000, "duration": 1000, "participantId": "c1", "confidence": 0.9, "words": {{words}} } ] }
        """;
}
