using System.Text.Json;
using ConvoIntel.Conversations;

namespace ConvoIntel.Tests.Scoring;

/// <summary>The formulas on the labelled timelines of the sample calls.</summary>
public sealed class SampleTruthTests
{
    public static TheoryData<string> Samples() =>
        new(Directory.EnumerateFiles(Repository.File("samples/reference"), "*.json").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Samples))]
    public void TalkRatio_OfTheLabelledTimeline_IsWithinThreePointsOfTheTruth(string name)
    {
        using var reference = JsonDocument.Parse(File.ReadAllText(Repository.File($"samples/reference/{name}")));
        var call = new Call(reference.RootElement.GetProperty("duration").GetDouble());
        foreach (var line in reference.RootElement.GetProperty("utterances").EnumerateArray())
        {
            call.Say(
                line.GetProperty("role").GetString() == "rep" ? ParticipantRole.Rep : ParticipantRole.Customer,
                line.GetProperty("speaker").GetString()!,
                line.GetProperty("start").GetDouble(),
                line.GetProperty("end").GetDouble(),
                line.GetProperty("text").GetString(),
                line.GetProperty("backchannel").GetBoolean());
        }

        var truth = reference.RootElement.GetProperty("talkRatio").GetDouble();
        Assert.InRange(call.Measure().TalkRatio!.Value, truth - 0.03, truth + 0.03);
    }
}
