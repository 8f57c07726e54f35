namespace EmailPlatform.Storage.Sqlite;

/// <summary>Where the embedded store keeps its file.</summary>
/// <param name="DataFolder">The folder of <c>emailplatform.db</c>; made when it is not there. One process at a time uses it.</param>
public sealed record SqliteOptions(string DataFolder);
