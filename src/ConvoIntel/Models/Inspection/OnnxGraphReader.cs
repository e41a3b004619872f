namespace ConvoIntel.Models.Inspection;

/// <summary>Reads names, shapes and element types out of an ONNX file.</summary>
/// <remarks>Field numbers: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.</remarks>
internal sealed class OnnxGraphReader
{
    // A branch within a branch within a branch; what goes deeper was made to harm.
    private const int DeepestSubgraph = 8;

    private readonly WireReader wire;
    private readonly List<OnnxValue> inputs = [];
    private readonly List<OnnxValue> outputs = [];
    private readonly HashSet<string> initialized = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> weights = new(StringComparer.Ordinal);
    private readonly SortedSet<string> operators = new(StringComparer.Ordinal);
    private readonly SortedSet<string> external = new(StringComparer.Ordinal);
    private string producer = "";
    private long opset;

    private OnnxGraphReader(Stream stream) => wire = new WireReader(stream);

    /// <exception cref="ConvoIntelException">The file cannot be read, or is no ONNX model.</exception>
    public static OnnxGraph Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 14);
            return new OnnxGraphReader(file).ReadModel(file.Length);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new ConvoIntelException(FailureReason.ModelUnusable, path, $"this is no ONNX model that can be read ({error.Message.TrimEnd('.')})",
                "The file is damaged or incomplete: pull or copy it again.", error);
        }
    }

    private OnnxGraph ReadModel(long end)
    {
        var hasGraph = false;
        for (int field; (field = wire.NextField(end)) != 0;)
        {
            switch (field)
            {
                case 2: producer = wire.ReadString(); break;
                case 7: hasGraph = true; ReadGraph(wire.Enter(), depth: 0); break;
                case 8: ReadOpset(wire.Enter()); break;
                default: wire.Skip(); break;
            }
        }

        if (!hasGraph) throw new InvalidDataException("there is no graph in it");
        return new OnnxGraph
        {
            // Old exports list their weights among the inputs.
            Inputs = [.. inputs.Where(input => !initialized.Contains(input.Name))],
            Outputs = outputs,
            Weights = weights,
            Operators = operators,
            ExternalFiles = external,
            Producer = producer,
            Opset = opset,
        };
    }

    private void ReadOpset(long end)
    {
        var domain = "";
        long version = 0;
        for (int field; (field = wire.NextField(end)) != 0;)
        {
            switch (field)
            {
                case 1: domain = wire.ReadString(); break;
                case 2: version = (long)wire.ReadVarint(); break;
                default: wire.Skip(); break;
            }
        }

        if (domain is "" or "ai.onnx") opset = version;
    }

    private void ReadGraph(long end, int depth)
    {
        if (depth > DeepestSubgraph) throw new InvalidDataException("its subgraphs lie too deep");
        for (int field; (field = wire.NextField(end)) != 0;)
        {
            switch (field)
            {
                case 1: ReadNode(wire.Enter(), depth); break;
                case 5: ReadTensor(wire.Enter()); break;
                case 11 when depth == 0: inputs.Add(OnnxValueReader.Read(wire)); break;
                case 12 when depth == 0: outputs.Add(OnnxValueReader.Read(wire)); break;
                default: wire.Skip(); break;
            }
        }
    }

    private void ReadNode(long end, int depth)
    {
        for (int field; (field = wire.NextField(end)) != 0;)
        {
            switch (field)
            {
                case 4: operators.Add(wire.ReadString()); break;
                case 5: ReadAttribute(wire.Enter(), depth); break;
                default: wire.Skip(); break;
            }
        }
    }

    private void ReadAttribute(long end, int depth)
    {
        for (int field; (field = wire.NextField(end)) != 0;)
        {
            switch (field)
            {
                case 5: ReadTensor(wire.Enter()); break;
                case 6 or 11: ReadGraph(wire.Enter(), depth + 1); break;
                default: wire.Skip(); break;
            }
        }
    }

    private void ReadTensor(long end)
    {
        var dimensions = new List<long>();
        var type = 0L;
        for (int field; (field = wire.NextField(end)) != 0;)
        {
            switch (field)
            {
                case 1: wire.ReadVarints(dimensions); break;
                case 2: type = (long)wire.ReadVarint(); break;
                case 8: initialized.Add(wire.ReadString()); break;
                case 13: ReadExternal(wire.Enter()); break;
                default: wire.Skip(); break;
            }
        }

        var name = OnnxElements.Name(type);
        weights[name] = weights.GetValueOrDefault(name) + dimensions.Aggregate(1L, (product, dimension) => product * dimension);
    }

    private void ReadExternal(long end)
    {
        string key = "", value = "";
        for (int field; (field = wire.NextField(end)) != 0;)
        {
            switch (field)
            {
                case 1: key = wire.ReadString(); break;
                case 2: value = wire.ReadString(); break;
                default: wire.Skip(); break;
            }
        }

        if (key == "location") external.Add(value);
    }
}
