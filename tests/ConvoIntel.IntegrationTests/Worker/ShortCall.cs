namespace ConvoIntel.IntegrationTests.Worker;

/// <summary>Six seconds of a sample call, each number from another place of it: 8 kHz, two channels, a byte a sample.</summary>
internal static class ShortCall
{
    private const int Second = 8000 * 2;

    private static readonly byte[] Whole = File.ReadAllBytes(Tests.Repository.File("samples/calls/telecom-cold-call.wav"));

    public static string Name(int number) => $"call-{number:000}";

    public static string Customer(int number) => $"customer{number}@example.com";

    public static string Sidecar(int number) => $$"""{ "participants": [ { "id": "customer", "role": "customer", "email": "{{Customer(number)}}" } ] }""";

    public static byte[] Wave(int number)
    {
        var header = Whole.AsSpan().IndexOf("data"u8) + 8;
        var first = header + (number * Second / 4 % (Whole.Length - header - (6 * Second)) / 2 * 2);
        byte[] part = [.. Whole.AsSpan(0, header), .. Whole.AsSpan(first, 6 * Second)];
        BitConverter.TryWriteBytes(part.AsSpan(4), part.Length - 8);
        BitConverter.TryWriteBytes(part.AsSpan(header - 4), 6 * Second);
        return part;
    }
}
