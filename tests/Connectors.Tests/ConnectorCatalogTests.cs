using EmailPlatform.Connectors.Pretend;

namespace EmailPlatform.Connectors;

public sealed class ConnectorCatalogTests
{
    [Fact]
    public void Scan_ConnectorInAFolderOfAnotherAssembly_IsFoundWithGuideAndLogo()
    {
        var catalog = ConnectorCatalog.Scan(typeof(PretendConnector).Assembly);

        Assert.True(catalog.TryFind("pretend", out var connector));
        Assert.True(catalog.TryFind("make-believe", out var alias));
        Assert.Same(connector, alias);
        Assert.StartsWith("# Pretend", connector.Guide, StringComparison.Ordinal);
        Assert.StartsWith("<svg", connector.Logo, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Pretend")]
    [InlineData("")]
    [InlineData("make_believe")]
    public void TryFind_AnythingElse_FindsNothing(string id) =>
        Assert.False(ConnectorCatalog.Scan(typeof(PretendConnector).Assembly).TryFind(id, out _));

    [Fact]
    public void Catalog_TwoConnectorsWithOneId_DoesNotStart()
    {
        var clash = Assert.Throws<InvalidOperationException>(() => new ConnectorCatalog([new PretendConnector(), new PretendConnector()]));

        Assert.Contains("pretend", clash.Message, StringComparison.Ordinal);
    }
}
