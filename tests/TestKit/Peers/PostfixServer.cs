using System.Globalization;
using System.Security.Cryptography.X509Certificates;

namespace EmailPlatform.TestKit.Peers;

/// <summary>
/// Postfix with a configuration, queue and mailbox of its own. Mail to anybody at example.org is kept
/// (<see cref="WaitForMail"/>); the recipients named below are refused.
/// </summary>
public sealed class PostfixServer : IAsyncDisposable
{
    /// <summary>Answered 550 5.1.1.</summary>
    public const string UnknownRecipient = "unknown@example.org";

    /// <summary>Answered 451 4.7.1.</summary>
    public const string GreylistedRecipient = "greylisted@example.org";

    /// <summary>Answered 421 4.3.2, and the connection is closed.</summary>
    public const string ClosingRecipient = "closing@example.org";

    private const string Nobody = "65534";

    private readonly PeerProcess _process;
    private readonly TemporaryFolder _folder;

    private PostfixServer(PeerProcess process, TemporaryFolder folder, int plainPort, int tlsPort)
    {
        _process = process;
        _folder = folder;
        PlainPort = plainPort;
        TlsPort = tlsPort;
    }

    /// <summary>Everybody may send; STARTTLS is offered where there is a certificate, AUTH where there is a Dovecot.</summary>
    public int PlainPort { get; }

    /// <summary>TLS from the first byte.</summary>
    public int TlsPort { get; }

    /// <summary>Its log.</summary>
    public PeerOutput Log => _process.Output;

    /// <param name="certificate">For STARTTLS and the port with TLS.</param>
    /// <param name="sasl">Who checks credentials.</param>
    /// <param name="settings">Further lines of main.cf; a later line replaces an earlier one.</param>
    public static async Task<PostfixServer> Start(X509Certificate2? certificate = null, DovecotServer? sasl = null, params string[] settings)
    {
        var program = Peer.RequireProgram("postfix", "postfix");
        if (Environment.UserName != "root")
        {
            Peer.Missing("Postfix as root", "postfix");
        }

        var folder = new TemporaryFolder();
        File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_101_101);
        var (plain, tls) = (LoopbackPort.Next(), LoopbackPort.Next());
        await GiveTo("postfix", folder.CreateFolder("data"));
        await GiveTo("nobody", folder.CreateFolder("mail"));
        folder.CreateFolder("queue");
        folder.Write("conf/main.cf", Main(folder, certificate, sasl, settings));
        folder.Write("conf/master.cf", Master(plain, tls));
        var process = await PeerProcess.Start(program, ["-c", folder["conf"], "start-fg"], PeerReady.OnPort(plain, tls));
        return new PostfixServer(process, folder, plain, tls);
    }

    /// <summary>The mail that holds the text, once it was delivered: headers and body as they were sent, and Postfix' own headers.</summary>
    public async Task<string> WaitForMail(string text, CancellationToken cancellationToken = default)
    {
        // The log tells when a mail was delivered; which one it was shows only in the file.
        await Log.WaitFor(
            line => line.Contains("status=sent", StringComparison.Ordinal) && Delivered(text).Count > 0,
            TimeSpan.FromSeconds(20),
            cancellationToken);
        return Delivered(text)[0];
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    private List<string> Delivered(string text)
    {
        var inbox = _folder["mail/inbox/new"];
        return Directory.Exists(inbox)
            ? [.. Directory.GetFiles(inbox).Select(File.ReadAllText).Where(mail => mail.Contains(text, StringComparison.Ordinal))]
            : [];
    }

    private static async Task GiveTo(string user, string path) =>
        (await PeerCommand.Run(Peer.RequireProgram("chown", "coreutils"), [user, path])).MustSucceed();

    private static string Main(TemporaryFolder folder, X509Certificate2? certificate, DovecotServer? sasl, string[] settings)
    {
        List<string> lines =
        [
            "compatibility_level = 3.6",
            $"queue_directory = {folder["queue"]}",
            $"data_directory = {folder["data"]}",
            "meta_directory = /etc/postfix",
            "maillog_file = /dev/stdout",
            "inet_interfaces = 127.0.0.1",
            "inet_protocols = ipv4",
            "myhostname = mail.example.net",
            "mydestination =",
            "virtual_mailbox_domains = example.org",
            $"virtual_mailbox_base = {folder["mail"]}",
            "virtual_mailbox_maps = static:inbox/",
            $"virtual_uid_maps = static:{Nobody}",
            $"virtual_gid_maps = static:{Nobody}",
            "virtual_minimum_uid = 1",
            "smtpd_error_sleep_time = 0",
            "smtpd_client_connection_count_limit = 0",
            "smtpd_relay_restrictions =",
            "smtpd_recipient_restrictions = check_recipient_access inline:{"
                + $"{{{UnknownRecipient} = 550 5.1.1 No such user here}}, "
                + $"{{{GreylistedRecipient} = 451 4.7.1 Come back later}}, "
                + $"{{{ClosingRecipient} = 421 4.3.2 Going down}}}}, permit_mynetworks, reject",
        ];
        if (certificate is not null)
        {
            lines.Add($"smtpd_tls_chain_files = {folder.Write("server.pem", TestAuthority.ToPem(certificate))}");
            lines.Add("smtpd_tls_security_level = may");
            lines.Add("smtpd_tls_loglevel = 1");
        }

        if (sasl is not null)
        {
            lines.Add("smtpd_sasl_auth_enable = yes");
            lines.Add("smtpd_sasl_type = dovecot");
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"smtpd_sasl_path = inet:127.0.0.1:{sasl.Port}"));
        }

        lines.AddRange(settings);
        return string.Join('\n', lines) + "\n";
    }

    private static string Master(int plain, int tls) => string.Create(CultureInfo.InvariantCulture, $"""
        127.0.0.1:{plain} inet n - n - - smtpd
        127.0.0.1:{tls} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
        pickup unix n - n 60 1 pickup
        cleanup unix n - n - 0 cleanup
        qmgr unix n - n 300 1 qmgr
        tlsmgr unix - - n 1000? 1 tlsmgr
        rewrite unix - - n - - trivial-rewrite
        bounce unix - - n - 0 bounce
        defer unix - - n - 0 bounce
        trace unix - - n - 0 bounce
        verify unix - - n - 1 verify
        proxymap unix - - n - - proxymap
        error unix - - n - - error
        retry unix - - n - - error
        discard unix - - n - - discard
        virtual unix - n n - - virtual
        anvil unix - - n - 1 anvil
        scache unix - - n - 1 scache
        postlog unix-dgram n - n - 1 postlogd
        """) + "\n";
}
