using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EmailPlatform.EndToEnd.Running;
using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.EndToEnd.Starting;

/// <summary>A start that cannot be says in one line what to do.</summary>
public sealed class StartFaultTests : IDisposable
{
    private const string OneKey = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private const string OtherKey = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task DataFolder_BelowAFile_IsTold()
    {
        var file = _folder.Write("file", "not a folder");

        await Fails(["--data", Path.Combine(file, "data")], null, Path.Combine(file, "data"), "--data");
    }

    [Fact]
    public async Task DataFolder_WhereNobodyWrites_IsTold()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "There is no /proc.");

        await Fails(["--data", "/proc"], null, "/proc", "own the data folder");
        await Fails(["--data", "/proc"], Settings(("EmailPlatform__EncryptionKeys__0", OneKey)), "/proc");
    }

    [Fact]
    public async Task DataFolder_ThatThisUserMayNotWrite_IsTold()
    {
        if (Environment.UserName == "root")
        {
            // Root may write anywhere but where the kernel says no.
            await Fails(["--data", "/sys/kernel"], Settings(("EmailPlatform__EncryptionKeys__0", OneKey)), "/sys/kernel");
            return;
        }

        var data = _folder.CreateFolder("data");
        File.SetUnixFileMode(data, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        await Fails(["--data", data], null, data, "own the data folder");
    }

    [Fact]
    public async Task DataFolder_OfARunningServer_IsTold()
    {
        await using var running = await RunningPlatform.Start(_folder.Path, cancellationToken: TestContext.Current.CancellationToken);

        await Fails(["--data", _folder.Path], null, "locked by another process", "--data");
        await Fails(["reencrypt", "--data", _folder.Path], null, "locked by another process");
        Assert.Equal(HttpStatusCode.OK, (await running.Admin.Get("/health/ready", TestContext.Current.CancellationToken)).Status);
    }

    [Fact]
    public async Task DeliverySettings_ThatCannotWork_AreToldByName()
    {
        var data = _folder.CreateFolder("data");

        await Fails(
            ["--data", data],
            Settings(("EmailPlatform__Delivery__Concurrency", "0"), ("EmailPlatform__Delivery__RetryWaits__0", "25")),
            "EmailPlatform:Delivery:Concurrency has to be",
            "EmailPlatform:Delivery:RetryWaits:0 has to be");
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("")]
    [InlineData("QUJDREVGR0g=")]
    public async Task KeyFile_ThatIsDamaged_IsTold(string text)
    {
        var file = KeyFile(text, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        await Fails(["--data", _folder.Path], null, file, "damaged", "backup");
        Assert.Equal(text, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task KeyFile_ThatOthersCanRead_IsTold()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such modes.");
        var file = KeyFile(OneKey, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        await Fails(["--data", _folder.Path], null, $"chmod 600 {file}");
    }

    [Fact]
    public async Task Key_OfAnotherStore_IsTold()
    {
        await Open(OneKey);

        await Fails(["--data", _folder.Path], Settings(("EmailPlatform__EncryptionKeys__0", OtherKey)), "do not fit this store");
    }

    [Theory]
    [InlineData("short")]
    [InlineData("QUJDREVGR0g=")]
    public async Task ConfiguredKey_ThatIsNone_IsToldByItsPlace(string key)
    {
        var error = await Fails(
            ["--data", _folder.Path],
            Settings(("EmailPlatform__EncryptionKeys__0", OneKey), ("EmailPlatform__EncryptionKeys__1", key)),
            "EncryptionKeys[1]");

        Assert.DoesNotContain(key, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConfiguredAdminKey_ThatIsTooShort_IsTold()
    {
        var error = await Fails(["--data", _folder.Path], Settings(("EmailPlatform__AdminKey", "guess-me")), "must have 24", "openssl rand");

        Assert.DoesNotContain("guess-me", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Port_InUse_IsTold()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        await Fails(["--data", _folder.Path, "--urls", $"http://127.0.0.1:{port}"], null, port, "--urls");
    }

    [Theory]
    [InlineData("smtp", "http://127.0.0.1:8080", "only")]
    [InlineData("postmark", "127.0.0.1:8080", "absolute https URL")]
    [InlineData("sendgrid", "https://gateway.example.com/?key=a", "query")]
    public async Task ProviderEndpoint_ThatCannotBeUsed_IsToldByItsType(string type, string url, string word) => await Fails(
        ["--data", _folder.Path], Settings(($"EmailPlatform__ProviderEndpoints__{type}", url)), $"EmailPlatform:ProviderEndpoints:{type}", word);

    [Theory]
    [InlineData("mailbox", "{}", "EmailPlatform:BuiltIn:Type", "smtp")]
    [InlineData("built-in", "{}", "EmailPlatform:BuiltIn:Type", "postmark")]
    [InlineData("smtp", "{ \"pass\": marked-secret", "EmailPlatform:BuiltIn:Config is no JSON", "line 1")]
    [InlineData("smtp", "{ \"auth\": { \"pass\": \"marked-secret\" } }", "EmailPlatform:BuiltIn:Config:host", "EmailPlatform:BuiltIn:Config:fromEmail")]
    [InlineData("http", "{ \"endpoint\": \"https://example.com\", \"authorization\": \"marked-secret\" }", "EmailPlatform:BuiltIn: http", "rendered elsewhere")]
    public async Task BuiltInService_ThatCannotSend_IsToldInWords(string type, string config, string place, string word)
    {
        var error = await Fails(
            ["--data", _folder.Path], Settings(("EmailPlatform__BuiltIn__Type", type), ("EmailPlatform__BuiltIn__Config", config)), place, word);

        Assert.DoesNotContain("marked-secret", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BuiltInCaps_OfNothing_AreTold() => await Fails(
        ["--data", _folder.Path], Settings(("EmailPlatform__BuiltIn__Caps__RecipientHour", "0")), "EmailPlatform:BuiltIn:", "Type");

    [Theory]
    [InlineData("http://0.0.0.0:5080")]
    [InlineData("http://*:5080")]
    [InlineData("http://192.0.2.1:5080")]
    [InlineData("http://127.0.0.1:5080;http://[::]:5081")]
    public async Task AddressForOthers_InDevelopment_IsTold(string urls) =>
        await Fails(["--data", _folder.Path, "--urls", urls], null, "loopback only", "ASPNETCORE_ENVIRONMENT=Production");

    [Fact]
    public async Task Address_ThatIsNone_IsTold() => await Fails(["--data", _folder.Path, "--urls", "here"], null, "'here'", "http://127.0.0.1:5080");

    [Fact]
    public async Task Command_ThatIsNone_IsTold() => await Fails(["encrypt", "--data", _folder.Path], null, "'encrypt'", "'reencrypt'");

    [Fact]
    public async Task Store_ThatIsNone_IsTold() => await Fails(["--data", _folder.Path, "--store", "mysql"], null, "'mysql'", "sqlite");

    [Fact]
    public async Task Data_OfANewerVersion_IsToldAndLeftAlone()
    {
        await Open(OneKey);
        var file = _folder["emailplatform.db"];
        await SetSchema(file, 9999);
        var before = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);

        await Fails(["--data", _folder.Path], Settings(("EmailPlatform__EncryptionKeys__0", OneKey)), "newer version", "9999", "backup");

        Assert.Equal(before, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Data_ThatIsDamaged_IsTold()
    {
        _folder.Write("emailplatform.db", new string('x', 8192));

        await Fails(["--data", _folder.Path], null, "emailplatform.db", "--data");
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Makes a store under this key, and ends.</summary>
    private async Task Open(string key)
    {
        var made = await Run(["reencrypt", "--data", _folder.Path], Settings(("EmailPlatform__EncryptionKeys__0", key)));
        made.MustSucceed();
    }

    private string KeyFile(string text, UnixFileMode mode)
    {
        var file = _folder.Write("encryption.key", text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, mode);
        }

        return file;
    }

    /// <summary>The schema's number stands in the file's header (SQLite file format, 1.3: user version, bytes 60 to 63).</summary>
    private static async Task SetSchema(string file, int version)
    {
        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(60, 4), version);
        await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
    }

    private static Dictionary<string, string?> Settings(params (string Name, string Value)[] settings) =>
        settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value);

    private static async Task<string> Fails(IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? settings, params string[] words)
    {
        var result = await Run(arguments, settings);
        Assert.True(result.ExitCode == 1, $"Exit code {result.ExitCode}\n{result.Output}\n{result.Error}");
        var line = Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("EmailPlatform cannot start: ", line, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", line + result.Output, StringComparison.Ordinal);
        Assert.All(words, word => Assert.Contains(word, line, StringComparison.Ordinal));
        return result.Error + result.Output;
    }

    private static Task<PeerResult> Run(IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? settings)
    {
        var environment = new Dictionary<string, string?>(settings ?? new Dictionary<string, string?>()) { ["ASPNETCORE_ENVIRONMENT"] = "Development" };
        var program = Path.Combine(AppContext.BaseDirectory, "EmailPlatform.Server.dll");
        string[] port = arguments.Contains("--urls") ? [] : ["--urls", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{LoopbackPort.Next()}")];
        return PeerCommand.Run("dotnet", [program, .. arguments, .. port], default, new PeerOptions { Environment = environment }, TestContext.Current.CancellationToken);
    }
}
