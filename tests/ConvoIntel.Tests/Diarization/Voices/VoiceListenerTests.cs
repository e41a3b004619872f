using ConvoIntel.Diarization.Voices;
using static ConvoIntel.Tests.Diarization.Voices.NumberedVoices;

namespace ConvoIntel.Tests.Diarization.Voices;

public sealed class VoiceListenerTests
{
    private static readonly VoiceOptions Defaults = new();

    [Fact]
    public void TellApart_TwoVoicesInTurn_FindsBothAndWhoSpeaksWhen()
    {
        var turns = TellApart(null, Defaults, Speech(0, (1, 4)), Speech(5, (2, 5)), Speech(11, (1, 3)), Speech(15, (2, 0.4)));

        Assert.Equal(2, turns.Speakers);
        Assert.Equal([0, 1, 0, 1], turns.Turns.Select(turn => turn.Speaker));
        Assert.Equal([(0, 4), (5, 10), (11, 14), (15, 15.4)], turns.Turns.Select(turn => (turn.Start, Math.Round(turn.End, 3))));
        Assert.InRange(turns.Confidence, 0.8, 1);
    }

    [Fact]
    public void TellApart_VoicesChangeWithinASegment_FindsTheChange()
    {
        var turns = TellApart(null, Defaults, Speech(0, (1, 5)), Speech(6, (1, 4), (2, 5)));

        Assert.Equal([0, 0, 1], turns.Turns.Select(turn => turn.Speaker));
        Assert.InRange(turns.Turns[1].End, 9.7, 10.3);
        Assert.Equal(turns.Turns[1].End, turns.Turns[2].Start);
    }

    [Fact]
    public void TellApart_ChangeAtAQuietMoment_IsPutThere()
    {
        var speech = Speech(0, (1, 4), (2, 4));
        // The samples stand for voices, and are as loud as their number: a hole makes the pause.
        var samples = speech.Samples.ToArray();
        Array.Clear(samples, (int)(4.25 * 16000), 3200);
        var turns = TellApart(null, Defaults, speech with { Samples = samples }, Speech(9, (1, 5)), Speech(15, (2, 5)));

        Assert.InRange(turns.Turns[0].End, 4.1, 4.5);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void TellApart_SomeVoices_CountsThem(int voices)
    {
        var segments = Enumerable.Range(0, voices * 4).Select(i => Speech(i * 7, ((i % voices) + 1, 6))).ToArray();

        Assert.Equal(voices, TellApart(null, Defaults, segments).Speakers);
    }

    [Fact]
    public void TellApart_MoreVoicesThanPeople_KeepsToThePeople()
    {
        var segments = Enumerable.Range(0, 12).Select(i => Speech(i * 7, ((i % 3) + 1, 6))).ToArray();

        Assert.Equal(2, TellApart(2, Defaults, segments).Speakers);
    }

    [Fact]
    public void TellApart_AMomentOfAnotherVoice_IsNoSpeaker()
    {
        var turns = TellApart(null, Defaults, Speech(0, (1, 8)), Speech(9, (3, 1)), Speech(11, (2, 8)), Speech(20, (1, 5)));

        Assert.Equal(2, turns.Speakers);
    }

    [Fact]
    public void TellApart_ShortCallWithAMomentOfAnotherVoice_IsOneVoice()
    {
        Assert.Equal(1, TellApart(null, Defaults, Speech(0, (1, 2.4)), Speech(3, (2, 1)), Speech(5, (1, 2.5)), Speech(8, (1, 2))).Speakers);
        Assert.Equal(2, TellApart(null, Defaults, Speech(0, (1, 2.4)), Speech(3, (2, 2.5)), Speech(6, (1, 2.5)), Speech(9, (1, 2))).Speakers);
    }

    [Fact]
    public void TellApart_Nothing_IsNobody()
    {
        var turns = TellApart(null, Defaults);

        Assert.Equal((0, 0.0), (turns.Speakers, turns.Confidence));
        Assert.Empty(turns.Turns);
    }

    [Theory]
    [InlineData(0.02)]
    [InlineData(0.3)]
    [InlineData(1.2)]
    public void TellApart_OneShortSegment_IsOneVoice(double seconds)
    {
        var turns = TellApart(null, Defaults, Speech(3, (2, seconds)));

        Assert.Equal(1, turns.Speakers);
        Assert.Equal(3, Assert.Single(turns.Turns).Start);
    }

    [Fact]
    public void TellApart_HoursOfTalk_StaysWithinSecondsAndFindsBoth()
    {
        // Three hours: 1,300 segments of 8 s make some 18,000 windows, more than are clustered.
        var segments = Enumerable.Range(0, 1300).Select(i => (Start: i * 8.3, Voice: (i % 2) + 1)).ToList();
        var listener = new VoiceListener(new NumberedVoices(), Defaults);
        foreach (var (start, voice) in segments) listener.Hear(Speech(start, (voice, 8)));

        var turns = listener.TellApart(null);

        Assert.Equal(2, turns.Speakers);
        Assert.Equal(segments.Select(segment => segment.Voice - 1), turns.Turns.Select(turn => turn.Speaker));
    }
}
