namespace EmailPlatform.Platform.Tenants;

/// <summary>A user flow of the application that needs email.</summary>
public enum Flow
{
    SignUp,
    SignIn,
    ForgotPassword,
    Mfa,
    Account,
    Invitation,
}
