using EmailPlatform.Storage.Sqlite.Engine;

namespace EmailPlatform.Storage.Sqlite.Opening;

/// <summary>The connections of an open data file.</summary>
/// <param name="Readers">For look-ups that every request needs.</param>
/// <param name="Browsers">For lists and counts, which may take longer.</param>
internal sealed record DataSessions(Session Writer, IReadOnlyList<Session> Readers, IReadOnlyList<Session> Browsers);
