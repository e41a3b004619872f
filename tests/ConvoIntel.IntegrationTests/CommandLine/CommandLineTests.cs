using ConvoIntel.Conversations;
using ConvoIntel.IntegrationTests.Support;

namespace ConvoIntel.IntegrationTests.CommandLine;

public sealed class CommandLineTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("convointel-cli-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Process_GoodAndBadFile_WritesTheResultNamesTheBadOneAndReturnsOne()
    {
        var calls = Directory.CreateDirectory(Path.Combine(folder, "calls")).FullName;
        File.WriteAllBytes(Path.Combine(calls, "good.wav"), Wav.Head(Path.Combine(Repository.Calls, "payroll-renewal.wav"), TimeSpan.FromSeconds(12)));
        File.WriteAllBytes(Path.Combine(calls, "empty.wav"), []);

        var run = await ConvoIntelCommand.RunAsync(folder, "process", "calls", "--out", "out", "--format", "text", "json", "vtt", "srt", "md");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("empty.wav", run.Error);
        Assert.Contains("SourceEmpty", run.Error);
        Assert.Contains("good", run.Output);
        var result = ConversationJson.Deserialize(File.ReadAllText(Path.Combine(folder, "out", "good.json")));
        Assert.NotEmpty(result.Utterances);
        Assert.StartsWith("WEBVTT", File.ReadAllText(Path.Combine(folder, "out", "good.vtt")));
        Assert.Contains("-->", File.ReadAllText(Path.Combine(folder, "out", "good.srt")));
        Assert.Contains("## Transcript", File.ReadAllText(Path.Combine(folder, "out", "good.md")));
    }

    [Fact]
    public async Task ShowDealSearch_AfterProcessing_ReadTheSameBook()
    {
        var transcript = Path.Combine(Repository.Calls, "freight-follow-up.vtt");
        var processed = await ConvoIntelCommand.RunAsync(folder, "process", transcript, "--deals", Path.Combine(Repository.Samples, "deals.json"));
        Assert.Equal(0, processed.ExitCode);

        Assert.Contains("freight-follow-up", (await ConvoIntelCommand.RunAsync(folder, "show", "freight-follow-up", "--transcript")).Output);
        Assert.Contains("OPP-1001", (await ConvoIntelCommand.RunAsync(folder, "deals")).Output);
        Assert.Contains("freight-follow-up", (await ConvoIntelCommand.RunAsync(folder, "deal", "OPP-1001")).Output);
        var hits = await ConvoIntelCommand.RunAsync(folder, "search", "duplicate", "calls");
        Assert.Equal(0, hits.ExitCode);
        Assert.Contains("freight-follow-up", hits.Output);
    }

    [Theory]
    [InlineData("show", "nothing")]
    [InlineData("deal", "OPP-0")]
    [InlineData("search", "zebra")]
    public async Task Read_WhatTheBookDoesNotHold_SaysSoAndReturnsOne(string command, string argument)
    {
        await ConvoIntelCommand.RunAsync(folder, "process", Path.Combine(Repository.Calls, "freight-follow-up.vtt"));
        var run = await ConvoIntelCommand.RunAsync(folder, command, argument);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(argument, run.Error);
    }

    [Fact]
    public async Task Process_OnATerminal_EndsInTheReport()
    {
        File.WriteAllBytes(Path.Combine(folder, "call.wav"), Wav.Head(Path.Combine(Repository.Calls, "payroll-renewal.wav"), TimeSpan.FromSeconds(12)));

        var run = await ConvoIntelCommand.RunOnTerminalAsync(folder, "process", "call.wav");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Talk ratio", run.Output);
        Assert.Contains("1 of 1", run.Output);
    }

    [Fact]
    public async Task Show_WithoutABook_SaysHowToGetOne()
    {
        var run = await ConvoIntelCommand.RunAsync(folder, "show", "anything");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--book", run.Error);
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public async Task Process_ModelFolderDoesNotExist_NamesItAndTheRemedy()
    {
        var run = await ConvoIntelCommand.RunAsync(folder, "process", Repository.Calls, "--model", "no-such-model");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("no-such-model", run.Error);
    }

    [Fact]
    public async Task Process_SettingOutOfRange_ListsIt()
    {
        File.WriteAllText(Path.Combine(folder, "settings.json"), """{ "Pipeline": { "ConcurrentCalls": 0 } }""");
        var run = await ConvoIntelCommand.RunAsync(folder, "process", Repository.Calls, "--config", "settings.json");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("ConcurrentCalls", run.Error);
    }

    [Fact]
    public async Task Process_NoSuchOption_ReturnsTwo()
    {
        var run = await ConvoIntelCommand.RunAsync(folder, "process", "calls", "--colour", "red");
        Assert.Equal(2, run.ExitCode);
    }

    [Fact]
    public async Task Help_TeachesTheCommands()
    {
        var run = await ConvoIntelCommand.RunAsync(folder, "--help");
        Assert.Equal(0, run.ExitCode);
        Assert.All(["process", "show", "deals", "deal", "search"], command => Assert.Contains(command, run.Output));
    }

    [Fact]
    public async Task Process_SettingWithAnUnknownValue_NamesTheSettingAndAsksForNoReport()
    {
        var folder = Directory.CreateTempSubdirectory("convointel-settings-").FullName;
        try
        {
            var run = await ConvoIntelCommand.RunWithAsync(
                folder, new Dictionary<string, string> { ["CONVOINTEL_Diarization__RoleCheck"] = "sometimes" }, null, "process", Repository.Calls);

            Assert.Equal(2, run.ExitCode);
            var told = string.Join(' ', run.Error.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            Assert.Contains("configuration cannot be used", told, StringComparison.Ordinal);
            Assert.Contains("'sometimes' at 'Diarization:RoleCheck'", told, StringComparison.Ordinal);
            Assert.DoesNotContain("report it", told, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
