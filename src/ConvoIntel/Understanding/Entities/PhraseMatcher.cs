using System.Text;
using System.Text.RegularExpressions;

namespace ConvoIntel.Understanding.Entities;

/// <summary>Finds a phrase in text as whole words, without regard to case, plural, possessive or tense endings.</summary>
internal sealed class PhraseMatcher
{
    private readonly Regex pattern;

    /// <param name="phrase">Words separated by anything; matched with any blanks or hyphens between them.</param>
    /// <param name="inflect">Whether the last word may carry an ending; names do not.</param>
    public PhraseMatcher(string phrase, bool inflect)
    {
        var words = phrase.Split([' ', '\t', '-'], StringSplitOptions.RemoveEmptyEntries);
        var expression = new StringBuilder(@"(?<![\p{L}\p{N}])");
        for (var i = 0; i < words.Length; i++)
        {
            if (i > 0) expression.Append(@"[\s-]*");
            var last = i == words.Length - 1;
            expression.Append(last && inflect ? Inflected(words[i]) : Regex.Escape(words[i]));
        }

        expression.Append(@"(?:['’]s)?(?![\p{L}\p{N}])");
        pattern = new Regex(expression.ToString(), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }

    public string? Find(string text) => pattern.Match(text) is { Success: true } match ? match.Value : null;

    /// <summary>"migrate" also as "migrates", "migrated", "migrating"; "policy" also as "policies".</summary>
    private static string Inflected(string word)
    {
        if (word.Length < 3 || !char.IsAsciiLetter(word[^1])) return Regex.Escape(word);
        var stem = Regex.Escape(word[..^1]);
        return char.ToLowerInvariant(word[^1]) switch
        {
            'e' => $"{stem}(?:e[sd]?|ing)",
            'y' when !"aeiou".Contains(char.ToLowerInvariant(word[^2]), StringComparison.Ordinal) => $"{stem}(?:y|ies|ied|ying)",
            var letter => $"{Regex.Escape(word)}(?:e?s|{letter}?ed|{letter}?ing)?",
        };
    }
}
