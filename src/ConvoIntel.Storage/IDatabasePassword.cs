namespace ConvoIntel.Storage;

/// <summary>
/// Gives the password of the PostgreSQL database anew for each connection that is opened, as where an identity's tokens stand for it.
/// Registered by a host that has such; without one the connection string or PGPASSFILE gives it.
/// </summary>
public interface IDatabasePassword
{
    /// <summary>Answered from memory where what was given before still holds: it is asked often.</summary>
    /// <exception cref="ConvoIntelException">None can be had, and why.</exception>
    ValueTask<string> GetAsync(CancellationToken cancellationToken);
}
