using System.Globalization;
using ConvoIntel.Understanding.NextSteps;

namespace ConvoIntel.Tests.Understanding;

public sealed class DueDateResolverTests
{
    public static TheoryData<string, string, string, string> Cases()
    {
        var cases = new TheoryData<string, string, string, string>();
        foreach (var line in File.ReadLines(Repository.File("tests/ConvoIntel.Tests/Understanding/due-dates.txt")))
        {
            if (line.Length == 0 || line[0] == '#') continue;
            var fields = line.Split(" | ");
            cases.Add(fields[0], fields[1], fields[2], fields[3].Split(' ')[0]);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Resolve_WhatPeopleSay_IsTheDateTheyMean(string start, string locale, string words, string due)
    {
        var resolver = new DueDateResolver(DateTimeOffset.Parse(start, CultureInfo.InvariantCulture), locale);

        var found = resolver.Resolve(words);

        Assert.Equal(due, found?.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "none");
    }

    [Fact]
    public void Resolve_CallAfterMidnightInUtc_ReckonsInTheCallsZone()
    {
        // 23:30 on Monday in Chicago is Tuesday in UTC.
        var resolver = new DueDateResolver(new DateTimeOffset(2026, 3, 2, 23, 30, 0, TimeSpan.FromHours(-6)), "en-US");

        Assert.Equal(new DateOnly(2026, 3, 3), resolver.Resolve("I'll send it tomorrow.")?.Date);
    }
}
