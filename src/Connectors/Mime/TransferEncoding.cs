namespace EmailPlatform.Connectors.Mime;

internal enum TransferEncoding
{
    SevenBit,
    QuotedPrintable,
    Base64,
}
