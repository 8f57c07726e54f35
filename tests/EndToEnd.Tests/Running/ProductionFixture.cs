using System.Security.Cryptography;

namespace EmailPlatform.EndToEnd.Running;

/// <summary>A server as it serves others: with configured keys, and without what Development allows.</summary>
public sealed class ProductionFixture() : PlatformFixture(AdminKey, new Dictionary<string, string?>
{
    ["ASPNETCORE_ENVIRONMENT"] = "Production",
    ["EmailPlatform__AdminKey"] = AdminKey,
    ["EmailPlatform__EncryptionKeys__0"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
})
{
    private const string AdminKey = "ep_admin_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";
}
