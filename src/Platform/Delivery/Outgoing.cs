using EmailPlatform.Connectors;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Templates.Choosing;

namespace EmailPlatform.Platform.Delivery;

/// <summary>One message on its way to a connector, real or of a test.</summary>
/// <param name="Id">The same on every attempt.</param>
/// <param name="Template">What it is rendered with.</param>
public sealed record Outgoing(string Id, UsageType UsageType, MessageContent Content, DateTimeOffset Date, TemplateChoice Template);
