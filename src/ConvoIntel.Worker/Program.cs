using ConvoIntel;
using ConvoIntel.Inference;
using ConvoIntel.Worker;
using ConvoIntel.Worker.Observation;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Options;

var builder = WebApplication.CreateSlimBuilder(args);
// Defaults that know where the starter models lie come first; files, variables and arguments override them.
builder.Configuration.Sources.Insert(0, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource { InitialData = ModelFolders.Settings(null) });
builder.Configuration.AddEnvironmentVariables("CONVOINTEL_").AddCommandLine(args);
// Health is for this machine alone unless Urls says otherwise.
builder.WebHost.UseUrls(builder.Configuration["Urls"] ?? "http://127.0.0.1:8086");
builder.Services.AddSystemd().AddWindowsService(service => service.ServiceName = "ConvoIntel");
builder.Services.AddWorker(builder.Configuration).AddObservation(builder.Configuration);
// The worker's own drain deadline decides; the host only must not be less patient.
builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromHours(2));
builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
// Whoever asks how the worker is asks every few seconds.
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
// A line a message for people; Logging:Console:FormatterName=json for machines, and systemd has its own.
if (string.IsNullOrEmpty(builder.Configuration["Logging:Console:FormatterName"]) && !SystemdHelpers.IsSystemdService())
    builder.Logging.AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat) = (true, "yyyy-MM-dd HH:mm:ss "));

try
{
    var app = builder.Build();
    // Before services that need one of them are made: then every error is listed, not the first.
    app.Services.GetRequiredService<IStartupValidator>().Validate();
    app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
    app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(StoreHealth.Ready) });
    await app.RunAsync();
    return 0;
}
catch (Exception invalid) when (Failures(invalid) is { Count: > 0 } failures)
{
    await Console.Error.WriteLineAsync("The configuration cannot be used:");
    foreach (var failure in failures) await Console.Error.WriteLineAsync($"  {failure}");
    return 2;
}
catch (IOException fault) when (fault.InnerException is AddressInUseException)
{
    await Console.Error.WriteLineAsync($"{fault.Message} Another worker has it: give this one another address, for example --Urls=http://127.0.0.1:8087.");
    return 2;
}
catch (OperationCanceledException)
{
    // Told to stop while it was starting.
    return 0;
}
catch (ConvoIntelException known)
{
    await Console.Error.WriteLineAsync(known.Message);
    return 2;
}

// What is wrong in several sections comes as one exception of several.
static IReadOnlyList<string> Failures(Exception fault) => fault switch
{
    OptionsValidationException invalid => [.. invalid.Failures],
    AggregateException several => [.. several.InnerExceptions.SelectMany(Failures)],
    _ => [],
};
