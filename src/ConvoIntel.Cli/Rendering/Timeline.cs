using System.Text;
using ConvoIntel.Conversations;

namespace ConvoIntel.Cli.Rendering;

/// <summary>Who spoke when, as a strip of characters: the density of speech in each cell.</summary>
internal static class Timeline
{
    private const string Levels = " ▁▂▃▄▅▆▇█";

    /// <param name="utterances">One speaker's utterances.</param>
    /// <param name="duration">Seconds that the strip stands for.</param>
    /// <param name="width">Cells.</param>
    public static string Strip(IEnumerable<Utterance> utterances, double duration, int width)
    {
        if (duration <= 0) return new string(' ', width);
        var spoken = new double[width];
        var cell = duration / width;
        foreach (var utterance in utterances)
        {
            for (var i = Math.Clamp((int)(utterance.Start / cell), 0, width - 1); i < width && i * cell < utterance.End; i++)
                spoken[i] += Math.Max(0, Math.Min(utterance.End, (i + 1) * cell) - Math.Max(utterance.Start, i * cell));
        }

        var strip = new StringBuilder(width);
        foreach (var seconds in spoken) strip.Append(Levels[(int)Math.Ceiling(Math.Clamp(seconds / cell, 0, 1) * (Levels.Length - 1))]);
        return strip.ToString();
    }
}
