namespace EmailPlatform.Connectors.Mime;

/// <param name="Whole">Name, colon and folded value, without the last line end.</param>
internal readonly record struct HeaderField(Range Name, Range Whole);
