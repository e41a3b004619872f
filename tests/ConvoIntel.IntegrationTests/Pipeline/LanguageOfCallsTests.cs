using ConvoIntel.IntegrationTests.Support;
using ConvoIntel.IntegrationTests.Transcription;

namespace ConvoIntel.IntegrationTests.Pipeline;

/// <summary>The whole path with a multilingual model: random weights, so the words mean nothing, but what is told of them must be right.</summary>
public sealed class LanguageOfCallsTests
{
    private static readonly string Model = Path.Combine(GoldenFiles.Folder, "merged");

    [Fact]
    public async Task Process_LanguageAuto_TellsItForEachChannelWithItsProbability()
    {
        await using var bench = await BenchAsync(("Transcription:Language", "auto"));

        var outcomes = await bench.ProcessAsync(bench.Place("call.wav", Head()));

        var result = outcomes[0].Result!;
        Assert.Equal([0, 1], result.Languages.Select(channel => channel.Channel));
        Assert.All(result.Languages, channel => Assert.Contains(channel.Code, new[] { "de", "en", "es", "fr", "zh" }));
        Assert.All(result.Languages, channel => Assert.InRange(channel.Probability!.Value, 0.2, 1));
        Assert.Contains(result.Conversation.Warnings, warning => warning.Contains("English rules", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Process_Translation_WarnsThatQuotesAreNotWhatWasSaid()
    {
        await using var bench = await BenchAsync(("Transcription:Language", "de"), ("Transcription:Task", "translate"));

        var outcomes = await bench.ProcessAsync(bench.Place("call.wav", Head()));

        var result = outcomes[0].Result!;
        Assert.All(result.Languages, channel => Assert.True(channel is { Code: "de", Probability: null, Translated: true }));
        Assert.Contains(result.Conversation.Warnings, warning => warning.Contains("English translation of German", StringComparison.Ordinal));
        Assert.DoesNotContain(result.Conversation.Warnings, warning => warning.Contains("English rules", StringComparison.Ordinal));
    }

    private static Task<Workbench> BenchAsync(params (string, string?)[] settings) =>
        Workbench.CreateAsync([("Transcription:ModelFolder", Model), ("Transcription:Temperatures:0", "0"), .. settings]);

    private static byte[] Head() => Wav.Head(Path.Combine(Repository.Calls, "payroll-renewal.wav"), TimeSpan.FromSeconds(20));
}
