using System.CommandLine;
using ConvoIntel;
using ConvoIntel.Attachment;
using ConvoIntel.Evaluation;
using ConvoIntel.Inference;
using ConvoIntel.Ingestion;
using ConvoIntel.Storage;
using ConvoIntel.Understanding;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

var folder = new Argument<DirectoryInfo>("samples") { Description = "Folder with calls/ and reference/." };
var output = new Option<FileInfo?>("--out") { Description = "Markdown file to write; standard output without it." };
var models = new Option<DirectoryInfo?>("--models") { Description = "Folder of model folders. [default: found as `convointel` finds it]" };
var root = new RootCommand("Measures ConvoIntel against calls whose truth is known.") { folder, output, models };
root.SetAction(async (parsed, cancellationToken) =>
{
    var samples = parsed.GetValue(folder)!;
    var book = Directory.CreateTempSubdirectory("convointel-evaluation-");
    try
    {
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddConvoIntel(new ConfigurationBuilder().AddInMemoryCollection(ModelFolders.Settings(parsed.GetValue(models)?.FullName)).Build())
            .AddConvoIntelStorage(storage => storage.Path = Path.Combine(book.FullName, "book.db"))
            .BuildServiceProvider();
        await services.GetRequiredService<IDealBook>().InitializeAsync(cancellationToken);
        var run = new EvaluationRun(
            services.GetRequiredService<ConversationPipeline>(),
            services.GetRequiredService<IRecordingSource>(),
            services.GetRequiredService<IConversationReader>());
        var report = await run.RunAsync(Path.Combine(samples.FullName, "calls"), Path.Combine(samples.FullName, "reference"), cancellationToken);
        var command = "dotnet run -c Release --project benchmarks/ConvoIntel.Evaluation -- " + string.Join(' ', args);
        var tables = MarkdownTables.Write(report, command, Machine.Describe());
        if (parsed.GetValue(output) is { } file) await File.WriteAllTextAsync(file.FullName, tables, cancellationToken);
        else Console.Write(tables);
        return report.Failures.Count == 0 ? 0 : 1;
    }
    finally
    {
        book.Delete(recursive: true);
    }
});
return await root.Parse(args).InvokeAsync();
