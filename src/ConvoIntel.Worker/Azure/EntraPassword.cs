using Azure.Core;
using Azure.Identity;
using ConvoIntel.Storage;

namespace ConvoIntel.Worker.Azure;

/// <summary>
/// Signs in to Azure Database for PostgreSQL with a token of the worker's Entra identity in place of a password. A token lasts an hour or
/// more; the credential keeps it, and gets another before it ends. Connections that are open outlive their token.
/// </summary>
internal sealed class EntraPassword(TokenCredential credential) : IDatabasePassword
{
    // The audience of all of Azure's open-source databases in the public cloud.
    private static readonly string[] Scopes = ["https://ossrdbms-aad.database.windows.net/.default"];

    public async ValueTask<string> GetAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await credential.GetTokenAsync(new TokenRequestContext(Scopes), cancellationToken).ConfigureAwait(false)).Token;
        }
        catch (AuthenticationFailedException fault)
        {
            throw new ConvoIntelException(
                FailureReason.DealBookUnavailable, "Entra", $"no token for the database can be had ({fault.Message.Split('\n')[0].TrimEnd('.', ' ', '\r')})",
                "Give this machine a managed identity, and set AZURE_CLIENT_ID where it has several; or turn Azure:DatabaseIdentity off.", fault);
        }
    }
}
