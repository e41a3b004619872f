using ConvoIntel.Attachment;
using ConvoIntel.Cli.Rendering;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace ConvoIntel.Cli.Commands;

/// <summary>Opens the deal book for the commands that only read it.</summary>
internal static class BookReader
{
    /// <exception cref="ConvoIntelException">There is no deal book at that place.</exception>
    public static async Task<int> RunAsync(BookPlace book, Func<IDealBook, Task<int>> read, CancellationToken cancellationToken)
    {
        RequireBook(book);
        await using var services = ConvoIntelHost.BuildBook(book);
        var deals = services.GetRequiredService<IDealBook>();
        await deals.InitializeAsync(cancellationToken);
        return await read(deals);
    }

    /// <exception cref="ConvoIntelException">There is no deal book at that place: reading must not make an empty one.</exception>
    public static void RequireBook(BookPlace book)
    {
        // A server makes no database of its own accord.
        if (!book.IsFile || File.Exists(book.Storage.Path)) return;
        throw new ConvoIntelException(
            FailureReason.SourceNotFound,
            book.ToString(),
            "there is no deal book here",
            $"Process calls first, or name the book with --book, {BookOptions.Variable} or the worker's settings (--config).");
    }

    public static int NotFound(string problem, string remedy)
    {
        Terminal.Error.MarkupLine($"[yellow]{Terminal.Safe(problem)}.[/] {Terminal.Safe(remedy)}");
        return ExitCodes.Incomplete;
    }
}
