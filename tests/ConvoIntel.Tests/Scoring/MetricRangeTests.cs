using System.Text.Json;
using ConvoIntel.Conversations;
using ConvoIntel.Scoring;

namespace ConvoIntel.Tests.Scoring;

public sealed class MetricRangeTests
{
    [Theory]
    [InlineData("talkRatio", 0.43, MetricStanding.Within)]
    [InlineData("talkRatio", 0.70, MetricStanding.Above)]
    [InlineData("patience", 0.2, MetricStanding.Below)]
    [InlineData("repFillersPerHundredWords", 9, MetricStanding.Unknown)]
    public void Assess_Value_SaysWhereItLies(string metric, double value, MetricStanding expected) =>
        Assert.Equal(expected, MetricRanges.Find(metric)!.Assess(value));

    [Fact]
    public void All_Metrics_AreNamedAsInTheJson()
    {
        var names = typeof(ConversationMetrics).GetProperties().Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name));

        Assert.All(MetricRanges.All, range => Assert.Contains(range.Metric, names));
        Assert.Null(MetricRanges.Find("silenceShare"));
    }
}
