namespace ConvoIntel.Evaluation.Words;

/// <summary>Writes numbers that are spelled out as figures: "nineteen ninety nine" 1999, "two point five million dollars" $2500000.</summary>
internal static class SpokenFigures
{
    public static List<string> Write(IReadOnlyList<string> words)
    {
        var written = new List<string>(words.Count);
        var number = new OpenNumber();
        for (var i = 0; i < words.Count; i++)
        {
            var (before, word, next) = (i > 0 ? words[i - 1] : null, words[i], i + 1 < words.Count ? words[i + 1] : null);
            if (Figure(word) is { } figure) TakeFigure(number, figure, written);
            else if (NumberWords.Zeros.Contains(word)) number.Append("0");
            else if (NumberWords.Units.TryGetValue(word, out var small) || NumberWords.Tens.TryGetValue(word, out small)) number.Add(small);
            else if (NumberWords.Scales.ContainsKey(word)) Scale(number, word, written);
            else if (NumberWords.Suffixed.ContainsKey(word)) TakeSuffixed(number, word, written);
            else if (NumberWords.Currencies.TryGetValue(word, out var currency) && number.IsOpen) CloseWith(number, currency, written);
            else if (NumberWords.Signs.TryGetValue(word, out var sign) && NumberWords.IsNumeric(next)) OpenWith(number, sign, written);
            else if (word == "percent" && number.IsOpen) written.Add(number.Close() + "%");
            else if (word == "per" && next == "cent" && number.IsOpen) (written, i) = (With(written, number.Close() + "%"), i + 1);
            else if (word is "double" or "triple" && Digit(next) is { } digit) (number, i) = (Repeated(number, digit, word == "double" ? 2 : 3), i + 1);
            else if (word == "point" && IsDecimal(next)) number.Append(".");
            else if (word == "and" && before is not null && NumberWords.Scales.ContainsKey(before) && NumberWords.IsNumeric(next) && number.IsOpen) continue;
            else TakeOther(number, word, written);
        }

        if (number.IsOpen) written.Add(number.Close());
        return written;
    }

    private static void TakeFigure(OpenNumber number, (string Sign, string Digits) figure, List<string> written)
    {
        if (number.EndsInPoint && figure.Sign.Length == 0)
        {
            number.Append(figure.Digits);
            return;
        }

        if (number.IsOpen) written.Add(number.Close());
        number.Begin(figure.Digits, figure.Sign);
    }

    private static void Scale(OpenNumber number, string word, List<string> written)
    {
        if (number.TryScale(NumberWords.Scales[word])) return;
        written.Add(number.Close());
        number.TryScale(NumberWords.Scales[word]);
    }

    private static void TakeSuffixed(OpenNumber number, string word, List<string> written)
    {
        var (value, suffix, place) = NumberWords.Suffixed[word];
        if (place != NumberPlace.Scale && value > 0) number.Add((int)value);
        else if (place != NumberPlace.Scale) number.Append("0");
        else if (!number.TryScale(value)) Scale(number, word.TrimEnd('s').Replace("th", "", StringComparison.Ordinal), written);
        written.Add(number.Close() + suffix);
    }

    private static void CloseWith(OpenNumber number, char currency, List<string> written)
    {
        number.Sign(currency);
        written.Add(number.Close());
    }

    private static void OpenWith(OpenNumber number, char sign, List<string> written)
    {
        if (number.IsOpen) written.Add(number.Close());
        number.Sign(sign);
    }

    private static void TakeOther(OpenNumber number, string word, List<string> written)
    {
        if (number.IsOpen) written.Add(number.Close());
        number.DropSign();
        written.Add(word);
    }

    private static OpenNumber Repeated(OpenNumber number, char digit, int times)
    {
        number.Append(new string(digit, times));
        return number;
    }

    private static List<string> With(List<string> written, string word)
    {
        written.Add(word);
        return written;
    }

    private static char? Digit(string? word) => word switch
    {
        null => null,
        _ when NumberWords.Zeros.Contains(word) => '0',
        _ when NumberWords.Units.TryGetValue(word, out var value) && value < 10 => (char)('0' + value),
        _ => null,
    };

    private static bool IsDecimal(string? word) => word is not null
        && (NumberWords.Units.ContainsKey(word) || NumberWords.Tens.ContainsKey(word) || NumberWords.Zeros.Contains(word) || NumberWords.IsFigure(word));

    private static (string Sign, string Digits)? Figure(string word)
    {
        var signed = word.Length > 1 && word[0] is '$' or '€' or '£' or '¢';
        var digits = signed ? word[1..] : word;
        return NumberWords.IsFigure(digits) ? (signed ? word[..1] : "", digits) : null;
    }
}
