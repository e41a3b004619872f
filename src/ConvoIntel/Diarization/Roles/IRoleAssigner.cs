using ConvoIntel.Ingestion;

namespace ConvoIntel.Diarization.Roles;

/// <summary>Settles who is on which side: checks the roles that channels gave, and finds those that nothing gave.</summary>
public interface IRoleAssigner
{
    /// <summary>The conversation with roles, their source and confidence, and with warnings of what was found.</summary>
    DiarizedConversation Assign(Recording recording, DiarizedConversation turns);
}
