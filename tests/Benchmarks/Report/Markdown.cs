using System.Globalization;
using EmailPlatform.Benchmarks.Measuring;

namespace EmailPlatform.Benchmarks.Report;

/// <summary>The results as they stand in the README.</summary>
internal static class Markdown
{
    public static async Task Write(TextWriter output, BenchmarkArguments arguments, BenchmarkResults results)
    {
        await output.WriteLineAsync($"Machine: {Machine.Describe()}, shared by client, sink, store and server.  ");
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"A write of 4 KiB and fsync in the folder of the data: {Number(results.Fsync)} ms.  "));
        await output.WriteLineAsync($"Medians of {arguments.Rounds} interleaved rounds of `{arguments.Command}`:");
        await output.WriteLineAsync();
        await output.WriteLineAsync($"| | {string.Join(" | ", arguments.Stores.Select(Title))} |");
        await output.WriteLineAsync($"|---|{string.Concat(arguments.Stores.Select(_ => "---:|"))}");
        foreach (var (what, unit) in results.Rows)
        {
            var cells = arguments.Stores.Select(store => results.Median(what, store) is { } value ? $"{Number(value)} {unit}" : "–");
            await output.WriteLineAsync($"| {what} | {string.Join(" | ", cells)} |");
        }
    }

    private static string Title(string store) => store == "sqlite" ? "SQLite" : "PostgreSQL";

    private static string Number(double value) => value.ToString(
        value switch
        {
            >= 100 => "#,0",
            >= 10 => "0.0",
            _ => "0.00",
        },
        CultureInfo.InvariantCulture);
}
