using System.Globalization;

namespace ConvoIntel.Review;

/// <summary>Moments and lengths as people read them.</summary>
public static class Clock
{
    /// <summary>For example <c>3:07</c> or <c>1:02:45</c>; negative seconds are the start.</summary>
    public static string Text(double seconds)
    {
        var time = TimeSpan.FromSeconds(Math.Max(0, seconds));
        return time.TotalHours >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}:{time.Seconds:00}");
    }
}
