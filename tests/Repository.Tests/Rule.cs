namespace EmailPlatform.Repository;

/// <summary>A rule of the house, and every place that breaks it.</summary>
internal static class Rule
{
    public static void Holds(string rule, IEnumerable<string> broken)
    {
        var places = broken.ToList();
        Assert.True(places.Count == 0, $"{rule}\n{string.Join('\n', places)}");
    }
}
