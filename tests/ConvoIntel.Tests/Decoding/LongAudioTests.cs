using System.Diagnostics;
using ConvoIntel.Decoding;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Tests.Decoding;

/// <summary>Measures memory of the whole process, so nothing else runs beside it.</summary>
[CollectionDefinition(nameof(LongAudioTests), DisableParallelization = true)]
public sealed class LongAudioCollection;

[Collection(nameof(LongAudioTests))]
public sealed class LongAudioTests
{
    /// <summary>Three hours of stereo; as 16 kHz floats they would take 1.4 GB.</summary>
    [Fact]
    public async Task Read_ThreeHoursOfStereo_HoldsLittleMemory()
    {
        const long Limit = 100_000_000;
        using var folder = new TemporaryFolder();
        var path = await WriteAsync(folder, TimeSpan.FromHours(3));
        var before = Settled();
        await using var stream = await new AudioDecoder(Options.Create(new DecodingOptions())).OpenAsync(path, CancellationToken.None);
        long samples = 0, peak = 0, blocks = 0, looks = 0;
        await foreach (var block in stream.ReadAsync(CancellationToken.None))
        {
            samples += block.Channels[0].Length;
            // Collecting at each block would take longer than decoding; what grows is seen at every thousandth.
            if (blocks++ % 1000 != 0)
                continue;
            peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true) - before);
            looks++;
        }

        Assert.Equal(3 * 3600 * 16_000L, samples);
        Assert.True(looks > 1, "The recording came in too few blocks to see memory grow.");
        // What earlier tests left may be freed meanwhile, so that the difference can be nothing at all.
        Assert.InRange(peak, 0, Limit);
    }

    [Fact]
    public async Task Read_TenHoursOfSilence_ComesQuickly()
    {
        using var folder = new TemporaryFolder();
        var seconds = (int)TimeSpan.FromHours(10).TotalSeconds;
        var path = folder.Write("long.wav", new WavBytes { Rate = 8_000, StatedLength = (uint)seconds * 16_000 }.Build([]));
        // A hole in the file reads as zeros and takes no disk.
        using (var file = new FileStream(path, FileMode.Open))
            file.SetLength(file.Length + (seconds * 16_000L));
        var watch = Stopwatch.StartNew();
        await using var stream = await new AudioDecoder(Options.Create(new DecodingOptions())).OpenAsync(path, CancellationToken.None);
        long samples = 0;
        await foreach (var block in stream.ReadAsync(CancellationToken.None))
            samples += block.Channels[0].Length;

        Assert.Equal(seconds * 16_000L, samples);
        // Three hundred times faster than it lasts is easily met, even where tests share their cores with others.
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromMinutes(2));
    }

    private static long Settled()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static async Task<string> WriteAsync(TemporaryFolder folder, TimeSpan length)
    {
        var minute = WavBytes.Pcm16(Signal.Syllables(8_000, 60, -30, 1), Signal.Syllables(8_000, 60, -20, 2));
        var path = folder.Write("long.wav", new WavBytes { Channels = 2, Rate = 8_000, StatedLength = (uint)(minute.Length * length.TotalMinutes) }.Build([]));
        await using var file = new FileStream(path, FileMode.Append);
        for (var n = 0; n < length.TotalMinutes; n++)
            await file.WriteAsync(minute);
        return path;
    }
}
