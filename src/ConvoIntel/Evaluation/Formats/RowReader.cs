using System.Globalization;

namespace ConvoIntel.Evaluation.Formats;

/// <summary>A line of a NIST format: columns with blanks between them.</summary>
/// <param name="Path">The file, for messages.</param>
/// <param name="Number">Line, counted from 1.</param>
/// <param name="Columns">At most as many as asked for; the last holds the rest of the line.</param>
internal readonly record struct Row(string Path, int Number, string[] Columns)
{
    private const double MaxSeconds = 7 * 24 * 3600;

    /// <summary>Seconds, not negative.</summary>
    public double Seconds(int column, string what)
    {
        if (double.TryParse(Columns[column], NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value)
            && value is >= 0 and <= MaxSeconds)
        {
            return value;
        }

        throw Invalid($"the {what} '{Short(Columns[column])}' is no time in seconds", $"Column {column + 1} takes a number such as 12.345, from 0 to a week.");
    }

    public ConvoIntelException Invalid(string problem, string remedy) =>
        new(FailureReason.TranscriptInvalid, Path, $"line {Number}: {problem}", remedy);

    private static string Short(string text) => text.Length > 24 ? text[..24] + "…" : text;
}

/// <summary>Takes NIST's files apart: STM, CTM, RTTM and UEM.</summary>
internal static class RowReader
{
    private const string Comment = ";;";

    /// <param name="path">The file, for messages.</param>
    /// <param name="text">What it holds.</param>
    /// <param name="least">Columns that a row must have.</param>
    /// <param name="most">Columns that are told apart.</param>
    /// <param name="form">The row's form, for messages.</param>
    public static IEnumerable<Row> Read(string path, string text, int least, int most, string form)
    {
        using var reader = new StringReader(text);
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            var trimmed = line.Trim();
            if (IsComment(trimmed)) continue;
            var row = new Row(path, number, Split(trimmed, most));
            if (row.Columns.Length < least) throw row.Invalid($"there are {row.Columns.Length} columns, at least {least} are needed", $"A row reads: {form}");
            yield return row;
        }
    }

    /// <summary>Nothing but blanks, comments and, in WebVTT, the heading.</summary>
    public static bool IsEmpty(string text, string extension)
    {
        using var reader = new StringReader(text);
        while (reader.ReadLine() is { } line)
        {
            var trimmed = line.Trim('\uFEFF', ' ', '\t');
            if (!IsComment(trimmed) && !(extension == ".vtt" && trimmed.StartsWith("WEBVTT", StringComparison.Ordinal))) return false;
        }

        return true;
    }

    private static bool IsComment(string line) => line.Length == 0 || line.StartsWith(Comment, StringComparison.Ordinal);

    private static string[] Split(string line, int most)
    {
        var columns = new List<string>(most);
        var at = 0;
        while (at < line.Length && columns.Count < most)
        {
            var end = columns.Count == most - 1 ? -1 : line.AsSpan(at).IndexOfAny(' ', '\t');
            columns.Add(end < 0 ? line[at..] : line.Substring(at, end));
            at = end < 0 ? line.Length : at + end;
            while (at < line.Length && line[at] is ' ' or '\t') at++;
        }

        return [.. columns];
    }
}
