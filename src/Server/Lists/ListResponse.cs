using System.Text.Json.Serialization;

namespace EmailPlatform.Server.Lists;

/// <summary>A page of a list.</summary>
/// <param name="Next">The cursor of the next page; <c>null</c> on the last.</param>
internal sealed record ListResponse<T>(
    IReadOnlyList<T> Items,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next);

/// <summary>Makes pages.</summary>
internal static class ListResponse
{
    /// <summary>A page out of at most one row more than it has room for: that row tells that there is another page.</summary>
    public static ListResponse<TItem> Of<TRow, TItem>(IReadOnlyList<TRow> rows, int limit, Func<TRow, TItem> item, Func<TRow, string> cursor) =>
        new([.. rows.Take(limit).Select(item)], rows.Count > limit ? cursor(rows[limit - 1]) : null);
}
