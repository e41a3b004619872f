using System.Text.RegularExpressions;

namespace ConvoIntel.Understanding.NextSteps;

/// <summary>Says in a short phrase what is to be done, in the words of the one who said it.</summary>
internal static partial class ActionPhrase
{
    private const int MostWords = 14;

    public static string From(string text)
    {
        var sentence = Sentences().Split(text.Trim()).Where(part => part.Length > 0).OrderByDescending(part => Lead().IsMatch(part)).ThenBy(_ => 0).First();
        if (Lead().Match(sentence) is { Success: true } lead) sentence = sentence[(lead.Index + lead.Length)..];
        sentence = Fillers().Replace(sentence, " ");
        sentence = Tail().Replace(sentence, "");
        var words = sentence.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var phrase = string.Join(' ', words.Take(MostWords)).Trim(' ', ',', '.', '?', '!', ';', '-', '–', '—');
        return phrase.Length == 0 ? text.Trim() : char.ToUpperInvariant(phrase[0]) + phrase[1..];
    }

    [GeneratedRegex(@"(?<=[.?!])\s+")]
    private static partial Regex Sentences();

    [GeneratedRegex(@"\b(?:I'?ll|I will|I'?m (?:going to|gonna)|I can|I could|we'?ll|we will|we can|let me|let'?s|(?:can|could|would|will|shall|should|may|might) (?:I|we|you)(?: please)?|want me to|would you like me to|if you (?:could|can)|happy to|please)\s+(?:just |also |then |maybe |quickly |go ahead and |try to |probably )*", RegexOptions.IgnoreCase)]
    private static partial Regex Lead();

    [GeneratedRegex(@"(?:^|\s)(?:um|uh|er|erm|you know|I mean),?(?=\s|$)", RegexOptions.IgnoreCase)]
    private static partial Regex Fillers();

    [GeneratedRegex(@",? (?:so (?:that )?|because |if that |is that |does that |would that |okay|right\?).*$", RegexOptions.IgnoreCase)]
    private static partial Regex Tail();
}
