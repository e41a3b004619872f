namespace ConvoIntel.Conversations;

/// <summary>A model or rule set that took part in a result.</summary>
/// <param name="Kind">What it does: <c>whisper</c>, <c>vad</c>, <c>speaker</c>, <c>roles</c>, <c>tagger</c>, <c>rules</c>.</param>
/// <param name="Name">Name, as in the models folder.</param>
/// <param name="Version">Version of the model or rule set.</param>
public sealed record ModelInfo(string Kind, string Name, string Version);
