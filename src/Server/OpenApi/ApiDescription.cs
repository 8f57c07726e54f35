using EmailPlatform.Server.Access;

namespace EmailPlatform.Server.OpenApi;

/// <summary>The API's description of itself, and the page that shows it.</summary>
internal static class ApiDescription
{
    private const string Document = "v1";

    public static IServiceCollection AddApiDescription(this IServiceCollection services) => services.AddOpenApi(Document, static options =>
    {
        options.AddDocumentTransformer<DocumentIntroduction>();
        options.AddOperationTransformer<OperationAccess>();
        options.AddOperationTransformer<OperationProblems>();
        options.AddOperationTransformer<OperationBodies>();
        options.AddOperationTransformer<OperationTimes>();
        options.AddOperationTransformer<OperationExamples>();
    });

    public static void MapApiDescription(this WebApplication app)
    {
        app.MapOpenApi($"/openapi/{{documentName:regex(^{Document}$)}}.json").ForAnyone();
        app.UseSwaggerUI(static page =>
        {
            page.RoutePrefix = "docs";
            page.DocumentTitle = "EmailPlatform API";
            page.SwaggerEndpoint($"/openapi/{Document}.json", "EmailPlatform API, version 1");
            page.EnablePersistAuthorization();
        });
        app.MapGet("/", static () => Results.Redirect("/docs")).ForAnyone().ExcludeFromDescription();
    }
}
