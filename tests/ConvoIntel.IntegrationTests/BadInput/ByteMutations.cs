using System.Buffers.Binary;

namespace ConvoIntel.IntegrationTests.BadInput;

/// <summary>Damage that any file can take.</summary>
internal static class ByteMutations
{
    private const int Head = 96;

    private static readonly uint[] Sizes = [0, 1, 2, 3, 7, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFE, 0xFFFF_FFFF, 0x0001_0000, 0x4000_0000];

    /// <summary>By name; each takes the file and the chance that decides where and what.</summary>
    public static IReadOnlyList<(string Name, Func<byte[], Random, byte[]> Apply)> All { get; } =
    [
        ("cut", (file, chance) => file[..chance.Next(file.Length)]),
        ("cut head", (file, chance) => file[..chance.Next(Math.Min(file.Length, Head))]),
        ("flipped head", (file, chance) => Flip(file, chance, Math.Min(file.Length, Head), 1 + chance.Next(8))),
        ("flipped body", (file, chance) => Flip(file, chance, file.Length, 1 + chance.Next(200))),
        ("size", (file, chance) => Lie(file, chance)),
        ("zeroed", (file, chance) => Run(file, chance, run => run.Clear())),
        ("noise", (file, chance) => Run(file, chance, chance.NextBytes)),
        ("removed", (file, chance) => Take(file, chance, (before, _, after) => [.. before, .. after])),
        ("repeated", (file, chance) => Take(file, chance, (before, run, after) => [.. before, .. run, .. run, .. after])),
        ("swapped", (file, chance) => Take(file, chance, (before, run, after) => [.. after, .. run, .. before])),
        ("junk before", (file, chance) => [.. Noise(chance, 1 + chance.Next(600)), .. file]),
        ("head then noise", (file, chance) => [.. file[..chance.Next(Math.Min(file.Length, Head))], .. Noise(chance, 4096)]),
    ];

    public static byte[] Noise(Random chance, int length)
    {
        var noise = new byte[length];
        chance.NextBytes(noise);
        return noise;
    }

    private static byte[] Flip(byte[] file, Random chance, int within, int count)
    {
        var flipped = file.ToArray();
        for (var n = 0; n < count && within > 0; n++) flipped[chance.Next(within)] ^= (byte)(1 << chance.Next(8));
        return flipped;
    }

    /// <summary>Four or two bytes of the head become a size or a count that is not true, in either byte order.</summary>
    private static byte[] Lie(byte[] file, Random chance)
    {
        var lying = file.ToArray();
        if (lying.Length < 8) return lying;
        var at = lying.AsSpan(chance.Next(Math.Min(lying.Length, Head) - 4));
        var size = Sizes[chance.Next(Sizes.Length)];
        switch (chance.Next(3))
        {
            case 0: BinaryPrimitives.WriteUInt32LittleEndian(at, size); break;
            case 1: BinaryPrimitives.WriteUInt32BigEndian(at, size); break;
            default: BinaryPrimitives.WriteUInt16LittleEndian(at, (ushort)size); break;
        }
        return lying;
    }

    private delegate void Damage(Span<byte> run);

    private static byte[] Run(byte[] file, Random chance, Damage damage)
    {
        var damaged = file.ToArray();
        var start = chance.Next(damaged.Length);
        damage(damaged.AsSpan(start, Math.Min(1 + chance.Next(2000), damaged.Length - start)));
        return damaged;
    }

    private static byte[] Take(byte[] file, Random chance, Func<byte[], byte[], byte[], byte[]> compose)
    {
        var start = chance.Next(file.Length);
        var end = start + Math.Min(1 + chance.Next(2000), file.Length - start);
        return compose(file[..start], file[start..end], file[end..]);
    }
}
