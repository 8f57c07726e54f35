using EmailPlatform.Benchmarks.Measuring;
using EmailPlatform.Benchmarks.Running;

namespace EmailPlatform.Benchmarks;

/// <summary>
/// Something that is measured. One file in this folder each: <see cref="BenchmarkCatalog"/> finds it, the command line names it,
/// and its figures become rows of the table.
/// </summary>
internal interface IBenchmark
{
    /// <summary>On the command line.</summary>
    string Name { get; }

    /// <summary>What it tells, for the usage.</summary>
    string Summary { get; }

    /// <summary>One round. Returns the same figures in the same order each time.</summary>
    Task<IReadOnlyList<Figure>> Run(Bench bench, BenchmarkArguments arguments, CancellationToken cancellationToken);
}
