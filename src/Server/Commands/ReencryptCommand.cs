using EmailPlatform.Platform.Encryption;
using EmailPlatform.Platform.Installation;
using EmailPlatform.Server.Hosting;

namespace EmailPlatform.Server.Commands;

/// <summary><c>reencrypt</c>: brings everything under the current encryption key and tells how much each key still has.</summary>
internal static class ReencryptCommand
{
    public static async Task<int> RunAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        try
        {
            var report = await services.GetRequiredService<Reencryption>().ReencryptAsync(cancellationToken);
            await Console.Out.WriteLineAsync($"Sealed anew: {report.Resealed}");
            foreach (var (key, count) in report.SealedByKey.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            {
                await Console.Out.WriteLineAsync($"Key {key}: {count}");
            }

            return 0;
        }
        catch (SealedDataException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return Node.CannotStart;
        }
    }
}
