using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ConvoIntel.Models.Download;

/// <summary>What an answer that brings no file, or a failure of the connection, means for the next try.</summary>
internal static class ResponseFaults
{
    public static Exception Of(HttpResponseMessage response, DateTimeOffset now)
    {
        var code = (int)response.StatusCode;
        var status = string.Create(CultureInfo.InvariantCulture, $"the server answers {code} {response.ReasonPhrase}").TrimEnd();
        return response.StatusCode switch
        {
            HttpStatusCode.NotFound or HttpStatusCode.Gone => new NotThereFault(status),
            HttpStatusCode.ProxyAuthenticationRequired => new PermanentFault(status,
                "The proxy wants a name and a password: HTTPS_PROXY=http://name:password@proxy:port."),
            HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or (HttpStatusCode)425 => new TransientFault(status, RetryAfter(response, now)),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new PermanentFault(status,
                "The publisher asks for an account or has withdrawn the file, or a proxy blocks it: download it in a browser and use --source FOLDER."),
            >= HttpStatusCode.InternalServerError => new TransientFault(status, RetryAfter(response, now)),
            _ => new PermanentFault(status, "Check the proxy and the mirror, or use --source."),
        };
    }

    public static Exception Of(HttpRequestException error) => error.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => new TransientFault("the host's name cannot be resolved", unreachable: true, inner: error),
        HttpRequestError.ConnectionError => new TransientFault($"no connection can be made ({Innermost(error)})", unreachable: true, inner: error),
        HttpRequestError.SecureConnectionError => new PermanentFault($"the connection cannot be secured ({Innermost(error)})",
            "A proxy that opens https needs its certificate among this system's trusted ones; a wrong clock has the same effect."),
        HttpRequestError.ProxyTunnelError => new PermanentFault($"the proxy refuses ({Innermost(error)})", "Check HTTPS_PROXY and NO_PROXY."),
        _ when error.StatusCode is { } status => new TransientFault($"the connection failed ({(int)status})", inner: error),
        _ => new TransientFault($"the connection failed ({Innermost(error)})", unreachable: error.InnerException is SocketException, inner: error),
    };

    public static string Innermost(Exception error)
    {
        while (error.InnerException is { } inner) error = inner;
        return error.Message.TrimEnd('.');
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > now ? date - now : TimeSpan.Zero,
        _ => null,
    };
}
