using ConvoIntel.Transcription.Features;

namespace ConvoIntel.Tests.Transcription;

public class RealFourierTransformTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(6)]
    [InlineData(64)]
    [InlineData(400)] // Whisper's: 2⁴ · 5²
    public void Power_AnyEvenLength_EqualsTheDefinition(int length)
    {
        var random = new Random(length);
        var signal = Enumerable.Range(0, length).Select(_ => random.NextDouble() - 0.5).ToArray();
        var power = new double[(length / 2) + 1];

        new RealFourierTransform(length).Power(signal, power);

        for (var k = 0; k < power.Length; k++)
        {
            var re = Enumerable.Range(0, length).Sum(n => signal[n] * Math.Cos(2 * Math.PI * k * n / length));
            var im = Enumerable.Range(0, length).Sum(n => signal[n] * Math.Sin(2 * Math.PI * k * n / length));
            Assert.Equal((re * re) + (im * im), power[k], 1e-9);
        }
    }

    [Fact]
    public void Constructor_OddLength_IsRefused() => Assert.Throws<ArgumentException>(() => new RealFourierTransform(401));
}
