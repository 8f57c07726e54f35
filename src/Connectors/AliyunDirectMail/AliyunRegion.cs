using System.Text.Json.Serialization;

namespace EmailPlatform.Connectors.AliyunDirectMail;

internal enum AliyunRegion
{
    [JsonStringEnumMemberName("cn-hangzhou")]
    CnHangzhou,

    [JsonStringEnumMemberName("ap-southeast-1")]
    ApSoutheast1,

    [JsonStringEnumMemberName("ap-southeast-2")]
    ApSoutheast2,

    [JsonStringEnumMemberName("eu-central-1")]
    EuCentral1,

    [JsonStringEnumMemberName("us-east-1")]
    UsEast1,
}
