using EmailPlatform.Platform.Encryption;
using EmailPlatform.Platform.Idempotency;
using EmailPlatform.Platform.Mailboxes;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Nodes;
using EmailPlatform.Platform.Tenants;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EmailPlatform.Platform.Delivery;

/// <summary>Puts the way of a message together: intake, dispatcher, sender, recorder.</summary>
public static class DeliveryRegistration
{
    /// <summary>Needs the stores, a <see cref="KeyRing"/>, a <see cref="NodeLife"/>, the tenants and an <see cref="IRevisionOpener"/>.</summary>
    public static IServiceCollection AddDelivery(this IServiceCollection services)
    {
        services.AddOptions<DeliveryOptions>().ValidateOnStart();
        return services.AddSingleton<IValidateOptions<DeliveryOptions>, DeliveryOptionsCheck>().AddParts();
    }

    private static IServiceCollection AddParts(this IServiceCollection services) => services
        .AddSingleton<Lanes>()
        .AddSingleton<Sender>()
        .AddSingleton<Recorder>()
        .AddSingleton<Charges>()
        .AddSingleton(static provider => new MessageWatch(
            provider.GetRequiredService<IMessageStore>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<Charges>()))
        .AddSingleton<AttemptRunner>()
        .AddSingleton(static provider => new RetrySchedule(provider.GetRequiredService<IOptions<DeliveryOptions>>(), provider.GetRequiredService<Random>()))
        .AddSingleton(static provider => new Dispatcher(
            provider.GetRequiredService<Lanes>(),
            provider.GetRequiredService<AttemptRunner>(),
            provider.GetRequiredService<NodeLife>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IOptions<DeliveryOptions>>(),
            provider.GetRequiredService<ILogger<Dispatcher>>(),
            provider.GetRequiredService<Charges>()))
        .AddSingleton<Intake>()
        .AddSingleton<IdempotentRequests>()
        .AddSingleton(static provider => new DeliveryService(
            provider.GetRequiredService<IMessageStore>(),
            provider.GetRequiredService<IMailboxStore>(),
            provider.GetRequiredService<IKeptAnswerStore>(),
            provider.GetRequiredService<Dispatcher>(),
            provider.GetRequiredService<Lanes>(),
            provider.GetRequiredService<TenantDirectory>(),
            provider.GetRequiredService<NodeLife>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IOptions<DeliveryOptions>>(),
            provider.GetRequiredService<ILogger<DeliveryService>>()))
        .AddSingleton<IHostedService>(static provider => provider.GetRequiredService<DeliveryService>());
}
