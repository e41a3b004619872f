using ConvoIntel.Evaluation.Results;
using ConvoIntel.Evaluation.Scores;
using ConvoIntel.Evaluation.Words;

namespace ConvoIntel.Tests.Evaluation.Results;

public sealed class EvaluationComparisonTests
{
    [Fact]
    public void Of_DifferentData_IsRefusedUnlessAllowed()
    {
        var (a, b) = (Report("aaaa", "1", "2"), Report("bbbb", "2", "3"));

        var error = Assert.Throws<ConvoIntelException>(() => EvaluationComparison.Of(a, b, allowDifferentData: false));
        var allowed = EvaluationComparison.Of(a, b, allowDifferentData: true);

        Assert.Contains("different data", error.Problem, StringComparison.Ordinal);
        Assert.Contains("--different-data", error.Remedy, StringComparison.Ordinal);
        Assert.Equal(["1", "3"], allowed.Unpaired);
        Assert.Equal(1, allowed.Conditions.Single().Measures["wer"].Calls);
        Assert.Contains("different data", ComparisonMarkdown.Write(allowed), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NoCallInCommon_IsRefused() =>
        Assert.Throws<ConvoIntelException>(() => EvaluationComparison.Of(Report("aaaa", "1"), Report("aaaa", "2"), allowDifferentData: false));

    [Fact]
    public async Task ReadAsync_WhatWasWritten_ComparesAsTheOriginal()
    {
        using var folder = new TemporaryFolder();
        var report = Report("aaaa", "1", "2", "3", "4", "5", "6");
        var path = folder.Write("a.json", EvaluationJson.Write(report));

        var read = await EvaluationJson.ReadAsync(path, default);

        Assert.Equal(EvaluationJson.Write(report), EvaluationJson.Write(read));
        Assert.Equal(0.5, EvaluationComparison.Of(report, read, false).Conditions.Single().Measures["wer"].Better);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("""{ "schema": "convointel/conversation/1" }""")]
    public async Task ReadAsync_NoReport_SaysSo(string text)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.json", text);

        var error = await Assert.ThrowsAsync<ConvoIntelException>(() => EvaluationJson.ReadAsync(path, default));

        Assert.Equal(path, error.SourceName);
    }

    [Fact]
    public void Write_NamesWithBars_KeepTheTableWhole()
    {
        var page = EvaluationMarkdown.Write(Report("aaaa", "a|b"));

        Assert.Contains("a\\|b", page, StringComparison.Ordinal);
    }

    private static EvaluationReport Report(string hash, params string[] calls)
    {
        List<CallScores> scores = [.. calls.Select((name, i) => new CallScores { Name = name, Conditions = ["x"], AudioSeconds = 60, Words = new WordErrors(i, 0, 0, 10) })];
        return new EvaluationReport
        {
            Set = "set",
            SetHash = string.Concat(Enumerable.Repeat(hash, 16)),
            Command = "convointel evaluate set",
            Machine = "a machine",
            Date = Some.CallTime,
            Collar = 0.25,
            Resamples = 100,
            Seed = 1,
            Models = [],
            Conditions = ConditionScores.Of(scores, new(100)),
            Timings = [],
            Calls = scores,
            Problems = [],
            Notes = [],
        };
    }
}
