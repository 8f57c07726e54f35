using System.Globalization;

namespace EmailPlatform.Benchmarks;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchmarkArguments
{
    private BenchmarkArguments()
    {
    }

    public IReadOnlyList<IBenchmark> Benchmarks { get; private init; } = [];

    public IReadOnlyList<string> Stores { get; private init; } = ["sqlite"];

    public int Rounds { get; private init; } = 5;

    public int Clients { get; private init; } = 50;

    public int Tenants { get; private init; } = 1;

    /// <summary>How long a benchmark that goes by time runs, each round.</summary>
    public int Seconds { get; private init; } = 5;

    /// <summary>Messages of each client where a benchmark goes by number.</summary>
    public int Messages { get; private init; } = 200;

    /// <summary>Messages a second where a benchmark keeps a pace.</summary>
    public int Rate { get; private init; } = 2_000;

    /// <summary>The command, as it was given.</summary>
    public string Command { get; private init; } = "";

    /// <exception cref="FormatException">Something on the command line is not understood.</exception>
    public static BenchmarkArguments Parse(string[] args, IReadOnlyList<IBenchmark> all)
    {
        var names = args.TakeWhile(argument => !argument.StartsWith('-')).ToList();
        var unknown = names.Find(name => all.All(benchmark => benchmark.Name != name));
        if (unknown is not null)
        {
            throw new FormatException($"There is no benchmark '{unknown}'.");
        }

        var arguments = new BenchmarkArguments
        {
            Benchmarks = [.. all.Where(benchmark => names.Count == 0 || names.Contains(benchmark.Name))],
            Command = "dotnet run -c Release --project tests/Benchmarks -- " + string.Join(' ', args),
        };
        foreach (var option in args.Skip(names.Count).Chunk(2))
        {
            arguments = arguments.With(option[0], option.Length == 2 ? option[1] : throw new FormatException($"{option[0]} needs a value."));
        }

        return arguments;
    }

    public static string Usage(IReadOnlyList<IBenchmark> all) =>
        $"""
        dotnet run -c Release --project tests/Benchmarks -- [benchmark …] [--store sqlite|postgres|both] [--rounds 5] [--clients 50]
            [--tenants 1] [--seconds 5] [--messages 200] [--rate 2000]
        {string.Join('\n', all.Select(benchmark => $"  {benchmark.Name,-10}{benchmark.Summary}"))}
        """;

    private BenchmarkArguments With(string option, string value) => option switch
    {
        "--store" => this with
        {
            Stores = value switch
            {
                "both" => ["sqlite", "postgres"],
                "sqlite" or "postgres" => [value],
                _ => throw new FormatException($"There is no store '{value}'."),
            },
        },
        "--rounds" => this with { Rounds = Number(option, value) },
        "--clients" => this with { Clients = Number(option, value) },
        "--tenants" => this with { Tenants = Number(option, value) },
        "--seconds" => this with { Seconds = Number(option, value) },
        "--messages" => this with { Messages = Number(option, value) },
        "--rate" => this with { Rate = Number(option, value) },
        _ => throw new FormatException($"There is no option '{option}'."),
    };

    private static int Number(string option, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new FormatException($"{option} is a number above 0, not '{value}'.");
}
