using System.Globalization;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Encryption;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Storage;
using EmailPlatform.Platform.Tenants;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EmailPlatform.Platform.BuiltIn;

/// <summary>
/// Keeps the mail in the operator's name within bounds: of a tenant by day and month (UTC), and of all tenants together to one
/// recipient, so that nobody is flooded by going from tenant to tenant. Recipients are known by a keyed hash alone.
/// </summary>
public sealed partial class BuiltInCaps(
    ICapStore store, Fingerprints fingerprints, TimeProvider time, IOptions<CapOptions> options, ILogger<BuiltInCaps> logger)
{
    // One more than the hour has: the oldest counts until it is over, so that no stretch of an hour has more than the cap.
    private const int Minutes = 60;

    /// <summary>Counts mails that are about to be accepted for one recipient: all of them or none.</summary>
    public async Task<Result<CapHold>> TakeAsync(TenantId tenant, EmailAddress to, int mails, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var windows = Windows(tenant, to, now);
        if (windows.Find(window => mails > window.Limit) is { } small && mails > 1)
        {
            return Problem.Invalid("usageTypes", "invalid_value", $"{What(small)} {small.Limit.ToString(CultureInfo.InvariantCulture)} mails through the built-in service; these are {mails.ToString(CultureInfo.InvariantCulture)}.");
        }

        return await store.TryTakeAsync(windows, mails, now, cancellationToken) is { } refusal
            ? new Problem(
                ProblemCode.RateLimited,
                $"{What(refusal.Window)} {refusal.Window.Limit.ToString(CultureInfo.InvariantCulture)} mails through the built-in service.",
                RetryAfter: Wait(refusal, now))
            : new CapHold(windows);
    }

    /// <summary>
    /// Takes back mails that nobody has after all. Done also for a caller who has gone; and where the store is not there they
    /// count until their windows are over, rather than turn an answer that is known into an error.
    /// </summary>
    public async Task GiveBackAsync(CapHold hold, int mails)
    {
        try
        {
            await store.GiveBackAsync(hold.Windows, mails, CancellationToken.None);
        }
        catch (StoreUnavailableException exception)
        {
            LogNotGivenBack(exception.Message, mails);
        }
    }

    private List<CapWindow> Windows(TenantId tenant, EmailAddress to, DateTimeOffset now)
    {
        var windows = new List<CapWindow>();
        var day = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        if (options.Value.TenantDay is { } ofDay)
        {
            var number = day.ToUnixTimeSeconds() / (24 * 60 * 60);
            windows.Add(new CapWindow($"day:{tenant}", number, number, ofDay, day.AddDays(1)));
        }

        if (options.Value.TenantMonth is { } ofMonth)
        {
            var number = (now.UtcDateTime.Year * 12) + now.UtcDateTime.Month - 1;
            windows.Add(new CapWindow($"month:{tenant}", number, number, ofMonth, day.AddDays(1 - day.Day).AddMonths(1)));
        }

        var minute = now.ToUnixTimeSeconds() / 60;
        windows.Add(new CapWindow(
            $"recipient:{fingerprints.Hash("built-in-recipient", to.Key)}", minute - Minutes, minute, options.Value.RecipientHour, EndOf(minute)));
        return windows;
    }

    private static TimeSpan Wait(CapRefusal refusal, DateTimeOffset now) =>
        (IsRecipients(refusal.Window) ? EndOf(refusal.Oldest ?? refusal.Window.Newest) : refusal.Window.ForgetAt) - now;

    private static DateTimeOffset EndOf(long minute) => DateTimeOffset.FromUnixTimeSeconds((minute + Minutes + 1) * 60);

    private static bool IsRecipients(CapWindow window) => window.Key[0] == 'r';

    private static string What(CapWindow window) => window.Key[0] switch
    {
        'd' => "A tenant sends on one day (UTC) at most",
        'm' => "A tenant sends in one month (UTC) at most",
        _ => "A recipient gets in one hour, from all tenants together, at most",
    };

    [LoggerMessage(LogLevel.Warning, "The store is not available ({reason}); {mails} mails that were not sent count against the caps of the built-in service")]
    private partial void LogNotGivenBack(string reason, int mails);
}

/// <summary>What was counted, to be given back when it comes to nothing.</summary>
public sealed record CapHold(IReadOnlyList<CapWindow> Windows);
