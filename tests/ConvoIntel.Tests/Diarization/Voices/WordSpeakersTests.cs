using ConvoIntel.Conversations;
using ConvoIntel.Diarization;
using ConvoIntel.Diarization.Voices;
using ConvoIntel.Ingestion;
using ConvoIntel.Transcription;
using Microsoft.Extensions.Options;
using static ConvoIntel.Tests.Diarization.Timeline;

namespace ConvoIntel.Tests.Diarization.Voices;

/// <summary>From voices and words to utterances of speakers.</summary>
public sealed class WordSpeakersTests
{
    [Fact]
    public void Build_TwoVoicesInOneSegment_SplitsItBetweenWords()
    {
        var turns = Build(Recording(), [Said(0, 0, 4, "how many trucks do you have about forty of them")], (0, 0, 2.4), (1, 2.4, 4));

        Assert.Equal([("speaker-1", "how many trucks do you have"), ("speaker-2", "about forty of them")], turns.Utterances.Select(u => (u.Speaker, u.Text)));
        Assert.All(turns.Utterances, utterance => Assert.Equal(ParticipantRole.Unknown, utterance.Role));
        Assert.Equal([0, 1], turns.Utterances.Select(u => u.Index));
        Assert.True(turns.SpeakersKnown);
    }

    [Fact]
    public void Build_TwoVoices_MakesParticipantsBesideThoseExpected()
    {
        var turns = Build(Recording(0, Rep, Customer), [Said(0, 0, 4, "hello there how are you")], (0, 0, 2), (1, 2, 4));

        Assert.Equal(["alex", "dana", "speaker-1", "speaker-2"], turns.Participants.Select(p => p.Id));
        Assert.Equal(["Speaker 1", "Speaker 2"], turns.Participants.Skip(2).Select(p => p.Name));
        Assert.All(turns.Participants, participant => Assert.Null(participant.Channel));
    }

    [Fact]
    public void Build_TwoVoices_WarnsHowSureThatIs()
    {
        var turns = Build(Recording(), [Said(0, 0, 4, "hello there how are you")], (0, 0, 2), (1, 2, 4));

        Assert.Equal(0.9, turns.VoiceConfidence!.Value, 3);
        Assert.Equal(
            "One channel: 2 speakers were told apart by their voices (confidence 0.90); sides and talk figures rest on that.", Assert.Single(turns.Warnings));
    }

    [Fact]
    public void Build_OneVoice_LeavesTheSpeakerUnknownAndSaysSo()
    {
        var turns = Build(Recording(), [Said(0, 0, 4, "please call me back")], (0, 0, 4));

        Assert.False(turns.SpeakersKnown);
        Assert.Null(turns.VoiceConfidence);
        Assert.Equal("speaker", Assert.Single(turns.Utterances).Speaker);
        Assert.Contains("one voice was heard", Assert.Single(turns.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Build_WordBetweenTwoTurns_GoesToTheNearer()
    {
        var turns = Build(
            Recording(),
            [Said(0, -0.2, Word("so", 0, 0.4), Word("um", 0.7, 0.9), Word("well", 1.4, 1.6), Word("yes", 2.0, 2.3))],
            (0, 0, 0.5), (1, 1.8, 2.5));

        Assert.Equal([("speaker-1", "so um"), ("speaker-2", "well yes")], turns.Utterances.Select(u => (u.Speaker, u.Text)));
    }

    [Fact]
    public void Build_SameWordsFromTwoVoices_AreNoCrosstalk()
    {
        var turns = Build(
            Recording(),
            [Said(0, 0, 2, "we will talk again on thursday"), Said(0, 2, 4, "we will talk again on thursday")],
            (0, 0, 2), (1, 2, 4));

        Assert.Equal(2, turns.Utterances.Count);
    }

    [Fact]
    public void Build_SegmentWithoutWords_GoesToOneVoiceWhole()
    {
        var said = Said(0, 3, 5, "about forty of them") with { Words = [] };
        var turns = Build(Recording(), [said], (0, 0, 3), (1, 3, 5));

        Assert.Equal("speaker-2", Assert.Single(turns.Utterances).Speaker);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, null)]
    [InlineData(2, 2)]
    [InlineData(3, 3)]
    public void Expected_OnlyPeopleTheSourceNames_LimitTheVoices(int named, int? expected)
    {
        Participant[] people = [.. Enumerable.Range(0, 3).Select(i => new Participant { Id = $"p{i}", Name = i < named ? $"Person {i}" : null, Role = ParticipantRole.Customer })];

        Assert.Equal(expected, VoiceParticipants.Expected(Recording(0, people)));
    }

    private static Word Word(string text, double start, double end) => new() { Text = text, Start = start, End = end };

    private static DiarizedConversation Build(
        Recording recording, TranscribedSegment[] segments, params (int Speaker, double Start, double End)[] turns) =>
        new TurnBuilder(Options.Create(new DiarizationOptions())).Build(recording, 1, segments, new VoiceTurns
        {
            Turns = [.. turns.Select(turn => new VoiceTurn(turn.Speaker, turn.Start, turn.End, 0.9))],
            Speakers = turns.Select(turn => turn.Speaker).Distinct().Count(),
            Confidence = 0.9,
        });
}
