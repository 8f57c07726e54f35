using System.Text.Json;

namespace EmailPlatform.Connectors.Postmark;

/// <summary>The body of POST /email and /email/withTemplate: https://postmarkapp.com/developer/api/email-api (2026-11-20).</summary>
internal sealed record PostmarkMessage(
    string From,
    string To,
    string? Subject = null,
    string? HtmlBody = null,
    string? TextBody = null,
    string? TemplateAlias = null,
    JsonElement? TemplateModel = null,
    string? ReplyTo = null,
    string? MessageStream = null,
    string? Tag = null,
    IReadOnlyDictionary<string, string>? Metadata = null,
    bool? TrackOpens = null,
    PostmarkLinkTracking? TrackLinks = null,
    IReadOnlyList<PostmarkHeader>? Headers = null,
    IReadOnlyList<PostmarkAttachment>? Attachments = null);

internal sealed record PostmarkHeader(string Name, string Value);
