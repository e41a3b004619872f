namespace ConvoIntel.IntegrationTests.Worker;

/// <summary>A second of faint noise on two channels, 8 kHz; every tenth holds a second of speech. No two are alike.</summary>
internal static class TinyCall
{
    private const int Second = 8000 * 2;

    public static string Name(int number) => $"tiny-{number:00000}.wav";

    public static byte[] Wave(int number)
    {
        var bytes = ShortCall.Wave(number).AsSpan();
        var start = bytes.IndexOf("data"u8) + 8;
        byte[] part = [.. bytes[..start], .. bytes.Slice(start, Second)];
        var sound = part.AsSpan(start);
        var random = new Random(number);
        // Of a µ-law byte near zero, the sign and the last bit.
        if (number % 10 != 0)
            for (var i = 0; i < sound.Length; i++) sound[i] = (byte)(0x7E | (random.Next(4) is var bits && (bits & 1) == 0 ? 0x80 : 0) | (bits >> 1));
        BitConverter.TryWriteBytes(sound, number);
        BitConverter.TryWriteBytes(part.AsSpan(4), part.Length - 8);
        BitConverter.TryWriteBytes(part.AsSpan(start - 4), Second);
        return part;
    }
}
