using System.CommandLine;
using ConvoIntel;
using ConvoIntel.Evaluation;
using ConvoIntel.Evaluation.Results;
using ConvoIntel.Evaluation.Tables;
using ConvoIntel.Inference;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

const string All = "all";
var names = new Argument<string[]>("tables") { Description = $"{All}, or some of: {string.Join(", ", Table.All.Select(table => table.Name))}.", Arity = ArgumentArity.OneOrMore };
names.AcceptOnlyFromAmong([All, .. Table.All.Select(table => table.Name)]);
var root = new Option<DirectoryInfo>("--root") { Description = "The repository.", DefaultValueFactory = _ => new DirectoryInfo(".") };
var output = new Option<DirectoryInfo?>("--out") { Description = "Folder for the tables. [default: benchmarks/results]" };
var models = new Option<DirectoryInfo?>("--models") { Description = "Folder of model folders. [default: found as `convointel` finds it]" };
var command = new RootCommand("Makes the committed tables of accuracy, speed and memory.") { names, root, output, models };
command.SetAction(async (parsed, cancellationToken) =>
{
    var chosen = parsed.GetValue(names)!;
    var repository = parsed.GetValue(root)!.FullName;
    var results = parsed.GetValue(output)?.FullName ?? Path.Combine(repository, "benchmarks", "results");
    Directory.CreateDirectory(results);
    var failed = false;
    foreach (var table in Table.All.Where(table => chosen.Contains(All) || chosen.Contains(table.Name)))
    {
        var path = Path.Combine(repository, table.Path);
        if (!Path.Exists(path))
        {
            Console.Error.WriteLine($"{table.Name}: {table.Path} is not there{(table.Made is { } made ? $"; make it with: {made}" : "")}. The table stays as it is.");
            failed = true;
            continue;
        }

        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddConvoIntel(new ConfigurationBuilder().AddInMemoryCollection(ModelFolders.Settings(parsed.GetValue(models)?.FullName)).Build())
            .AddEvaluation()
            .BuildServiceProvider();
        var report = await services.GetRequiredService<Evaluator>().EvaluateAsync(new EvaluationRequest
        {
            Path = path,
            Stages = table.Stages,
            Command = $"dotnet run -c Release --project benchmarks/ConvoIntel.Evaluation -- {table.Name}",
        }, progress: null, cancellationToken);
        var page = Path.Combine(results, table.Name + ".md");
        await File.WriteAllTextAsync(page, EvaluationMarkdown.Write(report), cancellationToken);
        Console.WriteLine($"{table.Name}: {report.Calls.Count} calls, {report.Problems.Count} left out; {page}");
        failed |= report.Problems.Count > 0 || report.Calls.Count == 0;
    }

    return failed ? 1 : 0;
});
return await command.Parse(args).InvokeAsync();
