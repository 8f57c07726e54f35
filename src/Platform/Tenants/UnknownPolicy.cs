namespace EmailPlatform.Platform.Tenants;

/// <summary>What to do with a message of which nobody can tell whether the provider took it.</summary>
public enum UnknownPolicy
{
    /// <summary>Send it again with the same Message-ID: a second copy of a code does less harm than none.</summary>
    Resend,

    /// <summary>Leave it as <c>unknown</c> until somebody decides.</summary>
    Ask,

    /// <summary>Close it as failed.</summary>
    GiveUp,
}
