using ConvoIntel.Segmentation;

namespace ConvoIntel.IntegrationTests.Segmentation;

/// <summary>The starter model on the sample calls: speech is found where somebody speaks, and nowhere else.</summary>
public sealed class SampleCallTests
{
    [Theory]
    [InlineData("freight-discovery", "rep", "customer")]
    [InlineData("clinic-demo", "customer", "rep")]
    public async Task SegmentAsync_SampleCall_CoversWhatIsSaidInPiecesForTheRecogniser(string call, string left, string right)
    {
        var channels = await VoiceFiles.ReadAsync(call);
        var truth = VoiceFiles.Truth(call);

        var segments = await VoiceFiles.SegmentAsync(channels);

        Assert.All(segments, s => Assert.InRange(s.End - s.Start, 0.1, 15));
        foreach (var (channel, speaker) in new[] { (0, left), (1, right) })
        {
            var heard = segments.Where(s => s.Channel == channel).ToList();
            var said = truth[speaker].ToList();
            Assert.All(said, u => Assert.True(Covered(u, heard) > 0.5 * (u.End - u.Start), $"{speaker} at {u.Start} s is lost"));
            Assert.True(
                said.Sum(u => Covered(u, heard)) > 0.9 * said.Sum(u => u.End - u.Start),
                $"a tenth of what the {speaker} says is lost");
            Assert.True(
                heard.Sum(s => s.End - s.Start) < 1.25 * said.Sum(u => u.End - u.Start),
                $"a quarter of what is heard of the {speaker} is no speech");
        }
    }

    private static double Covered((double Start, double End) utterance, List<SpeechSegment> segments) =>
        segments.Sum(s => Math.Max(0, Math.Min(s.End, utterance.End) - Math.Max(s.Start, utterance.Start)));
}
