using ConvoIntel.Ingestion;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace ConvoIntel.Tests.Ingestion;

/// <summary>Reads what a test wrote into its folder.</summary>
internal static class Sources
{
    public static RecordingSource Create(IngestionOptions? options = null) =>
        new(Options.Create(options ?? new IngestionOptions { TimeZone = "Europe/London" }), new FakeTimeProvider());

    public static Task<Recording> ReadAsync(string path, IngestionOptions? options = null) => Create(options).ReadAsync(path, CancellationToken.None);

    /// <summary>Writes a recording (its content does not matter here) with a sidecar, and reads both.</summary>
    public static async Task<Recording> WithSidecarAsync(string json, string name = "call.wav")
    {
        using var folder = new TemporaryFolder();
        folder.Write(Path.ChangeExtension(name, ".json"), json);
        return await ReadAsync(folder.Write(name, "audio"));
    }

    public static async Task<ConvoIntelException> FailAsync(string json) =>
        await Assert.ThrowsAsync<ConvoIntelException>(() => WithSidecarAsync(json));

    public static async Task<Recording> TranscriptAsync(string text, string name = "call.vtt", string? sidecar = null)
    {
        using var folder = new TemporaryFolder();
        if (sidecar is not null)
            folder.Write(Path.ChangeExtension(name, ".json"), sidecar);
        return await ReadAsync(folder.Write(name, text));
    }
}
