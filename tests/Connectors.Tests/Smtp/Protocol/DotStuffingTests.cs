using System.Buffers;
using System.Text;

namespace EmailPlatform.Connectors.Smtp.Protocol;

public sealed class DotStuffingTests
{
    [Theory]
    [InlineData("", ".\r\n")]
    [InlineData("a", "a\r\n.\r\n")]
    [InlineData("a\r\n", "a\r\n.\r\n")]
    [InlineData(".", "..\r\n.\r\n")]
    [InlineData(".\r\n", "..\r\n.\r\n")]
    [InlineData("a\r\n.\r\nb\r\n", "a\r\n..\r\nb\r\n.\r\n")]
    [InlineData("\r\n.\r\n.\r\n..\r\n", "\r\n..\r\n..\r\n...\r\n.\r\n")]
    [InlineData("a.b.c\r\nhttps://a.b/.c\r\n.x", "a.b.c\r\nhttps://a.b/.c\r\n..x\r\n.\r\n")]
    public void Write_CutAnywhere_DoublesLeadingDotsOnly(string content, string expected)
    {
        var bytes = Encoding.ASCII.GetBytes(content);
        for (var first = 0; first <= bytes.Length; first++)
        {
            for (var second = first; second <= bytes.Length; second++)
            {
                var output = new ArrayBufferWriter<byte>();
                var stuffing = new DotStuffing();
                stuffing.Write(bytes.AsSpan(0, first), output);
                stuffing.Write(bytes.AsSpan(first, second - first), output);
                stuffing.Write(bytes.AsSpan(second), output);
                stuffing.End(output);

                Assert.Equal(expected, Encoding.ASCII.GetString(output.WrittenSpan));
            }
        }
    }
}
