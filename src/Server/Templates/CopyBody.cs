namespace EmailPlatform.Server.Templates;

/// <summary>The words to put into a ready-made template.</summary>
/// <param name="SenderName">The tenant's name when absent.</param>
/// <param name="CompanyInformation">Small below the content.</param>
internal sealed record CopyBody(string? SenderName = null, string? CompanyInformation = null);
