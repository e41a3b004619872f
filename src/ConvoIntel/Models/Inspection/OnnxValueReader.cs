using System.Globalization;

namespace ConvoIntel.Models.Inspection;

/// <summary>Reads the name, type and shape of a graph's input or output (ValueInfoProto).</summary>
internal static class OnnxValueReader
{
    public static OnnxValue Read(WireReader wire)
    {
        var end = wire.Enter();
        var name = "";
        var type = "unknown";
        List<string> shape = [];
        for (int field; (field = wire.NextField(end)) != 0;)
        {
            switch (field)
            {
                case 1: name = wire.ReadString(); break;
                case 2: (type, shape) = ReadType(wire); break;
                default: wire.Skip(); break;
            }
        }

        return new OnnxValue(name, type, shape);
    }

    private static (string Type, List<string> Shape) ReadType(WireReader wire)
    {
        var end = wire.Enter();
        var type = "unknown";
        List<string> shape = [];
        for (int field; (field = wire.NextField(end)) != 0;)
        {
            if (field != 1)
            {
                wire.Skip();
                continue;
            }

            var tensorEnd = wire.Enter();
            for (int inner; (inner = wire.NextField(tensorEnd)) != 0;)
            {
                switch (inner)
                {
                    case 1: type = OnnxElements.Name((long)wire.ReadVarint()); break;
                    case 2: shape = ReadShape(wire); break;
                    default: wire.Skip(); break;
                }
            }
        }

        return (type, shape);
    }

    private static List<string> ReadShape(WireReader wire)
    {
        var end = wire.Enter();
        List<string> shape = [];
        for (int field; (field = wire.NextField(end)) != 0;)
        {
            if (field != 1)
            {
                wire.Skip();
                continue;
            }

            var text = "?";
            var dimensionEnd = wire.Enter();
            for (int inner; (inner = wire.NextField(dimensionEnd)) != 0;)
            {
                switch (inner)
                {
                    case 1: text = ((long)wire.ReadVarint()).ToString(CultureInfo.InvariantCulture); break;
                    case 2: text = wire.ReadString(); break;
                    default: wire.Skip(); break;
                }
            }

            shape.Add(text);
        }

        return shape;
    }
}
