using System.Collections.Concurrent;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Tenants;
using Microsoft.Extensions.Options;

namespace EmailPlatform.Platform.Templates.Stored;

/// <summary>Compiled templates of tenants on this node: each version compiled once however many ask, a bounded amount of them.</summary>
public sealed class TemplateCache(ITemplateStore store, TimeProvider time, IOptions<TemplateCacheOptions> options)
{
    // What one costs besides its text.
    private const int Overhead = 1024;

    private readonly ConcurrentDictionary<Key, Slot> _slots = new();
    private long _characters;
    private int _evicting;

    /// <summary>How many are kept.</summary>
    public int Count => _slots.Count;

    /// <summary>The compiled form of a template that a tenant's index names; <c>null</c> when the index is so old that the version is not kept any more.</summary>
    /// <exception cref="Storage.StoreUnavailableException">It is not here and cannot be read.</exception>
    public async ValueTask<Template?> GetAsync(TenantId tenant, TemplateEntry entry, CancellationToken cancellationToken)
    {
        var key = new Key(tenant, entry.UsageType, entry.Locale, entry.Version);
        var slot = _slots.GetOrAdd(key, static (key, self) => new Slot(slot => self.LoadAsync(key, slot)), this);
        Template? found = null;
        try
        {
            // Shared by all who ask: one caller's going away does not end it.
            found = await slot.Loading.WaitAsync(cancellationToken);
        }
        finally
        {
            if (found is null && slot.Loading.IsCompleted)
            {
                _slots.TryRemove(KeyValuePair.Create(key, slot));
            }
        }

        slot.UsedAt = time.GetTimestamp();
        return found;
    }

    /// <summary>Keeps one that was compiled when it was saved.</summary>
    internal void Put(TemplateVersion version, TemplateSource source, Template template)
    {
        var slot = new Slot(_ => Task.FromResult<Template?>(template)) { UsedAt = time.GetTimestamp() };
        if (_slots.TryAdd(new Key(version.Tenant, version.UsageType, version.Locale, version.Number), slot))
        {
            Weigh(slot, source);
        }
    }

    private async Task<Template?> LoadAsync(Key key, Slot slot)
    {
        var version = await store.FindAsync(key.Tenant, key.UsageType, key.Locale, key.Version, CancellationToken.None);
        if (version?.Source is not { } source)
        {
            return null;
        }

        if (!Template.TryCompile(source, out var template, out _))
        {
            throw new InvalidOperationException($"Version {key.Version} of the template {key.UsageType}/{key.Locale} of tenant {key.Tenant} was saved, but does not compile.");
        }

        slot.UsedAt = time.GetTimestamp();
        Weigh(slot, source);
        return template;
    }

    private void Weigh(Slot slot, TemplateSource source)
    {
        slot.Size = Overhead + source.Subject.Length + (source.Html?.Length ?? 0) + (source.Text?.Length ?? 0);
        if (Interlocked.Add(ref _characters, slot.Size) > options.Value.MostCharacters && Interlocked.Exchange(ref _evicting, 1) == 0)
        {
            Evict();
            Volatile.Write(ref _evicting, 0);
        }
    }

    /// <summary>An eighth at once, so that the search for the oldest is rare.</summary>
    private void Evict()
    {
        var surplus = Volatile.Read(ref _characters) - (options.Value.MostCharacters / 8 * 7);
        foreach (var pair in _slots.Where(pair => pair.Value.Size > 0).OrderBy(pair => pair.Value.UsedAt).ToList())
        {
            if (surplus > 0 && _slots.TryRemove(pair))
            {
                surplus -= pair.Value.Size;
                Interlocked.Add(ref _characters, -pair.Value.Size);
            }
        }
    }

    private readonly record struct Key(TenantId Tenant, UsageType UsageType, string Locale, int Version);

    private sealed class Slot
    {
        private readonly Lazy<Task<Template?>> _loading;
        private long _usedAt;
        private int _size;

        public Slot(Func<Slot, Task<Template?>> load) => _loading = new Lazy<Task<Template?>>(() => load(this));

        public Task<Template?> Loading => _loading.Value;

        public long UsedAt
        {
            get => Volatile.Read(ref _usedAt);
            set => Volatile.Write(ref _usedAt, value);
        }

        /// <summary>0 until it is loaded.</summary>
        public int Size
        {
            get => Volatile.Read(ref _size);
            set => Volatile.Write(ref _size, value);
        }
    }
}
