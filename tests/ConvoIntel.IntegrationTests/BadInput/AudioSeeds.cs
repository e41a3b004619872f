using ConvoIntel.IntegrationTests.Decoding;
using ConvoIntel.IntegrationTests.Support;

namespace ConvoIntel.IntegrationTests.BadInput;

/// <summary>Two seconds of a sample call in every form that recordings come in, made by FFmpeg.</summary>
internal static class AudioSeeds
{
    /// <summary>Arguments of each form of WAV, by what stands in its kind.</summary>
    private static readonly (string Name, string[] Arguments)[] Waves =
    [
        ("mulaw", ["-c:a", "pcm_mulaw"]), ("alaw", ["-c:a", "pcm_alaw"]), ("pcm8", ["-c:a", "pcm_u8"]), ("pcm16", ["-c:a", "pcm_s16le"]), ("pcm24", ["-c:a", "pcm_s24le"]),
        ("pcm32", ["-c:a", "pcm_s32le"]), ("float", ["-c:a", "pcm_f32le", "-ar", "48000"]), ("double", ["-c:a", "pcm_f64le"]), ("adpcm", ["-c:a", "adpcm_ms"]),
        ("six", ["-c:a", "pcm_s16le", "-ac", "6"]), ("rf64", ["-c:a", "pcm_s16le", "-rf64", "always"]),
    ];

    private static readonly (string Extension, string[] Arguments)[] Others =
    [
        ("mp3", ["-c:a", "libmp3lame", "-ar", "16000"]), ("ogg", ["-c:a", "libopus", "-b:a", "24k"]), ("flac", ["-c:a", "flac"]), ("m4a", ["-c:a", "aac", "-b:a", "32k"]),
        ("webm", ["-c:a", "libopus", "-b:a", "24k"]), ("mka", ["-c:a", "flac"]), ("aiff", ["-c:a", "pcm_s16be"]), ("au", ["-c:a", "pcm_mulaw"]), ("wma", ["-c:a", "wmav2", "-ar", "22050", "-b:a", "32k"]),
        ("aac", ["-c:a", "aac", "-b:a", "32k"]),
    ];

    /// <summary>WAV files by name.</summary>
    public static async Task<IReadOnlyDictionary<string, byte[]>> WavesAsync(string folder)
    {
        var seeds = new Dictionary<string, byte[]>();
        foreach (var (name, arguments) in Waves) seeds[name] = await EncodeAsync(folder, $"{name}.wav", arguments);
        return seeds;
    }

    /// <summary>Files that FFmpeg decodes, by extension.</summary>
    public static async Task<IReadOnlyDictionary<string, byte[]>> OthersAsync(string folder)
    {
        var seeds = new Dictionary<string, byte[]>();
        foreach (var (extension, arguments) in Others) seeds[extension] = await EncodeAsync(folder, $"seed.{extension}", arguments);
        return seeds;
    }

    private static async Task<byte[]> EncodeAsync(string folder, string name, string[] arguments)
    {
        var path = Path.Combine(folder, name);
        // Bit-exact: no dates and no version of FFmpeg in the file.
        await Ffmpeg.EncodeAsync(Path.Combine(Repository.Calls, "payroll-renewal.wav"), path, ["-ss", "1", "-t", "2", "-bitexact", "-map_metadata", "-1", .. arguments]);
        return await File.ReadAllBytesAsync(path);
    }
}
