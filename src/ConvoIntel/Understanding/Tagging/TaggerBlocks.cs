namespace ConvoIntel.Understanding.Tagging;

/// <summary>
/// Cuts a conversation into blocks that the tagger reads at once. Around a block's own utterances stand as many others as can bear on
/// them, so that what is said of an utterance does not depend on where the conversation is cut.
/// </summary>
internal static class TaggerBlocks
{
    /// <summary>Most word pieces of a block's own utterances; attention grows with the square of it.</summary>
    private const int OwnPieces = 256;

    /// <summary>
    /// Most word pieces on either side of them. As many turns as bear on an utterance come to less; an endless run of "mm-hm", which counts
    /// as no turn, does not.
    /// </summary>
    private const int MarginPieces = 1024;

    /// <param name="pieces">Word pieces of each utterance, its start included.</param>
    /// <param name="turns">Turn of each utterance, from <see cref="Turns"/>.</param>
    /// <param name="back">How many turns before it bear on an utterance.</param>
    /// <param name="ahead">How many turns after it bear on an utterance.</param>
    public static IEnumerable<TaggerBlock> Cut(IReadOnlyList<int> pieces, IReadOnlyList<int> turns, int back, int ahead)
    {
        for (int first = 0, end; first < pieces.Count; first = end)
        {
            var size = pieces[first];
            for (end = first + 1; end < pieces.Count && size + pieces[end] <= OwnPieces; end++) size += pieces[end];
            var (begin, margin) = (first, 0);
            while (begin > 0 && turns[begin - 1] >= turns[first] - back && (margin += pieces[begin - 1]) <= MarginPieces) begin--;
            (var stop, margin) = (end, 0);
            while (stop < pieces.Count && turns[stop] <= turns[end - 1] + ahead && (margin += pieces[stop]) <= MarginPieces) stop++;
            yield return new TaggerBlock(begin, first, end, stop);
        }
    }

    /// <summary>Counts turns; an acknowledgement belongs to the turn before it, so that "mm-hm" pushes nothing out of sight.</summary>
    public static int[] Turns(IEnumerable<bool> acknowledges)
    {
        var turn = 0;
        return [.. acknowledges.Select(acknowledgement => acknowledgement ? turn : ++turn)];
    }
}

/// <summary>Rows <c>Begin..Stop</c> are read, and of those <c>First..End</c> are the block's own; ends are exclusive.</summary>
internal readonly record struct TaggerBlock(int Begin, int First, int End, int Stop);
