using ConvoIntel.Storage.Jobs;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ConvoIntel.Worker.Observation;

/// <summary>Ready while the jobs can be reached.</summary>
internal sealed class StoreHealth(IJobStore jobs) : IHealthCheck
{
    public const string Ready = "ready";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        try
        {
            var counts = await jobs.CountOpenAsync(cancellationToken).ConfigureAwait(false);
            return HealthCheckResult.Healthy(data: counts.ToDictionary(pair => pair.Key.ToString(), pair => (object)pair.Value));
        }
        catch (ConvoIntelException fault)
        {
            return HealthCheckResult.Unhealthy(fault.Message);
        }
    }
}
