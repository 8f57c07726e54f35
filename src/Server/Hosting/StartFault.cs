using System.Net.Sockets;
using EmailPlatform.Platform.Encryption;
using EmailPlatform.Platform.Storage;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace EmailPlatform.Server.Hosting;

/// <summary>Faults of a start that an operator can mend, in words that say how. Anything else is a bug and keeps its stack trace.</summary>
internal static class StartFault
{
    public static string? Of(Exception exception) => exception switch
    {
        StoreOpeningException or KeyFileException or FormatException => exception.Message,
        OptionsValidationException invalid => string.Join(' ', invalid.Failures),
        StoreUnavailableException => $"{exception.Message} Look at the store: the disk under the data folder, or the database server.",
        InvalidOperationException { InnerException: FormatException inner } => $"{exception.Message} {inner.Message}",
        IOException { InnerException: AddressInUseException } => $"{exception.Message} Another program listens there; choose another address with --urls.",
        IOException { InnerException: SocketException inner } => $"{exception.Message} {inner.Message}",
        SocketException => $"{exception.Message}. Choose an address of this machine with --urls.",
        _ => null,
    };
}
