using ConvoIntel.Transcription.Model;
using ConvoIntel.Transcription.Search;

namespace ConvoIntel.Tests.Transcription;

public class TimestampRulesTests
{
    // Ten words (0–9), end of text (10), no timestamps (11), then stamps from 12 on.
    private const int End = 10, Stamp = 12, Size = 40;

    [Fact]
    public void Apply_AtTheStart_AllowsOnlyEarlyStamps() =>
        Assert.Equal(Enumerable.Range(Stamp, 6), Allowed([]));

    [Fact]
    public void Apply_AfterThePairOfStamps_AllowsOnlyText() =>
        Assert.Equal(Enumerable.Range(0, Stamp), Allowed([Stamp, 3, Stamp + 4, Stamp + 4]));

    [Fact]
    public void Apply_AfterASingleStamp_AllowsItsPartnerOrTheEnd() =>
        Assert.Equal([End, .. Enumerable.Range(Stamp + 4, Size - Stamp - 4)], Allowed([Stamp, 3, Stamp + 4], stampLogit: -5));

    [Fact]
    public void Apply_AfterText_AllowsNoStampUpToTheLast() =>
        Assert.Equal([.. Enumerable.Range(0, Stamp), .. Enumerable.Range(Stamp + 3, Size - Stamp - 3)], Allowed([Stamp + 2, 5], stampLogit: -5));

    [Fact]
    public void Apply_StampsTogetherLikelierThanAnyWord_AllowsOnlyStamps()
    {
        // No stamp alone is as likely as the words, all 28 together are.
        var allowed = Allowed([Stamp, 5], stampLogit: -1);

        Assert.All(allowed, token => Assert.True(token > Stamp));
    }

    private static int[] Allowed(int[] tokens, float stampLogit = 0)
    {
        var config = new WhisperConfig
        {
            VocabularySize = Size, MelBins = 80, DecoderLayers = 1, DecoderHeads = 1, HeadSize = 1, MaxFrames = 3000, PreferredFrames = 3000,
            MaxTokens = 10, SampleRate = 16000, TransformLength = 400, Hop = 160, StartOfTranscript = 0, EndOfText = End,
            NoTimestamps = 11, MaxInitialTimestamp = 5,
        };
        var logits = new float[Size];
        logits.AsSpan(Stamp).Fill(stampLogit);
        new TimestampRules(config).Apply(logits, tokens);
        return [.. Enumerable.Range(0, Size).Where(token => !float.IsNegativeInfinity(logits[token]))];
    }
}
