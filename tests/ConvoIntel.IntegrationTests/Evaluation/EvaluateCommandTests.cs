using System.Text.Json;
using ConvoIntel.IntegrationTests.Support;
using ConvoIntel.Tests;
using Repository = ConvoIntel.IntegrationTests.Support.Repository;

namespace ConvoIntel.IntegrationTests.Evaluation;

/// <summary><c>convointel evaluate</c> as a user runs it, with the real models.</summary>
public sealed class EvaluateCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Evaluate_HypothesesInOtherFormats_ScoresThemWithoutModels()
    {
        folder.Write("truth/clean/a.stm", "a A rep 0 2 <o> we will send the quote\na A customer 2 4 <o> that is fine\n");
        folder.Write("truth/noisy/b.stm", "b A rep 0 2 <o> hello again\n");
        folder.Write("theirs/clean/a.ctm", "a A 0.1 0.3 we\na A 0.5 0.2 will\na A 0.8 0.3 send\na A 1.2 0.2 a\na A 1.5 0.4 quote\na A 2.1 1.0 fine\n");
        folder.Write("theirs/b.srt", "1\n00:00:00,000 --> 00:00:02,000\nHello, again!\n");
        File.WriteAllText(folder.At("models"), "no folder: a model that was looked for would not be found");

        var run = await RunAsync("evaluate", "truth", "--hypotheses", "theirs", "--models", "models", "--json", "result.json");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("| clean | noisy |", run.Output, StringComparison.Ordinal);
        using var json = Read("result.json");
        // "the" was heard as "a", "that is" was not heard: 3 of 8; "hello again" is right.
        Assert.Equal(0.3, Value(json, "all", "wer"), 9);
        Assert.Equal(0.375, Value(json, "clean", "wer"), 9);
        Assert.Equal(0, Value(json, "noisy", "wer"));
        Assert.Equal(64, json.RootElement.GetProperty("setHash").GetString()!.Length);
    }

    [Fact]
    public async Task Evaluate_BrokenReference_IsNamedAndStopsNothing()
    {
        folder.Write("truth/a.stm", "a A rep 0 2 <o> hello\n");
        folder.Write("truth/b.stm", "b A rep 0 later <o> hello\n");
        folder.Write("theirs/a.stm", "a A x 0 2 <o> hello\n");

        var run = await RunAsync("evaluate", "truth", "--hypotheses", "theirs");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("b.stm: line 1: the end 'later' is no time in seconds", run.Error, StringComparison.Ordinal);
        Assert.Contains("| word error rate | 0.0 % |", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evaluate_SampleCallAndSilence_RunsAllStages()
    {
        Directory.CreateDirectory(folder.At("set/calls"));
        File.Copy(Path.Combine(Repository.Root, "samples", "calls", "school-refusal.wav"), folder.At("set/calls/school-refusal.wav"));
        File.Copy(Path.Combine(Repository.Root, "samples", "reference", "school-refusal.json"), folder.At("set/calls/school-refusal.json"));
        folder.Write("set/no-speech/quiet.wav", Wav.Silence(TimeSpan.FromSeconds(6)));
        folder.Write("set/no-speech/quiet.stm", "");

        var run = await RunAsync("evaluate", "set", "--json", "result.json", "--out", "result.md");

        Assert.Equal(0, run.ExitCode);
        using var json = Read("result.json");
        Assert.InRange(Value(json, "calls", "wer"), 0.01, 0.99);
        Assert.InRange(Value(json, "calls", "der"), 0, 0.1);
        Assert.InRange(Value(json, "calls", "voice.f1"), 0.8, 1);
        Assert.InRange(Value(json, "calls", "heard.tags.macroF1"), 0.01, 0.99);
        Assert.InRange(Value(json, "calls", "read.tags.macroF1"), 0.01, 1);
        Assert.Equal(0, Value(json, "no-speech", "invented.silence"));
        Assert.Contains(json.RootElement.GetProperty("models").EnumerateArray(), m => m.GetProperty("kind").GetString() == "whisper" && m.GetProperty("hash").GetString()!.Length == 12);
        Assert.All(json.RootElement.GetProperty("timings").EnumerateArray(), t => Assert.True(t.GetProperty("peakMemoryBytes").GetInt64() > 0));
        Assert.Contains("## Speed and memory", File.ReadAllText(folder.At("result.md")), StringComparison.Ordinal);
        // What is measured is stored nowhere.
        Assert.False(File.Exists(folder.At("convointel.db")));
    }

    [Fact]
    public async Task Evaluate_TaggedLines_JudgesTheTaggerAlone()
    {
        folder.Write("set.tsv", "# one\nR\tquestion\tWhat would you need to see before you decide?\nC\tnext_step\tI'll send you the signed contract on Friday.\n");

        var run = await RunAsync("evaluate", "set.tsv", "--stage", "tagger", "--json", "result.json");

        Assert.Equal(0, run.ExitCode);
        using var json = Read("result.json");
        Assert.Equal(1, Value(json, "set", "read.tag.question"));
    }

    [Fact]
    public async Task Evaluate_RecordingsWithRttm_JudgesSpeakersAndVoice()
    {
        Directory.CreateDirectory(folder.At("set"));
        File.Copy(Path.Combine(Repository.Root, "samples", "calls", "school-refusal.wav"), folder.At("set/school-refusal.wav"));
        using var truth = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "samples", "reference", "school-refusal.json")));
        folder.Write("set/all.rttm", string.Concat(truth.RootElement.GetProperty("utterances").EnumerateArray().Select(u =>
        {
            var (start, end) = (u.GetProperty("start").GetDouble(), u.GetProperty("end").GetDouble());
            return FormattableString.Invariant($"SPEAKER school-refusal 1 {start:0.000} {end - start:0.000} <NA> <NA> {u.GetProperty("speaker").GetString()} <NA> <NA>\n");
        })));

        var run = await RunAsync("evaluate", "set", "--json", "result.json");

        Assert.Equal(0, run.ExitCode);
        using var json = Read("result.json");
        Assert.InRange(Value(json, "set", "der"), 0, 0.15);
        Assert.InRange(Value(json, "set", "voice.f1"), 0.8, 1);
        Assert.DoesNotContain("word error rate |", run.Output.Split("## Calls")[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evaluate_ResultThatCannotBeWritten_IsPrintedAllTheSame()
    {
        folder.Write("truth/a.stm", "a A rep 0 2 <o> hello\n");
        folder.Write("theirs/a.stm", "a A x 0 2 <o> hello\n");
        folder.Write("file", "no folder");

        var run = await RunAsync("evaluate", "truth", "--hypotheses", "theirs", "--out", "file/result.md");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("the result cannot be written", run.Error, StringComparison.Ordinal);
        Assert.Contains("| word error rate | 0.0 % |", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_TwoResults_ShowsDifferencesAndRefusesOtherData()
    {
        for (var call = 1; call <= 6; call++)
        {
            folder.Write($"truth/c{call}.stm", $"c{call} A rep 0 2 <o> we will send the quote\n");
            folder.Write($"one/c{call}.stm", $"c{call} A x 0 2 <o> we will send a quote\n");
            folder.Write($"two/c{call}.stm", $"c{call} A x 0 2 <o> we will send the quote\n");
        }

        Assert.Equal(0, (await RunAsync("evaluate", "truth", "--hypotheses", "one", "--json", "one.json")).ExitCode);
        Assert.Equal(0, (await RunAsync("evaluate", "truth", "--hypotheses", "two", "--json", "two.json")).ExitCode);
        var same = await RunAsync("evaluate", "--compare", "one.json", "two.json");
        folder.Write("truth/c1.stm", "c1 A rep 0 2 <o> we will send that quote\n");
        await RunAsync("evaluate", "truth", "--hypotheses", "two", "--json", "other.json");
        var refused = await RunAsync("evaluate", "--compare", "one.json", "other.json");
        var allowed = await RunAsync("evaluate", "--compare", "one.json", "other.json", "--different-data");

        Assert.Equal(0, same.ExitCode);
        Assert.Contains("| word error rate | 6 | 20.0 % | 0.0 % | −20.0 | −20.0 to −20.0 | 100.0 % |", same.Output, StringComparison.Ordinal);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("measured on different data", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, allowed.ExitCode);
    }

    [Fact]
    public async Task Compare_AModelByNameAndSettings_RunsBoth()
    {
        Directory.CreateDirectory(folder.At("set"));
        File.Copy(Path.Combine(Repository.Root, "samples", "calls", "telecom-cold-call.wav"), folder.At("set/a.wav"));
        File.Copy(Path.Combine(Repository.Root, "samples", "reference", "telecom-cold-call.json"), folder.At("set/a.json"));
        folder.Write("settings.json", """{ "Segmentation": { "EnterThreshold": 0.8 } }""");

        var run = await RunAsync("evaluate", "set", "--stage", "pipeline", "--compare", "whisper-starter", "settings.json");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("whisper-starter (a) and settings.json (b)", run.Output, StringComparison.Ordinal);
        Assert.Contains("| word error rate | 1 |", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("there is no such folder", "evaluate", "missing")]
    [InlineData("Name a folder to evaluate", "evaluate")]
    [InlineData("--collar takes a number from 0 to 5", "evaluate", "empty", "--collar", "9")]
    [InlineData("Nothing could be measured", "evaluate", "empty")]
    [InlineData("Must be one of", "evaluate", "empty", "--stage", "everything")]
    public async Task Evaluate_NothingToDo_SaysWhatIsMissing(string message, params string[] arguments)
    {
        Directory.CreateDirectory(folder.At("empty"));

        var run = await RunAsync(arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    private Task<CommandResult> RunAsync(params string[] arguments) => ConvoIntelCommand.RunAsync(folder.Path, arguments);

    private JsonDocument Read(string name) => JsonDocument.Parse(File.ReadAllText(folder.At(name)));

    private static double Value(JsonDocument json, string condition, string measure) => json.RootElement.GetProperty("conditions").EnumerateArray()
        .First(c => c.GetProperty("name").GetString() == condition).GetProperty("measures").GetProperty(measure).GetProperty("value").GetDouble();
}
