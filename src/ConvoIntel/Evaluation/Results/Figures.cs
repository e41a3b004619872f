using System.Globalization;
using ConvoIntel.Evaluation.Measures;

namespace ConvoIntel.Evaluation.Results;

/// <summary>Figures as people read them.</summary>
internal static class Figures
{
    public static string Of(Estimate? estimate, MeasureUnit unit) => estimate switch
    {
        null => "–",
        { Low: { } low, High: { } high } e => $"{One(e.Value, unit)} ({Bare(low, unit)} to {Bare(high, unit)})",
        { } e => One(e.Value, unit),
    };

    public static string One(double value, MeasureUnit unit) => unit is MeasureUnit.Percent ? Bare(value, unit) + " %" : Bare(value, unit);

    /// <summary>A difference of shares is in percentage points.</summary>
    public static string Change(double value, MeasureUnit unit) => Text(Scaled(value, unit), unit is MeasureUnit.Percent ? "+0.0;−0.0;0.0" : "+0.00;−0.00;0.00");

    public static string Bare(double value, MeasureUnit unit) => Text(Scaled(value, unit), unit is MeasureUnit.Percent ? "0.0" : "0.00");

    public static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static double Scaled(double value, MeasureUnit unit) => unit is MeasureUnit.Percent ? value * 100 : value;
}
