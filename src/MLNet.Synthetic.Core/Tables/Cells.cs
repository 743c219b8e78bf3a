// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Cells of columns that can be compared: numbers, times and categories.</summary>
internal static class Cells
{
    /// <summary>Numbers as they are and times as ticks, (n); NaN is missing.</summary>
    public static double[] Numbers(TableColumn column) => column switch
    {
        NumericColumn numbers => numbers.Values,
        TimestampColumn times => Array.ConvertAll(times.Ticks, t => t == TimestampColumn.MissingTicks ? double.NaN : t),
        _ => throw new ArgumentException($"Column '{column.Name}' of kind {column.Kind} holds no numbers.", nameof(column)),
    };

    /// <summary>A whole number for each cell, (n): equal where and only where the cells are.</summary>
    public static long[] Identities(TableColumn column) => column switch
    {
        NumericColumn numbers => Array.ConvertAll(numbers.Values, v => double.IsNaN(v) ? long.MinValue : BitConverter.DoubleToInt64Bits(v == 0 ? 0 : v)),   // one zero, one NaN
        CategoryColumn categories => Array.ConvertAll(categories.Codes, c => (long)c),
        TimestampColumn times => times.Ticks,
        _ => throw new ArgumentException($"Column '{column.Name}' of kind {column.Kind} cannot be compared.", nameof(column)),
    };
}
