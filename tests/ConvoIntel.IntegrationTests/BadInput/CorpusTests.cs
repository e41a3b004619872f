using ConvoIntel.IntegrationTests.Support;
using Xunit.Abstractions;

namespace ConvoIntel.IntegrationTests.BadInput;

/// <summary>
/// Whatever a file holds, it ends soon, with a result or with what is wrong and what to do. <c>CONVOINTEL_BAD_INPUT=table.md</c> sends all of
/// the corpus the whole way and writes what became of it.
/// </summary>
public sealed class CorpusTests(ITestOutputHelper output)
{
    private const string FullRun = "CONVOINTEL_BAD_INPUT";

    [Fact]
    public async Task Read_EveryMutant_EndsWithSoundOrAReason()
    {
        await using var bench = await Workbench.CreateAsync();
        var mutants = await Corpus.CreateAsync(bench.Folder);
        Assert.InRange(mutants.Count, 2000, 5000);
        Assert.Equal(mutants.Count, mutants.Select(mutant => mutant.Name).Distinct().Count());

        var verdicts = await new CorpusRun(bench, Folder(bench)).ReadAsync(mutants);

        Assert.Empty(Faults(verdicts));
        // Damage that hurts nothing, or everything, would test nothing.
        Assert.InRange(verdicts.Count(verdict => verdict.Reason is null), mutants.Count / 10, mutants.Count * 9 / 10);
    }

    [Fact]
    public async Task Process_Mutants_EndWithAResultThatCanBeKeptOrAReason()
    {
        await using var bench = await Workbench.CreateAsync();
        var mutants = await Corpus.CreateAsync(bench.Folder);
        var table = Environment.GetEnvironmentVariable(FullRun);
        var chosen = string.IsNullOrEmpty(table) ? mutants.Where((_, n) => n % 16 == 0) : mutants;

        var verdicts = await new CorpusRun(bench, Folder(bench)).ProcessAsync(chosen);

        var faults = Faults(verdicts);
        if (!string.IsNullOrEmpty(table)) await File.WriteAllTextAsync(table, CorpusTable.Write(verdicts));
        Assert.Empty(faults);
    }

    [Fact]
    public async Task Create_Twice_IsTheSameCorpus()
    {
        await using var bench = await Workbench.CreateAsync();
        var first = await Corpus.CreateAsync(bench.Folder);
        var names = first.Where((_, n) => n % 50 == 0).ToArray();

        Assert.All(names, mutant => Assert.Equal(mutant.Content(), mutant.Content()));
        Assert.All(names.Where(mutant => mutant.Sidecar is not null), mutant => Assert.Equal(mutant.Sidecar!(), mutant.Sidecar!()));
    }

    private static string Folder(Workbench bench) => Directory.CreateDirectory(Path.Combine(bench.Folder, "corpus")).FullName;

    private IReadOnlyList<string> Faults(IReadOnlyList<Verdict> verdicts)
    {
        foreach (var group in verdicts.GroupBy(verdict => verdict.Reason?.ToString() ?? "result").OrderByDescending(group => group.Count()))
            output.WriteLine($"{group.Count(),6} {group.Key}");
        foreach (var slow in verdicts.OrderByDescending(verdict => verdict.Elapsed).Take(8)) output.WriteLine($"slow: {slow}");
        string[] faults = [.. verdicts.Where(verdict => verdict.Fault is not null).Select(verdict => verdict.ToString())];
        foreach (var fault in faults) output.WriteLine($"fault: {fault}");
        return faults;
    }
}
