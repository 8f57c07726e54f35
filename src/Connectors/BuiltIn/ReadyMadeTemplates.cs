namespace EmailPlatform.Connectors.BuiltIn;

/// <summary>The built-in service's templates as a start for templates of one's own.</summary>
public static class ReadyMadeTemplates
{
    /// <summary>Every usage in every language; <c>{{senderName}}</c> and <c>{{companyInformation}}</c> stand for whoever takes one over.</summary>
    public static IReadOnlyList<ConnectorTemplate> All => BuiltInTemplates.With(logo: false);
}
