using ConvoIntel.Storage;
using ConvoIntel.Worker.Azure;
using ConvoIntel.Worker.Jobs;
using ConvoIntel.Worker.Observation;
using ConvoIntel.Worker.Sources;
using ConvoIntel.Worker.State;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace ConvoIntel.Worker;

/// <summary>Puts the worker together.</summary>
internal static class WorkerRegistration
{
    // What the stages themselves tell: latencies, how full batches are.

    public static IServiceCollection AddWorker(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddConvoIntel(configuration);
        services.AddConvoIntelStorage(storage => configuration.GetSection("Storage").Bind(storage));

        services.AddOptions<WorkerOptions>().Bind(configuration.GetSection(WorkerOptions.SectionName)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<WorkerOptions>, WorkerOptionsValidator>();
        services.AddOptions<FolderSourceOptions>().Bind(configuration.GetSection(FolderSourceOptions.SectionName)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<FolderSourceOptions>, FolderSourceOptionsValidator>();
        services.AddSingleton<IValidateOptions<FolderSourceOptions>, FolderSourceConsistency>();

        services.AddSingleton<WorkerMetrics>();
        services.AddHostedService<StoreSetup>();
        if (!string.IsNullOrEmpty(configuration[$"{FolderSourceOptions.SectionName}:Path"])) services.AddSingleton<IJobSource, FolderSource>();
        services.AddAzure(configuration);
        services.TryAddSingleton<ICheckpointStore>(provider =>
            new CheckpointFolder(Path.Combine(provider.GetRequiredService<IOptions<WorkerOptions>>().Value.StateFolder, "checkpoints")));
        services.TryAddSingleton<IJobFeed, DatabaseFeed>();
        services.AddSingleton<Spool>().AddSingleton<JobSources>().AddSingleton<JobCloser>();
        services.AddHostedService<SourceWatcher>();
        services.AddHostedService<JobRunner>();
        services.AddHostedService<JobKeeper>();
        services.AddHostedService<JobCensus>();
        services.AddHealthChecks().AddCheck<StoreHealth>("jobs", tags: [StoreHealth.Ready]);
        return services;
    }

    /// <summary>Metrics and traces go where the OTEL_EXPORTER_OTLP_* variables say; nowhere where none of them is set.</summary>
    public static IServiceCollection AddObservation(this IServiceCollection services, IConfiguration configuration)
    {
        var open = services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics.AddMeter(WorkerMetrics.Name, PipelineMeter.Name).AddRuntimeInstrumentation())
            .WithTracing(traces => traces.AddSource(WorkerMetrics.Name));
        if (!string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            open.WithMetrics(metrics => metrics.AddOtlpExporter());
            open.WithTracing(traces => traces.AddOtlpExporter());
        }
        return services;
    }
}
