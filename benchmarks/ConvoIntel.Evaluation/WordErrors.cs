using System.Text;
using ConvoIntel.Conversations;

namespace ConvoIntel.Evaluation;

/// <summary>Word error rate: (substitutions + deletions + insertions) ÷ words of the reference, by Levenshtein distance.</summary>
/// <param name="Errors">Edits.</param>
/// <param name="Words">Words of the reference.</param>
internal readonly record struct WordErrors(int Errors, int Words)
{
    public double Rate => Words == 0 ? 0 : (double)Errors / Words;

    public static WordErrors operator +(WordErrors a, WordErrors b) => new(a.Errors + b.Errors, a.Words + b.Words);

    /// <summary>Counts each side by itself, so that overlapping speech is not an error of order.</summary>
    public static WordErrors Of(ReferenceConversation reference, IReadOnlyList<Utterance> heard)
    {
        var total = default(WordErrors);
        foreach (var role in reference.Utterances.Select(u => u.Role).Distinct())
        {
            var said = Tokens(reference.Utterances.Where(u => u.Role == role).OrderBy(u => u.Start).Select(u => u.Text));
            var got = Tokens(heard.Where(u => u.Role == role).OrderBy(u => u.Start).Select(u => u.Text));
            total += new WordErrors(Distance(said, got), said.Count);
        }

        return total;
    }

    private static List<string> Tokens(IEnumerable<string> texts) => [.. texts.SelectMany(Normalize)];

    /// <summary>Lower case; apostrophes dropped, all other punctuation a space. Numbers stand as they are written.</summary>
    internal static string[] Normalize(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '\'' or '’') continue;
            plain.Append(char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ');
        }

        return plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    internal static int Distance(IReadOnlyList<string> said, IReadOnlyList<string> got)
    {
        var row = new int[got.Count + 1];
        for (var j = 0; j <= got.Count; j++) row[j] = j;
        for (var i = 1; i <= said.Count; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= got.Count; j++)
            {
                var substitution = diagonal + (said[i - 1] == got[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitution, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[got.Count];
    }
}
