using System.Text.Json.Nodes;
using EmailPlatform.Connectors.Pretend;

namespace EmailPlatform.Connectors.Configuration;

public sealed class ConfigSchemaTests
{
    private const string Expected = """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "type": "object",
          "properties": {
            "host": { "type": "string", "description": "Where the pretend server is." },
            "port": { "type": "integer", "default": 587 },
            "mode": { "type": "string", "enum": ["fast", "slow"], "default": "fast" },
            "strict": { "type": "boolean" },
            "login": {
              "type": "object",
              "properties": {
                "user": { "type": "string" },
                "pass": { "type": "string", "writeOnly": true, "x-boundTo": ["host", "port", "login.url"] },
                "url": { "type": "string", "format": "uri" }
              },
              "required": ["user", "pass"],
              "additionalProperties": false
            },
            "templates": {
              "type": "array",
              "items": {
                "type": "object",
                "properties": { "usageType": { "type": "string" }, "subject": { "type": "string" }, "replyTo": { "type": "string" } },
                "required": ["usageType", "subject"],
                "additionalProperties": false
              }
            },
            "headers": {
              "type": "object",
              "additionalProperties": { "type": "array", "items": { "type": "string", "writeOnly": true } },
              "x-boundTo": ["host"]
            },
            "fallback": { "type": "string", "enum": ["fast", "slow"] }
          },
          "required": ["host"],
          "additionalProperties": false
        }
        """;

    [Fact]
    public void Schema_OfARecord_SaysWhatMayBeWritten()
    {
        var schema = new PretendConnector().Schema;

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Expected), schema), schema.ToJsonString());
    }
}
