using ConvoIntel.Attachment;
using ConvoIntel.Storage.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ConvoIntel.Storage;

/// <summary>Registers the deal book and the jobs.</summary>
public static class StorageRegistration
{
    /// <summary>Adds <see cref="IDealBook"/> and <see cref="IJobStore"/> as singletons over one database; nothing is opened until it is used.</summary>
    public static IServiceCollection AddConvoIntelStorage(this IServiceCollection services, Action<StorageOptions> configure)
    {
        services.AddOptions<StorageOptions>().Configure(configure).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<DealBookContexts>();
        services.TryAddSingleton<IDealBook, DealBook>();
        services.TryAddSingleton<IJobStore, JobStore>();
        return services;
    }
}
