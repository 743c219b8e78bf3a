// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic;

/// <summary>The columns a cursor was asked for.</summary>
internal sealed class ActiveColumns
{
    private readonly bool[] _active;

    private ActiveColumns(bool[] active) => _active = active;

    public static ActiveColumns Of(DataViewSchema schema, IEnumerable<DataViewSchema.Column> needed)
    {
        var active = new bool[schema.Count];
        foreach (var column in needed)
            active[column.Index] = true;
        return new(active);
    }

    public bool Contains(int index) => index < _active.Length && _active[index];

    /// <summary>The same columns of another view whose columns stand at the same places.</summary>
    public IEnumerable<DataViewSchema.Column> In(DataViewSchema schema) => schema.Where(c => Contains(c.Index));

    public void Require(DataViewSchema.Column column)
    {
        if (!Contains(column.Index))
            throw new ArgumentOutOfRangeException(nameof(column), column.Name, "The cursor was not asked for this column.");
    }

    public static Exception WrongType<TValue>(DataViewSchema.Column column)
        => new InvalidOperationException($"Column '{column.Name}' is of type {column.Type}, not {typeof(TValue)}.");
}
