using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using EmailPlatform.Platform.Problems;
using Microsoft.AspNetCore.Mvc;

namespace EmailPlatform.Server.Lists;

/// <summary>Which page of a list.</summary>
/// <param name="Limit">1 to 200 items; 50 when absent.</param>
/// <param name="Cursor">As the page before gave it.</param>
internal sealed record PageQuery([FromQuery(Name = "limit")] int? Limit, [FromQuery(Name = "cursor")] string? Cursor)
{
    private const int MaxLimit = 200;
    private const int DefaultLimit = 50;

    /// <summary>Reads a cursor whose place is text.</summary>
    public bool TryRead(string place, out int limit, out string? last, [NotNullWhen(false)] out Problem? problem)
    {
        limit = Limit ?? DefaultLimit;
        last = null;
        problem = limit is < 1 or > MaxLimit
            ? Problem.Invalid("limit", "invalid_value", $"1 to {MaxLimit}.")
            : Cursor is not null && !Cursors.TryRead(place, Cursor, out last)
                ? InvalidCursor()
                : null;
        return problem is null;
    }

    /// <summary>Reads a cursor whose place is a number.</summary>
    public bool TryRead(string place, out int limit, out long? last, [NotNullWhen(false)] out Problem? problem)
    {
        last = null;
        if (!TryRead(place, out limit, out string? text, out problem))
        {
            return false;
        }

        if (text is null)
        {
            return true;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            last = number;
            return true;
        }

        problem = InvalidCursor();
        return false;
    }

    private static Problem InvalidCursor() =>
        Problem.Invalid("cursor", "invalid_cursor", "Not a cursor of this list with this filter: begin at the first page.");
}
