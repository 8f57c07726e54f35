using EmailPlatform.Platform.Keys;
using EmailPlatform.Platform.Mailboxes;
using EmailPlatform.Platform.Messages;
using EmailPlatform.Platform.Problems;
using EmailPlatform.Platform.Tenants;
using EmailPlatform.Server.Access;
using EmailPlatform.Server.Lists;
using EmailPlatform.Server.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EmailPlatform.Server.Mailboxes;

/// <summary>The mail of development tenants whose connector is <c>mailbox</c>.</summary>
internal static class MailboxEndpoints
{
    public static void MapMailboxes(this IEndpointRouteBuilder routes)
    {
        var mailbox = routes.MapGroup("/api/tenants/{tenant}/mailbox").WithTags("Mailbox");
        mailbox.MapGet("", List).ForScope(Scope.MessagesRead).WithName("ListMailbox").WithSummary("Lists kept mail, newest first");
        mailbox.MapGet("/{mail}", Get).ForScope(Scope.MessagesRead).WithName("GetMail").WithSummary("Shows a kept mail");
        mailbox.MapDelete("", Clear).ForScope(Scope.MessagesManage).WithName("ClearMailbox").WithSummary("Removes all kept mail");
    }

    private static async Task<Results<Ok<ListResponse<MailResponse>>, ProblemResult>> List(
        TenantId tenant, [AsParameters] PageQuery page, TenantDirectory tenants, MailboxService mailboxes, CancellationToken cancellationToken)
    {
        if (await tenants.FindAsync(tenant, cancellationToken) is null)
        {
            return new ProblemResult(Problem.NoSuchTenant());
        }

        var place = Cursors.Place("mailbox", tenant.ToString(), null);
        if (!page.TryRead(place, out var limit, out long? before, out var problem))
        {
            return new ProblemResult(problem);
        }

        var found = await mailboxes.ListAsync(tenant, before, limit, cancellationToken);
        return TypedResults.Ok(ListResponse.Of(found, MailResponse.Of, next => Cursors.Write(place, next)));
    }

    private static async Task<Results<Ok<MailResponse>, ProblemResult>> Get(
        TenantId tenant, string mail, MailboxService mailboxes, CancellationToken cancellationToken) =>
        MessageId.TryParse(mail, out var id) && await mailboxes.FindAsync(tenant, id, cancellationToken) is { } found
            ? TypedResults.Ok(MailResponse.Of(found))
            : new ProblemResult(Problem.NotFound("There is no such mail."));

    private static async Task<Results<NoContent, ProblemResult>> Clear(
        TenantId tenant, MailboxService mailboxes, TenantDirectory tenants, HttpContext context, CancellationToken cancellationToken)
    {
        if (await tenants.FindAsync(tenant, cancellationToken) is null)
        {
            return new ProblemResult(Problem.NoSuchTenant());
        }

        await mailboxes.ClearAsync(tenant, context.Caller().Actor, cancellationToken);
        return TypedResults.NoContent();
    }
}
