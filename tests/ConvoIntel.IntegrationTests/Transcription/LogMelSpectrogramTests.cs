using ConvoIntel.Transcription.Features;

namespace ConvoIntel.IntegrationTests.Transcription;

public class LogMelSpectrogramTests
{
    [Theory]
    [InlineData(80)]
    [InlineData(128)]
    public void Compute_WholeSignal_EqualsTheDefinition(int bins)
    {
        var (shape, expected) = GoldenFiles.Floats($"mel{bins}.bin");

        var features = new float[shape[0] * shape[1]];
        new LogMelSpectrogram(bins).Compute(GoldenFiles.Signal(0), shape[1], features);

        AssertClose(expected, features);
    }

    [Fact]
    public void Compute_SignalShorterThanTheWindow_EqualsThatOfTheSignalFollowedBySilence()
    {
        var (shape, expected) = GoldenFiles.Floats("features.bin");
        var size = shape[1] * shape[2];
        for (var row = 0; row < shape[0]; row++)
        {
            var features = new float[size];
            new LogMelSpectrogram(shape[1]).Compute(GoldenFiles.Signal(row), shape[2], features);

            AssertClose(expected.AsSpan(row * size, size), features);
        }
    }

    private static void AssertClose(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        var worst = 0f;
        for (var i = 0; i < expected.Length; i++)
            worst = Math.Max(worst, Math.Abs(expected[i] - actual[i]));
        Assert.True(worst < 1e-4, $"The largest difference is {worst}.");
    }
}
