using EmailPlatform.Connectors;

namespace EmailPlatform.Platform.BuiltIn;

/// <summary>What the operator's provider answers stays the operator's; whose fault it is, the tenant may know.</summary>
public sealed class DiscretionTests
{
    private const string Telling = "smtp-7.operator.internal says user relay@operator.internal (marked-secret) is over quota";

    public static TheoryData<OutcomeKind, FaultScope?, string, string> Answers => new()
    {
        { OutcomeKind.Accepted, null, "250", "accepted" },
        { OutcomeKind.Accepted, null, "not_sent", "not_sent" },
        { OutcomeKind.Deferred, FaultScope.Connector, "535 5.7.8", "built_in_unavailable" },
        { OutcomeKind.Deferred, FaultScope.Platform, "connection_refused", "built_in_unavailable" },
        { OutcomeKind.Rejected, FaultScope.Connector, "553", "built_in_unavailable" },
        { OutcomeKind.Deferred, FaultScope.Recipient, "451 4.7.1", "451 4.7.1" },
        { OutcomeKind.Deferred, FaultScope.Message, "greylisted_by_operator", "not_yet" },
        { OutcomeKind.Rejected, FaultScope.Recipient, "550 5.1.1", "550 5.1.1" },
        { OutcomeKind.Rejected, FaultScope.Recipient, "InactiveRecipient", "rejected" },
        { OutcomeKind.Unknown, FaultScope.Connector, "connection_lost", "answer_lost" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void Of_AnAnswer_TellsNoWordsOfIt(OutcomeKind kind, FaultScope? scope, string code, string expected)
    {
        var told = Discretion.Of(new Outcome(kind, scope, code, Telling, Telling, TimeSpan.FromSeconds(7), Telling));

        Assert.Equal((kind, scope, expected), (told.Kind, told.Scope, told.Code));
        Assert.DoesNotContain("operator.internal", told.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("marked-secret", told.ToString(), StringComparison.Ordinal);
        Assert.Equal(kind == OutcomeKind.Deferred ? TimeSpan.FromSeconds(7) : null, told.RetryAfter);
    }
}
