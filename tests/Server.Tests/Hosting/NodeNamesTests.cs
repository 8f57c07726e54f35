namespace EmailPlatform.Server.Hosting;

public sealed class NodeNamesTests
{
    [Theory]
    [InlineData("mail-1", "mail-1")]
    [InlineData("A.b_c-9", "A.b_c-9")]
    [InlineData(null, "host.example-5080")]
    public void Name_IsTheOperators_OrMadeOfMachineAndPort(string? configured, string expected) =>
        Assert.Equal(expected, NodeNames.Of(configured, "host.example", 5080));

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("ü")]
    [InlineData("line\n")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public void Name_ThatIsNone_IsRefused(string configured) =>
        Assert.Throws<FormatException>(() => NodeNames.Of(configured, "host", 5080));

    [Fact]
    public void Machine_WithALongOrOddName_MakesANameThatIsOne()
    {
        var name = NodeNames.Of(null, new string('ä', 100), 65535);

        Assert.Equal(new string('-', 58) + "-65535", name);
        Assert.Equal(name, NodeNames.Of(name, "", 0));
    }
}
