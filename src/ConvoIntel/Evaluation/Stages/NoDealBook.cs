using ConvoIntel.Attachment;
using ConvoIntel.Conversations;
using ConvoIntel.Ingestion;

namespace ConvoIntel.Evaluation.Stages;

/// <summary>A deal book that keeps nothing: calls that are measured belong to no deal and leave no trace.</summary>
internal sealed class NoDealBook : IDealBook
{
    public Task InitializeAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<int> ImportAsync(string path, CancellationToken cancellationToken) => Task.FromResult(0);

    public Task<DealMatch> MatchAsync(Recording recording, CancellationToken cancellationToken) => Task.FromResult(new DealMatch(null, []));

    public Task AttachAsync(ConversationResult result, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IReadOnlyList<Deal>> ListDealsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Deal>>([]);

    public Task<Deal?> FindDealAsync(string id, CancellationToken cancellationToken) => Task.FromResult<Deal?>(null);

    public Task<IReadOnlyList<ConversationResult>> ListConversationsAsync(string? dealId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ConversationResult>>([]);

    public Task<ConversationResult?> FindConversationAsync(string idOrName, CancellationToken cancellationToken) => Task.FromResult<ConversationResult?>(null);

    public Task<IReadOnlyList<SearchHit>> SearchAsync(string text, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SearchHit>>([]);

    public IAsyncEnumerable<IReadOnlyList<SearchHit>> ReadUtterancesAsync(CancellationToken cancellationToken) => AsyncEnumerable.Empty<IReadOnlyList<SearchHit>>();
}
