using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using EmailPlatform.Connectors;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Templates;
using EmailPlatform.Platform.Templates.Locales;
using EmailPlatform.Platform.Tenants;

namespace EmailPlatform.Platform.Messages;

/// <summary>Checks a request for what is wrong with it whoever sends it, and tells every problem at once.</summary>
internal static class RequestCheck
{
    private const int MaxPayload = 64 * 1024;
    private const int MaxMetadata = 4 * 1024;

    public static Result<CheckedRequest> Check(MessageRequest request)
    {
        var errors = new List<ConfigProblem>();
        var warnings = new List<ConfigProblem>();
        if (!EmailAddress.TryParse(request.To, out var to, out var reason))
        {
            errors.Add(new ConfigProblem("to", ProblemCode.InvalidRecipient, reason));
        }

        if (!UsageType.TryParse(request.UsageType, out var usageType))
        {
            errors.Add(new ConfigProblem("usageType", "invalid_value", $"One of {string.Join(", ", UsageType.All)}."));
        }

        var payload = CheckPayload(request.Payload, errors);
        CheckLife(request.ExpiresIn, errors);
        if (request.ReplyTo is not null && !Mailbox.TryParse(request.ReplyTo, out _, out var replyToReason))
        {
            errors.Add(new ConfigProblem("replyTo", "invalid_value", replyToReason));
        }

        if (request.Ip is not null && !IPAddress.TryParse(request.Ip, out _))
        {
            errors.Add(new ConfigProblem("ip", "invalid_value", "An IP address, as the end user's connection has it."));
        }

        var headers = HeaderCheck.Check(request.Headers, errors);
        var attachments = AttachmentCheck.Check(request.Attachments, errors);
        var metadata = CheckMetadata(request.Metadata, errors);
        var locale = CheckLocale(request, payload, warnings);
        if (errors.Count > 0)
        {
            return ProblemOf(errors);
        }

        if (TemplateVariables.LacksCode(usageType, payload))
        {
            return new Problem(
                ProblemCode.TemplateVariableMissing,
                $"A message for {usageType} needs 'code' or 'link' in its payload.",
                [new ConfigProblem("payload.code", "required", "Give 'code' or 'link'.")]);
        }

        var content = new MessageContent(request.To ?? "", payload, locale, request.Ip, request.ReplyTo, headers, attachments);
        TimeSpan? life = request.ExpiresIn is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        return new CheckedRequest(to, usageType, content, metadata, life, warnings, locale is null ? AcceptedLanguages.Read(request.AcceptLanguage) : []);
    }

    // One code for the whole: the most specific that fits every problem, so that callers can switch on it.
    private static Problem ProblemOf(List<ConfigProblem> errors)
    {
        var codes = errors.Select(error => error.Code).Distinct().ToList();
        var detail = errors.Count == 1 ? errors[0].Message : $"The request has {errors.Count} problems.";
        return codes is [ProblemCode.InvalidRecipient or ProblemCode.HeaderNotAllowed or ProblemCode.PayloadTooLarge]
            ? new Problem(codes[0], detail, errors)
            : Problem.Invalid(errors);
    }

    private static JsonElement CheckPayload(JsonElement? payload, List<ConfigProblem> errors)
    {
        if (payload is not { } given || given.ValueKind == JsonValueKind.Null)
        {
            return JsonDocument.Parse("{}").RootElement;
        }

        if (given.ValueKind != JsonValueKind.Object)
        {
            errors.Add(new ConfigProblem("payload", "wrong_type", "An object."));
        }
        else if (Encoding.UTF8.GetByteCount(given.GetRawText()) > MaxPayload)
        {
            errors.Add(new ConfigProblem("payload", ProblemCode.PayloadTooLarge, "A payload has at most 64 KiB."));
        }

        return given;
    }

    private static void CheckLife(int? expiresIn, List<ConfigProblem> errors)
    {
        if (expiresIn is < UsageSettings.ShortestLife or > UsageSettings.LongestLife)
        {
            errors.Add(new ConfigProblem(
                "expiresIn",
                "invalid_value",
                string.Create(CultureInfo.InvariantCulture, $"Seconds, {UsageSettings.ShortestLife} to {UsageSettings.LongestLife}.")));
        }
    }

    private static string? CheckMetadata(JsonElement? metadata, List<ConfigProblem> errors)
    {
        if (metadata is not { } given || given.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var text = given.GetRawText();
        if (given.ValueKind != JsonValueKind.Object)
        {
            errors.Add(new ConfigProblem("metadata", "wrong_type", "An object."));
        }
        else if (Encoding.UTF8.GetByteCount(text) > MaxMetadata)
        {
            errors.Add(new ConfigProblem("metadata", ProblemCode.PayloadTooLarge, "Metadata has at most 4 KiB."));
        }

        return text;
    }

    // A tag that is none is no reason to lock somebody out: the message goes on without it. Applications of other platforms
    // have it in the payload, where their templates showed it.
    private static string? CheckLocale(MessageRequest request, JsonElement payload, List<ConfigProblem> warnings)
    {
        var given = string.IsNullOrEmpty(request.Locale) ? LocaleOf(payload) : request.Locale;
        if (string.IsNullOrEmpty(given))
        {
            return null;
        }

        if (!LanguageTag.TryCanonicalize(given, out var tag))
        {
            warnings.Add(new ConfigProblem("locale", "invalid_value", "Not a language tag; the message goes on without it."));
        }

        return tag;
    }

    private static string? LocaleOf(JsonElement payload) =>
        payload.ValueKind == JsonValueKind.Object && payload.TryGetProperty("locale", out var locale) && locale.ValueKind == JsonValueKind.String ? locale.GetString() : null;
}
