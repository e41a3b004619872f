using ConvoIntel.Storage.Jobs;
using ConvoIntel.Tests;
using ConvoIntel.Worker.Sources;

namespace ConvoIntel.IntegrationTests.Worker;

public sealed class MovedRecordingTests : IDisposable
{
    private static readonly ProcessingFailure Torn = new(FailureReason.CorruptAudio, "the file is torn", "Record it again.");

    private readonly TemporaryFolder folder = new();
    private readonly Job job;

    public MovedRecordingTests()
    {
        folder.Write("in/team/a.wav", "sound");
        folder.Write("in/team/a.json", "{}");
        job = new Job
        {
            Id = 7, Source = "folder:" + Path, Version = FileVersion.Of(Path)!, State = JobState.Attached, Attempts = 1, DueAt = default, Priority = 0, AddedAt = default,
        };
    }

    private string Path => folder.At("in/team/a.wav");

    private string Part => folder.At("out/team/a.wav.7.part");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Move_RecordingWithASidecar_TakesBothWithTheirPath()
    {
        Move(null);
        Move(null);

        Assert.Equal(["out/team/a.json", "out/team/a.wav"], Files());
    }

    [Fact]
    public void Move_CutOffWhileTheRecordingWasCopied_BeginsAnew()
    {
        folder.Write("out/team/a.wav.7.part", "sou");

        Move(null);

        Assert.Equal(["out/team/a.json", "out/team/a.wav"], Files());
        Assert.Equal("sound", File.ReadAllText(folder.At("out/team/a.wav")));
    }

    [Fact]
    public void Move_CutOffAfterTheRecordingLeft_TakesTheRest()
    {
        Directory.CreateDirectory(folder.At("out/team"));
        File.Move(Path, Part);

        Move(Torn);

        Assert.Equal(["out/team/a.json", "out/team/a.wav", "out/team/a.wav.txt"], Files());
    }

    [Fact]
    public void Move_CutOffBeforeTheName_GivesIt()
    {
        Directory.CreateDirectory(folder.At("out/team"));
        File.Move(Path, Part);
        File.Move(folder.At("in/team/a.json"), folder.At("out/team/a.json"));

        Move(null);

        Assert.Equal(["out/team/a.json", "out/team/a.wav"], Files());
    }

    [Fact]
    public void Move_RecordingThatChangedSince_IsAnotherJobs()
    {
        folder.Write("in/team/a.wav", "other sound");

        Move(null);

        Assert.Equal(["in/team/a.json", "in/team/a.wav"], Files());
    }

    [Fact]
    public void Move_CutOffAndAnotherOfThatNameLanded_LeavesThatItsSidecar()
    {
        Directory.CreateDirectory(folder.At("out/team"));
        File.Move(Path, Part);
        folder.Write("in/team/a.wav", "other sound");

        Move(null);

        Assert.Equal(["in/team/a.json", "in/team/a.wav", "out/team/a.json", "out/team/a.wav"], Files());
        Assert.Equal("sound", File.ReadAllText(folder.At("out/team/a.wav")));
    }

    [Fact]
    public void Move_WhereThatNameIsTaken_TakesANumber()
    {
        folder.Write("out/team/a.wav", "yesterday's");

        Move(null);

        Assert.Equal(["out/team/a-2.json", "out/team/a-2.wav", "out/team/a.wav"], Files());
    }

    private void Move(ProcessingFailure? failure) => MovedRecording.Move(job, Path, folder.At("in"), folder.At("out"), failure);

    private string[] Files() =>
        [.. Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Select(path => System.IO.Path.GetRelativePath(folder.Path, path)).Order(StringComparer.Ordinal)];
}
