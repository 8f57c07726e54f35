using EmailPlatform.Benchmarks;
using EmailPlatform.Benchmarks.Report;
using EmailPlatform.Benchmarks.Running;

try
{
    var arguments = BenchmarkArguments.Parse(args, BenchmarkCatalog.All);
    var results = await BenchmarkRun.Execute(arguments, Console.Error.WriteLine, CancellationToken.None);
    await Markdown.Write(Console.Out, arguments, results);
    return 0;
}
catch (FormatException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    await Console.Error.WriteLineAsync(BenchmarkArguments.Usage(BenchmarkCatalog.All));
    return 1;
}
