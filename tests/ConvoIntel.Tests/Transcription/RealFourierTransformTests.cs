using System.Numerics;
using System.Runtime.InteropServices;
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
        var signals = new Vector<float>[length];
        var values = MemoryMarshal.Cast<Vector<float>, float>(signals.AsSpan());
        for (var i = 0; i < values.Length; i++)
            values[i] = random.NextSingle() - 0.5f;
        var power = new Vector<float>[(length / 2) + 1];

        new RealFourierTransform(length).Power(signals, power);

        for (var k = 0; k < power.Length; k++)
        {
            for (var lane = 0; lane < RealFourierTransform.Lanes; lane++)
            {
                var re = Enumerable.Range(0, length).Sum(n => signals[n][lane] * Math.Cos(2 * Math.PI * k * n / length));
                var im = Enumerable.Range(0, length).Sum(n => signals[n][lane] * Math.Sin(2 * Math.PI * k * n / length));
                // Single precision: a few parts in a million of the signal's energy.
                Assert.Equal((re * re) + (im * im), power[k][lane], 5e-6 * length);
            }
        }
    }

    [Fact]
    public void Constructor_OddLength_IsRefused() => Assert.Throws<ArgumentException>(() => new RealFourierTransform(401));
}
