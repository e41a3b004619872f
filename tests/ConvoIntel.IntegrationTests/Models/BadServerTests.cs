using ConvoIntel.Models;

namespace ConvoIntel.IntegrationTests.Models;

/// <summary>Pulls from servers and networks that fail in every way they can.</summary>
public sealed class BadServerTests
{
    [Fact]
    public async Task Pull_ConnectionCutTwice_GoesOnWhereItStopped()
    {
        await using var rig = new PullRig(hashes: true);
        Skip(rig, 1);
        rig.Server.NextBent(reply => reply with { CutAfter = 300_000 });
        rig.Server.NextBent(reply => reply with { CutAfter = 200_000 });

        await rig.PullAsync();

        rig.AssertWhole();
        var starts = rig.Server.Requests.Where(request => request.Target.EndsWith(PullRig.Big, StringComparison.Ordinal)).Select(request => request.RangeStart).ToList();
        Assert.Equal([null, 300_000, 500_000], starts);
        Assert.All(rig.Server.Requests.Where(request => request.RangeStart is not null), request => Assert.Equal("\"one\"", request.IfRange));
        Assert.Equal(2, rig.Clock.Pauses.Count);
    }

    [Fact]
    public async Task Pull_CancelledMidway_LeavesAPartThatTheNextGoesOnWith()
    {
        await using var rig = new PullRig();
        Skip(rig, 1);
        rig.Server.NextBent(reply => reply with { StallAfter = 400_000 });
        var stalled = rig.Server.Stalled.Task;
        using var cancel = new CancellationTokenSource();
        var pull = rig.PullAsync(cancellationToken: cancel.Token);
        await stalled;
        await WaitForAsync(rig, 400_000);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pull);
        rig.AssertAbsent();
        Assert.Equal(400_000, new FileInfo(rig.Part()).Length);
        rig.Open();

        await rig.PullAsync();

