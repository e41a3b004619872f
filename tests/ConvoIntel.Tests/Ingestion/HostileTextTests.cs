using System.Globalization;
using System.Text.Json;
using ConvoIntel.Conversations;
using ConvoIntel.Ingestion.Transcripts;

namespace ConvoIntel.Tests.Ingestion;

/// <summary>Transcripts and sidecars that hold more than any conversation does, or what no database keeps.</summary>
public sealed class HostileTextTests
{
    [Fact]
    public async Task Read_LongCue_BecomesUtterancesThatShareItsTime()
    {
        const string Sentence = "We will send the offer on Friday, and you will tell us by Monday whether it does. ";
        var text = string.Concat(Enumerable.Repeat(Sentence, 100)).Trim();

        var recording = await Sources.TranscriptAsync($"WEBVTT\n\n00:10.000 --> 08:10.000\n<v Ann>{text}\n");

        var utterances = recording.Transcript!;
        Assert.All(utterances, utterance => Assert.InRange(utterance.Text.Length, 1, LongCues.MaxLength));
        Assert.Equal(text, string.Join(' ', utterances.Select(utterance => utterance.Text)));
        Assert.All(utterances, utterance => Assert.EndsWith(".", utterance.Text, StringComparison.Ordinal));
        Assert.Equal(10, utterances[0].Start);
        Assert.Equal(490, utterances[^1].End);
        Assert.All(utterances.Zip(utterances.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Start));
        Assert.Single(utterances.Select(utterance => utterance.Speaker).Distinct());
    }

    [Fact]
    public void Cut_WordsOfALongCue_StayWithTheirPiece()
    {
        var words = Enumerable.Range(0, 1_000).Select(n => new Word { Text = "word", Start = n * 0.5, End = (n * 0.5) + 0.4, Timing = WordTiming.Source }).ToArray();
        var cue = new TranscriptCue { Start = 0, End = 500, Text = string.Join(' ', words.Select(word => word.Text)), Words = words };

        var pieces = LongCues.Cut(cue).ToArray();

        Assert.Equal(3, pieces.Length);
        Assert.Equal(words, pieces.SelectMany(piece => piece.Words));
        Assert.All(pieces, piece => Assert.InRange(piece.Words.Count, piece.Text.Split(' ').Length - 2, piece.Text.Split(' ').Length + 2));
    }

    [Fact]
    public void Cut_NoPlaceToCut_NeverHalvesACharacter()
    {
        var cue = new TranscriptCue { Start = 0, End = 1, Text = "x" + string.Concat(Enumerable.Repeat("👍", 3_000)) };

        var pieces = LongCues.Cut(cue).ToArray();

        Assert.Equal(cue.Text, string.Concat(pieces.Select(piece => piece.Text)));
        Assert.All(pieces, piece => Assert.False(char.IsHighSurrogate(piece.Text[^1])));
    }

    [Fact]
    public async Task Read_MoreLinesThanADayOfTalk_SaysSo()
    {
        var error = await Assert.ThrowsAsync<ConvoIntelException>(() => Sources.TranscriptAsync(Cues(90_000, _ => "Ann")));
        Assert.Equal(FailureReason.TranscriptInvalid, error.Reason);
        Assert.Contains("more than 86400 lines", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_MoreTextThanADayOfTalk_SaysSo()
    {
        var error = await Assert.ThrowsAsync<ConvoIntelException>(() =>
            Sources.TranscriptAsync("WEBVTT\n\n00:00.000 --> 00:01.000\n" + string.Concat(Enumerable.Repeat("and so on ", 420_000))));
        Assert.Contains("more than 4 million characters", error.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1e308", "2")]
    [InlineData("-50", "2")]
    [InlineData("1", "99999")]
    public async Task Read_WhisperXWordFarFromItsSegment_LeavesTheSegmentsWordsOutAndSaysSo(string start, string end)
    {
        var recording = await Sources.TranscriptAsync(
            $$"""{ "segments": [ { "start": 0, "end": 3, "text": "All right.", "words": [ { "word": "All", "start": {{start}}, "end": {{end}} } ] } ] }""", "call.json");

        Assert.Empty(recording.Transcript!.Single().Words);
        Assert.Contains(recording.Conversation.Warnings, warning => warning.StartsWith("The words of 1 segments", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Read_ThousandsOfSpeakers_SaysSo()
    {
        var error = await Assert.ThrowsAsync<ConvoIntelException>(() => Sources.TranscriptAsync(Cues(1_001, n => $"Speaker {n}")));
        Assert.Contains("more than 1000 speakers", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_SpeakersThatDifferInSignsAlone_HaveIdsOfTheirOwn()
    {
        var recording = await Sources.TranscriptAsync(Cues(1_000, n => new string('!', 1 + (n % 50)) + new string('?', n / 50)));
        Assert.Equal(1_000, recording.Participants.Select(participant => participant.Id).Distinct().Count());
    }

    [Fact]
    public async Task Read_ThousandsOfParticipants_SaysSo()
    {
        var error = await Sources.FailAsync(JsonSerializer.Serialize(new { participants = Enumerable.Range(0, 1_001).Select(n => new { id = n }) }));
        Assert.Equal(FailureReason.SidecarInvalid, error.Reason);
        Assert.Contains("'participants[1000]' is one participant too many", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_NulInTexts_BecomesABlank()
    {
        var subtitles = await Sources.TranscriptAsync("WEBVTT\n\n00:00.000 --> 00:01.000\n<v An&#0;n>It is&#0;fine.\n");
        var sidecar = await Sources.WithSidecarAsync("""{ "participants": [ { "id": "a\u0000b", "name": "Ann\u0000", "role": "agent" } ] }""");

        Assert.Equal("It is fine.", subtitles.Transcript![0].Text);
        Assert.Equal("An n", subtitles.Participants[0].Name);
        Assert.Equal(("a b", "Ann"), (sidecar.Participants[0].Id, sidecar.Participants[0].Name));
    }

    private static string Cues(int count, Func<int, string> speaker) => "WEBVTT\n\n" + string.Concat(Enumerable.Range(0, count)
        .Select(n => string.Create(CultureInfo.InvariantCulture, $"{n / 3600:00}:{n / 60 % 60:00}:{n % 60:00}.000 --> {n / 3600:00}:{n / 60 % 60:00}:{n % 60:00}.500\n<v {speaker(n)}>Yes.\n\n")));
}
