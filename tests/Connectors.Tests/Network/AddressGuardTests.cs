using System.Net;

namespace EmailPlatform.Connectors.Network;

public sealed class AddressGuardTests
{
    public static TheoryData<string> Special =>
    [
        // IPv4, first and last of each block
        "0.0.0.0", "0.255.255.255", "10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255", "127.0.0.1", "127.255.255.255",
        "169.254.0.1", "169.254.169.254", "169.254.170.2", "169.254.255.255", "172.16.0.0", "172.31.255.255", "192.0.0.1", "192.0.0.192",
        "192.0.2.1", "192.88.99.1", "192.168.0.0", "192.168.255.255", "198.18.0.0", "198.19.255.255", "198.51.100.7", "203.0.113.255",
        "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.254", "255.255.255.255", "100.100.100.200", "168.63.129.16",
        // IPv6
        "::", "::1", "::7f00:1", "::808:808", "::ffff:0:808:808", "64:ff9b::808:808", "64:ff9b::a00:1", "64:ff9b:1::1", "100::1", "100:0:0:1::1",
        "2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:2::1", "2001:10::1", "2001:2f:ffff::1", "2001:1ff::1", "2001:db8::1", "2002:7f00:1::1",
        "2002:808:808::1", "3fff::1", "3fff:fff::1", "4000::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fd20:ce::254", "fdff:ffff::1", "fe80::1",
        "fe80::1%1", "febf::1", "fec0::1", "feff::1", "ff02::1", "200::1",
        // IPv4 inside IPv6: judged as what it is
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::ffff:0.0.0.0", "::ffff:100.64.0.1",
    ];

    public static TheoryData<string> Ordinary =>
    [
        "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0", "169.253.255.255",
        "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255",
        "2001:200::1", "2001:4860:4860::8888", "2003::1", "2606:4700::1111", "2a00:1450:4001::1", "3ffe::1", "::ffff:8.8.8.8",
    ];

    [Theory]
    [MemberData(nameof(Special))]
    public void Judge_SpecialPurposeAddress_IsRefusedWithWords(string address)
    {
        var verdict = new AddressGuard(new NetworkOptions()).Judge(IPAddress.Parse(address), 587, NetworkPurpose.Mail);

        Assert.False(verdict.IsAllowed);
        Assert.False(string.IsNullOrWhiteSpace(verdict.Refusal));
    }

    [Theory]
    [MemberData(nameof(Ordinary))]
    public void Judge_OrdinaryAddress_IsAllowed(string address)
    {
        var guard = new AddressGuard(new NetworkOptions());

        Assert.True(guard.Judge(IPAddress.Parse(address), 587, NetworkPurpose.Mail).IsAllowed);
        Assert.True(guard.Judge(IPAddress.Parse(address), 443, NetworkPurpose.Http).IsAllowed);
    }

