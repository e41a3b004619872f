namespace ConvoIntel.Understanding;

/// <summary>The tags of the taxonomy, version 1.</summary>
public static class Tags
{
    public const string ObjectionPrefix = "objection.";
    public const string ObjectionPrice = "objection.price";
    public const string ObjectionTiming = "objection.timing";
    public const string ObjectionAuthority = "objection.authority";
    public const string ObjectionNeed = "objection.need";
    public const string ObjectionCompetitor = "objection.competitor";
    public const string ObjectionTrust = "objection.trust";
    public const string ObjectionEffort = "objection.effort";
    public const string ObjectionResponse = "objection_response";
    public const string NextStep = "next_step";
    public const string Question = "question";
    public const string BuyingSignal = "buying_signal";
    public const string Pain = "pain";
    public const string Impact = "impact";
    public const string Timeline = "timeline";
    public const string DecisionProcess = "decision_process";
    public const string Pricing = "pricing";
    public const string ValueProposition = "value_proposition";
    public const string Rapport = "rapport";

    /// <summary>All tags, in the order of the taxonomy and of the tagger's outputs.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        ObjectionPrice, ObjectionTiming, ObjectionAuthority, ObjectionNeed, ObjectionCompetitor, ObjectionTrust, ObjectionEffort,
        ObjectionResponse, NextStep, Question, BuyingSignal, Pain, Impact, Timeline, DecisionProcess, Pricing, ValueProposition, Rapport,
    ];
}
