namespace EmailPlatform.TestKit.Http;

/// <summary>How a scripted server goes on after what it says.</summary>
public enum HttpAnswerKind
{
    Keep,
    Hold,
    Close,
    Reset,
    ReadNoBody,
    ResetAtHead,
}
