using System.Security.Cryptography;
using System.Text;
using ConvoIntel.Models;
using ConvoIntel.Models.Download;
using ConvoIntel.Models.Manifest;
using ConvoIntel.Tests;

namespace ConvoIntel.IntegrationTests.Models;

/// <summary>A models folder, a manifest with one model in it, a server that has its files, and a library over the three.</summary>
internal sealed class PullRig : IAsyncDisposable
{
    public const string Model = "whisper-toy";

    private readonly TemporaryFolder folder = new();

    public PullRig(bool hashes = false, bool sizes = true, string version = "v1")
    {
        Server = new ModelServer();
        foreach (var (path, content) in Contents) Server.Serve($"/{Model}/{path}", content);
        Write(hashes, sizes, version);
        Library = Open();
    }

    /// <summary>A megabyte that does not repeat, in one file, and small ones beside it.</summary>
    public static IReadOnlyDictionary<string, byte[]> Contents { get; } = new Dictionary<string, byte[]>
    {
        ["config.json"] = Encoding.UTF8.GetBytes("{ \"model_type\": \"whisper\" }"),
        ["onnx/encoder_model_int8.onnx"] = Noise(1 << 20, seed: 1),
        ["onnx/decoder_model_merged_int8.onnx"] = Noise(3000, seed: 2),
        ["onnx/encoder_model_q4.onnx"] = Noise(2000, seed: 3),
        ["onnx/decoder_model_merged_q4.onnx"] = Noise(1500, seed: 4),
    };

    public static string Big => "onnx/encoder_model_int8.onnx";

    public ModelServer Server { get; }

    public PullClock Clock { get; } = new();

    public ModelLibrary Library { get; private set; }

    public List<PullProgress> Progress { get; } = [];

    public long FreeSpace { get; set; } = long.MaxValue;

    public string Models => folder.Path;

    public string ModelFolder => Path.Combine(folder.Path, Model);

    public string Lock => Path.Combine(folder.Path, "models.lock.json");

    /// <summary>What a stopped pull leaves of the big file.</summary>
    public string Part(string version = "v1", string variant = "int8") => Path.Combine(folder.Path, ".pulls", Model, $"{version}@{variant}", Big + ".part");

    public static byte[] Noise(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    public Task<PullResult> PullAsync(string variant = "int8", string? source = null, bool relock = false, CancellationToken cancellationToken = default) =>
        Library.PullAsync(Library.Find(Model).Model, variant, source ?? Server.Address, relock, new Listener(Progress), cancellationToken);

    public async Task<ConvoIntelException> FailAsync(string variant = "int8", string? source = null) =>
        await Assert.ThrowsAsync<ConvoIntelException>(() => PullAsync(variant, source));

    /// <summary>The same folder with another manifest.</summary>
    public void Write(bool hashes, bool sizes, string version, string? extraFile = null)
    {
        string File(string path) => $"{{ \"path\": \"{path}\""
            + (sizes ? $", \"bytes\": {Contents[path].Length}" : "")
            + (hashes ? $", \"sha256\": \"{Hash(Contents[path])}\"" : "") + " }";
        string Variant(string name) => $"\"{name}\": [{File($"onnx/encoder_model_{name}.onnx")}, {File($"onnx/decoder_model_merged_{name}.onnx")}"
            + ", { \"path\": \"onnx/encoder_model_" + name + ".onnx_data\", \"optional\": true }]";
        folder.Write(ManifestReader.FileName, $$"""
            { "format": "convointel/models/1", "models": [{
              "name": "{{Model}}", "kind": "whisper", "version": "{{version}}", "licence": "MIT", "source": "https://models.invalid/toy",
              "baseUrl": "https://models.invalid/toy/", "files": [{{File("config.json")}}{{extraFile}}], "defaultVariant": "int8",
              "variants": { {{Variant("int8")}}, {{Variant("q4")}} } }] }
            """);
    }

    public ModelLibrary Open()
    {
        Library?.Dispose();
        return Library = new ModelLibrary(folder.Path, Clock, new DownloadOptions { Stall = PullClock.Stall }, new Random(7), _ => FreeSpace);
    }

    public void AssertWhole(string variant = "int8")
    {
        foreach (var (path, content) in Contents.Where(file => !file.Key.StartsWith("onnx", StringComparison.Ordinal) || file.Key.EndsWith($"_{variant}.onnx", StringComparison.Ordinal)))
            Assert.Equal(content, File.ReadAllBytes(Path.Combine(ModelFolder, path)));
        Assert.False(Directory.Exists(Path.Combine(Models, ".pulls")), "nothing is left on its way");
    }

    public void AssertAbsent() => Assert.False(Directory.Exists(ModelFolder), "a model is whole or absent");

    public static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public async ValueTask DisposeAsync()
    {
        Library.Dispose();
        await Server.DisposeAsync();
        folder.Dispose();
    }

    private sealed class Listener(List<PullProgress> seen) : IProgress<PullProgress>
    {
        public void Report(PullProgress value) => seen.Add(value);
    }
}
