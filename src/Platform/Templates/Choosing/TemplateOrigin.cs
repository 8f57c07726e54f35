namespace EmailPlatform.Platform.Templates.Choosing;

/// <summary>Where the template of a mail comes from.</summary>
public enum TemplateOrigin
{
    /// <summary>Nowhere: nothing serves the usage.</summary>
    None,

    /// <summary>The provider or the receiver has it.</summary>
    Provider,

    /// <summary>It is one of the tenant's own.</summary>
    Tenant,

    /// <summary>It stands in the connector's configuration.</summary>
    Connector,
}
