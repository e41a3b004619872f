using System.Text.RegularExpressions;
using ConvoIntel.Conversations;
using Microsoft.Recognizers.Text;
using Microsoft.Recognizers.Text.Number;
using Microsoft.Recognizers.Text.NumberWithUnit;

namespace ConvoIntel.Understanding.Entities;

/// <summary>Finds sums of money and other numbers worth finding again, by Microsoft.Recognizers.Text.</summary>
internal static partial class AmountFinder
{
    public static ModelInfo Info { get; } = new("rules", "amounts", "amounts/1");

    // The recognisers compile hundreds of expressions on first use; these hold them, and wait until somebody says a number.
    private static readonly Lazy<IModel> Money = new(() => new NumberWithUnitRecognizer(Culture.English).GetCurrencyModel());
    private static readonly Lazy<IModel> Percent = new(() => new NumberRecognizer(Culture.English).GetPercentageModel());
    private static readonly Lazy<IModel> Numbers = new(() => new NumberRecognizer(Culture.English).GetNumberModel());

    public static void Find(string locale, IReadOnlyList<Utterance> utterances, InsightList insights)
    {
        foreach (var utterance in utterances)
        {
            if (!Figure().IsMatch(utterance.Text)) continue;
            var text = Slang().Replace(utterance.Text, match => match.Value.StartsWith('q') || match.Value.StartsWith('Q') ? "pounds" : "dollars");
            List<(int Start, int End)> taken = [];
            if (MoneyCue().IsMatch(text))
            {
                foreach (var found in Money.Value.Parse(text))
                {
                    if (found.Resolution is null || Value(found, "value") is not { } amount || Value(found, "unit") is not { } unit) continue;
                    taken.Add((found.Start, found.End));
                    var attributes = new Dictionary<string, string> { ["amount"] = amount, ["currency"] = Currency(found, unit, locale), ["unit"] = unit };
                    insights.Add(InsightKinds.Money, attributes["currency"], [utterance.Index], 0.9, Info, attributes, found.Text);
                }
            }

            if (PercentCue().IsMatch(text)) AddPlain(Percent.Value, "percent");
            AddPlain(Numbers.Value, "number");

            void AddPlain(IModel model, string label)
            {
                foreach (var found in model.Parse(text))
                {
                    if (taken.Any(span => found.Start <= span.End && found.End >= span.Start)) continue;
                    taken.Add((found.Start, found.End));
                    if (Value(found, "value") is not { } value || !Worthwhile(label, found.Text)) continue;
                    insights.Add(InsightKinds.Number, label, [utterance.Index], 0.9, Info, new Dictionary<string, string> { ["value"] = value }, found.Text);
                }
            }
        }
    }

    /// <summary>"One of them" and "a second" are numbers to the recogniser only.</summary>
    private static bool Worthwhile(string label, string text) => label == "percent" || !SmallTalk().IsMatch(text);

    private static string? Value(ModelResult found, string name) =>
        found.Resolution.TryGetValue(name, out var value) ? value?.ToString() : null;

    private static string Currency(ModelResult found, string unit, string locale)
    {
        var code = Value(found, "isoCurrency");
        if (unit.Equals("Dollar", StringComparison.OrdinalIgnoreCase)) return LocalDollar(locale);
        if (unit.Equals("Pound", StringComparison.OrdinalIgnoreCase)) return "GBP";
        return string.IsNullOrEmpty(code) || code.StartsWith('_') ? unit : code;
    }

    private static string LocalDollar(string locale) => locale.ToUpperInvariant() switch
    {
        var l when l.EndsWith("-AU", StringComparison.Ordinal) => "AUD",
        var l when l.EndsWith("-CA", StringComparison.Ordinal) => "CAD",
        var l when l.EndsWith("-NZ", StringComparison.Ordinal) => "NZD",
        var l when l.EndsWith("-SG", StringComparison.Ordinal) => "SGD",
        _ => "USD",
    };

    [GeneratedRegex(@"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|half|dollars?|euros?|pounds?|quid|bucks|grand|percent)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Figure();

    [GeneratedRegex(@"[$€£¥]|\b(?:dollars?|euros?|pounds?|cents?|pence|francs?|yen|rupees?|usd|eur|gbp|k)\b", RegexOptions.IgnoreCase)]
    private static partial Regex MoneyCue();

    [GeneratedRegex(@"%|\bper\s?cent\b", RegexOptions.IgnoreCase)]
    private static partial Regex PercentCue();

    [GeneratedRegex(@"\b(?:quid|bucks)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Slang();

    [GeneratedRegex(@"^(?:one|a|an|half|a half|first|second|third|another|1)$", RegexOptions.IgnoreCase)]
    private static partial Regex SmallTalk();
}
