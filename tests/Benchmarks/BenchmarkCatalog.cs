namespace EmailPlatform.Benchmarks;

/// <summary>The benchmarks of this assembly, by name.</summary>
internal static class BenchmarkCatalog
{
    public static IReadOnlyList<IBenchmark> All { get; } =
    [
        .. typeof(BenchmarkCatalog).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IBenchmark)))
            .Select(type => (IBenchmark)(Activator.CreateInstance(type) ?? throw new InvalidOperationException(type.Name)))
            .OrderBy(benchmark => benchmark.Name, StringComparer.Ordinal),
    ];
}
