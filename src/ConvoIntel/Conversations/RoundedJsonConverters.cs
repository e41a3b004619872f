using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConvoIntel.Conversations;

/// <summary>Writes seconds rounded to milliseconds: finer than any model's times. Records in memory keep what they were given.</summary>
internal sealed class SecondsJsonConverter() : RoundedJsonConverter(3);

/// <summary>Writes confidences, shares and rates rounded to four decimals.</summary>
internal sealed class FigureJsonConverter() : RoundedJsonConverter(4);

/// <summary>Rounds where a number is written, and nowhere else; reading takes what stands there.</summary>
internal abstract class RoundedJsonConverter(int decimals) : JsonConverter<double>
{
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDouble();

    // Adding zero turns a negative zero, which would be written as -0, into zero.
    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(Math.Round(value, decimals, MidpointRounding.AwayFromZero) + 0.0);
}
