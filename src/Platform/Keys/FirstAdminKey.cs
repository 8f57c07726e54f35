using System.Text;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Encryption;
using EmailPlatform.Platform.Storage;

namespace EmailPlatform.Platform.Keys;

/// <summary>Gives a new installation the key that everything else is set up with.</summary>
public sealed class FirstAdminKey(IKeyStore keys, IPlatformStore store, KeyRing ring, TimeProvider time)
{
    private const string Name = "first-admin-key";
    private const int ShortestConfigured = 24;

    /// <summary>
    /// Takes over the configured key, or makes one when none was ever shown here. Returns the key that was made, to be shown
    /// and then noted as shown (<see cref="NoteShownAsync"/>); <c>null</c> when nothing needs showing.
    /// </summary>
    /// <exception cref="StoreOpeningException">The configured key cannot be used; says why and what to do.</exception>
    public async Task<Secret?> EnsureAsync(string? configured, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrWhiteSpace(configured))
        {
            await TakeOverAsync(configured.Trim(), cancellationToken);
            return null;
        }

        if (await store.ReadValueAsync(Name, cancellationToken) is not null)
        {
            return null;
        }

        var text = ApiKeyText.New(isAdmin: true);
        await AddAsync(text, "first admin key", cancellationToken);
        return new Secret(text);
    }

    /// <summary>Notes that somebody has seen the key. A crash before makes one key too many at the next start, never none.</summary>
    public Task NoteShownAsync(CancellationToken cancellationToken) =>
        store.ReadOrAddValueAsync(Name, ring.Seal(Encoding.ASCII.GetBytes("made"), SealedContext.Value(Name)), cancellationToken);

    private async Task TakeOverAsync(string configured, CancellationToken cancellationToken)
    {
        if (configured.Length is < ShortestConfigured or > ApiKeyText.MaxLength)
        {
            throw new StoreOpeningException(
                $"The configured admin key must have {ShortestConfigured} to {ApiKeyText.MaxLength} characters. Make one, for example, with: openssl rand -hex 32");
        }

        var there = await keys.FindByHashAsync(ApiKeyText.Hash(configured), cancellationToken);
        if (there is null && !await AddAsync(configured, "configured admin key", cancellationToken)
            && await keys.FindByHashAsync(ApiKeyText.Hash(configured), cancellationToken) is null)
        {
            throw new StoreOpeningException("The configured admin key was revoked, and a revoked key is never good again. Configure another one.");
        }

        await NoteShownAsync(cancellationToken);
    }

    private Task<bool> AddAsync(string text, string name, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var key = new ApiKey(
            Guid.CreateVersion7(now).ToString("N"), name, true, [], ApiKeyText.Hash(text), ApiKeyText.Prefix(text), [], now, Actor.System.Name);
        return keys.TryAddAsync(key, KeyAudit.Of("key.created", key, null, Actor.System, now), cancellationToken);
    }
}
