namespace ConvoIntel.Evaluation.Speakers;

/// <summary>One-to-one matching of rows with columns, by the Hungarian method with shortest augmenting paths: O(rows² × columns).</summary>
internal static class Assignment
{
    /// <summary>For each row the column that makes the sum of all matched gains greatest, or −1 where no column is left.</summary>
    /// <param name="gains">[row, column], not negative.</param>
    public static int[] Best(double[,] gains)
    {
        var (rows, columns) = (gains.GetLength(0), gains.GetLength(1));
        if (rows > columns) return Invert(Best(Transpose(gains)), rows);

        // Prices of rows and columns, and for each column its row; both count from 1, 0 is the start of a path.
        var (rowPrice, columnPrice, rowOf) = (new double[rows + 1], new double[columns + 1], new int[columns + 1]);
        for (var row = 1; row <= rows; row++) Augment(gains, row, rowPrice, columnPrice, rowOf);

        var best = new int[rows];
        Array.Fill(best, -1);
        for (var column = 1; column <= columns; column++)
        {
            if (rowOf[column] > 0) best[rowOf[column] - 1] = column - 1;
        }

        return best;
    }

    private static void Augment(double[,] gains, int row, double[] rowPrice, double[] columnPrice, int[] rowOf)
    {
        var columns = columnPrice.Length - 1;
        var (slack, previous, done) = (new double[columns + 1], new int[columns + 1], new bool[columns + 1]);
        Array.Fill(slack, double.PositiveInfinity);
        rowOf[0] = row;
        var at = 0;

        // 1. Grow the cheapest path until it meets a column that has no row.
        while (rowOf[at] != 0)
        {
            done[at] = true;
            var (from, next, step) = (rowOf[at], 0, double.PositiveInfinity);
            for (var column = 1; column <= columns; column++)
            {
                if (done[column]) continue;
                // The method minimises: a gain is a negative cost.
                var cost = -gains[from - 1, column - 1] - rowPrice[from] - columnPrice[column];
                if (cost < slack[column]) (slack[column], previous[column]) = (cost, at);
                if (slack[column] < step) (step, next) = (slack[column], column);
            }

            for (var column = 0; column <= columns; column++)
            {
                if (done[column])
                {
                    rowPrice[rowOf[column]] += step;
                    columnPrice[column] -= step;
                }
                else
                {
                    slack[column] -= step;
                }
            }

            at = next;
        }

        // 2. Hand the rows on along the path.
        for (; at != 0; at = previous[at]) rowOf[at] = rowOf[previous[at]];
    }

    private static double[,] Transpose(double[,] gains)
    {
        var turned = new double[gains.GetLength(1), gains.GetLength(0)];
        for (var row = 0; row < gains.GetLength(0); row++)
        {
            for (var column = 0; column < gains.GetLength(1); column++) turned[column, row] = gains[row, column];
        }

        return turned;
    }

    private static int[] Invert(int[] rowOfColumn, int rows)
    {
        var columns = new int[rows];
        Array.Fill(columns, -1);
        for (var column = 0; column < rowOfColumn.Length; column++)
        {
            if (rowOfColumn[column] >= 0) columns[rowOfColumn[column]] = column;
        }

        return columns;
    }
}
