using ConvoIntel.Conversations;
using ConvoIntel.Ingestion;

namespace ConvoIntel.Attachment;

/// <summary>The deals, and what calls told of them.</summary>
public interface IDealBook
{
    /// <summary>Creates or migrates the store.</summary>
    Task InitializeAsync(CancellationToken cancellationToken);

    /// <summary>Loads deals from JSON or CSV; an id that exists is updated.</summary>
    /// <returns>Number of deals read.</returns>
    /// <exception cref="ConvoIntelException">The file cannot be read.</exception>
    Task<int> ImportAsync(string path, CancellationToken cancellationToken);

    /// <summary>
    /// Finds the deal of a call: by id, else by the e-mail address of a participant who is not the rep, else by phone.
    /// Of a contact's several deals the only open one is taken. A call that is in the book keeps its snapshot of that deal.
    /// </summary>
    Task<DealMatch> MatchAsync(Recording recording, CancellationToken cancellationToken);

    /// <summary>
    /// Stores a result and attaches its insights to <see cref="ConversationResult.Deal"/>, or to the unmatched list where that is null.
    /// Processing a call again replaces what it told before; the snapshot of stage and amount of the first time stays.
    /// </summary>
    Task AttachAsync(ConversationResult result, CancellationToken cancellationToken);

    Task<IReadOnlyList<Deal>> ListDealsAsync(CancellationToken cancellationToken);

    Task<Deal?> FindDealAsync(string id, CancellationToken cancellationToken);

    /// <summary>Results of a deal's conversations by start time; those without a deal where <paramref name="dealId"/> is null.</summary>
    Task<IReadOnlyList<ConversationResult>> ListConversationsAsync(string? dealId, CancellationToken cancellationToken);

    /// <summary>A result by conversation id or name; null where there is none.</summary>
    Task<ConversationResult?> FindConversationAsync(string idOrName, CancellationToken cancellationToken);

    /// <summary>Utterances that contain all the words of <paramref name="text"/>, newest conversation first.</summary>
    Task<IReadOnlyList<SearchHit>> SearchAsync(string text, int limit, CancellationToken cancellationToken);

    /// <summary>All utterances, some hundred at a time, without times of words and without tags. A conversation that changes meanwhile may be read old or new.</summary>
    IAsyncEnumerable<IReadOnlyList<SearchHit>> ReadUtterancesAsync(CancellationToken cancellationToken);
}

/// <summary>An utterance that a search found.</summary>
public sealed record SearchHit(string ConversationId, string ConversationName, DateTimeOffset StartTime, Utterance Utterance);
