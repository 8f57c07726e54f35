namespace EmailPlatform.Connectors.AliyunDirectMail;

/// <summary>A region's name on the wire and its host; the first region's has no name in it.</summary>
internal static class AliyunRegions
{
    public static string Name(this AliyunRegion region) => region switch
    {
        AliyunRegion.CnHangzhou => "cn-hangzhou",
        AliyunRegion.ApSoutheast1 => "ap-southeast-1",
        AliyunRegion.ApSoutheast2 => "ap-southeast-2",
        AliyunRegion.EuCentral1 => "eu-central-1",
        AliyunRegion.UsEast1 => "us-east-1",
        _ => throw new InvalidOperationException($"A region without a name: {region}."),
    };

    public static Uri Endpoint(this AliyunRegion region) => region == AliyunRegion.CnHangzhou
        ? new Uri("https://dm.aliyuncs.com")
        : new Uri($"https://dm.{region.Name()}.aliyuncs.com");
}
