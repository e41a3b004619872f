using ConvoIntel.Attachment;
using ConvoIntel.Evaluation.Stages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ConvoIntel.Evaluation;

internal static class EvaluationRegistration
{
    /// <summary>Adds <see cref="Evaluator"/>; it replaces the deal book by none, so that measuring a call does not store it.</summary>
    public static IServiceCollection AddEvaluation(this IServiceCollection services)
    {
        services.RemoveAll<IDealBook>();
        services.AddSingleton<IDealBook, NoDealBook>();
        services.AddSingleton<Evaluator>();
        return services;
    }
}
