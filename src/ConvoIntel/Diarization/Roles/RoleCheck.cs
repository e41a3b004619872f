namespace ConvoIntel.Diarization.Roles;

/// <summary>What is done with what the role model says.</summary>
public enum RoleCheck
{
    /// <summary>Nothing: the role model is not loaded, channels are not checked, unknown speakers stay unknown.</summary>
    Off,

    /// <summary>Swapped channels are warned of; unknown speakers are given the role that the model is sure of.</summary>
    Warn,

    /// <summary>As <see cref="Warn"/>, but roles that only a convention gave are exchanged; those that a sidecar gave are not.</summary>
    Correct,
}
