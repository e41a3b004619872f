using ConvoIntel.Transcription.Search;

namespace ConvoIntel.Tests.Transcription;

public class BatchPlannerTests
{
    [Fact]
    public void Plan_WindowsOfManyLengths_NeverPadsBeyondTheLimit()
    {
        var random = new Random(1);
        var frames = Enumerable.Range(0, 200).Select(_ => random.Next(50, 600)).ToArray();

        var plan = new BatchPlanner(fixedFrames: null, maxPadding: 25, maxRows: 16).Plan(frames);

        Assert.All(plan, batch => Assert.All(batch.Rows, row => Assert.InRange(batch.Frames - frames[row], 0, 26)));
        Assert.All(plan, batch => Assert.InRange(batch.Rows.Length, 1, 16));
        Assert.All(plan, batch => Assert.Equal(0, batch.Frames % 2));
        Assert.Equal(Enumerable.Range(0, 200), plan.SelectMany(batch => batch.Rows).Order());
    }

    [Fact]
    public void Plan_WindowAmongOthersOrAlone_GetsTheSameLength()
    {
        var planner = new BatchPlanner(fixedFrames: null, maxPadding: 25, maxRows: 16);
        var among = planner.Plan([101, 110, 119, 300]).Single(batch => batch.Rows.Contains(0));

        Assert.Equal(among.Frames, Assert.Single(planner.Plan([101])).Frames);
        Assert.Equal([0, 1, 2], among.Rows);
    }

    [Fact]
    public void Plan_LongestWindow_StaysWithinTheModel()
    {
        var plan = new BatchPlanner(fixedFrames: null, maxPadding: 25, maxRows: 16, maxFrames: 3000).Plan([2999]);

        Assert.Equal(3000, Assert.Single(plan).Frames);
    }

    [Fact]
    public void Plan_ModelOfFixedLength_FillsBatchesWhateverTheLengths()
    {
        var plan = new BatchPlanner(fixedFrames: 3000, maxPadding: 25, maxRows: 4).Plan([10, 2000, 300, 40, 5]);

        Assert.Equal([4, 1], plan.Select(batch => batch.Rows.Length));
        Assert.All(plan, batch => Assert.Equal(3000, batch.Frames));
    }

    [Fact]
    public void Plan_Nothing_GivesNothing() => Assert.Empty(new BatchPlanner(null, 25, 16).Plan([]));
}
