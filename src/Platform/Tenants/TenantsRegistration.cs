using EmailPlatform.Platform.BuiltIn;
using EmailPlatform.Platform.Delivery;
using EmailPlatform.Platform.Installation;
using EmailPlatform.Platform.Keys;
using EmailPlatform.Platform.Mailboxes;
using EmailPlatform.Platform.Promotions;
using EmailPlatform.Platform.Revisions;
using EmailPlatform.Platform.Templates.Choosing;
using EmailPlatform.Platform.Templates.Previews;
using EmailPlatform.Platform.Templates.Stored;
using EmailPlatform.Platform.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace EmailPlatform.Platform.Tenants;

/// <summary>Puts together what belongs to tenants: their directory, revisions, tests, mailboxes, keys.</summary>
public static class TenantsRegistration
{
    /// <summary>
    /// Needs the stores, a <c>KeyRing</c>, <c>Fingerprints</c> (from <see cref="PlatformSecrets"/>), a <c>ConnectorCatalog</c>,
    /// <see cref="ConnectorSurroundings"/>, the clock and <c>AddDelivery</c>.
    /// </summary>
    public static IServiceCollection AddTenants(this IServiceCollection services) => services
        .AddSingleton<RevisionMaker>()
        .AddSingleton<OpenRevisions>()
        .AddSingleton<IRevisionOpener>(static provider => provider.GetRequiredService<OpenRevisions>())
        .AddSingleton<IHostedService, RevisionSweeper>()
        .AddSingleton<BuiltInCaps>()
        .AddSingleton<IValidateOptions<CapOptions>, CapOptionsCheck>()
        .AddSingleton<TemplateCache>()
        .AddSingleton<TemplateFinder>()
        .AddSingleton<TemplatePreviews>()
        .AddSingleton<ConnectorTests>()
        .AddSingleton<TenantDirectory>()
        .AddSingleton<PromotionService>()
        .AddSingleton<ConfigurationExport>()
        .AddSingleton<IHostedService, TenantPurge>()
        .AddSingleton<MailboxService>()
        .AddSingleton<KeyUses>()
        .AddSingleton<IHostedService>(static provider => provider.GetRequiredService<KeyUses>())
        .AddSingleton<KeyService>()
        .AddSingleton<FirstAdminKey>()
        .AddSingleton<Reencryption>();
}
