using EmailPlatform.Connectors;
using EmailPlatform.Platform.Audit;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Keys;

/// <summary>Who is calling, and the keys by which that is known.</summary>
public sealed class KeyService(IKeyStore store, TenantDirectory tenants, KeyUses uses, TimeProvider time)
{
    /// <summary>Keys of one tenant at a time.</summary>
    public const int MostKeys = 100;

    private readonly KeyCache _cache = new(store, time);

    // So that a hundred at once do not make more keys than a tenant may have.
    private readonly SemaphoreSlim _adding = new(1);

    /// <summary>Who holds this key; <c>null</c> when it is no key, revoked or expired.</summary>
    /// <param name="address">Where the request came from.</param>
    public async ValueTask<Caller?> AuthenticateAsync(string key, string? address, CancellationToken cancellationToken)
    {
        if (key.Length is 0 or > ApiKeyText.MaxLength
            || await _cache.FindAsync(ApiKeyText.Hash(key), cancellationToken) is not { } found
            || found.ExpiresAt <= time.GetUtcNow())
        {
            return null;
        }

        uses.Note(found.Id, address);
        return CallerOf(found, address);
    }

    /// <summary>Makes an admin key; the caller is an admin.</summary>
    public async Task<Result<CreatedKey>> CreateAdminKeyAsync(NewKey request, Caller by, CancellationToken cancellationToken)
    {
        if (!by.IsAdmin)
        {
            return new Problem(ProblemCode.Forbidden, "Only admins make admin keys.");
        }

        var problems = KeyRules.Check(request, isAdmin: true, time.GetUtcNow());
        if (problems.Count > 0)
        {
            return Problem.Invalid(problems);
        }

        return KeyRules.Exceeds(request, by) ?? await AddAsync(request, true, [], by, cancellationToken);
    }

    /// <summary>Makes a key of one tenant, or of several when an admin asks.</summary>
    public async Task<Result<CreatedKey>> CreateTenantKeyAsync(IReadOnlyList<TenantId> of, NewKey request, Caller by, CancellationToken cancellationToken)
    {
        var distinct = of.Distinct().ToList();
        if (!by.IsAdmin && (distinct.Count != 1 || !by.Can(Scope.Keys, distinct[0])))
        {
            return new Problem(ProblemCode.Forbidden, "A key of several tenants, or of another one, is made by an admin.");
        }

        var problems = KeyRules.Check(request, isAdmin: false, time.GetUtcNow());
        if (problems.Count > 0)
        {
            return Problem.Invalid(problems);
        }

        if (KeyRules.Exceeds(request, by) is { } exceeds)
        {
            return exceeds;
        }

        await _adding.WaitAsync(cancellationToken);
        try
        {
            foreach (var tenant in distinct)
            {
                if (await tenants.SnapshotAsync(tenant, cancellationToken) is null)
                {
                    return Problem.NotFound($"There is no tenant {tenant}.");
                }

                if ((await store.ListAsync(tenant, null, MostKeys, cancellationToken)).Count >= MostKeys)
                {
                    return Problem.WrongState($"Tenant {tenant} has {MostKeys} keys already. Revoke one first.");
                }
            }

            return await AddAsync(request, false, distinct, by, cancellationToken);
        }
        finally
        {
            _adding.Release();
        }
    }

    /// <summary>Keys not revoked, in order of creation, after the id given: a tenant's, or the admin keys.</summary>
    public async Task<IReadOnlyList<ApiKey>> ListAsync(TenantId? tenant, string? after, int limit, CancellationToken cancellationToken)
    {
        await uses.FlushAsync(cancellationToken);
        return await store.ListAsync(tenant, after, limit, cancellationToken);
    }

    /// <summary>Revokes a tenant's key, or an admin key when <paramref name="tenant"/> is <c>null</c>; at once here, within a second elsewhere.</summary>
    public async Task<Result<ApiKey>> RevokeAsync(TenantId? tenant, string id, Caller by, CancellationToken cancellationToken)
    {
        var key = await store.FindAsync(id, cancellationToken);
        if (key is null || key.RevokedAt is not null || key.IsAdmin != tenant is null || (tenant is { } of && !key.Tenants.Contains(of)))
        {
            return Problem.NotFound($"There is no key {id}.");
        }

        if (!by.IsAdmin && (key.IsAdmin || !key.Tenants.All(other => by.Can(Scope.Keys, other))))
        {
            return new Problem(ProblemCode.Forbidden, "This key belongs to other tenants too: an admin revokes it.");
        }

        var now = time.GetUtcNow();
        if (!await store.RevokeAsync(id, now, KeyAudit.Of("key.revoked", key, tenant, by.Actor, now), cancellationToken))
        {
            return Problem.NotFound($"There is no key {id}.");
        }

        await ChangedAsync(key.Tenants, cancellationToken);
        return key with { RevokedAt = now };
    }

    private async Task<Result<CreatedKey>> AddAsync(NewKey request, bool isAdmin, IReadOnlyList<TenantId> of, Caller by, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var text = request.Hash is null ? ApiKeyText.New(isAdmin) : null;
        var key = new ApiKey(
            Guid.CreateVersion7(now).ToString("N"),
            request.Name ?? "",
            isAdmin,
            of,
            text is null ? request.Hash ?? "" : ApiKeyText.Hash(text),
            text is null ? "" : ApiKeyText.Prefix(text),
            isAdmin ? [] : [.. (request.Scopes ?? []).Distinct(StringComparer.Ordinal)],
            now,
            by.Actor.Name,
            request.ExpiresAt);
        if (!await store.TryAddAsync(key, KeyAudit.Of("key.created", key, of.Count == 1 ? of[0] : null, by.Actor, now), cancellationToken))
        {
            return Problem.Invalid("hash", "invalid_value", "This key is or was in use.");
        }

        await ChangedAsync(of, cancellationToken);
        return new CreatedKey(key, text is null ? null : new Secret(text));
    }

    /// <summary>The store counted the tenants' versions up: what this node remembers of them is stale.</summary>
    private async Task ChangedAsync(IReadOnlyList<TenantId> of, CancellationToken cancellationToken)
    {
        _cache.Forget();
        foreach (var tenant in of)
        {
            await tenants.RefreshAsync(tenant, cancellationToken);
        }
    }

    private static Caller CallerOf(ApiKey key, string? address)
    {
        var scopes = new HashSet<Scope>();
        foreach (var name in key.Scopes)
        {
            if (Scope.TryParse(name, out var scope))
            {
                scopes.Add(scope);
            }
        }

        return new Caller(new Actor(key.Id, key.Name, address), key.IsAdmin, scopes, key.Tenants.ToHashSet(), key.ExpiresAt);
    }
}
