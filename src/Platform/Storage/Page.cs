namespace EmailPlatform.Platform.Storage;

/// <summary>
/// A part of a list. It may hold less than was asked for, and even nothing, although there is more: a page ends early when it
/// has grown large or was long looked for.
/// </summary>
/// <param name="Next">Where the next page begins (below this place); <c>null</c> when there is none.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, long? Next);
