// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic;

/// <summary>What stands for a missing value in a column type: NaN, empty text, key 0, a vector of such; the default of types that have none.</summary>
internal static class MissingValue
{
    public static ValueGetter<TValue> Getter<TValue>(DataViewType type) => (type, default(TValue)) switch
    {
        (NumberDataViewType, float) => (ValueGetter<TValue>)(object)(ValueGetter<float>)((ref float v) => v = float.NaN),
        (NumberDataViewType, double) => (ValueGetter<TValue>)(object)(ValueGetter<double>)((ref double v) => v = double.NaN),
        (VectorDataViewType { IsKnownSize: true } vector, _) when RawTypes.Dispatch(vector.ItemType.RawType, new Vectors(vector)) is ValueGetter<TValue> getter => getter,
        _ => (ref TValue v) => v = default!,
    };

    private sealed class Vectors(VectorDataViewType type) : IRawTypeVisitor<Delegate>
    {
        public Delegate Visit<T>()
        {
            var item = Getter<T>(type.ItemType);
            return new ValueGetter<VBuffer<T>>((ref VBuffer<T> v) =>
            {
                var editor = VBufferEditor.Create(ref v, type.Size);
                for (int i = 0; i < editor.Values.Length; i++)
                    item(ref editor.Values[i]);
                v = editor.Commit();
            });
        }
    }
}
