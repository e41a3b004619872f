using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace ConvoIntel.Understanding.Tagging;

/// <summary>
/// Brings written and recognised text to one form, word for word as <c>models/training/tagger/normalize.py</c> does:
/// contractions opened, numbers and ordinals as classes, fillers and doubled words dropped, a question mark kept as a word.
/// </summary>
internal static partial class UtteranceNormalizer
{
    public const string Number = "<num>";
    public const string Ordinal = "<ord>";

    private static readonly FrozenSet<string> Numbers = Set(
        "zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
        + "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion");

    private static readonly FrozenSet<string> Ordinals = Set(
        "fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth "
        + "eighteenth nineteenth twentieth thirtieth");

    private static readonly FrozenSet<string> OrdinalSuffixes = Set("st nd rd th");
    private static readonly FrozenSet<string> Fillers = Set("um uh er erm ah eh hm hmm uhm umm uhh");
    private static readonly FrozenSet<string> Money = Set("dollars euros pounds");

    /// <summary>What a short word after a number means; an empty word is dropped.</summary>
    private static readonly FrozenDictionary<string, string> Suffixes = Map(
        ("k", Number), ("m", Number), ("bn", Number), ("am", "am"), ("pm", "pm"), ("p", "pence"), ("s", ""));

    private static readonly FrozenDictionary<string, string> Endings = Map(
        ("ll", "will"), ("re", "are"), ("ve", "have"), ("d", "would"), ("m", "am"), ("s", "is"), ("t", "it"));

    private static readonly FrozenDictionary<string, string> Whole = Map(
        ("can't", "can not"), ("cant", "can not"), ("cannot", "can not"), ("won't", "will not"), ("shan't", "shall not"), ("ain't", "is not"),
        ("dont", "do not"), ("didnt", "did not"), ("doesnt", "does not"), ("isnt", "is not"), ("wasnt", "was not"), ("wouldnt", "would not"),
        ("couldnt", "could not"), ("havent", "have not"), ("hasnt", "has not"), ("arent", "are not"), ("im", "i am"), ("ive", "i have"),
        ("youre", "you are"), ("youve", "you have"), ("youll", "you will"), ("theyre", "they are"), ("theyve", "they have"),
        ("weve", "we have"), ("thats", "that is"), ("theres", "there is"), ("whats", "what is"), ("lets", "let us"), ("let's", "let us"),
        ("gonna", "going to"), ("wanna", "want to"), ("gotta", "got to"), ("kinda", "kind of"), ("sorta", "sort of"), ("dunno", "do not know"),
        ("cos", "because"), ("cuz", "because"), ("ok", "okay"), ("yep", "yeah"), ("yup", "yeah"), ("yes", "yeah"), ("y'all", "you all"),
        ("ma'am", "madam"), ("o'clock", "oclock"), ("gimme", "give me"), ("lemme", "let me"), ("alright", "all right"), ("quid", "pounds"),
        ("bucks", "dollars"), ("euro", "euros"), ("dollar", "dollars"), ("pound", "pounds"), ("percentage", "percent"),
        ("%", "percent"), ("&", "and"));

    private static readonly FrozenSet<string> Acknowledgements = Set(
        "yeah okay right mm hm mhm huh uh sure got it i see oh ah exactly gotcha cool great good perfect no understood true absolutely "
        + "definitely wow alright all fine lovely brilliant nice well fair enough of course");

    /// <summary>The normalised words of an utterance.</summary>
    public static List<string> Words(string text)
    {
        text = text.ToLowerInvariant().Replace('’', '\'').Replace('‘', '\'').Replace('ʼ', '\'');
        var result = new List<string>();
        string? currency = null;
        foreach (var match in Token().EnumerateMatches(text))
        {
            var token = text.Substring(match.Index, match.Length);
            if (CurrencyOf(token[0]) is { } named)
            {
                currency = named;
                continue;
            }

            foreach (var word in Expand(token))
            {
                var form = Numbers.Contains(word) ? Number : Ordinals.Contains(word) ? Ordinal : word;
                if (!Fillers.Contains(form)) Push(result, form);
            }

            if (currency is not null && char.IsAsciiDigit(token[0]))
            {
                result.Add(currency);
                currency = null;
            }
        }

        return result;
    }

    /// <summary>True for words that only acknowledge: at most three, all of the kind.</summary>
    public static bool IsAcknowledgement(IReadOnlyCollection<string> words) => words.Count <= 3 && words.All(Acknowledgements.Contains);

    private static void Push(List<string> result, string word)
    {
        var last = result.Count > 0 ? result[^1] : null;
        if (last == word) return; // "we we need", and the words of one number
        if (result.Count > 1 && Money.Contains(last!) && result[^2] == Number && (word == Number || Suffixes.GetValueOrDefault(word) == Number))
            return; // "$3 million", "$45k"
        if (last == Number && Suffixes.TryGetValue(word, out var meaning))
        {
            if (meaning is "" or Number) return;
            word = meaning;
        }

        if (last == Number && OrdinalSuffixes.Contains(word)) result[^1] = Ordinal;
        else result.Add(word);
    }

    /// <summary>One written word as the words it stands for.</summary>
    private static string[] Expand(string token)
    {
        if (char.IsAsciiDigit(token[0])) return [Number];
        if (Whole.TryGetValue(token, out var phrase)) return phrase.Split(' ');
        var apostrophe = token.LastIndexOf('\'');
        if (apostrophe < 0) return [token];
        var stem = token[..apostrophe].Replace("'", "", StringComparison.Ordinal);
        var ending = token[(apostrophe + 1)..];
        if (ending == "t" && stem.Length > 1 && stem[^1] == 'n') return [stem[..^1], "not"];
        return Endings.TryGetValue(ending, out var word) ? [stem, word] : [stem + ending];
    }

    private static string? CurrencyOf(char sign) => sign switch { '$' => "dollars", '€' => "euros", '£' => "pounds", _ => null };

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static FrozenDictionary<string, string> Map(params (string From, string To)[] pairs) =>
        pairs.ToFrozenDictionary(pair => pair.From, pair => pair.To, StringComparer.Ordinal);

    [GeneratedRegex("[0-9]+(?:[.,:/][0-9]+)*|[a-z]+(?:'[a-z]+)*|[$€£%?&]", RegexOptions.CultureInvariant)]
    private static partial Regex Token();
}
