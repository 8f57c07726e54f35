using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace EmailPlatform.Connectors;

/// <summary>Every connector type there is, found by looking: adding one means adding its folder.</summary>
public sealed class ConnectorCatalog
{
    private readonly FrozenDictionary<string, IConnector> _byId;

    /// <exception cref="InvalidOperationException">Two connectors claim one id.</exception>
    public ConnectorCatalog(IEnumerable<IConnector> connectors)
    {
        All = [.. connectors.OrderBy(connector => connector.Description.Type, StringComparer.Ordinal)];
        var ids = All.SelectMany(connector => connector.Description.Aliases.Prepend(connector.Description.Type), (connector, id) => (Id: id, Connector: connector)).ToList();
        if (ids.GroupBy(id => id.Id, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } clash)
        {
            throw new InvalidOperationException($"Connectors {string.Join(" and ", clash.Select(id => id.Connector.GetType().Name))} both claim the id {clash.Key}.");
        }

        _byId = ids.ToFrozenDictionary(id => id.Id, id => id.Connector, StringComparer.Ordinal);
    }

    /// <summary>By type, in alphabetical order.</summary>
    public IReadOnlyList<IConnector> All { get; }

    /// <summary>The connectors of this assembly and of those named besides.</summary>
    public static ConnectorCatalog Scan(params IEnumerable<Assembly> others) => new(others
        .Prepend(typeof(ConnectorCatalog).Assembly)
        .Distinct()
        .SelectMany(assembly => assembly.GetTypes())
        .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IConnector)))
        .Select(type => Activator.CreateInstance(type) as IConnector
            ?? throw new InvalidOperationException($"{type} cannot be made.")));

    /// <summary>Finds a connector by its type or one of its aliases; case matters.</summary>
    public bool TryFind(string id, [NotNullWhen(true)] out IConnector? connector) => _byId.TryGetValue(id, out connector);
}
