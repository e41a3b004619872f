using ConvoIntel.Understanding.Tagging;

namespace ConvoIntel.Tests.Understanding;

public sealed class TaggerBlocksTests
{
    [Fact]
    public void Cut_LongConversation_GivesEachUtteranceToOneBlockWithItsMargins()
    {
        var pieces = Enumerable.Range(0, 200).Select(i => 5 + (i * 7 % 40)).ToArray();
        var turns = TaggerBlocks.Turns(Enumerable.Range(0, 200).Select(i => i % 4 == 3));

        var blocks = TaggerBlocks.Cut(pieces, turns, back: 12, ahead: 4).ToArray();

        Assert.True(blocks.Length > 5);
        Assert.Equal(Enumerable.Range(0, 200), blocks.SelectMany(block => Enumerable.Range(block.First, block.End - block.First)));
        Assert.All(blocks, block =>
        {
            // Nothing outside the block is near enough to bear on what is the block's own.
            if (block.Begin > 0) Assert.True(turns[block.Begin - 1] < turns[block.First] - 12);
            if (block.Stop < 200) Assert.True(turns[block.Stop] > turns[block.End - 1] + 4);
            Assert.True(pieces[block.First..block.End].Sum() <= 512);
        });
    }

    [Fact]
    public void Cut_UtteranceLongerThanABlock_StandsAlone()
    {
        var blocks = TaggerBlocks.Cut([600, 10, 600], [1, 2, 3], back: 1, ahead: 0).ToArray();

        Assert.Equal([new TaggerBlock(0, 0, 1, 1), new TaggerBlock(0, 1, 2, 2), new TaggerBlock(1, 2, 3, 3)], blocks);
    }

    [Fact]
    public void Cut_EndlessAcknowledgements_GivesBlocksOfBoundedSize()
    {
        var pieces = Enumerable.Repeat(2, 20_000).ToArray();
        var turns = TaggerBlocks.Turns(Enumerable.Repeat(true, pieces.Length));

        var blocks = TaggerBlocks.Cut(pieces, turns, back: 12, ahead: 4).ToArray();

        Assert.Equal(Enumerable.Range(0, pieces.Length), blocks.SelectMany(block => Enumerable.Range(block.First, block.End - block.First)));
        Assert.All(blocks, block => Assert.True(pieces[block.Begin..block.Stop].Sum() <= 512 + (2 * 1024)));
    }

    [Fact]
    public void Cut_NoUtterances_GivesNoBlocks() => Assert.Empty(TaggerBlocks.Cut([], [], 12, 4));

    [Fact]
    public void Turns_Acknowledgements_BelongToTheTurnBefore() =>
        Assert.Equal([0, 1, 1, 1, 2, 3], TaggerBlocks.Turns([true, false, true, true, false, false]));
}
