namespace ConvoIntel.Decoding;

/// <summary>Decoding tables of ITU-T Recommendation G.711, scaled to −1…1.</summary>
internal static class G711
{
    private static readonly float[] MuLawTable = [.. Enumerable.Range(0, 256).Select(MuLaw)];
    private static readonly float[] ALawTable = [.. Enumerable.Range(0, 256).Select(ALaw)];

    public static ReadOnlySpan<float> MuLawValues => MuLawTable;

    public static ReadOnlySpan<float> ALawValues => ALawTable;

    // Table 2a: 14-bit magnitudes with bias 33, eight segments of sixteen steps, all bits inverted on the line.
    private static float MuLaw(int code)
    {
        code = ~code & 0xFF;
        var magnitude = (((2 * (code & 0x0F)) + 33) << ((code >> 4) & 7)) - 33;
        return ((code & 0x80) != 0 ? -magnitude : magnitude) / 8192f;
    }

    // Table 1a: 13-bit magnitudes, even bits inverted on the line; the two lowest segments share one step.
    private static float ALaw(int code)
    {
        code ^= 0x55;
        var segment = (code >> 4) & 7;
        var magnitude = (2 * (code & 0x0F)) + 1;
        if (segment > 0)
            magnitude = (magnitude + 32) << (segment - 1);
        return ((code & 0x80) != 0 ? magnitude : -magnitude) / 4096f;
    }
}
