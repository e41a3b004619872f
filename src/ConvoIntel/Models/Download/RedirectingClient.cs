using System.Net;

namespace ConvoIntel.Models.Download;

/// <summary>Asks for a file and follows redirects itself, since none may lead from https to anything less.</summary>
internal sealed class RedirectingClient(HttpClient http)
{
    private const int MostRedirects = 10;

    /// <param name="address">Where to ask first.</param>
    /// <param name="range">Adds headers to each request on the way.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<HttpResponseMessage> GetAsync(Uri address, Action<HttpRequestMessage> range, CancellationToken cancellationToken)
    {
        var at = address;
        for (var hops = 0; hops <= MostRedirects; hops++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, at);
            request.Headers.AcceptEncoding.ParseAdd("identity");
            range(request);
            var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode is not (HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
                or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)) return response;

            using (response)
            {
                if (response.Headers.Location is not { } location) throw new TransientFault("the server redirects to nowhere");
                var next = new Uri(at, location);
                if (next.Scheme != Uri.UriSchemeHttps && (next.Scheme != Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps))
                {
                    throw new PermanentFault($"the server redirects to {next.Scheme}://{next.Host}, which is not https",
                        "Something between here and the publisher interferes: use another network, or --source with a copy you trust.");
                }

                at = next;
            }
        }

        throw new PermanentFault($"the server redirects more than {MostRedirects} times", "Check the proxy and the mirror, or use --source.");
    }
}
