using System.Collections.Concurrent;
using System.ComponentModel;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;

namespace EmailPlatform.Connectors.Configuration;

/// <summary>One member of a config record, as the serializer's metadata and our attributes describe it.</summary>
/// <param name="BoundTo">For secrets: what decides where they go; <c>null</c> where nothing was said about that.</param>
internal sealed record ConfigMember(string Name, JsonTypeInfo Type, bool IsRequired, IReadOnlyList<string>? BoundTo, string? Description)
{
    // Attributes are read by reflection; a list of templates would have them read for each.
    private static readonly ConcurrentDictionary<JsonTypeInfo, IReadOnlyList<ConfigMember>> Known = new();

    /// <summary>The members of a record, in its order.</summary>
    public static IReadOnlyList<ConfigMember> Of(JsonTypeInfo record) => Known.GetOrAdd(record, static one =>
        [.. one.Properties.Where(property => property.AssociatedParameter is not null).Select(property => From(property, one))]);

    /// <summary>What a list or a map holds.</summary>
    public static JsonTypeInfo ElementOf(JsonTypeInfo collection) => collection.Options.GetTypeInfo(
        collection.ElementType ?? throw new InvalidOperationException($"{collection.Type} is no collection."));

    private static T? Attribute<T>(JsonPropertyInfo property) where T : Attribute =>
        Attribute<T>(property.AssociatedParameter?.AttributeProvider) ?? Attribute<T>(property.AttributeProvider);

    private static ConfigMember From(JsonPropertyInfo property, JsonTypeInfo record)
    {
        return new ConfigMember(
            property.Name,
            record.Options.GetTypeInfo(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType),
            property.AssociatedParameter is { HasDefaultValue: false },
            Attribute<BoundToAttribute>(property)?.Members,
            Attribute<DescriptionAttribute>(property)?.Description);
    }

    private static T? Attribute<T>(ICustomAttributeProvider? provider) where T : Attribute =>
        provider?.GetCustomAttributes(typeof(T), inherit: false).OfType<T>().FirstOrDefault();
}
