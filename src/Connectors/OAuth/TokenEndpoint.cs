using EmailPlatform.Connectors.Network;

namespace EmailPlatform.Connectors.OAuth;

/// <summary>One request to an issuer, in bounded time and size; an <see cref="IssuedToken"/> or a <see cref="TokenFailure"/>.</summary>
internal sealed class TokenEndpoint(HttpMessageInvoker http, NetworkOptions options, TimeProvider time)
{
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    private const int LongestAnswer = 64 * 1024;

    public async Task<TokenResult> AskAsync(OAuthSettings settings, Secret? refreshToken, CancellationToken cancellationToken)
    {
        var form = TokenForm.Build(settings, refreshToken, time.GetUtcNow());
        if (form.Failure is not null)
        {
            return form.Failure;
        }

        if (TargetUrl.RefuseForSecrets(form.Url, options) is { } refusal)
        {
            return new TokenFailure(FaultScope.Connector, "target_not_allowed", $"accessUrl {refusal}.", "Correct accessUrl.");
        }

        using var bound = TimeBound.Start(Timeout, time, cancellationToken);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, form.Url) { Content = new FormUrlEncodedContent(form.Fields) };
            request.Headers.Accept.ParseAdd("application/json");
            using var response = await http.SendAsync(request, bound.Token);
            var body = await BoundedBody.ReadAsync(response.Content, LongestAnswer, bound.Token);

            return TokenAnswer.Read(response, body, new Scrubber([.. settings.Secrets, refreshToken, form.Assertion]), time.GetUtcNow());
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new TokenFailure(FaultScope.Platform, "oauth_timeout", $"The token issuer gave no answer in {Timeout.TotalSeconds:0} s.");
        }
        catch (HttpRequestException exception)
        {
            return TokenTrouble.Describe(exception);
        }
        catch (IOException)
        {
            return new TokenFailure(FaultScope.Platform, "oauth_unreachable", "The token issuer closed the connection within its answer.");
        }
    }
}
