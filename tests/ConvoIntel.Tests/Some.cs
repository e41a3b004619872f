using ConvoIntel.Conversations;
using ConvoIntel.Ingestion;

namespace ConvoIntel.Tests;

/// <summary>Values of the domain for tests that need some and care for few of their fields.</summary>
internal static class Some
{
    public static readonly DateTimeOffset CallTime = new(2026, 6, 10, 9, 15, 0, TimeSpan.FromHours(2));

    public static Conversation Conversation(string id = "c-1", string? name = null, DateTimeOffset? start = null) => new()
    {
        Id = id,
        Name = name ?? id,
        Source = $"{name ?? id}.wav",
        ContentHash = new string('a', 64),
        Kind = ConversationKind.Call,
        StartTime = start ?? CallTime,
        Duration = 60,
    };

    public static Participant Rep(string? email = "rep@seller.example", string? phone = null) =>
        new() { Id = "rep", Name = "Robin Reyes", Role = ParticipantRole.Rep, Channel = 0, Email = email, Phone = phone };

    public static Participant Customer(string? email = null, string? phone = null, string id = "customer", string? name = "Casey Kim") =>
        new() { Id = id, Name = name, Role = ParticipantRole.Customer, Channel = 1, Email = email, Phone = phone };

    public static Recording Recording(params Participant[] participants) =>
        new() { Path = "c-1.wav", Conversation = Conversation(), Participants = participants };

    public static Utterance Utterance(int index, ParticipantRole role, double start, double end, string text = "Some words here now.") => new()
    {
        Index = index,
        Speaker = role == ParticipantRole.Rep ? "rep" : "customer",
        Role = role,
        Start = start,
        End = end,
        Text = text,
    };

    public static Insight Insight(string id, string label = "objection.price", string quote = "That is a lot.") => new()
    {
        Id = id,
        Kind = InsightKinds.Objection,
        Label = label,
        Evidence = new Evidence([0], 1, 2, quote),
        Confidence = 0.9,
        Model = "tagger",
        ModelVersion = "1",
    };

    public static DealSnapshot Snapshot(string id, string stage = "Proposal", decimal? amount = 100, string? currency = "EUR") => new()
    {
        Id = id,
        Name = $"Deal {id}",
        StageAtCall = stage,
        AmountAtCall = amount,
        Currency = currency,
        MatchedBy = DealMatchKind.Id,
    };

    public static ConversationResult Result(string id = "c-1", DealSnapshot? deal = null, params Utterance[] utterances) => new()
    {
        Conversation = Conversation(id),
        Participants = [Rep(), Customer()],
        Utterances = utterances,
        Metrics = new ConversationMetrics { Version = "metrics/1" },
        Deal = deal,
    };
}
