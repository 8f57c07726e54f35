using System.Globalization;
using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Encryption;
using EmailPlatform.Platform.Installation;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Server.Access;
using EmailPlatform.Server.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EmailPlatform.Server.Encryption;

/// <summary>Bringing what is stored under the current encryption key while the platform runs.</summary>
internal static class EncryptionEndpoints
{
    public static void MapEncryption(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/reencryption", Reencrypt)
            .ForAdmins()
            .WithTags("Running")
            .WithName("Reencrypt")
            .WithSummary("Seals everything under the current encryption key and tells how much each key still has");

    private static async Task<Results<Ok<ReencryptionReport>, ProblemResult>> Reencrypt(
        Reencryption reencryption, IAuditStore audit, TimeProvider time, HttpContext context, CancellationToken cancellationToken)
    {
        try
        {
            var report = await reencryption.ReencryptAsync(cancellationToken);
            var details = new Dictionary<string, string> { ["resealed"] = report.Resealed.ToString(CultureInfo.InvariantCulture) };
            await audit.AddAsync(new AuditEntry(null, time.GetUtcNow(), context.Caller().Actor, "data.reencrypted", details), cancellationToken);
            return TypedResults.Ok(report);
        }
        catch (SealedDataException exception)
        {
            return new ProblemResult(Problem.WrongState(exception.Message));
        }
    }
}
