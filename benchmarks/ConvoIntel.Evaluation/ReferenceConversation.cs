using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConvoIntel.Evaluation;

/// <summary>The truth of one conversation, as <c>samples/README.md</c> describes it. Times are in seconds.</summary>
internal sealed record ReferenceConversation
{
    public required string Name { get; init; }

    public DateTimeOffset? StartTime { get; init; }

    public required IReadOnlyList<ReferenceUtterance> Utterances { get; init; }

    public IReadOnlyList<ReferenceObjection> Objections { get; init; } = [];

    public IReadOnlyList<ReferenceNextStep> NextSteps { get; init; } = [];

    /// <summary>Rep speech ÷ (rep + customer speech), 0 to 1.</summary>
    public double? TalkRatio { get; init; }

    public static ReferenceConversation Read(string path) =>
        JsonSerializer.Deserialize(File.ReadAllText(path), ReferenceJsonContext.Default.ReferenceConversation)
        ?? throw new JsonException($"{path}: the document is null, not a reference.");
}

internal sealed record ReferenceUtterance
{
    public required string Speaker { get; init; }

    public required Conversations.ParticipantRole Role { get; init; }

    public required double Start { get; init; }

    public required double End { get; init; }

    public required string Text { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];
}

internal sealed record ReferenceObjection(string Type, IReadOnlyList<int> Utterances, bool Addressed);

internal sealed record ReferenceNextStep(string Action, string Owner, DateOnly? Due, IReadOnlyList<int> Utterances);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ReferenceConversation))]
internal sealed partial class ReferenceJsonContext : JsonSerializerContext;
