namespace ConvoIntel.Tests.Decoding;

/// <summary>Signals with known properties.</summary>
internal static class Signal
{
    public static float[] Tone(double frequency, int rate, double seconds, double amplitude = 0.5)
    {
        var samples = new float[(int)(rate * seconds)];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = (float)(amplitude * Math.Sin(2 * Math.PI * frequency * i / rate));
        return samples;
    }

    /// <summary>Noise in syllables of 150 ms with gaps of 100 ms: swings as speech does.</summary>
    public static float[] Syllables(int rate, double seconds, double dbfs, int seed)
    {
        var random = new Random(seed);
        var amplitude = Math.Pow(10, dbfs / 20) * Math.Sqrt(3);
        var samples = new float[(int)(rate * seconds)];
        for (var i = 0; i < samples.Length; i++)
        {
            var voiced = i % (rate / 4) < rate * 15 / 100;
            samples[i] = (float)(amplitude * ((2 * random.NextDouble()) - 1) * (voiced ? 1 : 0.001));
        }
        return samples;
    }

    /// <summary>Amplitude of one frequency, by projection on a sine and a cosine, the edges left out.</summary>
    public static double Amplitude(ReadOnlySpan<float> samples, double frequency, int rate)
    {
        var edge = samples.Length / 8;
        double re = 0, im = 0, weight = 0;
        for (var i = edge; i < samples.Length - edge; i++)
        {
            // A Hann window keeps other tones from leaking in.
            var w = 0.5 - (0.5 * Math.Cos(2 * Math.PI * (i - edge) / (samples.Length - (2 * edge))));
            re += w * samples[i] * Math.Cos(2 * Math.PI * frequency * i / rate);
            im += w * samples[i] * Math.Sin(2 * Math.PI * frequency * i / rate);
            weight += w;
        }
        return 2 * Math.Sqrt((re * re) + (im * im)) / weight;
    }

    public static double Rms(ReadOnlySpan<float> samples)
    {
        double sum = 0;
        foreach (var sample in samples)
            sum += sample * sample;
        return Math.Sqrt(sum / samples.Length);
    }

    public static double Db(double ratio) => 20 * Math.Log10(Math.Max(ratio, 1e-12));
}
