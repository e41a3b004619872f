namespace ConvoIntel.Transcription.Alignment;

/// <summary>Takes single outliers out of a line and keeps its edges.</summary>
internal static class MedianFilter
{
    /// <param name="source">The line; its ends are reflected.</param>
    /// <param name="destination">As long as the source.</param>
    /// <param name="width">Odd.</param>
    public static void Apply(ReadOnlySpan<double> source, Span<double> destination, int width)
    {
        var reach = width / 2;
        if (source.Length <= reach)
        {
            source.CopyTo(destination);
            return;
        }
        Span<double> sorted = stackalloc double[width];
        for (var i = 0; i < source.Length; i++)
        {
            for (var k = 0; k < width; k++)
            {
                var at = Math.Abs(i + k - reach);
                if (at >= source.Length)
                    at = (2 * (source.Length - 1)) - at;
                var slot = k;
                for (; slot > 0 && sorted[slot - 1] > source[at]; slot--)
                    sorted[slot] = sorted[slot - 1];
                sorted[slot] = source[at];
            }
            destination[i] = sorted[reach];
        }
    }
}
