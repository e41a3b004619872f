using System.Globalization;
using System.Numerics;

namespace ConvoIntel.Evaluation.Words;

/// <summary>
/// A number while it is being said. It is a quantity as long as its words add up ("two hundred" + "six"), and a row of digits once they
/// do not ("nineteen" + "ninety", "oh" + "seven") or a point was said.
/// </summary>
internal sealed class OpenNumber
{
    private BigInteger quantity;
    private string? digits;
    private string sign = "";
    private NumberPlace? last;

    public bool IsOpen { get; private set; }

    public bool EndsInPoint => digits?.EndsWith('.') == true;

    private string Text => digits ?? quantity.ToString(CultureInfo.InvariantCulture);

    public void Begin(string figure, string sign)
    {
        (IsOpen, last) = (true, null);
        if (sign.Length > 0) this.sign = sign;
        if (figure.Contains('.', StringComparison.Ordinal)) digits = figure;
        else quantity = BigInteger.Parse(figure, CultureInfo.InvariantCulture);
    }

    /// <summary>Sets a sign or currency that goes in front of the number, which may not have begun.</summary>
    public void Sign(char character) => sign = character.ToString();

    /// <summary>Writes digits behind what is there: zeros, repeated digits, a point, the figures after a point.</summary>
    public void Append(string text)
    {
        (digits, IsOpen, last) = (IsOpen ? Text + text : text, true, null);
    }

    /// <summary>Takes a number from 1 to 90.</summary>
    public void Add(int value)
    {
        var place = value < 20 ? NumberPlace.Unit : NumberPlace.Ten;
        if (!IsOpen) quantity = value;
        else if (digits is not null || (place == NumberPlace.Unit && last == NumberPlace.Unit)) AddDigits(value);
        else if (quantity % (value < 10 ? 10 : 100) == 0) quantity += value;
        else digits = Text + value.ToString(CultureInfo.InvariantCulture);
        (IsOpen, last) = (true, place);
    }

    /// <summary>Takes "hundred", "million": multiplies what was said since the last thousand; false where that makes no whole number.</summary>
    public bool TryScale(BigInteger scale)
    {
        if (!IsOpen)
        {
            quantity = scale;
        }
        else if (digits is not null)
        {
            if (!decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
                || value > 1_000_000 || scale > 1_000_000_000_000_000 || (value * (decimal)scale) % 1 != 0)
            {
                return false;
            }

            (quantity, digits) = (new BigInteger(value * (decimal)scale), null);
        }
        else
        {
            var below = quantity % 1000;
            quantity = quantity - below + (below * scale);
        }

        (IsOpen, last) = (true, NumberPlace.Scale);
        return true;
    }

    /// <summary>Ends the number: its sign and figures.</summary>
    public string Close()
    {
        var text = sign + Text.TrimEnd('.');
        (IsOpen, digits, quantity, sign, last) = (false, null, 0, "", null);
        return text;
    }

    /// <summary>Forgets a sign that no number followed.</summary>
    public void DropSign() => sign = "";

    // "five twenty" + "four" is 524, "one" + "one" is 11.
    private void AddDigits(int value) =>
        digits = value < 10 && last == NumberPlace.Ten && Text.EndsWith('0')
            ? Text[..^1] + value.ToString(CultureInfo.InvariantCulture)
            : Text + value.ToString(CultureInfo.InvariantCulture);
}
