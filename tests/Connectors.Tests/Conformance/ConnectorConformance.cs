using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EmailPlatform.Connectors.Configuration;
using EmailPlatform.Platform.Templates;

namespace EmailPlatform.Connectors.Conformance;

/// <summary>What every connector promises about its configuration. Each connector's tests derive from this.</summary>
public abstract class ConnectorConformance
{
    private const int Revision = 7;

    protected abstract IConnector Connector { get; }

    /// <summary>The least that can be saved.</summary>
    protected abstract string Minimal { get; }

    /// <summary>Configurations that together use every member and every secret; secrets at least six characters, hosts as <c>*.example.com</c>.</summary>
    protected abstract IReadOnlyList<string> Complete { get; }

    [Fact]
    public void Read_Samples_AreStoredInAFormThatReadsAsItself()
    {
        foreach (var sample in Samples())
        {
            var again = Read(sample);

            Assert.Empty(again.Report.Errors);
            Assert.True(JsonNode.DeepEquals(sample, again.Stored), $"{sample} became {again.Stored}");
        }
    }

    [Fact]
    public void Samples_Together_UseEverySecret()
    {
        var used = Samples().SelectMany(Leaves).Select(leaf => leaf.Path).ToList();

        Assert.All(ConfigPlace.SecretPatterns(Connector.Schema), pattern => Assert.Contains(used, path => Matches(path, pattern)));
    }

    [Fact]
    public void Schema_OfSamples_DescribesEveryPlace()
    {
        var places = Samples().SelectMany(sample => ConfigPlace.All(sample, Connector.Schema)).ToList();

        Assert.All(places, place => Assert.True(place.IsAsDescribed, $"{place.Path} is not as {place.Schema}"));
        Assert.All(places.Where(place => place.IsSecret), secret => Assert.True(secret.BoundTo is not null, $"Nothing says what {secret.Path} is bound to, not even [BoundTo]."));
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", (string?)Connector.Schema["$schema"]);
    }

    [Fact]
    public void Redact_Samples_LeaveNoSecretAndReadBackAsTheSame()
    {
        foreach (var sample in Samples())
        {
            var values = Leaves(sample).Select(leaf => leaf.Value.Reveal()).ToList();
            var kept = Keep(sample);

            Assert.DoesNotContain(values, value => kept.ToJsonString().Contains(value, StringComparison.Ordinal));
            var reading = Read(kept, sample);
            Assert.Empty(reading.Report.Errors);
            Assert.True(JsonNode.DeepEquals(sample, reading.Stored));
        }
    }

    [Fact]
    public void Keep_WhereADecidingMemberChanged_AsksForTheSecretAgain()
    {
        foreach (var sample in Samples())
        {
            foreach (var secret in ConfigPlace.All(sample, Connector.Schema).Where(place => place.IsSecret))
            {
                // A member that holds the secret itself cannot be changed as a whole without it.
                foreach (var member in (secret.BoundTo ?? []).Where(member => !secret.Path.ToString().StartsWith($"{member}.", StringComparison.Ordinal)))
                {
                    var moved = Keep(sample);
                    if (!ConfigChange.Change(moved, member, Connector.Schema))
                    {
                        continue;
                    }

                    var reading = Read(moved, sample);

                    Assert.Null(reading.Stored);
                    Assert.Contains(reading.Report.Errors, error => error.Path == secret.Path.ToString() && error.Code == "secret_rebind_required");
                }
            }
        }
    }

    [Fact]
    public void Read_UnknownMember_IsRefusedEverywhere()
    {
        foreach (var sample in Samples())
        {
            foreach (var place in ConfigPlace.All(sample, Connector.Schema).Where(place => (bool?)(place.Schema["additionalProperties"] as JsonValue) == false))
            {
                var form = sample.DeepClone().AsObject();
                place.Path.Find(form)!.AsObject()["unheardOf"] = 1;

                Assert.Contains(Read(form).Report.Errors, error => error.Path == place.Path.Member("unheardOf").ToString() && error.Code == "unknown_member");
            }
        }
    }

