using ConvoIntel.Transcription.Search;

namespace ConvoIntel.Tests.Transcription;

public class TranscriptionTextTests
{
    [Fact]
    public void CompressionRatio_RepeatedText_IsAboveTheThresholdAndPlainSpeechBelow()
    {
        Assert.True(CompressionRatio.Of(string.Concat(Enumerable.Repeat("thank you ", 30))) > 2.4);
        Assert.True(CompressionRatio.Of("we do not have budget until the next quarter, but send me the proposal by friday") < 2.4);
        Assert.Equal(0, CompressionRatio.Of(""));
    }

    [Fact]
    public void Choose_AtTemperatureZero_TakesTheLikeliestAndItsLogProbability()
    {
        var (token, logProbability) = TokenSampler.Choose([0, 2, 1, float.NegativeInfinity], 0, new Random(0));

        Assert.Equal(1, token);
        Assert.Equal(2 - Math.Log(1 + Math.Exp(2) + Math.E), logProbability, 1e-6);
    }

    [Fact]
    public void Choose_AtATemperature_DrawsByProbabilityAndNeverAForbiddenToken()
    {
        var random = new Random(5);
        var counts = new int[3];
        for (var i = 0; i < 4000; i++)
            counts[TokenSampler.Choose([0, MathF.Log(3), float.NegativeInfinity], 1, random).Token]++;

        Assert.InRange(counts[1], 2850, 3150); // three quarters, five standard deviations either way
        Assert.Equal(0, counts[2]);
    }

    [Fact]
    public void Split_TwoStretchesOfSpeech_CutsInThePauseBetween()
    {
        var samples = Enumerable.Range(0, 96000).Select(i => i is > 40000 and < 46000 ? 0f : MathF.Sin(i * 0.1f)).ToArray();

        var (before, after) = new AudioPiece(0, 1000, samples).Split();

        Assert.InRange(before.Samples.Length, 40000, 46000);
        Assert.Equal(1000 + before.Samples.Length, after.First);
        Assert.Equal(samples.Length, before.Samples.Length + after.Samples.Length);
    }

    [Fact]
    public void Loudest_FullScaleSquareInSilence_IsZeroDecibels() =>
        Assert.Equal(0, AudioPiece.Loudest([.. new float[4800], .. Enumerable.Repeat(1f, 480), .. new float[480]]), 1e-6);
}
