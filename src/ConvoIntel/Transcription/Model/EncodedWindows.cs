using Microsoft.ML.OnnxRuntime;

namespace ConvoIntel.Transcription.Model;

/// <summary>Windows that the encoder has read, side by side.</summary>
/// <param name="states">Rows × positions × width; disposed of with this.</param>
/// <param name="positions">How many of a row's positions are its own; what follows them only fills up the batch.</param>
internal sealed class EncodedWindows(OrtValue states, int[] positions) : IDisposable
{
    public OrtValue States { get; } = states;

    public IReadOnlyList<int> Positions { get; } = positions;

    public int Rows => Positions.Count;

    /// <summary>Windows that are all as long as their states.</summary>
    public static EncodedWindows Whole(OrtValue states)
    {
        var shape = states.GetTensorTypeAndShape().Shape;
        return new EncodedWindows(states, [.. Enumerable.Repeat((int)shape[1], (int)shape[0])]);
    }

    /// <summary>Puts together windows of different lengths, zeros behind the shorter ones; takes over what it is given.</summary>
    public static EncodedWindows Join(IReadOnlyList<EncodedWindows> parts)
    {
        if (parts.Count == 1)
            return parts[0];
        int[] positions = [.. parts.SelectMany(part => part.Positions)];
        var info = parts[0].States.GetTensorTypeAndShape();
        var longest = parts.Max(part => part.States.GetTensorTypeAndShape().Shape[1]);
        var joined = Tensors.Allocate(info.ElementDataType, positions.Length, longest, info.Shape[2]);
        var target = joined.GetTensorMutableRawData();
        target.Clear();
        var stride = target.Length / positions.Length;
        var row = 0;
        foreach (var part in parts)
        {
            var source = part.States.GetTensorMutableRawData();
            var length = source.Length / part.Rows;
            for (var i = 0; i < part.Rows; i++, row++)
                source.Slice(i * length, length).CopyTo(target[(row * stride)..]);
            part.Dispose();
        }
        return new EncodedWindows(joined, positions);
    }

    /// <summary>Copies of the named rows, in that order.</summary>
    public EncodedWindows Gather(ReadOnlySpan<int> rows)
    {
        var kept = new int[rows.Length];
        for (var i = 0; i < rows.Length; i++)
            kept[i] = Positions[rows[i]];
        return new EncodedWindows(Tensors.Gather(States, rows), kept);
    }

    public void Dispose() => States.Dispose();
}
