// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic;

/// <summary>What annotations say of a column: names of slots, values of keys, one-hot blocks.</summary>
internal static class ColumnAnnotations
{
    private const string SlotNames = "SlotNames", KeyValues = "KeyValues", CategoricalSlotRanges = "CategoricalSlotRanges";

    /// <summary>Name of each slot of a vector, null where they have none.</summary>
    public static string[]? SlotNamesOrNull(this DataViewSchema.Column column, int size)
    {
        var names = column.Texts(SlotNames);
        return names?.Length == size ? names : null;
    }

    /// <summary>The values behind a key column as text, or 1, 2, ... where it has none.</summary>
    public static string[] KeyNames(this DataViewSchema.Column column, int count)
    {
        var type = column.Annotations.Schema.GetColumnOrNull(KeyValues)?.Type as VectorDataViewType;
        var names = type?.ItemType.RawType switch
        {
            null => null,
            var t when t == typeof(ReadOnlyMemory<char>) => column.Texts(KeyValues),
            var t => RawTypes.Dispatch(t, new AsText(column)),
        };
        return names?.Length == count ? names : [.. Enumerable.Range(1, count).Select(k => k.ToString(CultureInfo.InvariantCulture))];
    }

    /// <summary>Slots that a categorical encoding filled, as ML.NET's own transforms announce them.</summary>
    public static Range[] OneHotBlocks(this DataViewSchema.Column column, int size)
    {
        if (column.Annotations.Schema.GetColumnOrNull(CategoricalSlotRanges)?.Type is not VectorDataViewType { ItemType.RawType: var item } || item != typeof(int))
            return [];
        VBuffer<int> bounds = default;
        column.Annotations.GetValue(CategoricalSlotRanges, ref bounds);
        int[] pairs = [.. bounds.DenseValues()];
        return [.. Enumerable.Range(0, pairs.Length / 2)
            .Select(i => (First: pairs[2 * i], Last: pairs[2 * i + 1]))
            .Where(p => p.First >= 0 && p.First <= p.Last && p.Last < size)
            .Select(p => p.First..(p.Last + 1))];
    }

    /// <summary>A text vector annotation, null where there is none.</summary>
    public static string[]? Texts(this DataViewSchema.Column column, string kind)
    {
        if (column.Annotations.Schema.GetColumnOrNull(kind)?.Type is not VectorDataViewType { ItemType: TextDataViewType })
            return null;
        VBuffer<ReadOnlyMemory<char>> texts = default;
        column.Annotations.GetValue(kind, ref texts);
        return [.. texts.DenseValues().Select(t => t.ToString())];
    }

    /// <summary>A float vector annotation, null where there is none.</summary>
    public static float[]? Numbers(this DataViewSchema.Column column, string kind)
    {
        if (column.Annotations.Schema.GetColumnOrNull(kind) is null)
            return null;
        VBuffer<float> numbers = default;
        column.Annotations.GetValue(kind, ref numbers);
        return [.. numbers.DenseValues()];
    }

    private sealed class AsText(DataViewSchema.Column column) : IRawTypeVisitor<string[]>
    {
        public string[] Visit<T>()
        {
            VBuffer<T> values = default;
            column.Annotations.GetValue(KeyValues, ref values);
            return [.. values.DenseValues().Select(v => v is IFormattable f ? f.ToString(null, CultureInfo.InvariantCulture) : v?.ToString() ?? "")];
        }
    }
}