    [Theory]
    [InlineData("127.0.0.1", "loopback")]
    [InlineData("::ffff:10.1.2.3", "private")]
    [InlineData("169.254.169.254", "metadata")]
    [InlineData("fd00:ec2::254", "metadata")]
    [InlineData("fd12::1", "unique local")]
    [InlineData("2002::1", "6to4")]
    [InlineData("2001:0:1::1", "Teredo")]
    [InlineData("64:ff9b::1.2.3.4", "NAT64")]
    [InlineData("255.255.255.255", "broadcast")]
    public void Judge_SpecialPurposeAddress_IsNamed(string address, string word)
    {
        var verdict = new AddressGuard(new NetworkOptions()).Judge(IPAddress.Parse(address), 25, NetworkPurpose.Mail);

        Assert.Contains(word, verdict.Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(25), InlineData(80), InlineData(465), InlineData(587), InlineData(2465), InlineData(2525), InlineData(2587)]
    public void Judge_MailPort_IsForMail(int port)
    {
        var guard = new AddressGuard(new NetworkOptions());

        Assert.True(guard.Judge(IPAddress.Parse("8.8.8.8"), port, NetworkPurpose.Mail).IsAllowed);
        Assert.Equal(port == 80, guard.Judge(IPAddress.Parse("8.8.8.8"), port, NetworkPurpose.Http).IsAllowed);
    }

    [Theory]
    [InlineData(NetworkPurpose.Mail, 443), InlineData(NetworkPurpose.Mail, 22), InlineData(NetworkPurpose.Mail, 6379)]
    [InlineData(NetworkPurpose.Http, 25), InlineData(NetworkPurpose.Http, 5432), InlineData(NetworkPurpose.Http, 8080)]
    public void Judge_OtherPort_IsRefusedWithTheOnesThatWork(NetworkPurpose purpose, int port)
    {
        var options = new NetworkOptions { AllowLoopback = true };

        var verdict = new AddressGuard(options).Judge(IPAddress.Parse("8.8.8.8"), port, purpose);

        Assert.Contains(purpose == NetworkPurpose.Mail ? "2587" : "443", verdict.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_LoopbackAllowed_AllowsAnyPortThereAndNothingElse()
    {
        var guard = new AddressGuard(new NetworkOptions { AllowLoopback = true });

        Assert.True(guard.Judge(IPAddress.Loopback, 12345, NetworkPurpose.Mail).IsAllowed);
        Assert.True(guard.Judge(IPAddress.IPv6Loopback, 12345, NetworkPurpose.Http).IsAllowed);
        Assert.True(guard.Judge(IPAddress.Parse("::ffff:127.0.0.1"), 12345, NetworkPurpose.Http).IsAllowed);
        Assert.False(guard.Judge(IPAddress.Parse("10.0.0.1"), 587, NetworkPurpose.Mail).IsAllowed);
        Assert.False(guard.Judge(IPAddress.Any, 587, NetworkPurpose.Mail).IsAllowed);
    }

    [Theory]
    [InlineData("10.0.0.1", true), InlineData("fd12::1", true), InlineData("127.0.0.1", true), InlineData("100.64.0.1", true)]
    [InlineData("169.254.1.1", true), InlineData("8.8.8.8", true)]
    [InlineData("0.0.0.0", false), InlineData("::", false), InlineData("169.254.169.254", false), InlineData("fd00:ec2::254", false)]
    [InlineData("224.0.0.1", false), InlineData("64:ff9b::a00:1", false), InlineData("2002:a00:1::", false)]
    public void Judge_PrivateAllowed_AllowsAnyPortButNoMetadataAndNoTunnels(string address, bool allowed)
    {
        var guard = new AddressGuard(new NetworkOptions { AllowPrivateAddresses = true });

        Assert.Equal(allowed, guard.Judge(IPAddress.Parse(address), 12345, NetworkPurpose.Mail).IsAllowed);
    }

    [Theory]
    [InlineData("10.0.0.5:5432", "10.0.0.5", 5432)]
    [InlineData("10.0.0.5:5432", "::ffff:10.0.0.5", 5432)]
    [InlineData("[::ffff:10.0.0.5]:5432", "10.0.0.5", 5432)]
    [InlineData("[::1]:5080", "::1", 5080)]
    [InlineData("[fd00::5]:5432", "fd00::5%7", 5432)]
    [InlineData("[fd00::5%7]:5432", "fd00::5", 5432)]
    [InlineData("*:5080", "::1%1", 5080)]
    [InlineData("*:5080", "127.0.0.1", 5080)]
    [InlineData("+:5080", "127.1.2.3", 5080)]
    [InlineData("0.0.0.0:5080", "::1", 5080)]
    [InlineData("[::]:5080", "127.0.0.1", 5080)]
    public void Judge_DeniedEndpoint_IsRefusedWhateverElseIsAllowed(string denied, string address, int port)
    {
        var options = new NetworkOptions { AllowPrivateAddresses = true, AllowLoopback = true };
        options.DeniedEndpoints.Add(denied);
        var guard = new AddressGuard(options);

        Assert.Contains("own", guard.Judge(IPAddress.Parse(address), port, NetworkPurpose.Mail).Refusal, StringComparison.Ordinal);
        Assert.True(guard.Judge(IPAddress.Parse(address), port + 1, NetworkPurpose.Mail).IsAllowed);
    }

    [Theory]
    [InlineData("db"), InlineData(":5432"), InlineData("db:0"), InlineData("db:70000"), InlineData("a b:25")]
    public void DeniedEndpoints_NotHostAndPort_StopsTheStart(string denied)
    {
        var options = new NetworkOptions();
        options.DeniedEndpoints.Add(denied);

        Assert.Throws<FormatException>(() => new AddressGuard(options));
    }
}
