using ConvoIntel.Transcription.Model;

namespace ConvoIntel.Transcription.Search;

/// <summary>Sound to encoder states.</summary>
/// <param name="model">Whose encoder and features are used.</param>
/// <param name="threads">Windows whose features are computed at once.</param>
internal sealed class WindowEncoder(WhisperModel model, int threads)
{
    private readonly ParallelOptions parallel = new() { MaxDegreeOfParallelism = threads };

    /// <param name="pieces">All windows.</param>
    /// <param name="runs">Which of them are read, in the order of the result's rows.</param>
    /// <param name="cancellationToken">Checked before each run.</param>
    public EncodedWindows Encode(IReadOnlyList<AudioPiece> pieces, IReadOnlyList<EncoderRun> runs, CancellationToken cancellationToken)
    {
        var parts = new List<EncodedWindows>();
        try
        {
            foreach (var run in runs)
            {
                cancellationToken.ThrowIfCancellationRequested();
                parts.Add(Encode(pieces, run));
            }
            var joined = EncodedWindows.Join(parts);
            parts.Clear();
            return joined;
        }
        finally
        {
            parts.ForEach(part => part.Dispose());
        }
    }

    private EncodedWindows Encode(IReadOnlyList<AudioPiece> pieces, EncoderRun run)
    {
        var size = model.Config.MelBins * run.Frames;
        var features = new float[run.Rows.Length * size];
        using (PipelineMeter.Time("features"))
            Parallel.For(0, run.Rows.Length, parallel, i => model.Features.Compute(pieces[run.Rows[i]].Samples.Span, run.Frames, features.AsSpan(i * size, size)));
        using (PipelineMeter.Time("encoder"))
            return EncodedWindows.Whole(model.Encoder.Run(features, run.Rows.Length, run.Frames));
    }
}
