using System.Diagnostics;
using System.Text.Json;
using ConvoIntel.Tests;

namespace ConvoIntel.IntegrationTests.Inference;

/// <summary>
/// What a build with CUDA would restore, as MSBuild evaluates it. The package itself is not needed for that, and is not restored here.
/// </summary>
public sealed class AcceleratorTests
{
    private const string Processor = "Microsoft.ML.OnnxRuntime", Cuda = "Microsoft.ML.OnnxRuntime.Gpu";

    [Theory]
    [InlineData("src/ConvoIntel.Cli/ConvoIntel.Cli.csproj", "", Processor)]
    [InlineData("src/ConvoIntel.Cli/ConvoIntel.Cli.csproj", "-p:Accelerator=cuda", Cuda)]
    [InlineData("benchmarks/ConvoIntel.Evaluation/ConvoIntel.Evaluation.csproj", "-p:Accelerator=cuda", Cuda)]
    public async Task Evaluate_Accelerator_ReferencesOneSetOfNativesOfThePinnedVersion(string project, string property, string package)
    {
        using var items = JsonDocument.Parse(await EvaluateAsync(Repository.File(project), property));
        string[] Names(string item) => [.. items.RootElement.GetProperty("Items").GetProperty(item).EnumerateArray()
            .Select(entry => entry.GetProperty("Identity").GetString()!).Where(name => name is Processor or Cuda)];
        string Version(string name) => items.RootElement.GetProperty("Items").GetProperty("PackageVersion").EnumerateArray()
            .Single(entry => entry.GetProperty("Identity").GetString() == name).GetProperty("Version").GetString()!;

        Assert.Equal([package], Names("PackageReference"));
        Assert.Equal(Version("Microsoft.ML.OnnxRuntime.Managed"), Version(package));
    }

    private static async Task<string> EvaluateAsync(string project, string property)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "msbuild", project, "-getItem:PackageReference", "-getItem:PackageVersion", property }.Where(a => a.Length > 0))
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await error + await output);
        return await output;
    }
}
