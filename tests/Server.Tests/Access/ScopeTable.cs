namespace EmailPlatform.Server.Access;

/// <summary>Who may call what, as the contract's table has it: written down here again, so that no change of the code changes it.</summary>
internal static class ScopeTable
{
    public const string Anyone = "none";
    public const string Admin = "admin";

    public static IReadOnlyDictionary<string, string> Operations { get; } = new Dictionary<string, string>
    {
        ["GET /health/live"] = Anyone,
        ["GET /health/ready"] = Anyone,
        ["GET /version"] = Anyone,
        ["GET /api/connector-types/{type}/logo.svg"] = Anyone,

        ["POST /api/tenants"] = Admin,
        ["GET /api/tenants"] = Admin,
        ["PUT /api/tenants/{tenant}"] = Admin,
        ["DELETE /api/tenants/{tenant}"] = Admin,
        ["POST /api/admin-keys"] = Admin,
        ["GET /api/admin-keys"] = Admin,
        ["DELETE /api/admin-keys/{key}"] = Admin,
        ["GET /api/audit"] = Admin,
        ["POST /api/reencryption"] = Admin,
        ["GET /api/nodes"] = Admin,

        ["POST /api/tenants/{tenant}/messages"] = "messages:send",
        ["POST /api/tenants/{tenant}/messages/batch"] = "messages:send",
        ["GET /api/tenants/{tenant}/messages"] = "messages:read",
        ["GET /api/tenants/{tenant}/messages/{message}"] = "messages:read",
        ["GET /api/tenants/{tenant}/mailbox"] = "messages:read",
        ["GET /api/tenants/{tenant}/mailbox/{mail}"] = "messages:read",
        ["DELETE /api/tenants/{tenant}/mailbox"] = "messages:manage",

        ["GET /api/connector-types"] = "connector:read",
        ["GET /api/connector-types/{type}"] = "connector:read",
        ["GET /api/tenants/{tenant}/connector"] = "connector:read",
        ["GET /api/tenants/{tenant}/connector/revisions"] = "connector:read",
        ["GET /api/tenants/{tenant}/connector/revisions/{revision}"] = "connector:read",
        ["GET /api/tenants/{tenant}/connector/revisions/{from}/diff/{to}"] = "connector:read",
        ["GET /api/tenants/{tenant}/connector/receipts"] = "connector:read",
        ["POST /api/tenants/{tenant}/connector/revisions"] = "connector:write",
        ["POST /api/tenants/{tenant}/connector/revisions/{revision}/test"] = "connector:write",
        ["POST /api/tenants/{tenant}/connector/test"] = "connector:write",
        ["POST /api/tenants/{tenant}/connector/revisions/{revision}/activate"] = "connector:write",
        ["POST /api/tenants/{tenant}/connector/rollback"] = "connector:write",
        ["POST /api/tenants/{tenant}/connector/revisions/{revision}/retire"] = "connector:write",
        ["DELETE /api/tenants/{tenant}/connector"] = "connector:write",

        ["POST /api/tenants/{tenant}/promotions"] = "promote",
        ["GET /api/tenants/{tenant}/promotions"] = "promote",
        ["GET /api/tenants/{tenant}/promotions/{promotion}"] = "promote",
        ["POST /api/tenants/{tenant}/promotions/{promotion}/undo"] = "promote",
        ["GET /api/tenants/{tenant}/export"] = "promote",
        ["POST /api/tenants/{tenant}/import"] = "promote",

        ["GET /api/tenants/{tenant}/templates"] = "templates:read",
        ["GET /api/tenants/{tenant}/templates/{usageType}/{locale}"] = "templates:read",
        ["GET /api/tenants/{tenant}/templates/{usageType}/{locale}/versions"] = "templates:read",
        ["GET /api/tenants/{tenant}/templates/{usageType}/{locale}/versions/{version}"] = "templates:read",
        ["GET /api/tenants/{tenant}/templates/{usageType}/{locale}/versions/{from}/diff/{to}"] = "templates:read",
        ["POST /api/tenants/{tenant}/templates/preview"] = "templates:read",
        ["GET /api/tenants/{tenant}/templates/export"] = "templates:read",
        ["PUT /api/tenants/{tenant}/templates/{usageType}/{locale}"] = "templates:write",
        ["DELETE /api/tenants/{tenant}/templates/{usageType}/{locale}"] = "templates:write",
        ["POST /api/tenants/{tenant}/templates/{usageType}/{locale}/restore/{version}"] = "templates:write",
        ["POST /api/tenants/{tenant}/templates/{usageType}/{locale}/copy"] = "templates:write",
        ["POST /api/tenants/{tenant}/templates/import"] = "templates:write",

        ["GET /api/tenants/{tenant}"] = "tenant:read",
        ["GET /api/tenants/{tenant}/audit"] = "tenant:read",
        ["PATCH /api/tenants/{tenant}"] = "tenant:write",

        ["POST /api/tenants/{tenant}/keys"] = "keys",
        ["GET /api/tenants/{tenant}/keys"] = "keys",
        ["DELETE /api/tenants/{tenant}/keys/{key}"] = "keys",
    };
}