        rig.AssertWhole();
        Assert.Contains(rig.Server.Requests, request => request.RangeStart == 400_000);
        Assert.Single(rig.Server.Requests, request => request.Target.EndsWith("config.json", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pull_FileChangedBetweenTheTries_BeginsAgainAndGluesNothing()
    {
        await using var rig = new PullRig();
        var changed = PullRig.Noise(PullRig.Contents[PullRig.Big].Length, seed: 99);
        Skip(rig, 1);
        rig.Server.NextBent(reply => reply with { CutAfter = 300_000 });
        rig.Server.Next(_ =>
        {
            rig.Server.Serve($"/{PullRig.Model}/{PullRig.Big}", changed, "\"two\"");
            // Answered from the changed file.
            return null;
        });

        await rig.PullAsync();

        Assert.Equal(changed, File.ReadAllBytes(Path.Combine(rig.ModelFolder, PullRig.Big)));
    }

    [Fact]
    public async Task Pull_ServerIgnoresIfRange_TheOtherTagGivesItAway()
    {
        await using var rig = new PullRig();
        var changed = PullRig.Noise(PullRig.Contents[PullRig.Big].Length, seed: 99);
        Skip(rig, 1);
        rig.Server.NextBent(reply => reply with { CutAfter = 300_000 });
        rig.Server.Next(request =>
        {
            rig.Server.Serve($"/{PullRig.Model}/{PullRig.Big}", changed, "\"two\"");
            return new Reply(206,
                [("ETag", "\"two\""), ("Content-Range", $"bytes {request.RangeStart}-{changed.Length - 1}/{changed.Length}")], changed[request.RangeStart!.Value..]);
        });

        await rig.PullAsync();

        Assert.Equal(changed, File.ReadAllBytes(Path.Combine(rig.ModelFolder, PullRig.Big)));
    }

    [Fact]
    public async Task Pull_WrongPartOfAnUntaggedFile_IsFoundByItsHashAndFetchedAgain()
    {
        await using var rig = new PullRig(hashes: true);
        var content = PullRig.Contents[PullRig.Big];
        rig.Server.Serve($"/{PullRig.Model}/{PullRig.Big}", content, etag: null);
        Skip(rig, 1);
        rig.Server.NextBent(reply => reply with { CutAfter = 300_000 });
        rig.Server.NextBent(reply => reply with { Body = PullRig.Noise(reply.Body.Length, seed: 5) });

        await rig.PullAsync();

        rig.AssertWhole();
        Assert.Contains(rig.Progress, step => step.Note?.Contains("wrong bytes", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Pull_NeitherTagNorHash_BeginsAgainAfterACut()
    {
        await using var rig = new PullRig();
        rig.Server.Serve($"/{PullRig.Model}/{PullRig.Big}", PullRig.Contents[PullRig.Big], etag: null);
        Skip(rig, 1);
        rig.Server.NextBent(reply => reply with { CutAfter = 300_000 });

        await rig.PullAsync();

        rig.AssertWhole();
        Assert.DoesNotContain(rig.Server.Requests, request => request.RangeStart is not null);
    }

    [Fact]
    public async Task Pull_ServerWithoutRanges_BeginsAgainAndEndsWell()
    {
        await using var rig = new PullRig();
        rig.Server.Serve($"/{PullRig.Model}/{PullRig.Big}", PullRig.Contents[PullRig.Big], ranges: false);
        Skip(rig, 1);
        rig.Server.NextBent(reply => reply with { CutAfter = 300_000 });

        await rig.PullAsync();

        rig.AssertWhole();
    }

    [Fact]
    public async Task Pull_OtherRangeThanAskedFor_IsNotUsed()
    {
        await using var rig = new PullRig();
        Skip(rig, 1);
        rig.Server.NextBent(reply => reply with { CutAfter = 300_000 });
        rig.Server.Next(_ => new Reply(206, [("ETag", "\"one\""), ("Content-Range", "bytes 5-300004/1048576")], PullRig.Contents[PullRig.Big][5..300_005]));

        await rig.PullAsync();

        rig.AssertWhole();
    }

    [Theory]
    [InlineData(2_000_000)]
    [InlineData(500)]
    public async Task Pull_LengthThatIsNotTheManifests_FailsWithoutInstalling(int declared)
    {
        await using var rig = new PullRig();
        Skip(rig, 1);
        rig.Server.NextBent(reply => reply with { DeclaredLength = declared, CutAfter = Math.Min(declared, reply.Body.Length) });

        var error = await rig.FailAsync();

        Assert.Contains($"it has {declared} bytes", error.Problem);
        Assert.Contains(PullRig.Big, error.SourceName);
        rig.AssertAbsent();
    }

    [Fact]
    public async Task Pull_MoreIsPromisedThanComes_IsTriedAgain()
    {
        await using var rig = new PullRig(sizes: false, hashes: true);
        Skip(rig, 1);
        rig.Server.NextBent(reply => reply with { DeclaredLength = reply.Body.Length + 4096 });

        await rig.PullAsync();

        rig.AssertWhole();
    }

    [Fact]
    public async Task Pull_NoLengthAndTooLong_FailsWithoutFillingTheDisk()
    {
        await using var rig = new PullRig();
        Skip(rig, 1);
        rig.Server.NextBent(reply => reply with { Chunked = true, Body = [.. reply.Body, .. new byte[4096]] });

        var error = await rig.FailAsync();

        Assert.Contains("were expected", error.Problem);
        rig.AssertAbsent();
    }

    [Fact]
    public async Task Pull_NoLengthAndCutShort_IsTriedAgain()
    {
        await using var rig = new PullRig();
        Skip(rig, 1);
        rig.Server.NextBent(reply => reply with { Chunked = true, CutAfter = 300_000 });

        await rig.PullAsync();

        rig.AssertWhole();
    }

    [Fact]
    public async Task Pull_WrongBytesTwice_FailsNamingBothHashes()
    {
        await using var rig = new PullRig(hashes: true);
        rig.Server.Serve($"/{PullRig.Model}/{PullRig.Big}", PullRig.Noise(1 << 20, seed: 6));

        var error = await rig.FailAsync();

        Assert.Contains(PullRig.Hash(PullRig.Contents[PullRig.Big]), error.Problem);
        Assert.Contains(PullRig.Hash(PullRig.Noise(1 << 20, seed: 6)), error.Problem);
        rig.AssertAbsent();
        Assert.False(File.Exists(rig.Part()));
    }

    [Fact]
    public async Task Pull_OtherBytesThanTheLockSays_FailsAndTellsOfRelock()
    {
        await using var rig = new PullRig();
        await rig.PullAsync();
        rig.Library.Remove(rig.Library.Find(PullRig.Model).Model, null);
        var changed = PullRig.Noise(1 << 20, seed: 6);
        rig.Server.Serve($"/{PullRig.Model}/{PullRig.Big}", changed, "\"two\"");

        var error = await rig.FailAsync();
        Assert.Contains("SHA-256", error.Problem);
        Assert.Contains("--relock", error.Remedy);
        rig.AssertAbsent();

        var result = await rig.PullAsync(relock: true);
        Assert.Equal(3, result.Locked);
        Assert.Equal(changed, File.ReadAllBytes(Path.Combine(rig.ModelFolder, PullRig.Big)));
        Assert.Contains(PullRig.Hash(changed), File.ReadAllText(rig.Lock));
    }

    [Theory]
    [InlineData(404, "404")]
    [InlineData(410, "410")]
    [InlineData(403, "403")]
    [InlineData(401, "401")]
    [InlineData(407, "407")]
    public async Task Pull_StatusThatTryingAgainCannotMend_FailsAtOnce(int status, string told)
    {
        await using var rig = new PullRig();
        rig.Server.NextStatus(status);

        var error = await rig.FailAsync();

        Assert.Equal(FailureReason.DownloadFailed, error.Reason);
        Assert.Contains(told, error.Problem);
        Assert.Contains($"{rig.Server.Address}/{PullRig.Model}/config.json", error.SourceName);
        Assert.NotEmpty(error.Remedy);
        Assert.Single(rig.Server.Requests);
        rig.AssertAbsent();
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(408)]
    public async Task Pull_StatusThatPasses_IsTriedAgain(int status)
    {
        await using var rig = new PullRig();
        rig.Server.NextStatus(status);
        rig.Server.NextStatus(status);

        await rig.PullAsync();

        rig.AssertWhole();
        Assert.Equal(2, rig.Clock.Pauses.Count);
        Assert.True(rig.Clock.Pauses[1] > rig.Clock.Pauses[0], "the second pause is the longer");
    }

    [Theory]
    [InlineData("17", 17)]
    [InlineData("Mon, 02 Mar 2026 09:02:00 GMT", 120)]
    public async Task Pull_TooManyRequests_WaitsAsLongAsTheServerSays(string retryAfter, int seconds)
    {
        await using var rig = new PullRig();
        rig.Server.NextStatus(429, ("Retry-After", retryAfter));

        await rig.PullAsync();

        Assert.Equal(TimeSpan.FromSeconds(seconds), Assert.Single(rig.Clock.Pauses));
    }

    [Fact]
    public async Task Pull_ServerAsksForAnHour_GivesUpInstead()
    {
        await using var rig = new PullRig();
        rig.Server.NextStatus(503, ("Retry-After", "3600"));

        var error = await rig.FailAsync();

        Assert.Contains("503", error.Problem);
        Assert.Empty(rig.Clock.Pauses);
    }

    [Fact]
    public async Task Pull_ServerFailsForGood_GivesUpAfterItsTries()
    {
        await using var rig = new PullRig();
        for (var i = 0; i < 10; i++) rig.Server.NextStatus(500);

        var error = await rig.FailAsync();

        Assert.Equal(6, rig.Server.Requests.Count);
        Assert.Contains("500", error.Problem);
        Assert.Contains("goes on where it stopped", error.Remedy);
    }

    [Fact]
    public async Task Pull_ConnectionFallsSilent_IsGivenUpAndTakenUpAgain()
    {
        await using var rig = new PullRig();
        Skip(rig, 1);
        rig.Server.NextBent(reply => reply with { StallAfter = 250_000 });
        var stalled = rig.Server.Stalled.Task;

        var pull = rig.PullAsync();
        await stalled;
        await WaitForAsync(rig, 250_000);
        rig.Clock.EndOfPatience();
        await pull;

        rig.AssertWhole();
        Assert.Contains(rig.Server.Requests, request => request.RangeStart == 250_000);
        Assert.Contains(rig.Progress, step => step.Note?.StartsWith("nothing came for", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Pull_Redirected_FollowsWithItsRange()
    {
        await using var rig = new PullRig();
        rig.Server.Serve("/elsewhere", PullRig.Contents[PullRig.Big]);
        Skip(rig, 1);
        rig.Server.NextStatus(302, ("Location", "/elsewhere"));
        rig.Server.NextBent(reply => reply with { CutAfter = 300_000 });
        rig.Server.NextStatus(307, ("Location", rig.Server.Address + "/elsewhere"));

        await rig.PullAsync();

        rig.AssertWhole();
        Assert.Contains(rig.Server.Requests, request => request is { Target: "/elsewhere", RangeStart: 300_000 });
    }

    [Fact]
    public async Task Pull_RedirectedInACircle_Fails()
    {
        await using var rig = new PullRig();
        for (var i = 0; i < 12; i++) rig.Server.NextStatus(302, ("Location", "/again"));

        var error = await rig.FailAsync();

        Assert.Contains("redirects more than", error.Problem);
    }

    [Fact]
    public async Task Pull_RedirectedToAFile_Fails()
    {
        await using var rig = new PullRig();
        rig.Server.NextStatus(302, ("Location", "file:///etc/passwd"));

        var error = await rig.FailAsync();

        Assert.Contains("not https", error.Problem);
    }

    [Fact]
    public async Task Pull_NobodyAnswers_FailsSoonAndTellsTheWayWithoutANetwork()
    {
        await using var rig = new PullRig();
        await rig.Server.DisposeAsync();

        var error = await rig.FailAsync();

        Assert.Contains("no connection can be made", error.Problem);
        Assert.Contains("config.json", error.SourceName);
        Assert.Contains("--source FOLDER", error.Remedy);
        Assert.Equal(2, rig.Clock.Pauses.Count);
        rig.AssertAbsent();
    }

    private static void Skip(PullRig rig, int requests)
    {
        for (var i = 0; i < requests; i++) rig.Server.Next(_ => null);
    }

    /// <summary>Until so many bytes of the big file are on the disk.</summary>
    private static async Task WaitForAsync(PullRig rig, long bytes)
    {
        while (!File.Exists(rig.Part()) || new FileInfo(rig.Part()).Length < bytes) await Task.Yield();
    }
}
