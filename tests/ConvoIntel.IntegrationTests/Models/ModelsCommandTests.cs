using System.Diagnostics;
using System.Text.Json;
using ConvoIntel.IntegrationTests.Support;

namespace ConvoIntel.IntegrationTests.Models;

/// <summary>The commands as a user runs them.</summary>
public sealed class ModelsCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("convointel-models-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task List_Json_TellsWhatIsHere()
    {
        var run = await ConvoIntelCommand.RunAsync(folder, "models", "list", "--json");

        Assert.Equal(0, run.ExitCode);
        var models = JsonElement.Parse(run.Output).EnumerateArray().ToDictionary(model => model.GetProperty("name").GetString()!);
        Assert.True(models["vad-starter"].GetProperty("here").GetBoolean());
        Assert.Equal("speaker-embedding", models["wespeaker-resnet34"].GetProperty("kind").GetString());
    }

    [Fact]
    public async Task List_OfAKind_LeavesOutTheRest()
    {
        var run = await ConvoIntelCommand.RunAsync(folder, "models", "list", "--kind", "vad");

        Assert.Contains("silero-vad", run.Output);
        Assert.DoesNotContain("whisper", run.Output.Replace("`convointel", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("whisper-base.en:int8", "convointel models pull whisper-base.en:int8")]
    [InlineData("whisper-base.en", "convointel models pull whisper-base.en")]
    [InlineData("silero-vad", "that is a vad model, not a whisper model")]
    [InlineData("tagger-starter", "that is a tagger model, not a whisper model")]
    public async Task Process_ModelThatIsNotThereOrOfAnotherKind_SaysWhatToDo(string model, string told)
    {
        var run = await ConvoIntelCommand.RunAsync(folder, "process", Repository.Calls, "--model", model);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(told, run.Error);
    }

    [Theory]
    [InlineData("CONVOINTEL_Segmentation__ModelPath", "silero-vad", "convointel models pull silero-vad")]
    [InlineData("CONVOINTEL_Segmentation__ModelPath", "whisper-starter", "that is a whisper model, not a vad model")]
    [InlineData("CONVOINTEL_Understanding__ModelFolder", "vad-starter", "that is a vad model, not a tagger model")]
    [InlineData("CONVOINTEL_Diarization__RoleModelFolder", "tagger-starter", "that is a tagger model, not a roles model")]
    public async Task Process_OtherSettingsThatNameModels_AreReadTheSameWay(string setting, string value, string told)
    {
        var run = await ConvoIntelCommand.RunWithAsync(folder, new Dictionary<string, string> { [setting] = value }, null, "process", Repository.Calls);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(told, run.Error);
    }

    [Fact]
    public async Task Process_StartersByName_Work()
    {
        File.WriteAllBytes(Path.Combine(folder, "call.wav"), Wav.Head(Path.Combine(Repository.Calls, "payroll-renewal.wav"), TimeSpan.FromSeconds(6)));
        var names = new Dictionary<string, string> { ["CONVOINTEL_Segmentation__ModelPath"] = "vad-starter", ["CONVOINTEL_Understanding__ModelFolder"] = "tagger-starter" };

        var run = await ConvoIntelCommand.RunWithAsync(folder, names, null, "process", "call.wav", "--model", "whisper-starter");

        Assert.Equal("", run.Error.Contains("failed", StringComparison.Ordinal) ? run.Error : "");
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task Pull_InterruptedByTheUser_GoesOnAtTheNextCommand()
    {
        await using var rig = new PullRig();
        rig.Server.Next(_ => null);
        rig.Server.NextBent(reply => reply with { StallAfter = 600_000 });
        var stalled = rig.Server.Stalled.Task;
        string[] command = ["models", "pull", $"{PullRig.Model}:int8", "--models", rig.Models, "--source", rig.Server.Address];

        var stopped = await ConvoIntelCommand.RunWithAsync(folder, new Dictionary<string, string>(), async process =>
        {
            await stalled;
            while (!File.Exists(rig.Part()) || new FileInfo(rig.Part()).Length < 600_000) await Task.Yield();
            using var kill = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
        }, command);

        Assert.Equal(130, stopped.ExitCode);
        Assert.Contains("run the same command again", stopped.Error);
        rig.AssertAbsent();

        var resumed = await ConvoIntelCommand.RunAsync(folder, command);
        Assert.Equal(0, resumed.ExitCode);
        Assert.Contains("goes on at 600 kB", resumed.Error);
        Assert.Contains("pulled", resumed.Output);
        rig.AssertWhole();
    }

    [Fact]
    public async Task Pull_OnATerminal_DrawsAnEndedBarAFile()
    {
        await using var rig = new PullRig();

        var run = await ConvoIntelCommand.RunOnTerminalAsync(folder, "models", "pull", PullRig.Model, "--models", rig.Models, "--source", rig.Server.Address);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("encoder_model", run.Output);
        Assert.Contains("100%", run.Output);
        Assert.Contains("not published, not needed", run.Output);
        rig.AssertWhole();
    }

    [Fact]
    public async Task Pull_ProxyVariable_AsksTheProxyForTheMirror()
    {
        await using var rig = new PullRig();
        var proxy = new Dictionary<string, string> { ["http_proxy"] = rig.Server.Address, ["no_proxy"] = "", ["CONVOINTEL_MODELS_MIRROR"] = "http://mirror.invalid" };

        var run = await ConvoIntelCommand.RunWithAsync(folder, proxy, null, "models", "pull", $"{PullRig.Model}:q4", "--models", rig.Models);

        Assert.Equal(0, run.ExitCode);
        Assert.All(rig.Server.Requests, request => Assert.StartsWith("http://mirror.invalid/", request.Target, StringComparison.Ordinal));
        rig.AssertWhole("q4");
    }

    [Fact]
    public async Task Pull_HttpsProxyThatRefuses_NamesTheProxyAsTheReason()
    {
        await using var rig = new PullRig();
        rig.Server.NextStatus(403);
        var proxy = new Dictionary<string, string> { ["https_proxy"] = rig.Server.Address, ["no_proxy"] = "" };

        var run = await ConvoIntelCommand.RunWithAsync(folder, proxy, null, "models", "pull", PullRig.Model, "--models", rig.Models);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("CONNECT", Assert.Single(rig.Server.Requests).Method);
        Assert.Contains("HTTPS_PROXY", run.Error);
        Assert.Contains("https://models.invalid/toy/config.json", run.Error);
    }

    [Fact]
    public async Task PullVerifyInfoRemove_OneAfterTheOther_TellOneStory()
    {
        await using var rig = new PullRig(hashes: true);
        string[] models = ["--models", rig.Models];

        var pulled = await ConvoIntelCommand.RunAsync(folder, ["models", "pull", $"{PullRig.Model}:q4", "--source", rig.Server.Address, .. models]);
        Assert.Equal(0, pulled.ExitCode);
        var right = await ConvoIntelCommand.RunAsync(folder, ["models", "verify", .. models]);
        Assert.Equal(0, right.ExitCode);
        Assert.Contains("onnx/encoder_model_q4.onnx", right.Output);
        File.WriteAllText(Path.Combine(rig.ModelFolder, "config.json"), "{ }");
        var wrong = await ConvoIntelCommand.RunAsync(folder, ["models", "verify", PullRig.Model, .. models]);
        Assert.Equal(1, wrong.ExitCode);
        Assert.Contains("convointel models pull", wrong.Error);
        // Its graphs are noise: that is said, with the file and what to do.
        var info = await ConvoIntelCommand.RunAsync(folder, ["models", "info", PullRig.Model, .. models]);
        Assert.Equal(2, info.ExitCode);
        var removed = await ConvoIntelCommand.RunAsync(folder, ["models", "remove", PullRig.Model, .. models]);
        Assert.Equal(0, removed.ExitCode);
        rig.AssertAbsent();
        Assert.Equal(1, (await ConvoIntelCommand.RunAsync(folder, ["models", "remove", PullRig.Model, .. models])).ExitCode);
    }

    [Theory]
    [InlineData("pull", "no-such-model", "models list")]
    [InlineData("pull", "whisper-starter", "ships with ConvoIntel")]
    [InlineData("pull", "whisper-tiny:q9", "it has fp32")]
    [InlineData("remove", "vad-starter", "ships with ConvoIntel")]
    [InlineData("info", "no-such-model", "models list")]
    public async Task Command_ModelItCannotServe_SaysWhy(string command, string model, string told)
    {
        var run = await ConvoIntelCommand.RunAsync(folder, "models", command, model);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(told, run.Error);
    }
}
