namespace EmailPlatform.Platform.Installation;

/// <summary>What a re-encryption did.</summary>
/// <param name="Resealed">Values sealed anew.</param>
/// <param name="SealedByKey">How many values each key id has.</param>
public sealed record ReencryptionReport(long Resealed, IReadOnlyDictionary<string, long> SealedByKey);
