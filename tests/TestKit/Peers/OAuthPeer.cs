namespace EmailPlatform.TestKit.Peers;

/// <summary>
/// An OAuth2 issuer of others (npm oauth2-mock-server) on loopback. Its JWTs name the user as <c>sub</c> and <c>email</c>.
/// It rotates refresh tokens and takes each only once (the first may be anything but "revoked"), refuses the client "broken",
/// and verifies service-account assertions with the library of its own.
/// </summary>
public sealed class OAuthPeer : IAsyncDisposable
{
    private const string Version = "8.2.3";

    private readonly PeerProcess _process;
    private readonly TemporaryFolder _folder;

    private OAuthPeer(PeerProcess process, TemporaryFolder folder, int port, int assertionPort)
    {
        _process = process;
        _folder = folder;
        Issuer = $"http://localhost:{port}";
        TokenUrl = $"http://127.0.0.1:{port}/token";
        AssertionUrl = $"http://127.0.0.1:{assertionPort}/token";
    }

    /// <summary>The claim <c>iss</c> of its tokens.</summary>
    public string Issuer { get; }

    /// <summary>For refresh tokens and client credentials.</summary>
    public string TokenUrl { get; }

    /// <summary>Its public keys.</summary>
    public string KeysUrl => TokenUrl.Replace("/token", "/jwks", StringComparison.Ordinal);

    /// <summary>For assertions signed with the key given on start.</summary>
    public string AssertionUrl { get; }

    /// <param name="user">Whom its tokens are about.</param>
    /// <param name="assertionKey">The public key (SPKI, PEM) of the service account, if one is used.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<OAuthPeer> Start(string user, string assertionKey = "", CancellationToken cancellationToken = default)
    {
        var node = Peer.RequireProgram("node", "nodejs");
        var package = await NpmPackage.Require("oauth2-mock-server", Version, cancellationToken);
        var folder = new TemporaryFolder();
        try
        {
            // Modules are looked up from where the script lies.
            Directory.CreateSymbolicLink(folder["node_modules"], Path.Combine(package, "node_modules"));
            var (port, assertionPort) = (LoopbackPort.Next(), LoopbackPort.Next());
            var process = await PeerProcess.Start(
                node,
                [
                    "--preserve-symlinks", folder.Write("issuer.mjs", Script), user, $"{port}", $"{assertionPort}",
                    folder.Write("assertion.pem", assertionKey),
                ],
                PeerReady.OnPort(port, assertionPort),
                cancellationToken: cancellationToken);

            return new OAuthPeer(process, folder, port, assertionPort);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    private const string Script = """
        import { randomUUID } from 'node:crypto';
        import { createServer } from 'node:http';
        import { readFileSync } from 'node:fs';
        import { importSPKI, jwtVerify } from 'jose';
        import { OAuth2Server } from 'oauth2-mock-server';

        const [user, port, assertionPort, keyFile] = process.argv.slice(2);
        const server = new OAuth2Server();
        await server.issuer.keys.generate('RS256');
        // Two tokens of one second would be the same one without an id.
        server.service.on('beforeTokenSigning', token => Object.assign(token.payload, { sub: user, email: user, jti: randomUUID() }));

        let expected = null;
        server.service.on('beforeResponse', (response, request) => {
          const form = request.body;
          const refuse = (status, error, description) => {
            response.statusCode = status;
            response.body = { error, error_description: description };
          };
          if (form.client_id === 'broken') {
            refuse(401, 'invalid_client', `unknown client with secret ${form.client_secret}`);
          } else if (form.grant_type === 'refresh_token') {
            if (form.refresh_token === 'revoked' || (expected && form.refresh_token !== expected)) {
              refuse(400, 'invalid_grant', `refresh token ${form.refresh_token} is used up`);
            } else {
              expected = response.body.refresh_token;
            }
          }
        });
        await server.start(Number(port), '127.0.0.1');

        createServer(async (request, response) => {
          let text = '';
          for await (const chunk of request) text += chunk;
          const form = new URLSearchParams(text);
          const answer = (status, body) => {
            response.writeHead(status, { 'content-type': 'application/json' });
            response.end(JSON.stringify(body));
          };
          try {
            const key = await importSPKI(readFileSync(keyFile, 'utf8'), 'RS256');
            const { payload } = await jwtVerify(form.get('assertion'), key, {
              algorithms: ['RS256'], audience: `http://127.0.0.1:${assertionPort}/token`, maxTokenAge: '1h',
            });
            if (form.get('grant_type') !== 'urn:ietf:params:oauth:grant-type:jwt-bearer') throw new Error('grant type');
            const token = await server.issuer.buildToken({
              scopesOrTransform: (_, claims) => Object.assign(claims, { sub: payload.sub, email: payload.sub, scope: payload.scope, act: payload.iss }),
            });
            answer(200, { access_token: token, token_type: 'Bearer', expires_in: 3599 });
          } catch (error) {
            answer(400, { error: 'invalid_grant', error_description: String(error.message) });
          }
        }).listen(Number(assertionPort), '127.0.0.1');
        """;
}
