// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML.Data;

namespace MLNet.Synthetic;

/// <summary>Work that is generic in the .NET type of a value.</summary>
internal interface IRawTypeVisitor<out TResult>
{
    TResult Visit<T>();
}

/// <summary>The .NET types behind the column types that ML.NET itself defines.</summary>
internal static class RawTypes
{
    /// <summary>Calls the visitor with the type of a scalar or of a vector's items; default when ML.NET does not define the type.</summary>
    public static TResult? Dispatch<TResult>(Type item, IRawTypeVisitor<TResult> visitor) => item switch
    {
        _ when item == typeof(float) => visitor.Visit<float>(),
        _ when item == typeof(double) => visitor.Visit<double>(),
        _ when item == typeof(bool) => visitor.Visit<bool>(),
        _ when item == typeof(sbyte) => visitor.Visit<sbyte>(),
        _ when item == typeof(byte) => visitor.Visit<byte>(),
        _ when item == typeof(short) => visitor.Visit<short>(),
        _ when item == typeof(ushort) => visitor.Visit<ushort>(),
        _ when item == typeof(int) => visitor.Visit<int>(),
        _ when item == typeof(uint) => visitor.Visit<uint>(),
        _ when item == typeof(long) => visitor.Visit<long>(),
        _ when item == typeof(ulong) => visitor.Visit<ulong>(),
        _ when item == typeof(ReadOnlyMemory<char>) => visitor.Visit<ReadOnlyMemory<char>>(),
        _ when item == typeof(DateTime) => visitor.Visit<DateTime>(),
        _ when item == typeof(DateTimeOffset) => visitor.Visit<DateTimeOffset>(),
        _ when item == typeof(TimeSpan) => visitor.Visit<TimeSpan>(),
        _ when item == typeof(DataViewRowId) => visitor.Visit<DataViewRowId>(),
        _ => default,
    };
}
