using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;

namespace EmailPlatform.Storage.Postgres;

/// <summary>Several nodes on one database, each with connections of its own; the tests' own store is one of them.</summary>
public sealed class SeveralNodesHome(int count) : StoreHome
{
    private readonly PostgresHome _home = new();
    private readonly ConcurrentBag<ServiceProvider> _others = [];

    private ServiceProvider[] _nodes = [];
    private int _next;

    /// <summary>A store of one node after the other: each call meets another node than the one before.</summary>
    public T Turn<T>()
        where T : notnull => _nodes[(uint)Interlocked.Increment(ref _next) % _nodes.Length].GetRequiredService<T>();

    /// <summary>What a statement answers that is run from outside.</summary>
    public Task<string> AskAsync(string sql) => _home.Server.Run(sql, _home.Database, TestContext.Current.CancellationToken);

    public override async Task<ServiceProvider> OpenAsync()
    {
        var own = await _home.OpenAsync();
        for (var i = 1; i < count; i++)
        {
            _others.Add(await _home.OpenAsync());
        }

        _nodes = [own, .. _others];
        return own;
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var node in _others)
        {
            await node.DisposeAsync();
        }

        await _home.DisposeAsync();
    }
}
