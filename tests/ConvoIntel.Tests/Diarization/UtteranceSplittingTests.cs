using ConvoIntel.Conversations;
using ConvoIntel.Transcription;
using static ConvoIntel.Tests.Diarization.Timeline;

namespace ConvoIntel.Tests.Diarization;

public sealed class UtteranceSplittingTests
{
    [Fact]
    public void Build_PauseBetweenWords_EndsTheUtterance()
    {
        var turns = Build(2, Said(0, -0.2,
            new Word { Text = "good", Start = 0, End = 0.3 },
            new Word { Text = "morning", Start = 0.3, End = 0.8 },
            new Word { Text = "thanks", Start = 1.6, End = 2 },
            new Word { Text = "for", Start = 2, End = 2.2 },
            new Word { Text = "calling", Start = 2.2, End = 2.6 }));

        Assert.Equal(["good morning", "thanks for calling"], turns.Utterances.Select(u => u.Text));
        Assert.Equal((1.6, 2.6), (turns.Utterances[1].Start, turns.Utterances[1].End));
    }

    [Fact]
    public void Build_Sentences_AreSplitAtTheirEndsButNotAtAbbreviations()
    {
        var turns = Build(2, Said(0, 0, 8, "I spoke with Dr. Shah about version 2.5 last week. She would like to see the contract first."));

        Assert.Equal(
            ["I spoke with Dr. Shah about version 2.5 last week.", "She would like to see the contract first."],
            turns.Utterances.Select(u => u.Text));
    }

    [Fact]
    public void Build_OneWordSentence_StaysWithTheNext()
    {
        var turns = Build(2, Said(0, 0, 3, "Sure. I can send it over today."));

        Assert.Equal("Sure. I can send it over today.", Assert.Single(turns.Utterances).Text);
    }

    [Fact]
    public void Build_FragmentsAcrossACut_AreJoined()
    {
        var turns = Build(2, Said(0, 0, 3, "we would start with the"), Said(0, 3.1, 5, "two depots in the north"));

        Assert.Equal("we would start with the two depots in the north", Assert.Single(turns.Utterances).Text);
    }

    [Fact]
    public void Build_LongSpeechWithoutPunctuation_LosesNoWordAndStaysShort()
    {
        var words = Enumerable.Range(0, 95).Select(i => $"w{i}").ToArray();

        var turns = Build(2, Said(0, 0, 30, string.Join(' ', words)));

        Assert.All(turns.Utterances, u => Assert.InRange(u.Words.Count, 1, 30));
        Assert.Equal(words, turns.Utterances.SelectMany(u => u.Text.Split(' ')));
    }

    [Fact]
    public void Build_SegmentWithoutWords_SpreadsThemOverItsTime()
    {
        var turns = Build(2, new TranscribedSegment { Channel = 1, Start = 2, End = 4, Text = "fine by us", Words = [] });

        var utterance = Assert.Single(turns.Utterances);
        Assert.Equal((2.0, 4.0), (utterance.Start, Math.Round(utterance.End, 6)));
        Assert.All(utterance.Words, word => Assert.Equal(WordTiming.Interpolated, word.Timing));
    }
}
