namespace ConvoIntel.Models.Inspection;

/// <summary>
/// Reads protocol buffers from a seekable stream and steps over what is not asked for, so that describing a graph of two
/// gigabytes reads its names and shapes alone.
/// </summary>
/// <remarks>Wire format: https://protobuf.dev/programming-guides/encoding/.</remarks>
internal sealed class WireReader(Stream stream)
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Delimited = 2;
    private const int Fixed32 = 5;

    private int wireType;

    public long Position => stream.Position;

    /// <summary>Goes to the next field of the message that ends at <paramref name="end"/>; 0 at its end.</summary>
    /// <exception cref="InvalidDataException">These are no protocol buffers.</exception>
    public int NextField(long end)
    {
        if (stream.Position == end) return 0;
        if (stream.Position > end) throw new InvalidDataException("a field ends after the message that it is in");
        var tag = ReadVarint();
        wireType = (int)(tag & 7);
        var field = tag >> 3;
        return field is > 0 and < 1 << 29 ? (int)field : throw new InvalidDataException("a field has no number");
    }

    public ulong ReadVarint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = stream.ReadByte();
            if (next < 0) throw new InvalidDataException("the file ends within a number");
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }

        throw new InvalidDataException("a number is longer than 64 bits");
    }

    /// <summary>Enters the message in the current field and returns where it ends.</summary>
    public long Enter()
    {
        if (wireType != Delimited) throw new InvalidDataException("a message was expected");
        var length = ReadVarint();
        if (length > (ulong)(stream.Length - stream.Position)) throw new InvalidDataException("the file is cut short");
        return stream.Position + (long)length;
    }

    public string ReadString()
    {
        var length = Enter() - stream.Position;
        if (length > 1 << 20) throw new InvalidDataException("a name is longer than a megabyte");
        var bytes = new byte[length];
        stream.ReadExactly(bytes);
        return System.Text.Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Numbers of a field, packed or one alone.</summary>
    public void ReadVarints(List<long> into)
    {
        if (wireType == Varint)
        {
            into.Add((long)ReadVarint());
            return;
        }

        for (var end = Enter(); stream.Position < end;) into.Add((long)ReadVarint());
    }

    public void Skip()
    {
        stream.Position = wireType switch
        {
            Varint => SkipVarint(),
            Fixed64 => stream.Position + 8,
            Delimited => Enter(),
            Fixed32 => stream.Position + 4,
            _ => throw new InvalidDataException("a field is of no known type"),
        };
    }

    private long SkipVarint()
    {
        ReadVarint();
        return stream.Position;
    }
}
