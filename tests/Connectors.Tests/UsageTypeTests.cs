using System.Text.Json;

namespace EmailPlatform.Connectors;

public sealed class UsageTypeTests
{
    [Fact]
    public void All_EveryUsage_ParsesBackFromItsName()
    {
        Assert.Equal(9, UsageType.All.Count);
        Assert.All(UsageType.All, usage => Assert.Equal(usage, UsageType.Parse(usage.ToString())));
        Assert.Equal(9, UsageType.All.Select(usage => usage.ToString()).Distinct().Count());
    }

    [Theory]
    [InlineData("signin")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("Test")]
    [InlineData(" SignIn")]
    public void TryParse_UnknownName_IsRefused(string? text)
    {
        Assert.False(UsageType.TryParse(text, out _));
    }

    [Fact]
    public void HasCode_AllButGenericAndInvitation_IsTrue()
    {
        Assert.Equal([UsageType.Generic, UsageType.OrganizationInvitation], UsageType.All.Where(usage => !usage.HasCode));
    }

    [Fact]
    public void Default_IsGeneric()
    {
        Assert.Equal(UsageType.Generic, default);
        Assert.Equal("Generic", default(UsageType).ToString());
    }

    [Fact]
    public void Json_ValueAndMemberName_RoundTrip()
    {
        var usages = new Dictionary<UsageType, UsageType> { [UsageType.SignIn] = UsageType.BindMfa };
        var json = JsonSerializer.Serialize(usages);
        Assert.Equal("""{"SignIn":"BindMfa"}""", json);
        Assert.Equal(usages, JsonSerializer.Deserialize<Dictionary<UsageType, UsageType>>(json));
    }

    [Theory]
    [InlineData("\"Other\"")]
    [InlineData("1")]
    [InlineData("null")]
    public void Json_NotAUsage_IsAJsonError(string json)
    {
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<UsageType>(json));
    }
}
