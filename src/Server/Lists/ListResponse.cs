using System.Text.Json.Serialization;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Storage;

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

    /// <summary>A page out of a list that is here as a whole; rows that came or went before the cursor's shift nothing.</summary>
    public static Result<ListResponse<TItem>> Of<TRow, TItem>(IReadOnlyList<TRow> all, PageQuery page, string place, Func<TRow, TItem> item, Func<TRow, string> key)
    {
        if (!page.TryRead(place, out var limit, out string? last, out var problem))
        {
            return problem;
        }

        var rows = last is null ? all : [.. all.SkipWhile(row => key(row) != last).Skip(1)];
        return Of(rows, limit, item, row => Cursors.Write(place, key(row)));
    }

    /// <summary>A page as the store cut it.</summary>
    public static ListResponse<TItem> Of<TRow, TItem>(Page<TRow> page, Func<TRow, TItem> item, Func<long, string> cursor) =>
        new([.. page.Items.Select(item)], page.Next is { } next ? cursor(next) : null);
}
