using System.Globalization;
using ConvoIntel.Conversations;
using ConvoIntel.Understanding.NextSteps;

namespace ConvoIntel.Tests.Understanding;

/// <summary>The written commitments of <c>next-steps.txt</c>, each with who owns it and when it is due.</summary>
internal sealed record NextStepCase(int Line, DateTimeOffset Start, string Locale, string Role, string Words, string Owner, string Due)
{
    /// <summary>Rules were mended after misses in every other case; the rest is held out.</summary>
    public bool HeldOut => Line % 2 == 1;

    public static IReadOnlyList<NextStepCase> All { get; } = [.. Read()];

    public (string? Owner, string? Due) Found()
    {
        var call = Talk.Call with { StartTime = Start, Locale = Locale };
        var step = NextStepFinder.Find(call, Talk.Lines($"{Role} next_step: {Words}")).SingleOrDefault();
        return (step?.Owner, step is null ? null : step.Due?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "none");
    }

    private static IEnumerable<NextStepCase> Read()
    {
        var (start, locale, line) = (default(DateTimeOffset), "en-US", 0);
        foreach (var text in File.ReadLines(Repository.File("tests/ConvoIntel.Tests/Understanding/next-steps.txt")))
        {
            if (text.Length == 0 || text[0] == '#') continue;
            if (text[0] == '@')
            {
                var head = text.Split(' ');
                (start, locale) = (DateTimeOffset.Parse(head[1], CultureInfo.InvariantCulture), head[2]);
                continue;
            }

            var fields = text.Split(" | ");
            yield return new NextStepCase(line++, start, locale, fields[0], fields[1], fields[2], fields[3].Trim());
        }
    }
}