    [Fact]
    public void Read_WrongKind_IsToldAtItsPlace()
    {
        foreach (var sample in Samples())
        {
            foreach (var place in ConfigPlace.All(sample, Connector.Schema).Where(place => !place.Path.IsRoot))
            {
                var form = sample.DeepClone().AsObject();
                place.Path.Set(form, place.Value is JsonValue ? new JsonObject { ["wrong"] = 1 } : JsonValue.Create(5));

                Assert.Contains(Read(form).Report.Errors, error => error.Path.StartsWith(place.Path.ToString(), StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public void Read_MissingRequiredMember_IsTold()
    {
        foreach (var sample in Samples())
        {
            foreach (var place in ConfigPlace.All(sample, Connector.Schema).Where(place => place.Schema["required"] is not null))
            {
                foreach (var name in place.Schema["required"]!.AsArray().Select(name => name!.GetValue<string>()))
                {
                    var form = sample.DeepClone().AsObject();
                    place.Path.Find(form)!.AsObject().Remove(name);

                    Assert.Contains(Read(form).Report.Errors, error => place.Path.Member(name).ToString().StartsWith(error.Path, StringComparison.Ordinal));
                }
            }
        }
    }

    [Fact]
    public void Description_TypeAndAliases_AreFoundInTheCatalog()
    {
        var catalog = ConnectorCatalog.Scan(Connector.GetType().Assembly);

        Assert.All(Connector.Description.Aliases.Prepend(Connector.Description.Type), id =>
        {
            Assert.True(catalog.TryFind(id, out var found));
            Assert.IsType(Connector.GetType(), found);
        });
    }

    [Fact]
    public void Folder_GuideAndLogo_AreThere()
    {
        Assert.StartsWith("# ", Connector.Guide, StringComparison.Ordinal);
        Assert.StartsWith("<svg", Connector.Logo, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", Connector.Logo, StringComparison.OrdinalIgnoreCase);
    }

    // Saving compiles them, and what does not compile is not saved.
    [Fact]
    public async Task Templates_OfSamples_Compile()
    {
        foreach (var sample in Samples())
        {
            await using var compiled = Connector.Compile(sample, IsolatedContext.Create());

            Assert.All(compiled.Templates, source =>
                Assert.True(Template.TryCompile(source, out _, out var problems), $"{source.Path}: {string.Join(", ", problems)}"));
        }
    }

    [Fact]
    public async Task Send_CancelledBeforehand_SendsNothing()
    {
        foreach (var sample in Samples())
        {
            await using var compiled = Connector.Compile(sample, IsolatedContext.Create());
            try
            {
                var outcome = await compiled.SendAsync(SampleMail.Create(), AttemptContext.Default, new CancellationToken(canceled: true));
                Assert.Equal(OutcomeKind.Deferred, outcome.Kind);
            }
            catch (OperationCanceledException)
            {
                // Nothing has gone out, so this is the other right answer.
            }
        }
    }

    protected ConfigReading Read(JsonObject form, JsonObject? kept = null) => Connector.Read(
        JsonSerializer.SerializeToElement(form),
        kept is null ? new FakeRevisions() : new FakeRevisions((Revision, Connector.Description.Type, kept)),
        IsolatedContext.EverythingPermitted);

    private List<JsonObject> Samples() =>
    [
        .. Complete.Prepend(Minimal).Select(json =>
        {
            var reading = Read(JsonNode.Parse(json)!.AsObject());
            Assert.Empty(reading.Report.Errors);
            return reading.Stored!;
        }),
    ];

    private List<SecretLeaf> Leaves(JsonObject stored)
    {
        var leaves = new List<SecretLeaf>();
        Connector.Redact(stored, leaf =>
        {
            leaves.Add(leaf);
            return "";
        });
        return leaves;
    }

    private JsonObject Keep(JsonObject stored) =>
        Connector.Redact(stored, _ => new JsonObject { ["keep"] = Revision, ["fingerprint"] = "fp" });

    private static bool Matches(string path, string pattern) =>
        Regex.IsMatch(path, $"^{Regex.Escape(pattern).Replace("\\*", ".+", StringComparison.Ordinal).Replace("\\[]", "\\[\\d+]", StringComparison.Ordinal)}$".Replace("\\..+", "(\\.|\\[).+", StringComparison.Ordinal));
}
