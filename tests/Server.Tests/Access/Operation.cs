using System.Text.Json.Nodes;
using EmailPlatform.Server.Hosting;

namespace EmailPlatform.Server.Access;

/// <summary>One operation as the server describes it, ready to be called.</summary>
internal sealed record Operation(HttpMethod Method, string Path, JsonObject Description)
{
    public string Name => $"{Method} {Path}";

    public bool IsOfTenant => Path.Contains("{tenant}", StringComparison.Ordinal);

    /// <summary>The example of its body.</summary>
    public JsonNode? Example => Description["requestBody"]?["content"]?["application/json"]?["example"];

    public static async Task<IReadOnlyList<Operation>> All(HostedPlatform platform)
    {
        var document = (await platform.Client(null).Get("/openapi/v1.json")).Expect(200).Json;
        return
        [
            .. from path in document["paths"]?.AsObject() ?? []
               from method in path.Value?.AsObject() ?? []
               select new Operation(HttpMethod.Parse(method.Key.ToUpperInvariant()), path.Key, method.Value?.AsObject() ?? []),
        ];
    }

    /// <summary>Calls it on a tenant, on things that are not there.</summary>
    public Task<Answer> Call(Api api, string tenant)
    {
        var address = Path
            .Replace("{tenant}", tenant, StringComparison.Ordinal)
            .Replace("{type}", "mailbox", StringComparison.Ordinal)
            .Replace("{revision}", "998", StringComparison.Ordinal)
            .Replace("{version}", "998", StringComparison.Ordinal)
            .Replace("{from}", "998", StringComparison.Ordinal)
            .Replace("{to}", "999", StringComparison.Ordinal);
        address = System.Text.RegularExpressions.Regex.Replace(address, @"\{\w+\}", "none", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
        var body = Example?.DeepClone();
        if (Name == "POST /api/tenants/{tenant}/keys" && body is not null)
        {
            // Of the scopes in the example its own rule would refuse those that the caller lacks.
            body["scopes"] = HostedTenant.Json(["keys"]);
        }

        return api.Send(Method, address, body?.ToJsonString());
    }
}
