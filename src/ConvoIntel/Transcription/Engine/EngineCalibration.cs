using ConvoIntel.Inference;
using ConvoIntel.Transcription.Model;

namespace ConvoIntel.Transcription.Engine;

/// <summary>
/// Chooses lanes, threads and batch size where nobody set them, by trying them out on the model at hand: how well an operator divides among
/// threads, and where a larger batch stops to gain, differs with the width of the model and the machine. Takes about a second.
/// </summary>
internal static class EngineCalibration
{
    private const int GraphicsRows = 16;

    // A model that takes longer over one window is large: its operators divide well among threads, and its calibration would be felt.
    private static readonly TimeSpan LongestTrial = TimeSpan.FromSeconds(1.5);

    // Windows of a live call wait for the batch before them.
    private static readonly TimeSpan LongestBatch = TimeSpan.FromSeconds(10);

    /// <summary>Loads the model and plans its use; what the options and <see cref="InferenceOptions.Threads"/> say stands.</summary>
    public static (WhisperModel Model, EnginePlan Plan) Load(ModelFiles files, TranscriptionOptions options, OnnxSessionFactory sessions)
    {
        var (model, lanes, threads) = Arrange(files, options, sessions);
        try
        {
            var rows = sessions.OnGraphics ? GraphicsRows : 1;
            var size = options.MaxBatchSize ?? BatchSize(new EngineTrial(model));
            return (model, new EnginePlan(lanes, threads, size, Math.Min(rows, size)));
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private static (WhisperModel Model, int Lanes, int Threads) Arrange(ModelFiles files, TranscriptionOptions options, OnnxSessionFactory sessions)
    {
        var processors = Environment.ProcessorCount;
        var threads = sessions.GivenThreads ?? (options.Lanes is { } given ? Math.Max(1, processors / given) : null);
        var lanes = options.Lanes ?? (threads is { } each ? Math.Max(1, processors / each) : null);
        if (lanes is { } l && threads is { } t)
        {
            var arranged = WhisperModel.Load(files, sessions.With(t));
            return (arranged, sessions.OnGraphics ? options.Lanes ?? 1 : l, t);
        }

        var model = WhisperModel.Load(files, sessions.With(1));
        if (sessions.OnGraphics || processors == 1)
            return (model, 1, 1);
        var trial = new EngineTrial(model);
        // Each count of threads needs sessions of its own, so few are tried: all lanes, and no lanes.
        var apart = trial.Window() > LongestTrial ? 0 : trial.Rate(processors);
        model.Dispose();
        var whole = WhisperModel.Load(files, sessions.With(processors));
        if (apart == 0 || new EngineTrial(whole).Rate(1) >= apart)
            return (whole, 1, processors);
        // One after the other, since two copies of a large model may not fit.
        whole.Dispose();
        NativeMemory.Trim();
        return (WhisperModel.Load(files, sessions.With(1)), processors, 1);
    }

    /// <summary>The smallest batch within a tenth of the best in tokens a second: beyond it only memory grows, and the wait of those behind.</summary>
    private static int BatchSize(EngineTrial trial)
    {
        var most = Math.Max(1, (int)(LongestBatch / trial.Window()));
        var rates = new List<(int Size, double Rate)>();
        foreach (var size in (int[])[1, 2, 4, 8, 16, 32])
        {
            if (size > most && rates.Count > 0)
                break;
            rates.Add((size, trial.TokenRate(size)));
        }
        var best = rates.Max(entry => entry.Rate);
        return rates.First(entry => entry.Rate >= 0.9 * best).Size;
    }
}
