using ConvoIntel.Cli.Commands;
using ConvoIntel.Review;

namespace ConvoIntel.Cli.Rendering;

/// <summary>Puts results where they were asked for: files in a folder, or standard output.</summary>
internal sealed class ResultWriter(DirectoryInfo? output, IReadOnlyList<OutputFormat> formats)
{
    private readonly HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Writes the files of one outcome; an outcome whose files cannot be written becomes a failure.</summary>
    public async Task<ConversationOutcome> WriteAsync(ConversationOutcome outcome, CancellationToken cancellationToken)
    {
        if (output is null || outcome.Result is not { } result) return outcome;

        // Calls of one name from two folders must not overwrite each other.
        var name = FileNames.Safe(result.Conversation.Name);
        if (!names.Add(name)) name = $"{name}-{result.Conversation.Id[..Math.Min(8, result.Conversation.Id.Length)]}";
        try
        {
            output.Create();
            foreach (var format in formats.Where(f => f is not OutputFormat.Text).Select(Export))
            {
                // Written aside and moved, so that nobody reads half a result.
                var path = Path.Combine(output.FullName, name + ConversationExporter.Extension(format));
                await File.WriteAllTextAsync(path + ".part", ConversationExporter.Export(result, format), cancellationToken);
                File.Move(path + ".part", path, overwrite: true);
            }

            return outcome;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            var failure = new ProcessingFailure(
                FailureReason.ResultNotWritten,
                $"its result cannot be written to '{output.FullName}' ({fault.Message})",
                "Make the folder writable or choose another --out; the result is in the deal book.");
            return outcome with { Result = null, Failure = failure };
        }
    }

    /// <summary>Prints reports, or the documents that no folder was given for.</summary>
    public void Print(IReadOnlyList<ConversationOutcome> outcomes)
    {
        foreach (var result in outcomes.Select(o => o.Result).OfType<Conversations.ConversationResult>())
        {
            if (formats.Contains(OutputFormat.Text)) ConversationReport.Print(result, withTranscript: false);
            if (output is not null) continue;
            foreach (var format in formats.Where(f => f is not OutputFormat.Text))
                Console.Out.Write(ConversationExporter.Export(result, Export(format)));
        }
    }

    internal static ExportFormat Export(OutputFormat format) => format switch
    {
        OutputFormat.Json => ExportFormat.Json,
        OutputFormat.Vtt => ExportFormat.Vtt,
        OutputFormat.Srt => ExportFormat.Srt,
        OutputFormat.Md => ExportFormat.Md,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };
}
