using ConvoIntel.Transcription.Alignment;

namespace ConvoIntel.Tests.Transcription;

public class AlignmentTests
{
    [Fact]
    public void FirstColumns_CheapStaircase_FollowsIt()
    {
        float[] cost =
        [
            0, 0, 9, 9, 9,
            9, 9, 0, 9, 9,
            9, 9, 9, 0, 0,
        ];

        Assert.Equal([0, 2, 3], DynamicTimeWarping.FirstColumns(cost, 3, 5));
    }

    [Fact]
    public void FirstColumns_MoreRowsThanColumns_StaysWithinTheMatrix() =>
        Assert.All(DynamicTimeWarping.FirstColumns(new float[6], 3, 2), column => Assert.InRange(column, 0, 1));

    [Fact]
    public void Apply_OneOutlier_IsTakenOut()
    {
        var smooth = new float[7];

        MedianFilter.Apply([0, 0, 0, 5, 0, 1, 1], smooth, 3);

        Assert.Equal([0, 0, 0, 0, 1, 1, 1], smooth);
    }

    [Fact]
    public void Align_HeadsThatMoveThroughTheAudio_TimesEachToken()
    {
        // Two heads over 40 positions; five tokens and the end look at ten positions each in turn, the second head a little blurred.
        var attention = Enumerable.Range(0, 4).Select(token => Line(token, 1f, 0.01f).Concat(Line(token, 0.5f, 0.1f)).ToArray()).ToArray();

        Assert.Equal([0, 10, 20, 30], AttentionAligner.Align(attention, 40));
    }

    [Fact]
    public void Spread_WordsWithoutTime_ShareThatOfTheNextByTheirLetters()
    {
        double[] bounds = [0, 1, 1, 1, 2];
        TokenWord[] words = [new(" one", 0, 1), new(" a", 1, 1), new(" b", 2, 1), new(" is", 3, 1)];

        WordSpacing.Spread(bounds, words);

        Assert.Equal([0, 1, 1 + (2 / 7.0), 1 + (4 / 7.0), 2], bounds.Select(bound => bound));
    }

    [Fact]
    public void Spread_LastWordsWithoutTime_ShareThatOfTheWordBefore()
    {
        double[] bounds = [0, 1, 3, 3];
        TokenWord[] words = [new(" one", 0, 1), new(" two", 1, 1), new(" six", 2, 1)];

        WordSpacing.Spread(bounds, words);

        Assert.Equal([0, 1, 2, 3], bounds);
    }

    private static IEnumerable<float> Line(int token, float here, float elsewhere) =>
        Enumerable.Range(0, 40).Select(position => position / 10 == token ? here : elsewhere);
}
