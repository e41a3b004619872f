namespace ConvoIntel.Decoding;

/// <summary>What a file is, by its first bytes; its extension is only a claim.</summary>
internal static class AudioFileKind
{
    public const string Wav = "wav";

    /// <summary>Bytes that <see cref="Detect"/> wants to see.</summary>
    public const int HeadLength = 512;

    /// <summary>Name of the container, or null where the bytes are of none that is known.</summary>
    public static string? Detect(ReadOnlySpan<byte> head)
    {
        if (WavHeaderReader.IsWave(head))
            return Wav;
        if (head.StartsWith("OggS"u8))
            return "ogg";
        if (head.StartsWith("fLaC"u8))
            return "flac";
        if (head.StartsWith("ID3"u8))
            return "mp3";
        if (head.Length >= 12 && head.Slice(4, 4).SequenceEqual("ftyp"u8))
            return "mp4";
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]))
            return "webm";
        if (head.StartsWith((ReadOnlySpan<byte>)[0x30, 0x26, 0xB2, 0x75]))
            return "asf";
        if (head.StartsWith("#!AMR"u8))
            return "amr";
        if (head.StartsWith("FORM"u8))
            return "aiff";
        if (head.StartsWith("caff"u8))
            return "caf";
        if (head.StartsWith(".snd"u8))
            return "au";
        if (head.StartsWith("RIFF"u8) && head.Length >= 12 && head.Slice(8, 4).SequenceEqual("AVI "u8))
            return "avi";
        if (head.Length < 2 || head[0] != 0xFF || (head[1] & 0xE0) != 0xE0)
            return null;
        // After the sync bits, the layer: 0 marks AAC in ADTS, 1 layer III, 2 layer II; 3, layer I, is extinct, and the mark of UTF-16 text looks like it.
        return ((head[1] >> 1) & 3) switch
        {
            0 => "aac",
            1 or 2 => "mp3",
            _ => null,
        };
    }

    /// <summary>True where the bytes read as text: a page or a note under an audio file's name.</summary>
    public static bool LooksLikeText(ReadOnlySpan<byte> head) =>
        !head.IsEmpty && head.IndexOfAnyInRange((byte)0x00, (byte)0x08) < 0 && head.IndexOfAnyInRange((byte)0x0E, (byte)0x1F) < 0
        && System.Text.Unicode.Utf8.IsValid(head[..LastWholeCharacter(head)]);

    private static int LastWholeCharacter(ReadOnlySpan<byte> head)
    {
        var end = head.Length;
        while (end > 0 && end > head.Length - 4 && (head[end - 1] & 0xC0) == 0x80)
            end--;
        return end > 0 && head[end - 1] >= 0xC0 ? end - 1 : end;
    }
}
