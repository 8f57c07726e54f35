using System.Buffers;
using System.Text;

namespace EmailPlatform.Connectors.Smtp.Protocol;

public sealed class ContentTraitsTests
{
    [Theory]
    [InlineData("a\r\nb\r\n", false)]
    [InlineData("no line end", false)]
    [InlineData("a\nb\r\n", true)]
    [InlineData("a\rb\r\n", true)]
    [InlineData("a\r\r\n", true)]
    [InlineData("a\n\r\n", true)]
    [InlineData("a\r", true)]
    [InlineData("\n.\r\n", true)]
    public void Of_CutAnywhere_FindsBareLineBreaks(string content, bool bare)
    {
        var bytes = Encoding.ASCII.GetBytes(content);
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            Assert.Equal(new ContentTraits(false, bare), ContentTraits.Of(Split(bytes, cut)));
        }
    }

    [Fact]
    public void Of_OctetOver127_IsEightBit() =>
        Assert.True(ContentTraits.Of(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes("ä\r\n"))).EightBit);

    private static ReadOnlySequence<byte> Split(byte[] bytes, int cut)
    {
        var second = new Segment(bytes.AsMemory(cut), cut, null);
        return new ReadOnlySequence<byte>(new Segment(bytes.AsMemory(0, cut), 0, second), 0, second, bytes.Length - cut);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, long index, Segment? next)
        {
            Memory = memory;
            RunningIndex = index;
            Next = next;
        }
    }
}
