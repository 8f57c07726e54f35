namespace EmailPlatform.Connectors;

/// <summary>What a connector can express. Checked when a revision is saved or switched to, not when mail is due.</summary>
/// <param name="Attachments">Files can go with a message.</param>
/// <param name="ReplyTo">A reply-to mailbox can be set.</param>
/// <param name="TextPart">HTML and plain text can go together.</param>
/// <param name="ProviderTemplates">The provider or the receiver can render.</param>
/// <param name="CustomSender">The sender name can differ per template.</param>
/// <param name="CustomHeaders">Further headers can be set.</param>
/// <param name="Html">HTML that the platform rendered can be sent.</param>
/// <param name="Text">Plain text that the platform rendered can be sent.</param>
/// <param name="Locale">A message's locale chooses its language here, or reaches whoever renders.</param>
public sealed record ConnectorCapabilities(
    bool Attachments,
    bool ReplyTo,
    bool TextPart,
    bool ProviderTemplates,
    bool CustomSender,
    bool CustomHeaders,
    bool Html = true,
    bool Text = true,
    bool Locale = true);
