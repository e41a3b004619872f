using ConvoIntel.Models;

namespace ConvoIntel.IntegrationTests.Models;

/// <summary>Pulls from a server that does what it should, and from folders.</summary>
public sealed class PullTests
{
    [Fact]
    public async Task Pull_GoodServer_BringsTheVariantAndWhatAllShareAndNoOther()
    {
        await using var rig = new PullRig();

        var result = await rig.PullAsync();

        rig.AssertWhole();
        Assert.Equal(3, result.Fetched);
        Assert.Equal(3, result.Locked);
        Assert.Empty(Directory.GetFiles(Path.Combine(rig.ModelFolder, "onnx"), "*q4*"));
        Assert.Contains(rig.Progress, step => step is { Step: PullStep.Done, File: "config.json" });
    }

    [Fact]
    public async Task Pull_Again_FetchesNothing()
    {
        await using var rig = new PullRig();
        await rig.PullAsync();
        var before = rig.Server.Requests.Count;

        var result = await rig.PullAsync();

        Assert.Equal(0, result.Fetched);
        // The optional file that nobody has is asked for again; nothing else is.
        Assert.All(rig.Server.Requests.Skip(before), request => Assert.EndsWith("onnx_data", request.Target));
        rig.AssertWhole();
    }

    [Fact]
    public async Task Pull_SecondVariant_AddsItsGraphsAlone()
    {
        await using var rig = new PullRig();
        await rig.PullAsync();
        var before = rig.Server.Requests.Count;

        await rig.PullAsync("q4");

        rig.AssertWhole("int8");
        rig.AssertWhole("q4");
        Assert.DoesNotContain(rig.Server.Requests.Skip(before), request => request.Target.Contains("config", StringComparison.Ordinal));
        Assert.Equal(["int8", "q4"], rig.Library.List().Single(model => model.Name == PullRig.Model).VariantsHere);
    }

    [Fact]
    public async Task Pull_DamagedFile_IsFetchedAgain()
    {
        await using var rig = new PullRig();
        await rig.PullAsync();
        var path = Path.Combine(rig.ModelFolder, PullRig.Big);
        var bytes = File.ReadAllBytes(path);
        bytes[77] ^= 1;
        File.WriteAllBytes(path, bytes);

        var result = await rig.PullAsync();

        Assert.Equal(1, result.Fetched);
        rig.AssertWhole();
    }

    [Fact]
    public async Task Pull_NewVersion_ReplacesTheWholeFolder()
    {
        await using var rig = new PullRig();
        await rig.PullAsync();
        File.WriteAllText(Path.Combine(rig.ModelFolder, "of-the-old-version.txt"), "");
        var changed = PullRig.Noise(1 << 20, seed: 9);
        rig.Server.Serve($"/{PullRig.Model}/{PullRig.Big}", changed, "\"two\"");
        rig.Write(hashes: false, sizes: true, version: "v2");
        rig.Open();

        await rig.PullAsync();

        Assert.Equal(changed, File.ReadAllBytes(Path.Combine(rig.ModelFolder, PullRig.Big)));
        Assert.False(File.Exists(Path.Combine(rig.ModelFolder, "of-the-old-version.txt")));
    }

    [Fact]
    public async Task Pull_ReplacementStoppedBetweenItsMoves_IsMended()
    {
        await using var rig = new PullRig();
        await rig.PullAsync();
        // What a machine that went down between the two moves has on its disk.
        Directory.CreateDirectory(Path.Combine(rig.Models, ".pulls"));
        Directory.Move(rig.ModelFolder, Path.Combine(rig.Models, ".pulls", PullRig.Model + ".replaced"));

        var result = await rig.PullAsync();

        Assert.Equal(0, result.Fetched);
        rig.AssertWhole();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pull_FromAFolder_CopiesFromAModelsFolderOrTheModelsOwn(bool ofModels)
    {
        await using var rig = new PullRig(hashes: true);
        var source = Directory.CreateTempSubdirectory("convointel-source-").FullName;
        foreach (var (path, content) in PullRig.Contents)
        {
            var target = Path.Combine(source, ofModels ? PullRig.Model : "", path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllBytes(target, content);
        }

        await rig.PullAsync(source: source);

        rig.AssertWhole();
        Assert.Empty(rig.Server.Requests);
        Directory.Delete(source, recursive: true);
    }

    [Fact]
    public async Task Pull_FromAFolderThatLacksAFile_NamesItAndInstallsNothing()
    {
        await using var rig = new PullRig();
        var source = Directory.CreateTempSubdirectory("convointel-source-").FullName;
        File.WriteAllBytes(Path.Combine(source, "config.json"), PullRig.Contents["config.json"]);

        var error = await rig.FailAsync(source: source);

        Assert.Contains("encoder_model_int8.onnx is not in the folder", error.Problem);
        rig.AssertAbsent();
        Directory.Delete(source, recursive: true);
    }

    [Fact]
    public async Task Pull_FromAFolderWithADamagedFile_NamesTheFileAndInstallsNothing()
    {
        await using var rig = new PullRig(hashes: true);
        var source = Directory.CreateTempSubdirectory("convointel-source-").FullName;
        foreach (var (path, content) in PullRig.Contents)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(source, path))!);
            File.WriteAllBytes(Path.Combine(source, path), path == PullRig.Big ? PullRig.Noise(content.Length, seed: 11) : content);
        }

