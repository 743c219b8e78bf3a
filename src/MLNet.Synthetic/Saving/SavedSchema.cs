// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic;

/// <summary>Column types and annotations of ML.NET as text, and back.</summary>
internal static class SavedSchema
{
    private const int MostDimensions = 8;
    private static readonly (string Name, PrimitiveDataViewType Type)[] s_items =
    [
        ("Single", NumberDataViewType.Single), ("Double", NumberDataViewType.Double), ("Boolean", BooleanDataViewType.Instance),
        ("SByte", NumberDataViewType.SByte), ("Byte", NumberDataViewType.Byte), ("Int16", NumberDataViewType.Int16), ("UInt16", NumberDataViewType.UInt16),
        ("Int32", NumberDataViewType.Int32), ("UInt32", NumberDataViewType.UInt32), ("Int64", NumberDataViewType.Int64), ("UInt64", NumberDataViewType.UInt64),
        ("Text", TextDataViewType.Instance), ("DateTime", DateTimeDataViewType.Instance), ("DateTimeOffset", DateTimeOffsetDataViewType.Instance),
        ("TimeSpan", TimeSpanDataViewType.Instance), ("RowId", RowIdDataViewType.Instance),
    ];

    /// <summary>A type as text; null where it is not one that ML.NET itself defines.</summary>
    public static SavedType? Describe(DataViewType type)
    {
        var item = type is VectorDataViewType vector ? vector.ItemType : type;
        string? name = s_items.FirstOrDefault(i => item is KeyDataViewType ? i.Type.RawType == item.RawType : i.Type.Equals(item)).Name;
        return name is null ? null : new(name, (item as KeyDataViewType)?.Count, type is VectorDataViewType v ? [.. v.Dimensions] : null);
    }

    /// <summary>A type from text.</summary>
    /// <exception cref="SyntheticDataException">There is no such type.</exception>
    public static DataViewType Parse(SavedType saved)
    {
        var item = s_items.FirstOrDefault(i => i.Name == saved.Item).Type ?? throw Damaged("a column type is unknown");
        if (saved.KeyCount is ulong count)
        {
            if (count == 0 || !KeyDataViewType.IsValidDataType(item.RawType) || (item.RawType != typeof(ulong) && count > Largest(item.RawType)))
                throw Damaged("a key type has no such number of values");
            item = new KeyDataViewType(item.RawType, count);
        }

        if (saved.Dimensions is null)
            return item;
        long size = 1;
        foreach (int dimension in saved.Dimensions)
        {
            size = dimension < 0 ? -1 : size * dimension;
            if (size < 0 || size > Array.MaxLength || saved.Dimensions.Count > MostDimensions)
                throw Damaged("a vector type has impossible dimensions");
        }

        return saved.Dimensions.Count == 0 ? throw Damaged("a vector type has no dimensions") : new VectorDataViewType(item, saved.Dimensions.ToArray());
    }

    /// <summary>The annotations of a column that can be written as text: all that ML.NET's own transforms make, but those of other types.</summary>
    public static SavedAnnotation[] Annotations(DataViewSchema.Column column)
    {
        var saved = new List<SavedAnnotation>();
        foreach (var annotation in column.Annotations.Schema)
        {
            var item = annotation.Type is VectorDataViewType vector ? vector.ItemType : annotation.Type;
            if (item is not (NumberDataViewType or BooleanDataViewType or TextDataViewType or KeyDataViewType) || annotation.Type is VectorDataViewType { IsKnownSize: false }
                || Describe(annotation.Type) is not { } type)
            {
                continue;
            }

            if (RawTypes.Dispatch(item.RawType, new AnnotationReader(column.Annotations, annotation)) is { } values)
                saved.Add(new(annotation.Name, type, values));
        }

        return [.. saved];
    }

    /// <summary>Annotations from text.</summary>
    /// <exception cref="SyntheticDataException">A value is not of its type.</exception>
    public static DataViewSchema.Annotations ToAnnotations(IReadOnlyList<SavedAnnotation> saved)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        foreach (var annotation in saved)
        {
            if (annotation is null || string.IsNullOrEmpty(annotation.Kind))
                throw Damaged("an annotation has no name");
            var type = Parse(annotation.Type);
            int values = type is VectorDataViewType vector ? vector.Size : 1;
            if (values != annotation.Values.Count || annotation.Values.Contains(null!) || type is VectorDataViewType { IsKnownSize: false })
                throw Damaged("an annotation has another number of values than its type");
            RawTypes.Dispatch((type as VectorDataViewType)?.ItemType.RawType ?? type.RawType, new AnnotationWriter(builder, annotation, type));
        }

        return builder.ToAnnotations();
    }

    /// <summary>The error of a view that is not as it was written.</summary>
    public static SyntheticDataException Damaged(string fault, Exception? cause = null)
        => new($"The view in the manifest is damaged: {fault}. Get the file anew, or save the synthesizer again.", cause);

    private static ulong Largest(Type key) => key == typeof(byte) ? byte.MaxValue : key == typeof(ushort) ? ushort.MaxValue : uint.MaxValue;

    private sealed class AnnotationReader(DataViewSchema.Annotations annotations, DataViewSchema.Column annotation) : IRawTypeVisitor<string[]>
    {
        public string[] Visit<T>()
        {
            if (annotation.Type is VectorDataViewType)
            {
                VBuffer<T> values = default;
                annotations.GetValue(annotation.Name, ref values);
                return [.. values.DenseValues().Select(Text)];
            }

            T value = default!;
            annotations.GetValue(annotation.Name, ref value);
            return [Text(value)];
        }

        private static string Text<T>(T value) => value is IFormattable number ? number.ToString(null, CultureInfo.InvariantCulture) : value?.ToString() ?? "";
    }

    private sealed class AnnotationWriter(DataViewSchema.Annotations.Builder builder, SavedAnnotation annotation, DataViewType type) : IRawTypeVisitor<bool>
    {
        public bool Visit<T>()
        {
            T[] values = [.. annotation.Values.Select(Value<T>)];
            if (type is VectorDataViewType)
                builder.Add(annotation.Kind, type, (ref VBuffer<T> v) => new VBuffer<T>(values.Length, values).CopyTo(ref v));
            else
                builder.Add(annotation.Kind, type, (ref T v) => v = values[0]);
            return true;
        }

        private static T Value<T>(string text)
        {
            try
            {
                return typeof(T) == typeof(ReadOnlyMemory<char>) ? (T)(object)text.AsMemory() : (T)Convert.ChangeType(text, typeof(T), CultureInfo.InvariantCulture);
            }
            catch (Exception e) when (e is FormatException or OverflowException or InvalidCastException)
            {
                throw Damaged("a value of an annotation is not of its type", e);
            }
        }
    }
}
