using System.Buffers;

namespace EmailPlatform.Platform.Templates;

/// <summary>One part of a compiled template: literals with slots between them, joined with one allocation.</summary>
internal sealed class TemplatePart
{
    /// <summary>Most characters of one rendered part, so that a long value in many places cannot fill the memory.</summary>
    public const int MaxLength = 4 * 1024 * 1024;

    private readonly string[] _literals;
    private readonly Slot[] _slots;
    private readonly int _literalLength;

    /// <param name="literals">One more than slots.</param>
    /// <param name="slots">The variable of each slot, by its index, where it stands and its default.</param>
    public TemplatePart(IReadOnlyList<string> literals, IReadOnlyList<(int Variable, ValuePlace Place, string? Default)> slots)
    {
        _literals = [.. literals];
        _slots = [.. slots.Select(slot => new Slot(slot.Variable, slot.Place, slot.Default is null ? "" : slot.Place.WriteDefault(slot.Default)))];
        _literalLength = _literals.Sum(literal => literal.Length);
    }

    /// <param name="values">By variable; null where the default stands in.</param>
    /// <param name="unusable">Takes the variables that could not stand where they should.</param>
    public string Render(string?[] values, ref List<int>? unusable)
    {
        if (_slots.Length == 0)
        {
            return _literals[0];
        }

        var pieces = ArrayPool<string>.Shared.Rent(_slots.Length + _literals.Length);
        var length = _literalLength;
        var count = 0;
        for (var index = 0; index < _slots.Length; index++)
        {
            ref readonly var slot = ref _slots[index];
            var piece = slot.Default;
            if (values[slot.Variable] is { } value)
            {
                piece = slot.Place.Write(value);
                if (piece is null || piece.Length > MaxLength - length)
                {
                    (unusable ??= []).Add(slot.Variable);
                    piece = "";
                }
            }

            length += piece.Length;
            pieces[count++] = _literals[index];
            pieces[count++] = piece;
        }

        pieces[count++] = _literals[^1];
        var rendered = string.Concat(pieces.AsSpan(0, count));
        ArrayPool<string>.Shared.Return(pieces, clearArray: true);
        return rendered;
    }

    /// <summary>Takes the variables that could not stand where they should, but for what is merely too long; cheaper than rendering.</summary>
    public void FindUnusable(string?[] values, ref List<int>? unusable)
    {
        foreach (ref readonly var slot in _slots.AsSpan())
        {
            if (values[slot.Variable] is { } value && !slot.Place.Accepts(value))
            {
                (unusable ??= []).Add(slot.Variable);
            }
        }
    }

    private readonly record struct Slot(int Variable, ValuePlace Place, string Default);
}
