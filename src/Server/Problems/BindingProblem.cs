using System.Text.Json;
using System.Text.RegularExpressions;
using EmailPlatform.Platform.Problems;
using Microsoft.AspNetCore.Diagnostics;

namespace EmailPlatform.Server.Problems;

/// <summary>A part of a request that an endpoint could not take: of the address, where it names nothing then, or of the query.</summary>
internal static partial class BindingProblem
{
    public static Problem Of(BadHttpRequestException exception, HttpContext context)
    {
        if (ParameterPattern().Match(exception.Message) is { Success: true } match)
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(match.Groups[1].Value);
            // The handler of exceptions has taken the route off the request.
            return context.Features.Get<IExceptionHandlerFeature>()?.RouteValues?.ContainsKey(name) is true
                ? Problem.NotFound("There is nothing at this address: it holds something that is no id.")
                : Problem.Invalid(name, "invalid_value", $"The value of '{name}' cannot be read.");
        }

        return new Problem(
            ProblemCode.InvalidRequest,
            exception.Message.Contains("body", StringComparison.OrdinalIgnoreCase) ? "A JSON body is needed." : "The request could not be read.");
    }

    // The framework's sentence names a type of ours and quotes the value: only the parameter's name is taken from it.
    [GeneratedRegex("""^Failed to bind parameter "[^"]*?(\w+)" from """, RegexOptions.CultureInvariant)]
    private static partial Regex ParameterPattern();
}
