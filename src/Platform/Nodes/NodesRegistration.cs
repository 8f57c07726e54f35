using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace EmailPlatform.Platform.Nodes;

/// <summary>Puts together what makes this process a node among others.</summary>
public static class NodesRegistration
{
    /// <summary>Needs an <see cref="INodeStore"/>; before what delivers, which holds rows under this node's lease from its start on.</summary>
    public static IServiceCollection AddNode(this IServiceCollection services, NodeProfile profile) => services
        .AddSingleton(profile)
        .AddSingleton<NodeLife>()
        .AddSingleton<Heart>()
        .AddSingleton<Takeover>()
        .AddSingleton<IHostedService, NodeService>();
}
