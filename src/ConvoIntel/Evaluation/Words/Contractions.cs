using System.Collections.Frozen;

namespace ConvoIntel.Evaluation.Words;

/// <summary>Opens contractions, writes titles out, and drops fillers.</summary>
internal static class Contractions
{
    private static readonly FrozenSet<string> Fillers = FrozenSet.ToFrozenSet(["hmm", "mm", "mhm", "mmm", "uh", "um"]);

    private static readonly FrozenDictionary<string, string[]> Whole = Table(
        "won't=will not", "can't=can not", "let's=let us", "ain't=aint", "y'all=you all", "wanna=want to", "gotta=got to", "gonna=going to",
        "i'ma=i am going to", "imma=i am going to", "woulda=would have", "coulda=could have", "shoulda=should have", "ma'am=madam", "ok=okay",
        "mr=mister", "mrs=missus", "st=saint", "dr=doctor", "prof=professor", "capt=captain", "gov=governor", "ald=alderman", "gen=general",
        "sen=senator", "rep=representative", "pres=president", "rev=reverend", "hon=honorable", "asst=assistant", "assoc=associate",
        "lt=lieutenant", "col=colonel", "jr=junior", "sr=senior", "esq=esquire");

    private static readonly FrozenDictionary<string, string> Endings = new Dictionary<string, string>
    {
        ["re"] = "are", ["s"] = "is", ["d"] = "would", ["ll"] = "will", ["t"] = "not", ["ve"] = "have", ["m"] = "am",
    }.ToFrozenDictionary();

    public static List<string> Expand(IReadOnlyList<string> words)
    {
        var open = new List<string>(words.Count);
        for (var i = 0; i < words.Count; i++)
        {
            if (Fillers.Contains(words[i])) continue;
            if (Whole.TryGetValue(words[i], out var phrase)) open.AddRange(phrase);
            else open.AddRange(Parts(words[i], i + 1 < words.Count ? words[i + 1] : ""));
        }

        return open;
    }

    /// <summary>"he's been" is "he has been", "he's here" is "he is here"; "of the team's" reads as "is" on both sides alike.</summary>
    private static IEnumerable<string> Parts(string word, string next)
    {
        var at = word.LastIndexOf('\'');
        if (at < 0) return word.Length > 0 ? [word] : [];
        var (stem, ending) = (word[..at], word[(at + 1)..]);
        if (ending == "t" && stem.EndsWith('n') && stem.Length > 1) stem = stem[..^1];
        var opened = (ending, next) switch
        {
            ("s", "been" or "gone" or "got") => "has",
            ("d", "been" or "gone" or "done") => "had",
            _ => Endings.GetValueOrDefault(ending, ending),
        };
        // "shouldn't've" has two.
        return [.. Parts(stem, next: ""), opened];
    }

    private static FrozenDictionary<string, string[]> Table(params string[] rows) =>
        rows.Select(row => row.Split('=')).ToFrozenDictionary(row => row[0], row => row[1].Split(' '));
}
