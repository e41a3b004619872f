
namespace ConvoIntel.IntegrationTests.BadInput;

/// <summary>Files that are not what their names say, and headers that promise what no file could hold.</summary>
internal static class Foreign
{
    private static readonly (string Name, byte[] Magic)[] Kinds =
    [
        ("nothing", []), ("zero byte", [0]), ("text", [.. "Minutes of the call: nothing was agreed.\n"u8]), ("page", [.. "<!DOCTYPE html><html><body>404</body></html>"u8]),
        ("picture", [0x89, .. "PNG\r\n\x1a\n"u8]), ("archive", [.. "PK\x03\x04"u8]), ("program", [0x7F, .. "ELF"u8]), ("document", [.. "%PDF-1.7\n"u8]), ("zipped", [0x1F, 0x8B, 8, 0]),
        ("database", [.. "SQLite format 3\0"u8]), ("RIFF alone", [.. "RIFF"u8]), ("other RIFF", [.. "RIFF\x10\0\0\0WEBPVP8 "u8]), ("AVI", [.. "RIFF\x10\0\0\0AVI LIST"u8]),
        ("playlist", [.. "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile:///etc/passwd\n"u8]), ("concatenation", [.. "ffconcat version 1.0\nfile /etc/passwd\n"u8]),
        ("Ogg alone", [.. "OggS"u8]), ("FLAC alone", [.. "fLaC"u8]), ("ID3 alone", [.. "ID3"u8]), ("MP4 alone", [0, 0, 0, 0x20, .. "ftypM4A "u8]), ("WebM alone", [0x1A, 0x45, 0xDF, 0xA3]),
        ("AIFF alone", [.. "FORM"u8]), ("AU alone", [.. ".snd"u8]), ("AMR alone", [.. "#!AMR\n"u8]), ("CAF alone", [.. "caff"u8]), ("ASF alone", [0x30, 0x26, 0xB2, 0x75]), ("MP3 alone", [0xFF, 0xFB, 0x90]),
    ];

    /// <param name="wave">A good WAV file.</param>
    /// <param name="others">Good files of other formats, by extension.</param>
    public static IEnumerable<(string Kind, string Name, Func<byte[]> Content)> Files(byte[] wave, IReadOnlyDictionary<string, byte[]> others)
    {
        foreach (var (name, magic) in Kinds)
        {
            yield return ($"foreign: {name}", $"{Slug(name)}.wav", () => magic);
            yield return ($"foreign: {name}", $"{Slug(name)}-noise.mp3", () => [.. magic, .. ByteMutations.Noise(new Random(magic.Length), 3000)]);
            yield return ($"foreign: {name}", $"{Slug(name)}-zeros.m4a", () => [.. magic, .. new byte[3000]]);
        }
        foreach (var (extension, file) in others)
        {
            yield return ("foreign: wrong extension", $"{extension}-as.wav", () => file);
            yield return ("foreign: wrong extension", $"wav-as.{extension}", () => [.. wave, 0]);
        }
        foreach (var (name, content) in Claims(wave)) yield return ("claims 4 GB or more", name, content);
    }

    /// <summary>Headers that state sizes up to what their fields hold, before a second of sound.</summary>
    private static IEnumerable<(string Name, Func<byte[]> Content)> Claims(byte[] wave)
    {
        var data = wave.AsSpan().IndexOf("data"u8);
        foreach (var (name, size) in new[] { ("2gb", 0x7FFF_FFFFu), ("4gb", 0xFFFF_FFFEu), ("unknown", 0xFFFF_FFFFu) })
        {
            yield return ($"claims-{name}.wav", () => [.. wave[..(data + 4)], .. BitConverter.GetBytes(size), .. wave[(data + 8)..]]);
            yield return ($"claims-{name}-chunk.wav", () => [.. wave[..data], .. "LIST"u8, .. BitConverter.GetBytes(size), .. wave[data..]]);
            yield return ($"claims-{name}-format.wav", () => [.. wave[..16], .. BitConverter.GetBytes(size), .. wave[20..]]);
        }
        foreach (var (name, size) in new[] { ("exa", long.MaxValue), ("minus", -1L), ("tera", 1L << 40) })
        {
            byte[] long64 = [.. "ds64"u8, .. BitConverter.GetBytes(28), .. BitConverter.GetBytes(size), .. BitConverter.GetBytes(size), .. BitConverter.GetBytes(size), .. new byte[4]];
            yield return ($"claims-{name}.rf64.wav", () =>
                [.. "RF64"u8, .. BitConverter.GetBytes(uint.MaxValue), .. "WAVE"u8, .. long64, .. wave[12..(data + 4)], .. BitConverter.GetBytes(uint.MaxValue), .. wave[(data + 8)..]]);
        }
        // Sizes as their formats write them: ID3 in seven bits a byte, boxes and chunks big-endian.
        yield return ("claims-id3.mp3", () => [.. "ID3\x04\0\0"u8, 0x7F, 0x7F, 0x7F, 0x7F, .. new byte[2000]]);
        yield return ("claims-box.m4a", () => [0, 0, 0, 0x18, .. "ftypM4A "u8, .. new byte[12], 0, 0, 0, 1, .. "moov"u8, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, .. new byte[2000]]);
        yield return ("claims-metadata.flac", () => [.. "fLaC"u8, 0x86, 0xFF, 0xFF, 0xFF, .. new byte[2000]]);
        yield return ("claims-au.au", () => [.. ".snd"u8, 0, 0, 0, 24, 0xFF, 0xFF, 0xFF, 0xFE, 0, 0, 0, 1, 0, 0, 0x1F, 0x40, 0, 0, 0, 1, .. new byte[2000]]);
        yield return ("claims-channels.au", () => [.. ".snd"u8, 0, 0, 0, 24, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 3, 0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, .. new byte[2000]]);
        yield return ("claims-chunk.aiff", () => [.. "FORM"u8, 0xFF, 0xFF, 0xFF, 0xFF, .. "AIFFSSND"u8, 0xFF, 0xFF, 0xFF, 0xFE, .. new byte[2000]]);
    }

    private static string Slug(string name) => name.Replace(' ', '-').ToLowerInvariant();
}
