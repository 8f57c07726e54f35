using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace EmailPlatform.TestKit.Peers;

/// <summary>Dovecot's authentication service, without mailboxes: SASL for <see cref="PostfixServer"/>.</summary>
public sealed class DovecotServer : IAsyncDisposable
{
    /// <summary>The user that can log in with a password or a token.</summary>
    public const string User = "joe@example.org";

    public const string Password = "pässword, with=signs";

    /// <summary>With this key (HS256) Dovecot verifies the tokens of XOAUTH2 and OAUTHBEARER; the user stands in <c>sub</c>.</summary>
    public const string TokenKey = "0123456789abcdef0123456789abcdef";

    private readonly PeerProcess _process;
    private readonly TemporaryFolder _folder;

    private DovecotServer(PeerProcess process, TemporaryFolder folder, int port)
    {
        _process = process;
        _folder = folder;
        Port = port;
    }

    /// <summary>Where other servers ask it (<c>smtpd_sasl_path = inet:127.0.0.1:PORT</c>).</summary>
    public int Port { get; }

    public PeerOutput Output => _process.Output;

    public static async Task<DovecotServer> Start(string mechanisms = "plain login cram-md5 scram-sha-256 xoauth2 oauthbearer")
    {
        var program = Peer.RequireProgram("dovecot", "dovecot-core");
        if (Environment.UserName != "root")
        {
            Peer.Missing("Dovecot as root", "dovecot-core");
        }

        var folder = new TemporaryFolder();
        var port = LoopbackPort.Next();
        File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_101_101);
        folder.Write("users", $"{User}:{{PLAIN}}{Password}\n");
        folder.Write("keys/default/HS256/default", Convert.ToBase64String(Encoding.ASCII.GetBytes(TokenKey)));
        folder.Write("oauth2.conf", $"""
            introspection_mode = local
            local_validation_key_dict = fs:posix:prefix={folder["keys"]}/
            username_attribute = sub
            username_format = %u
            """ + "\n");
        var configuration = folder.Write("dovecot.conf", string.Create(CultureInfo.InvariantCulture, $$"""
            protocols =
            base_dir = {{folder["run"]}}
            state_dir = {{folder["state"]}}
            log_path = /dev/stderr
            auth_verbose = yes
            ssl = no
            disable_plaintext_auth = no
            auth_mechanisms = {{mechanisms}}
            auth_failure_delay = 0
            service auth {
              inet_listener {
                address = 127.0.0.1
                port = {{port}}
              }
            }
            service stats {
              chroot =
            }
            passdb {
              driver = passwd-file
              mechanisms = plain login cram-md5 scram-sha-256
              args = username_format=%u {{folder["users"]}}
            }
            passdb {
              driver = oauth2
              mechanisms = xoauth2 oauthbearer
              args = {{folder["oauth2.conf"]}}
            }
            userdb {
              driver = static
              args = uid=nobody gid=nogroup home=/nonexistent
            }
            """) + "\n");
        var process = await PeerProcess.Start(program, ["-F", "-c", configuration], PeerReady.OnPort(port));
        return new DovecotServer(process, folder, port);
    }

    /// <summary>Has it verify RS256 tokens of another issuer, too.</summary>
    /// <param name="keyId">The <c>kid</c> in the tokens' headers.</param>
    /// <param name="publicKey">SPKI, PEM.</param>
    public void TrustIssuer(string keyId, string publicKey) => _folder.Write($"keys/default/RS256/{keyId}", publicKey);

    /// <summary>A token for the user that this server accepts, until the given time.</summary>
    public static string CreateToken(string user, DateTimeOffset until)
    {
        var signed = Part(new { alg = "HS256", typ = "JWT" }) + "."
            + Part(new { sub = user, iat = until.AddHours(-1).ToUnixTimeSeconds(), exp = until.ToUnixTimeSeconds() });
        return signed + "." + Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.ASCII.GetBytes(TokenKey), Encoding.ASCII.GetBytes(signed)));

        static string Part(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }
}
