using System.Net;
using System.Text.Json.Nodes;
using EmailPlatform.EndToEnd.Running;
using EmailPlatform.TestKit.Peers;

namespace EmailPlatform.EndToEnd.Starting;

public sealed class FirstStartTests : IDisposable
{
    private const string OldKey = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private const string NewKey = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=";
    private const string AdminKey = "the admin key of these tests";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task AdminKey_IsPrintedAtTheFirstStartAndNeverAgain()
    {
        string key;
        await using (var first = await RunningPlatform.Start(_folder.Path, cancellationToken: TestContext.Current.CancellationToken))
        {
            key = first.AdminKey;
            (await first.Admin.Get("/api/tenants", TestContext.Current.CancellationToken)).Expect(HttpStatusCode.OK);
            Assert.Single(first.Output.Lines, line => line.Contains("ep_admin_", StringComparison.Ordinal));
            Assert.Contains(first.Output.Lines, line => line.Contains(_folder["encryption.key"], StringComparison.Ordinal));
            Assert.Equal(0, await first.Stop(TestContext.Current.CancellationToken));
        }

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder["encryption.key"]));
        }

        await using var second = await RunningPlatform.Start(_folder.Path, key, cancellationToken: TestContext.Current.CancellationToken);
        (await second.Admin.Get("/api/tenants", TestContext.Current.CancellationToken)).Expect(HttpStatusCode.OK);
        Assert.Equal(0, await second.Stop(TestContext.Current.CancellationToken));
        Assert.DoesNotContain("ep_admin_", second.Output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Made an encryption key", second.Output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConfiguredAdminKey_IsGoodAndNeverPrinted()
    {
        await using var platform = await Start(OldKey);

        (await platform.Admin.Get("/api/tenants", TestContext.Current.CancellationToken)).Expect(HttpStatusCode.OK);
        Assert.Equal(0, await platform.Stop(TestContext.Current.CancellationToken));

        Assert.DoesNotContain(AdminKey, platform.Output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("ep_admin_", platform.Output.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["encryption.key"]));
    }

    [Fact]
    public async Task Reencrypt_UnderANewKey_LetsTheOldOneGo()
    {
        string before;
        await using (var old = await Start(OldKey))
        {
            var tenant = await TenantApi.Create(old.Admin, "reencrypted");
            await tenant.Save(new JsonObject
            {
                ["host"] = "127.0.0.1",
                ["port"] = 2525,
                ["fromEmail"] = "no-reply@example.com",
                ["auth"] = new JsonObject { ["user"] = "ada", ["pass"] = "kept-through-it-all" },
            });
            before = (await tenant.Get("/connector/revisions/1")).Expect(HttpStatusCode.OK).Text;
            Assert.Equal(0, await old.Stop(TestContext.Current.CancellationToken));
        }

        var early = await Reencrypt(NewKey);
        Assert.Equal(1, early.ExitCode);
        Assert.Contains("do not fit this store", early.Error, StringComparison.Ordinal);

        var counted = Counts(await Reencrypt(OldKey));
        var (oldId, rows) = Assert.Single(counted);
        Assert.True(rows >= 2, $"{rows} rows");
        var moved = Counts(await Reencrypt(NewKey, OldKey));
        var (newId, movedRows) = Assert.Single(moved);
        Assert.NotEqual(oldId, newId);
        Assert.Equal(rows, movedRows);

        await using var without = await Start(NewKey);
        var api = new TenantApi(without.Admin, "reencrypted");
        Assert.Equal(before, (await api.Get("/connector/revisions/1")).Expect(HttpStatusCode.OK).Text);

        // Kept from revision 1: only who can open it can do that.
        var kept = JsonNode.Parse(before)?["config"]?.AsObject() ?? [];
        Assert.Equal(2, await api.Save(kept));
    }

    public void Dispose() => _folder.Dispose();

    private Task<RunningPlatform> Start(string key) => RunningPlatform.Start(
        _folder.Path, AdminKey, Settings(key), TestContext.Current.CancellationToken);

    private Task<PeerResult> Reencrypt(params string[] keys) => PeerCommand.Run(
        "dotnet",
        [Path.Combine(AppContext.BaseDirectory, "EmailPlatform.Server.dll"), "reencrypt", "--data", _folder.Path],
        default,
        new PeerOptions { Environment = Settings(keys) },
        TestContext.Current.CancellationToken);

    private static Dictionary<string, string?> Settings(params string[] keys)
    {
        var settings = new Dictionary<string, string?> { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["EmailPlatform__AdminKey"] = AdminKey };
        for (var index = 0; index < keys.Length; index++)
        {
            settings[string.Create(System.Globalization.CultureInfo.InvariantCulture, $"EmailPlatform__EncryptionKeys__{index}")] = keys[index];
        }

        return settings;
    }

    /// <summary>How many rows each key has, as the command reports it.</summary>
    private static Dictionary<string, int> Counts(PeerResult result) => result.MustSucceed().Output
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Where(line => line.StartsWith("Key ", StringComparison.Ordinal))
        .Select(line => line["Key ".Length..].Split(": "))
        .ToDictionary(parts => parts[0], parts => int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture));
}
