namespace ConvoIntel.Transcription.Alignment;

/// <summary>The cheapest monotonic path through a matrix (H. Sakoe and S. Chiba, 1978, symmetric, without slope weights).</summary>
internal static class DynamicTimeWarping
{
    /// <param name="cost">Rows × columns, row-major.</param>
    /// <param name="rows">At least one.</param>
    /// <param name="columns">At least one.</param>
    /// <returns>For each row, the first column of the path that lies in it.</returns>
    public static int[] FirstColumns(ReadOnlySpan<float> cost, int rows, int columns)
    {
        const byte Diagonal = 0, Up = 1, Left = 2;
        var came = new byte[rows * columns];
        var above = new double[columns];
        var current = new double[columns];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                var diagonal = i > 0 && j > 0 ? above[j - 1] : i == 0 && j == 0 ? 0 : double.PositiveInfinity;
                var up = i > 0 ? above[j] : double.PositiveInfinity;
                var left = j > 0 ? current[j - 1] : double.PositiveInfinity;
                // On a tie the path stays in its row: a word goes on until another one is heard.
                var (least, from) = diagonal < up && diagonal < left ? (diagonal, Diagonal) : up < left ? (up, Up) : (left, Left);
                if (i == 0 && j == 0)
                    (least, from) = (0, Diagonal);
                current[j] = least + cost[(i * columns) + j];
                came[(i * columns) + j] = from;
            }
            (above, current) = (current, above);
        }

        var first = new int[rows];
        for (int i = rows - 1, j = columns - 1; i >= 0 && j >= 0;)
        {
            first[i] = j;
            switch (came[(i * columns) + j])
            {
                case Up:
                    i--;
                    break;
                case Left:
                    j--;
                    break;
                default:
                    i--;
                    j--;
                    break;
            }
        }
        return first;
    }
}
