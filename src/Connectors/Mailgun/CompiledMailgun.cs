using System.Text;
using EmailPlatform.Connectors.HttpCalls;

namespace EmailPlatform.Connectors.Mailgun;

/// <summary>One revision's key and domain with its sender and deliveries.</summary>
internal sealed class CompiledMailgun : HttpProvider
{
    private readonly MailgunSender _sender;
    private readonly MailgunDeliveries _deliveries;
    private readonly KeyValuePair<string, string> _key;
    private readonly Uri _target;

    public CompiledMailgun(MailgunConfig config, ConnectorContext context)
        : this(config, context, new Secret(Convert.ToBase64String(Encoding.ASCII.GetBytes($"api:{config.ApiKey.Reveal()}"))))
    {
    }

    private CompiledMailgun(MailgunConfig config, ConnectorContext context, Secret credentials)
        : base(new ProviderApi(context, "mailgun", new Uri(config.Endpoint ?? MailgunEndpoint.Default), [config.ApiKey, credentials]))
    {
        _sender = new MailgunSender(config);
        _deliveries = new MailgunDeliveries(config.Deliveries);
        _key = KeyValuePair.Create("Authorization", $"Basic {credentials.Reveal()}");
        var domain = DomainName.TryToAscii(config.Domain, out var ascii, out _) ? ascii : config.Domain;
        _target = Api.Target($"/v3/{Uri.EscapeDataString(domain)}/messages");
    }

    public override IReadOnlyList<ConnectorTemplate> Templates => _deliveries.Templates;

    public override bool RendersRemotely(UsageType usageType) => _deliveries.IsRemote(usageType);

    protected override ValueTask<HttpDraft> PrepareAsync(Mail mail, CancellationToken cancellationToken) => ValueTask.FromResult(Draft(mail));

    protected override Outcome? Judge(HttpReply reply) => MailgunReplies.Judge(reply);

    private HttpDraft Draft(Mail mail)
    {
        if (mail.Content is { } content && (content.Html ?? content.Text) is not null)
        {
            return Post(mail, _sender.Content(mail, content));
        }

        return _deliveries.Find(mail.UsageType) is { } template ? Post(mail, _sender.Templated(mail, template)) : HttpRefusal.NoTemplate;
    }

    private HttpCall Post(Mail mail, IEnumerable<KeyValuePair<string, string?>> fields)
    {
        if (mail.Attachments is not { Count: > 0 } files)
        {
            return HttpCall.PostForm(_target, fields, _key);
        }

        var (contentType, body) = MailgunMultipart.Write(mail.Id, fields, files);
        return new HttpCall(HttpMethod.Post, _target, contentType, body, _key);
    }
}
