using Azure.Identity;
using ConvoIntel.Storage;
using ConvoIntel.Worker.Jobs;
using ConvoIntel.Worker.Sources;
using ConvoIntel.Worker.State;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Worker.Azure;

/// <summary>Registers what the section <c>Azure</c> names: recordings, messages, checkpoints; nothing where it is empty.</summary>
internal static class AzureRegistration
{
    public static IServiceCollection AddAzure(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(AzureOptions.SectionName);
        services.AddOptions<AzureOptions>().Bind(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AzureOptions>, AzureOptionsValidator>();
        services.AddSingleton<IValidateOptions<AzureOptions>, AzureConsistency>();
        services.AddSingleton<AzureClients>();
        services.AddHostedService<AzureSetup>();

        var named = section.Get<AzureOptions>() ?? new AzureOptions();
        if (named.Container.Length > 0)
        {
            services.AddSingleton<JsonBlobs>().AddSingleton<BlobSource>().AddSingleton<IJobSource>(provider => provider.GetRequiredService<BlobSource>());
            if (named.EventQueue.Length > 0) services.AddHostedService<BlobEvents>();
        }
        if (named.WorkQueue.Length > 0)
        {
            services.AddSingleton<QueueFeed>().AddSingleton<IJobFeed>(provider => provider.GetRequiredService<QueueFeed>());
            services.AddHostedService<QueueKeeper>();
        }
        if (named.StateContainer.Length > 0)
        {
            services.AddSingleton<ICheckpointStore>(provider =>
                new CheckpointContainer(provider.GetRequiredService<AzureClients>().Container(named.StateContainer)));
        }
        if (named.DatabaseIdentity) services.AddSingleton<IDatabasePassword>(_ => new EntraPassword(new DefaultAzureCredential()));
        return services;
    }
}
