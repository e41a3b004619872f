using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ConvoIntel.Understanding.Embedding;
using Microsoft.Extensions.DependencyInjection;

namespace ConvoIntel.Cli.Commands;

/// <summary><c>convointel search --like</c>: the whole book, ranked by similarity.</summary>
internal static class SearchByMeaning
{
    public static Task<int> RunAsync(BookPlace book, MeaningSettings settings, string sentence, int limit, CancellationToken cancellationToken) =>
        BookReader.RunAsync(book, async deals =>
        {
            await using var services = ConvoIntelHost.BuildEmbedding(settings);
            var embedder = services.GetRequiredService<ISentenceEmbedder>();
            var hits = await MeaningSearch.FindAsync(deals, embedder, sentence, limit, cancellationToken);
            if (hits.Count == 0) return BookReader.NotFound($"Nothing is like '{sentence}'", "Common words, in a sentence as somebody would say it, find more.");
            foreach (var hit in hits) SearchCommand.Print(hit.Hit, $"[blue]{hit.Similarity.ToString("0.00", CultureInfo.InvariantCulture)}[/]  ");
            return ExitCodes.Success;
        }, cancellationToken);
}

/// <summary>Which embedding model a search takes.</summary>
internal sealed class MeaningOptions
{
    private readonly Option<FileInfo?> configuration = new("--config", "-c") { Description = "JSON file of settings; Storage and Understanding:EmbeddingModel are read." };

    private readonly Option<DirectoryInfo?> models = new("--models") { Description = "Folder of model folders." };

    private readonly Option<string?> model = new("--model", "-m")
    {
        Description = "Embedding model for --like: a name from `convointel models list --kind embedding`, name:variant, or a folder. [default: embedding-starter]",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(configuration);
        command.Options.Add(models);
        command.Options.Add(model);
    }

    public bool AnyOf(SymbolResult parsed) =>
        parsed.GetValue(models) is not null || parsed.GetValue(model) is not null;

    public FileInfo? Configuration(ParseResult parsed) => parsed.GetValue(configuration);

    public MeaningSettings Read(ParseResult parsed) => new(parsed.GetValue(configuration), parsed.GetValue(models), parsed.GetValue(model));
}

/// <summary>What the command line says of the embedding model; null where it says nothing.</summary>
internal sealed record MeaningSettings(FileInfo? Configuration, DirectoryInfo? Models, string? EmbeddingModel);
