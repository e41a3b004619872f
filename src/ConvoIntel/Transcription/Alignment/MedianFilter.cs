using System.Numerics;

namespace ConvoIntel.Transcription.Alignment;

/// <summary>Takes single outliers out of a line and keeps its edges.</summary>
internal static class MedianFilter
{
    /// <param name="source">The line; its ends are reflected.</param>
    /// <param name="destination">As long as the source.</param>
    /// <param name="width">Odd.</param>
    public static void Apply(ReadOnlySpan<float> source, Span<float> destination, int width)
    {
        var reach = width / 2;
        if (source.Length <= reach)
        {
            source.CopyTo(destination);
            return;
        }

        // Places side by side in vectors: a median costs some minima and maxima, and no branch.
        var lanes = Vector<float>.Count;
        var padded = Reflect(source, reach, lanes);
        Span<Vector<float>> around = stackalloc Vector<float>[width];
        for (var i = 0; i < source.Length; i += lanes)
        {
            for (var k = 0; k < width; k++)
                around[k] = new Vector<float>(padded, i + k);
            for (var least = 0; least <= reach; least++)
            {
                for (var k = least + 1; k < width; k++)
                    (around[least], around[k]) = (Vector.Min(around[least], around[k]), Vector.Max(around[least], around[k]));
            }

            for (var lane = 0; lane < Math.Min(lanes, source.Length - i); lane++)
                destination[i + lane] = around[reach][lane];
        }
    }

    private static float[] Reflect(ReadOnlySpan<float> source, int reach, int spare)
    {
        var padded = new float[source.Length + (2 * reach) + spare];
        source.CopyTo(padded.AsSpan(reach));
        for (var i = 1; i <= reach; i++)
        {
            padded[reach - i] = source[i];
            padded[reach + source.Length - 1 + i] = source[source.Length - 1 - i];
        }

        return padded;
    }
}
