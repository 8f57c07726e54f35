using System.Globalization;
using Microsoft.Extensions.Options;

namespace EmailPlatform.Platform.Delivery;

/// <summary>
/// Refuses settings with which a node would start and then deliver nothing, or never stop. The upper bounds are there for
/// times without a unit: a plain <c>25</c> is read as 25 days.
/// </summary>
internal sealed class DeliveryOptionsCheck : IValidateOptions<DeliveryOptions>
{
    private const int Most = 1_000_000;
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, DeliveryOptions options)
    {
        var failures = new List<string>();
        Number(nameof(options.Concurrency), options.Concurrency);
        Number(nameof(options.TenantWindow), options.TenantWindow);
        Number(nameof(options.NodeWindow), options.NodeWindow);
        Number(nameof(options.BreakerThreshold), options.BreakerThreshold);
        Time(nameof(options.AttemptTimeout), options.AttemptTimeout, TimeSpan.FromSeconds(1), Hour);
        Time(nameof(options.LeastLife), options.LeastLife, TimeSpan.Zero, Hour);
        Time(nameof(options.Period), options.Period, Least, TimeSpan.FromMinutes(1));
        Time(nameof(options.StopTimeout), options.StopTimeout, TimeSpan.Zero, Hour);
        Time(nameof(options.LongestWait), options.LongestWait, Least, TimeSpan.FromDays(1));
        Time(nameof(options.Break), options.Break, Least, Hour);
        Time(nameof(options.LongestBreak), options.LongestBreak, options.Break, TimeSpan.FromDays(1));
        Time(nameof(options.AnswerAge), options.AnswerAge, TimeSpan.FromDays(1), TimeSpan.FromDays(30));
        var waits = options.RetryWaits ?? [];
        for (var index = 0; index < waits.Count; index++)
        {
            Time(string.Create(CultureInfo.InvariantCulture, $"{nameof(options.RetryWaits)}:{index}"), waits[index], Least, TimeSpan.FromDays(1));
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Number(string setting, int value)
        {
            if (value is < 1 or > Most)
            {
                Fail(setting, string.Create(CultureInfo.InvariantCulture, $"a number from 1 to {Most}; it is {value}"));
            }
        }

        void Time(string setting, TimeSpan value, TimeSpan least, TimeSpan most)
        {
            if (value < least || value > most)
            {
                Fail(setting, string.Create(CultureInfo.InvariantCulture, $"a time from {least:c} to {most:c}; it is {value:c}"));
            }
        }

        void Fail(string setting, string words) => failures.Add($"EmailPlatform:Delivery:{setting} has to be {words}.");
    }
}
