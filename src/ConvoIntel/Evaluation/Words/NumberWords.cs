using System.Collections.Frozen;
using System.Numerics;

namespace ConvoIntel.Evaluation.Words;

/// <summary>English words for numbers, and what each means.</summary>
internal static class NumberWords
{
    private static readonly string[] UnitNames =
    [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
        "sixteen", "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] TenNames = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    private static readonly string[] ScaleNames =
        ["thousand", "million", "billion", "trillion", "quadrillion", "quintillion", "sextillion", "septillion", "octillion", "nonillion", "decillion"];

    /// <summary>1 to 19.</summary>
    public static readonly FrozenDictionary<string, int> Units =
        UnitNames.Index().ToFrozenDictionary(unit => unit.Item, unit => unit.Index + 1);

    public static readonly FrozenDictionary<string, int> Tens =
        TenNames.Index().ToFrozenDictionary(ten => ten.Item, ten => (ten.Index + 2) * 10);

    public static readonly FrozenDictionary<string, BigInteger> Scales = ScaleNames.Index()
        .Select(scale => (scale.Item, Value: BigInteger.Pow(1000, scale.Index + 1)))
        .Prepend(("hundred", 100))
        .ToFrozenDictionary(scale => scale.Item1, scale => scale.Item2);

    public static readonly FrozenSet<string> Zeros = FrozenSet.ToFrozenSet(["zero", "oh", "o"]);

    /// <summary>Words that end a number with a suffix: "fifties" 50 s, "third" 3 rd, "thousandth" 1000 th.</summary>
    public static readonly FrozenDictionary<string, (BigInteger Value, string Suffix, NumberPlace Place)> Suffixed = AllSuffixed();

    public static readonly FrozenDictionary<string, char> Signs =
        new Dictionary<string, char> { ["minus"] = '-', ["negative"] = '-', ["plus"] = '+', ["positive"] = '+' }.ToFrozenDictionary();

    public static readonly FrozenDictionary<string, char> Currencies = new Dictionary<string, char>
    {
        ["pound"] = '£', ["pounds"] = '£', ["euro"] = '€', ["euros"] = '€', ["dollar"] = '$', ["dollars"] = '$', ["cent"] = '¢', ["cents"] = '¢',
    }.ToFrozenDictionary();

    private static readonly FrozenSet<string> Others = FrozenSet.ToFrozenSet(["and", "double", "triple", "point", "per", "percent"]);

    /// <summary>A word or a figure that can be followed by "point five".</summary>
    public static bool IsNumber(string word) =>
        Units.ContainsKey(word) || Tens.ContainsKey(word) || Zeros.Contains(word) || Scales.ContainsKey(word) || IsFigure(word);

    /// <summary>Digits, with a fraction or without.</summary>
    public static bool IsFigure(ReadOnlySpan<char> word)
    {
        var point = word.IndexOf('.');
        return point < 0 ? IsDigits(word) : IsDigits(word[..point]) && IsDigits(word[(point + 1)..]);
    }

    /// <summary>Whether a word can be part of a numeric expression at all.</summary>
    public static bool IsNumeric(string? word) => word is not null
        && (IsNumber(word) || Suffixed.ContainsKey(word) || Signs.ContainsKey(word) || Currencies.ContainsKey(word) || Others.Contains(word));

    private static bool IsDigits(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');

    private static FrozenDictionary<string, (BigInteger, string, NumberPlace)> AllSuffixed()
    {
        var all = new Dictionary<string, (BigInteger, string, NumberPlace)> { ["zeroth"] = (0, "th", NumberPlace.Unit) };
        foreach (var (name, value) in Units)
        {
            all[name == "six" ? "sixes" : name + "s"] = (value, "s", NumberPlace.Unit);
            all[Ordinal(name)] = (value, value switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" }, NumberPlace.Unit);
        }

        foreach (var (name, value) in Tens)
        {
            all[name[..^1] + "ies"] = (value, "s", NumberPlace.Ten);
            all[name[..^1] + "ieth"] = (value, "th", NumberPlace.Ten);
        }

        foreach (var (name, value) in Scales)
        {
            all[name + "s"] = (value, "s", NumberPlace.Scale);
            all[name + "th"] = (value, "th", NumberPlace.Scale);
        }

        return all.ToFrozenDictionary();
    }

    private static string Ordinal(string name) => name switch
    {
        "one" => "first",
        "two" => "second",
        "three" => "third",
        "five" => "fifth",
        "eight" => "eighth",
        "nine" => "ninth",
        "twelve" => "twelfth",
        _ => name + "th",
    };
}

/// <summary>Where a word stands in a number.</summary>
internal enum NumberPlace
{
    /// <summary>1 to 19.</summary>
    Unit,

    /// <summary>20 to 90.</summary>
    Ten,

    /// <summary>Hundred and more.</summary>
    Scale,
}
