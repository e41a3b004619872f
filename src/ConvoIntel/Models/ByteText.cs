using System.Globalization;

namespace ConvoIntel.Models;

/// <summary>Sizes for people, in powers of ten as model hubs count: 148 MB.</summary>
public static class ByteText
{
    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB"];

    public static string Of(long bytes)
    {
        var unit = 0;
        double value = bytes;
        while (value >= 999.5 && unit < Units.Length - 1)
        {
            value /= 1000;
            unit++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{(unit == 0 || value >= 99.5 ? $"{value:0}" : $"{value:0.0}")} {Units[unit]}");
    }
}
