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

        var runs = plan.Select(Assert.Single).ToArray();
        Assert.All(runs, run => Assert.All(run.Rows, row => Assert.InRange(run.Frames - frames[row], 0, 26)));
        Assert.All(runs, run => Assert.InRange(run.Rows.Length, 1, 16));
        Assert.All(runs, run => Assert.Equal(0, run.Frames % 2));
        Assert.Equal(Enumerable.Range(0, 200), runs.SelectMany(run => run.Rows).Order());
    }

    [Fact]
    public void Plan_DecoderThatTellsLengthsApart_FillsBatchesAndStillPadsNoWindowBeyondTheLimit()
    {
        var random = new Random(1);
        var frames = Enumerable.Range(0, 200).Select(_ => random.Next(50, 600)).ToArray();

        var plan = new BatchPlanner(fixedFrames: null, maxPadding: 25, maxRows: 16, mixed: true, encoderRows: 2).Plan(frames);

        Assert.Equal([.. Enumerable.Repeat(16, 12), 8], plan.Select(batch => batch.Sum(run => run.Rows.Length)));
        Assert.All(plan.SelectMany(batch => batch), run => Assert.All(run.Rows, row => Assert.InRange(run.Frames - frames[row], 0, 26)));
        Assert.All(plan.SelectMany(batch => batch), run => Assert.InRange(run.Rows.Length, 1, 2));
        Assert.Equal(Enumerable.Range(0, 200), plan.SelectMany(batch => batch).SelectMany(run => run.Rows).Order());
    }

    [Fact]
    public void Plan_WindowAmongOthersOrAlone_GetsTheSameLength()
    {
        var planner = new BatchPlanner(fixedFrames: null, maxPadding: 25, maxRows: 16);
        var among = planner.Plan([101, 110, 119, 300]).Select(Assert.Single).Single(run => run.Rows.Contains(0));

        Assert.Equal(among.Frames, Assert.Single(Assert.Single(planner.Plan([101]))).Frames);
        Assert.Equal([0, 1, 2], among.Rows);
    }

    [Fact]
    public void Plan_LongestWindow_StaysWithinTheModel()
    {
        var plan = new BatchPlanner(fixedFrames: null, maxPadding: 25, maxRows: 16, maxFrames: 3000).Plan([2999]);

        Assert.Equal(3000, Assert.Single(Assert.Single(plan)).Frames);
    }

    [Fact]
    public void Plan_ModelOfFixedLength_FillsBatchesWhateverTheLengths()
    {
        var plan = new BatchPlanner(fixedFrames: 3000, maxPadding: 25, maxRows: 4).Plan([10, 2000, 300, 40, 5]);

        var runs = plan.Select(Assert.Single).ToArray();
        Assert.Equal([4, 1], runs.Select(run => run.Rows.Length));
        Assert.All(runs, run => Assert.Equal(3000, run.Frames));
    }

    [Fact]
    public void Plan_Nothing_GivesNothing() => Assert.Empty(new BatchPlanner(null, 25, 16).Plan([]));
}
