namespace EmailPlatform.Connectors.HttpCalls;

/// <summary>
/// How long a call may take; connecting has the bounds of <see cref="Network.NetworkOptions"/>. The attempt's own deadline
/// comes on top: these only see to it that an attempt with a longer one ends as well.
/// </summary>
/// <param name="Answer">From the end of the request to the head of the answer. Ending early makes a message unknown that is only slow.</param>
/// <param name="Call">All of it.</param>
internal sealed record CallTimeouts(TimeSpan Answer, TimeSpan Call)
{
    public static CallTimeouts Default { get; } = new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60));
}
