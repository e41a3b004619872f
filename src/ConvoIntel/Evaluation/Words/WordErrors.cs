namespace ConvoIntel.Evaluation.Words;

/// <summary>What it takes to turn the words heard into the words said, by the fewest edits.</summary>
/// <param name="Substitutions">Words that were heard as others.</param>
/// <param name="Deletions">Words that were not heard.</param>
/// <param name="Insertions">Words that were not said.</param>
/// <param name="Words">Words of the reference.</param>
internal readonly record struct WordErrors(int Substitutions, int Deletions, int Insertions, int Words)
{
    public int Errors => Substitutions + Deletions + Insertions;

    /// <summary>Errors ÷ words of the reference: above 1 where much was invented, null where nothing was said.</summary>
    public double? Rate => Words > 0 ? (double)Errors / Words : null;

    public static WordErrors operator +(WordErrors a, WordErrors b) =>
        new(a.Substitutions + b.Substitutions, a.Deletions + b.Deletions, a.Insertions + b.Insertions, a.Words + b.Words);

    /// <summary>
    /// By dynamic programming over two rows that carry the counts with them: memory grows with the shorter text, not with the product,
    /// so that an hour's call takes some hundred kilobytes. Of alignments with equally few edits, one with the most substitutions is taken.
    /// </summary>
    public static WordErrors Of(IReadOnlyList<string> said, IReadOnlyList<string> heard)
    {
        var (a, b) = Numbered(said, heard);
        // The shorter text lies along the rows; exchanged, deletions are insertions.
        if (a.Length < b.Length)
        {
            var turned = Count(b, a);
            return new(turned.Substitutions, turned.Insertions, turned.Deletions, said.Count);
        }

        var counted = Count(a, b);
        return new(counted.Substitutions, counted.Deletions, counted.Insertions, said.Count);
    }

    private static Edits Count(int[] down, int[] across)
    {
        var row = new Edits[across.Length + 1];
        for (var j = 1; j <= across.Length; j++) row[j] = row[j - 1].Insert();
        foreach (var word in down)
        {
            var diagonal = row[0];
            row[0] = diagonal.Delete();
            for (var j = 1; j <= across.Length; j++)
            {
                var best = word == across[j - 1] ? diagonal : diagonal.Substitute();
                if (row[j].Total + 1 < best.Total) best = row[j].Delete();
                if (row[j - 1].Total + 1 < best.Total) best = row[j - 1].Insert();
                (diagonal, row[j]) = (row[j], best);
            }
        }

        return row[^1];
    }

    private static (int[] Said, int[] Heard) Numbered(IReadOnlyList<string> said, IReadOnlyList<string> heard)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        return (Number(said), Number(heard));

        int[] Number(IReadOnlyList<string> words)
        {
            var result = new int[words.Count];
            for (var i = 0; i < result.Length; i++)
            {
                if (!numbers.TryGetValue(words[i], out result[i])) numbers[words[i]] = result[i] = numbers.Count;
            }

            return result;
        }
    }

    private readonly record struct Edits(int Substitutions, int Deletions, int Insertions)
    {
        public int Total => Substitutions + Deletions + Insertions;

        public Edits Substitute() => this with { Substitutions = Substitutions + 1 };

        public Edits Delete() => this with { Deletions = Deletions + 1 };

        public Edits Insert() => this with { Insertions = Insertions + 1 };
    }
}