        var error = await rig.FailAsync(source: source);

        Assert.Contains("SHA-256", error.Problem);
        Assert.Contains("encoder_model_int8.onnx", error.Problem);
        rig.AssertAbsent();
        Directory.Delete(source, recursive: true);
    }

    [Theory]
    [InlineData("no-such-folder", "there is no such folder")]
    [InlineData("ftp://mirror.invalid/", "ftp: addresses are not read")]
    public async Task Pull_SourceThatIsNone_SaysWhatSourceTakes(string source, string problem)
    {
        await using var rig = new PullRig();

        var error = await rig.FailAsync(source: source);

        Assert.Contains(problem, error.Problem);
        Assert.Contains("--source", error.Remedy);
    }

    [Fact]
    public async Task Pull_MirrorWithPlaceholders_AsksForThePublishersPath()
    {
        await using var rig = new PullRig();
        foreach (var (path, content) in PullRig.Contents) rig.Server.Serve($"/hub/models.invalid/toy/{path}", content);

        await rig.PullAsync(source: rig.Server.Address + "/hub/{host}/{path}");

        rig.AssertWhole();
    }

    [Fact]
    public async Task Pull_DiskTooSmall_SaysSoBeforeItFetches()
    {
        await using var rig = new PullRig { FreeSpace = 65L << 20 };
        rig.FreeSpace = (64L << 20) + 1000;

        var error = await rig.FailAsync();

        Assert.Contains("the disk has", error.Problem);
        Assert.Empty(rig.Server.Requests);
        rig.AssertAbsent();
    }

    [Fact]
    public async Task Pull_DiskTooSmallForAFileOfUnknownSize_SaysSoWhenTheServerTellsIt()
    {
        await using var rig = new PullRig(sizes: false);
        rig.FreeSpace = (64L << 20) + 1000;

        var error = await rig.FailAsync();

        Assert.Contains("the disk has", error.Problem);
        rig.AssertAbsent();
    }

    [Fact]
    public async Task Pull_WhileAnotherIsAtWork_SaysSo()
    {
        await using var rig = new PullRig();
        rig.Server.Next(_ => null);
        rig.Server.NextBent(reply => reply with { StallAfter = 1000 });
        var stalled = rig.Server.Stalled.Task;
        using var cancel = new CancellationTokenSource();
        var first = rig.PullAsync(cancellationToken: cancel.Token);
        await stalled;
        using var second = new ModelLibrary(rig.Models, rig.Clock);

        var error = await Assert.ThrowsAsync<ConvoIntelException>(
            () => second.PullAsync(second.Find(PullRig.Model).Model, "int8", rig.Server.Address, false, new Progress<PullProgress>(), default));

        Assert.Contains("at work", error.Problem);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
    }

    [Fact]
    public async Task Remove_OneOfTwoVariants_LeavesTheOther()
    {
        await using var rig = new PullRig();
        await rig.PullAsync();
        await rig.PullAsync("q4");
        var (model, _) = rig.Library.Find(PullRig.Model);

        Assert.True(rig.Library.Remove(model, "int8") > 1 << 20);

        rig.AssertWhole("q4");
        Assert.False(File.Exists(Path.Combine(rig.ModelFolder, PullRig.Big)));
        Assert.True(rig.Library.Remove(model, "q4") > 0);
        rig.AssertAbsent();
        Assert.Equal(0, rig.Library.Remove(model, null));
    }

    [Fact]
    public async Task Verify_ChangedCutAndMissingFiles_NamesEach()
    {
        await using var rig = new PullRig();
        await rig.PullAsync();
        var big = Path.Combine(rig.ModelFolder, PullRig.Big);
        var bytes = File.ReadAllBytes(big);
        bytes[^1] ^= 1;
        File.WriteAllBytes(big, bytes);
        File.Delete(Path.Combine(rig.ModelFolder, "config.json"));

        var found = await rig.Library.VerifyAsync(rig.Library.Find(PullRig.Model).Model, default).ToListAsync();

        Assert.Equal(FileState.Wrong, found.Single(file => file.File == PullRig.Big).State);
        Assert.Equal(FileState.Missing, found.Single(file => file.File == "config.json").State);
        Assert.Equal(FileState.Right, found.Single(file => file.File == "onnx/decoder_model_merged_int8.onnx").State);
        Assert.DoesNotContain(found, file => file.File.Contains("q4", StringComparison.Ordinal));
    }
}
