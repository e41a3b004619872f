using System.Diagnostics;
using ConvoIntel.Transcription.Model;

namespace ConvoIntel.Transcription.Engine;

/// <summary>Times a model at made-up work.</summary>
internal sealed class EngineTrial
{
    private const int Frames = 600;
    private const int Steps = 12;

    private readonly WhisperModel model;
    private readonly int frames;
    private readonly float[] features;

    public EngineTrial(WhisperModel model)
    {
        this.model = model;
        frames = model.Encoder.FixedFrames ?? Math.Min(Frames, model.Config.MaxFrames);
        features = new float[model.Config.MelBins * frames];
        var random = new Random(1);
        for (var i = 0; i < features.Length; i++)
            features[i] = random.NextSingle() - 0.5f;
        // The first run of a session allocates.
        Work(1);
    }

    /// <summary>How long one window takes alone.</summary>
    public TimeSpan Window()
    {
        var started = Stopwatch.GetTimestamp();
        Work(1);
        return Stopwatch.GetElapsedTime(started);
    }

    /// <summary>Windows a second, with so many at work at the same time.</summary>
    public double Rate(int lanes)
    {
        var best = Best(() =>
            Task.WaitAll([.. Enumerable.Range(0, lanes).Select(_ => Task.Factory.StartNew(() => Work(4), TaskCreationOptions.LongRunning))]));
        return lanes / best.TotalSeconds;
    }

    /// <summary>Tokens a second in a batch of <paramref name="rows"/>.</summary>
    public double TokenRate(int rows)
    {
        using var encoded = Encode(rows);
        return rows * Steps / Best(() => Decode(encoded, Steps)).TotalSeconds;
    }

    /// <summary>The faster of a few rounds: what else the machine does only makes them slower.</summary>
    private static TimeSpan Best(Action work)
    {
        var best = TimeSpan.MaxValue;
        for (var round = 0; round < 3; round++)
        {
            var started = Stopwatch.GetTimestamp();
            work();
            var took = Stopwatch.GetElapsedTime(started);
            best = took < best ? took : best;
        }
        return best;
    }

    private void Work(int rows)
    {
        using var encoded = Encode(rows);
        Decode(encoded, Steps);
    }

    private EncodedWindows Encode(int rows)
    {
        using var one = EncodedWindows.Whole(model.Encoder.Run(features, 1, frames));
        return one.Gather(new int[rows]);
    }

    private void Decode(EncodedWindows encoded, int steps)
    {
        using var state = model.Decoder.Begin(encoded, wantAttention: true);
        for (var step = 0; step < steps; step++)
            state.Step([.. Enumerable.Repeat((long)model.Config.StartOfTranscript, encoded.Rows)]).Dispose();
    }
}
