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

    private static async Task<Results<Ok<ReencryptionReport>, ProblemResult>> Reencrypt(Reencryption reencryption, CancellationToken cancellationToken)
    {
        try
        {
            return TypedResults.Ok(await reencryption.ReencryptAsync(cancellationToken));
        }
        catch (SealedDataException exception)
        {
            return new ProblemResult(Problem.WrongState(exception.Message));
        }
    }
}
