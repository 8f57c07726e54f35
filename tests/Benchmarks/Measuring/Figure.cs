namespace EmailPlatform.Benchmarks.Measuring;

/// <summary>One measured number.</summary>
/// <param name="What">The row of the table.</param>
/// <param name="Unit"><c>/s</c>, <c>ms</c>, <c>µs</c>.</param>
internal sealed record Figure(string What, double Value, string Unit);
