using ConvoIntel.Conversations;

namespace ConvoIntel.Review;

/// <summary>Writes results in the formats of <see cref="ExportFormat"/>.</summary>
public static class ConversationExporter
{
    public static string Export(ConversationResult result, ExportFormat format) => format switch
    {
        ExportFormat.Json => ConversationJson.Serialize(result) + "\n",
        ExportFormat.Vtt => SubtitleWriter.WebVtt(result),
        ExportFormat.Srt => SubtitleWriter.SubRip(result),
        ExportFormat.Md => MarkdownReport.Write(result),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };

    public static string Extension(ExportFormat format) => format switch
    {
        ExportFormat.Json => ".json",
        ExportFormat.Vtt => ".vtt",
        ExportFormat.Srt => ".srt",
        ExportFormat.Md => ".md",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };
}
