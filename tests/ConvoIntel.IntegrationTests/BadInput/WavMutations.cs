using System.Buffers.Binary;
using System.Text;

namespace ConvoIntel.IntegrationTests.BadInput;

/// <summary>Damage that knows what a WAV file is made of.</summary>
internal static class WavMutations
{
    private static readonly ushort[] Channels = [0, 1, 2, 3, 8, 9, 255, 0x7FFF, 0xFFFF];
    private static readonly uint[] Rates = [0, 1, 3_999, 4_000, 11_025, 44_101, 384_000, 384_001, 0x7FFF_FFFF, 0xFFFF_FFFF];
    private static readonly ushort[] Bits = [0, 1, 4, 7, 9, 12, 15, 20, 31, 33, 48, 64, 0xFFFF];
    private static readonly ushort[] FrameSizes = [0, 1, 3, 5, 7, 16, 64, 0xFFFF];
    private static readonly ushort[] Tags = [0, 1, 2, 3, 6, 7, 0x11, 0x31, 0x55, 0xFF, 0x161, 0xFFFE, 0xFFFF];

    public static IReadOnlyList<(string Name, Func<byte[], Random, byte[]> Apply)> All { get; } =
    [
        ("channels", (file, chance) => Format(file, 2, Pick(Channels, chance))),
        ("rate", (file, chance) => Rate(file, Rates[chance.Next(Rates.Length)])),
        ("bits", (file, chance) => Format(file, 14, Pick(Bits, chance))),
        ("frame size", (file, chance) => Format(file, 12, Pick(FrameSizes, chance))),
        ("encoding", (file, chance) => Format(file, 0, Pick(Tags, chance))),
        ("several fields", (file, chance) => Format(Format(Rate(file, Rates[chance.Next(Rates.Length)]), 2, Pick(Channels, chance)), 14, Pick(Bits, chance))),
        ("chunk order", (file, chance) => Rebuild(file, chunks => Shuffled(chunks, chance))),
        ("chunk twice", (file, chance) => Rebuild(file, chunks => [.. chunks, .. Shuffled(chunks, chance).Take(1)])),
        ("chunk missing", (file, chance) => Rebuild(file, chunks => [.. Shuffled(chunks, chance).Skip(1)])),
        ("samples' size", (file, chance) => SizeOf(file, "data", chance)),
        ("format's size", (file, chance) => SizeOf(file, "fmt ", chance)),
        ("many chunks", (file, chance) => Many(file, 1 + chance.Next(20_000))),
        ("strange chunk", (file, chance) => Strange(file, chance)),
    ];

    private static ushort Pick(ushort[] values, Random chance) => values[chance.Next(values.Length)];

    private static byte[] Format(byte[] file, int at, ushort value)
    {
        var changed = file.ToArray();
        BinaryPrimitives.WriteUInt16LittleEndian(changed.AsSpan(Find(changed, "fmt ") + 8 + at), value);
        return changed;
    }

    private static byte[] Rate(byte[] file, uint value)
    {
        var changed = file.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(changed.AsSpan(Find(changed, "fmt ") + 8 + 4), value);
        return changed;
    }

    private static byte[] SizeOf(byte[] file, string chunk, Random chance)
    {
        var changed = file.ToArray();
        var size = changed.AsSpan(Find(changed, chunk) + 4);
        uint[] lies = [0, 1, 15, 17, 39, 41, 0x7FFF_FFFF, 0xFFFF_FFFE, 0xFFFF_FFFF, BinaryPrimitives.ReadUInt32LittleEndian(size) - 1, BinaryPrimitives.ReadUInt32LittleEndian(size) + 1];
        BinaryPrimitives.WriteUInt32LittleEndian(size, lies[chance.Next(lies.Length)]);
        return changed;
    }

    private static byte[] Many(byte[] file, int count)
    {
        var junk = new byte[8 * count];
        for (var n = 0; n < count; n++) Encoding.ASCII.GetBytes("junk").CopyTo(junk, 8 * n);
        return [.. file[..12], .. junk, .. file[12..]];
    }

    /// <summary>A chunk of odd or untrue size, or one without a name, before the samples.</summary>
    private static byte[] Strange(byte[] file, Random chance)
    {
        var at = Find(file, "data");
        byte[] name = chance.Next(2) == 0 ? ByteMutations.Noise(chance, 4) : [.. "LIST"u8];
        var body = ByteMutations.Noise(chance, chance.Next(64));
        var size = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(size, chance.Next(2) == 0 ? (uint)body.Length : (uint)chance.NextInt64(uint.MaxValue));
        return [.. file[..at], .. name, .. size, .. body, .. file[at..]];
    }

    private static byte[] Rebuild(byte[] file, Func<byte[][], IEnumerable<byte[]>> compose)
    {
        var chunks = new List<byte[]>();
        for (var at = 12; at + 8 <= file.Length;)
        {
            // Counted without overflow: the seeds are whole, RF64 states 0xFFFFFFFF.
            var length = Math.Min(8 + (long)BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 4)), file.Length - at);
            chunks.Add(file[at..(int)(at + length)]);
            at += (int)length;
        }
        return [.. file[..12], .. compose([.. chunks]).SelectMany(chunk => chunk)];
    }

    private static byte[][] Shuffled(byte[][] chunks, Random chance)
    {
        var shuffled = chunks.ToArray();
        chance.Shuffle(shuffled);
        return shuffled;
    }

    private static int Find(byte[] file, string chunk) => file.AsSpan().IndexOf(Encoding.ASCII.GetBytes(chunk));
}
