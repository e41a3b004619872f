using System.Text.Json;
using ConvoIntel.Segmentation;

namespace ConvoIntel.IntegrationTests.Segmentation;

/// <summary>The signal of <c>write_golden</c> in models/training/vad/train.py: nineteen harmonics of 130 Hz that swell and fall from 0.5 s on.</summary>
internal static class GoldenSignal
{
    private const int Frames = 62;

    private const int Frame = 512;

    /// <summary>The model says of every frame what PyTorch said, as the recipe wrote it down.</summary>
    public static void AssertProbabilities(SileroVoiceActivityModel model, string golden)
    {
        var expected = JsonSerializer.Deserialize<float[]>(File.ReadAllText(golden))!;
        Assert.Equal(Frames, expected.Length);
        using var detector = model.CreateDetector(1);
        var probability = new float[1];
        for (var i = 0; i < expected.Length; i++)
        {
            detector.Process(Swell(i * Frame), probability);
            Assert.Equal(expected[i], probability[0], 2e-3);
        }
    }

    private static float[] Swell(int start)
    {
        var frame = new float[Frame];
        for (var i = 0; i < Frame; i++)
        {
            double n = start + i;
            var buzz = Enumerable.Range(1, 19).Sum(k => Math.Sin(2 * Math.PI * 130 * k * n / 16_000) / k);
            frame[i] = n > 8000 ? (float)(0.2 * buzz * Math.Pow(Math.Sin(Math.PI * 3 * n / 16_000), 2)) : 0;
        }

        return frame;
    }
}
