// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Numerics.Tensors;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic.Benchmarks;

/// <summary>Reads views the way a trainer does: every column of every row, through typed getters.</summary>
internal static class ViewReading
{
    /// <summary>Reads Boolean, Single and Single vector columns, and returns their sum so that nothing is optimised away.</summary>
    public static double ReadAll(IDataView view)
    {
        using var cursor = view.GetRowCursor(view.Schema);
        var flags = Getters<bool>(cursor, c => c.Type is BooleanDataViewType);
        var numbers = Getters<float>(cursor, c => c.Type == NumberDataViewType.Single);
        var vectors = Getters<VBuffer<float>>(cursor, c => c.Type is VectorDataViewType);
        double sum = 0;
        bool flag = false;
        float number = 0;
        VBuffer<float> vector = default;
        while (cursor.MoveNext())
        {
            foreach (var getter in flags)
            {
                getter(ref flag);
                sum += flag ? 1 : 0;
            }

            foreach (var getter in numbers)
            {
                getter(ref number);
                sum += number;
            }

            foreach (var getter in vectors)
            {
                getter(ref vector);
                sum += TensorPrimitives.Sum(vector.GetValues());
            }
        }

        return sum;
    }

    private static ValueGetter<T>[] Getters<T>(DataViewRowCursor cursor, Func<DataViewSchema.Column, bool> holds)
        => [.. cursor.Schema.Where(holds).Select(cursor.GetGetter<T>)];
}
