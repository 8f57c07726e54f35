using EmailPlatform.Connectors;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Server.Problems;

namespace EmailPlatform.Server.Messages;

/// <summary>
/// Keeps a message from going round: what an HTTP connector sent is not taken as a new message, here or on another platform.
/// Asked before the body is read, because whatever it holds, this is what is wrong with it.
/// </summary>
internal static class SecondHop
{
    public static TBuilder RefusingSecondHop<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.Finally(static endpoint =>
        {
            var handle = endpoint.RequestDelegate ?? throw new InvalidOperationException("An endpoint without a handler.");
            endpoint.RequestDelegate = context => context.Request.Headers.ContainsKey(HopHeader.Name)
                ? ProblemWriter.WriteAsync(context, new Problem(
                    ProblemCode.MailLoop,
                    $"This request comes from an HTTP connector (header {HopHeader.Name}): its message would go round. Let that connector's endpoint send the mail, or leave the header out of calls of its own."))
                : handle(context);
        });
        return builder;
    }
}
