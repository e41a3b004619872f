using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;
using ConvoIntel.IntegrationTests.Support;

namespace ConvoIntel.IntegrationTests.Worker;

/// <summary>samples/azure, compiled by Bicep itself: types of Azure's own descriptions, and the linter's rules.</summary>
public sealed partial class BicepTemplate : IAsyncLifetime
{
    private JsonDocument? document;

    /// <summary>All that the compiler had to say.</summary>
    public string Complaints { get; private set; } = "";

    public string Json { get; private set; } = "";

    public async Task InitializeAsync()
    {
        var folder = typeof(BicepTemplate).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == "BicepFolder").Value!;
        var compiler = Path.Combine(folder, "tools", "bicep");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(compiler, File.GetUnixFileMode(compiler) | UnixFileMode.UserExecute);
        var result = await CliWrap.Cli.Wrap(compiler).WithArguments(["build", Path.Combine(Repository.Samples, "azure", "main.bicep"), "--stdout"])
            .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
        (Json, Complaints) = (result.StandardOutput, result.StandardError.Trim());
        if (result.ExitCode == 0) document = JsonDocument.Parse(Json);
    }

    public Task DisposeAsync()
    {
        document?.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Resources of a type, those of modules included.</summary>
    public IReadOnlyList<JsonElement> Resources(string type) => document is null ? throw new InvalidOperationException(Complaints) : [.. Find(document.RootElement, type)];

    /// <summary>
    /// A value as a deployment would set it, with samples for what only a deployment knows: parameters, and what Azure makes up.
    /// </summary>
    public static string Evaluate(string value)
    {
        if (!value.StartsWith('[')) return value;
        if (FormatCall().Match(value) is { Success: true } format)
            return string.Format(CultureInfo.InvariantCulture, format.Groups["text"].Value, [.. Enumerable.Range(0, 9).Select(n => $"sample{n}")]);
        if (value.EndsWith(".blobEndpoint]", StringComparison.Ordinal)) return "https://account.blob.core.windows.net/";
        return value.EndsWith(".queueEndpoint]", StringComparison.Ordinal) ? "https://account.queue.core.windows.net/" : "sample";
    }

    private static IEnumerable<JsonElement> Find(JsonElement element, string type)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                if (element.TryGetProperty("type", out var own) && own.ValueKind == JsonValueKind.String && own.GetString() == type && element.TryGetProperty("apiVersion", out _)) yield return element;
                foreach (var found in element.EnumerateObject().SelectMany(member => Find(member.Value, type))) yield return found;
                break;
            case JsonValueKind.Array:
                foreach (var found in element.EnumerateArray().SelectMany(item => Find(item, type))) yield return found;
                break;
        }
    }

    [GeneratedRegex(@"^\[format\('(?<text>[^']*)'")]
    private static partial Regex FormatCall();
}
