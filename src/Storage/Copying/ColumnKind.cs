namespace EmailPlatform.Storage.Copying;

/// <summary>What a column holds, whatever a store makes of it: the form in which values go from one to the other.</summary>
internal enum ColumnKind
{
    /// <summary><see cref="string"/>.</summary>
    Text,

    /// <summary><see cref="long"/>; at most 32 bits where a store has narrower columns.</summary>
    Number,

    /// <summary><see cref="long"/>.</summary>
    LongNumber,

    /// <summary><see cref="double"/>.</summary>
    Real,

    /// <summary><see cref="bool"/>.</summary>
    Flag,

    /// <summary><see cref="DateTimeOffset"/>, in whole microseconds.</summary>
    Time,

    /// <summary>Array of <see cref="byte"/>.</summary>
    Bytes,

    /// <summary><see cref="Guid"/>.</summary>
    Id,
}
