using EmailPlatform.Connectors;
using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Templates;
using EmailPlatform.Platform.Templates.Stored;
using EmailPlatform.Platform.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace EmailPlatform.Storage;

/// <summary>What every store has to do; a store's tests derive from the behaviours and say how it is opened.</summary>
public abstract class StoreBehaviour : IAsyncLifetime
{
    private StoreHome? _home;
    private ServiceProvider? _services;

    protected static DateTimeOffset Now { get; } = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected virtual ITenantStore Tenants => Get<ITenantStore>();

    protected abstract StoreHome CreateHome();

    public async ValueTask InitializeAsync()
    {
        _home = CreateHome();
        _services = await _home.OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }

        if (_home is not null)
        {
            await _home.DisposeAsync();
        }
    }

    protected T Get<T>()
        where T : notnull => (_services ?? throw new InvalidOperationException("Not initialized.")).GetRequiredService<T>();

    /// <summary>As a node that stops would.</summary>
    protected async Task CloseAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }
    }

    /// <summary>Closes the store and opens what it left.</summary>
    protected async Task ReopenAsync()
    {
        if (_services is not null && _home is not null)
        {
            await _services.DisposeAsync();
            _services = await _home.OpenAsync();
        }
    }

    protected static AuditEntry Entry(TenantId? tenant, string action = "test.done") =>
        new(tenant, Now, new Actor("key-1", "tester", "192.0.2.1"), action, new Dictionary<string, string> { ["fact"] = "value" });

    protected static TenantState NewTenant(string id) =>
        new(TenantId.Parse(id), "Acme", TenantEnvironment.Development, new TenantSettings(), 1, 0, 0, null, Now);

    protected static Revision NewRevision(TenantId tenant, int number, byte[]? config = null) => new(
        tenant, number, "smtp", "hash-" + number, """{"host":"mail.example"}""", config ?? [1, 2, 3], [UsageType.SignIn.ToString()], "a comment", Now, "tester");

    protected async Task<TenantState> AddTenantAsync(string id)
    {
        var tenant = NewTenant(id);
        Assert.True(await Tenants.TryWriteAsync(new TenantChange(0, tenant, Entry(tenant.Id, "tenant.created")), Token));
        return tenant;
    }

    protected static TemplateVersion NewTemplate(TenantId tenant, int number = 1, string locale = "en", string? subject = "Your code") => new(
        tenant, UsageType.SignIn, locale, number, subject is null ? null : "hash-of-" + subject, Now, "tester", subject is null ? null : new TemplateSource(subject, Text: "{{code}}"));

    /// <summary>Adds a revision and activates it, or deletes the connector.</summary>
    protected async Task<TenantState> ActivateAsync(TenantState state, QueuePolicy queued = QueuePolicy.Move, bool delete = false)
    {
        var number = state.LastRevision + 1;
        var next = state with
        {
            Version = state.Version + 1,
            Epoch = state.Epoch + 1,
            LastRevision = delete ? state.LastRevision : number,
            ActiveRevision = delete ? null : number,
        };
        var change = new TenantChange(
            state.Version,
            next,
            Entry(state.Id, "connector.activated"),
            delete ? null : NewRevision(state.Id, number),
            new Activation(state.Id, next.Epoch, next.ActiveRevision, state.ActiveRevision, queued, Now, "tester"));
        Assert.True(await Tenants.TryWriteAsync(change, Token));
        return next;
    }
}
