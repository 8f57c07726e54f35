namespace EmailPlatform.Server.Commands;

/// <summary>What the program can do.</summary>
internal enum CommandKind
{
    Serve,

    /// <summary>Brings all data under the current encryption key.</summary>
    Reencrypt,

    /// <summary>Brings a PostgreSQL database to this version's schema.</summary>
    Migrate,

    /// <summary>Brings everything from one store to the other.</summary>
    Copy,
}
