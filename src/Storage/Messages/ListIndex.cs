using EmailPlatform.Platform.Messages;

namespace EmailPlatform.Storage.Messages;

/// <summary>
/// The narrowest index that a filter of a list allows. What is left of the filter is tried row by row, on a bounded number of
/// rows: a page without a match says where to go on.
/// </summary>
/// <param name="Suffix">Of the statements that walk this index.</param>
/// <param name="LeavesRowsOut">Whether rows of the index may not be of the list.</param>
/// <param name="MostRows">What one page looks at: some tens of milliseconds at worst.</param>
internal sealed record ListIndex(string Suffix, bool LeavesRowsOut, int MostRows)
{
    private const int Rows = 20_000;

    /// <summary>Where the index itself has what is compared.</summary>
    private const int Entries = 100_000;

    public static ListIndex For(MessageFilter filter)
    {
        var isTimed = filter.From is not null || filter.Until is not null;
        return filter switch
        {
            { RecipientKey: not null } => new ListIndex("_of_recipient", filter.UsageType is not null || filter.Status is not null || isTimed, Rows),
            // As few as a node sends at once.
            { Status: MessageStatus.Sending } => new ListIndex("_of_sending", false, Rows),
            { Status: not (null or MessageStatus.Sent) } => new ListIndex("_of_status", filter.UsageType is not null || isTimed, Rows),
            { Status: not null } => new ListIndex("", true, Rows),
            _ => new ListIndex("", filter.UsageType is not null || isTimed, Entries),
        };
    }
}
