using System.Diagnostics;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;

namespace ConvoIntel.Benchmarks.Speed;

/// <summary>What one core can do at most: large single-precision matrix products by ONNX Runtime, the engine that the encoder runs on.</summary>
internal static class MatrixPeak
{
    private const int Size = 1024;

    /// <returns>Floating-point operations a second, on one thread.</returns>
    public static double Measure()
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1 };
        using var session = new InferenceSession(Product(), options);
        using var run = new RunOptions();
        var values = Enumerable.Range(0, Size * Size).Select(i => (i % 7) - 3f).ToArray();
        using var matrix = OrtValue.CreateTensorValueFromMemory(values, [Size, Size]);
        var best = TimeSpan.MaxValue;
        for (var round = 0; round < 20; round++)
        {
            var started = Stopwatch.GetTimestamp();
            session.Run(run, ["a", "b"], [matrix, matrix], ["c"]).Dispose();
            var took = Stopwatch.GetElapsedTime(started);
            best = took < best ? took : best;
        }

        return 2.0 * Size * Size * Size / best.TotalSeconds;
    }

    /// <summary>An ONNX file of one operator; the field numbers are those of onnx.proto.</summary>
    private static byte[] Product()
    {
        var node = Message(output => Text(output, (1, "a"), (1, "b"), (2, "c"), (4, "MatMul")));
        var graph = Message(output =>
        {
            Part(output, 1, node);
            Text(output, (2, "product"));
            Part(output, 11, Matrix("a"));
            Part(output, 11, Matrix("b"));
            Part(output, 12, Matrix("c"));
        });
        return Message(output =>
        {
            Number(output, 1, 8);
            Part(output, 7, graph);
            Part(output, 8, Message(set => Number(set, 2, 14)));
        });
    }

    private static byte[] Matrix(string name)
    {
        var shape = Message(output =>
        {
            for (var i = 0; i < 2; i++) Part(output, 1, Message(dimension => Number(dimension, 1, Size)));
        });
        var tensor = Message(output =>
        {
            Number(output, 1, 1);
            Part(output, 2, shape);
        });
        return Message(output =>
        {
            Text(output, (1, name));
            Part(output, 2, Message(type => Part(type, 1, tensor)));
        });
    }

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true)) write(output);
        return stream.ToArray();
    }

    private static void Text(CodedOutputStream output, params (int Field, string Value)[] texts)
    {
        foreach (var (field, value) in texts) Part(output, field, System.Text.Encoding.UTF8.GetBytes(value));
    }

    private static void Part(CodedOutputStream output, int field, byte[] bytes)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(bytes));
    }

    private static void Number(CodedOutputStream output, int field, long value)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(value);
    }
}
