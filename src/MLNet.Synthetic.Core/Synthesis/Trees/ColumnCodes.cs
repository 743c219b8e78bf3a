// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>How the values of one column are written as codes that trees split on, and as donors that leaves keep.</summary>
/// <remarks>
/// A <em>code</em> is a byte: a step of a number, or a category. A <em>donor</em> is the place of a value in the column's list of values; the last is the missing value. Immutable.
/// </remarks>
internal abstract class ColumnCodes(ColumnSchema schema, ColumnCodec codec)
{
    /// <summary>What is known of the column.</summary>
    public ColumnSchema Schema { get; } = schema;

    /// <summary>Its values as numbers, and back.</summary>
    public ColumnCodec Codec { get; } = codec;

    /// <summary>Whether codes ascend with the values, so that a split is a threshold; else it is a set of codes.</summary>
    public abstract bool IsOrdered { get; }

    /// <summary>The donor that stands for a missing value.</summary>
    public abstract int MissingDonor { get; }

    /// <summary>The code of a missing value.</summary>
    public abstract byte MissingCode { get; }

    /// <summary>The code of a number of the codec; NaN is missing.</summary>
    public abstract byte CodeOf(double number);

    /// <summary>The number that a donor stands for, before smoothing; NaN is missing.</summary>
    public abstract double ValueOf(int donor);

    /// <summary>The number that a donor gives; NaN is missing.</summary>
    /// <param name="donor">Donor.</param>
    /// <param name="random">Where smoothing draws from.</param>
    public abstract double NumberOf(int donor, Rng random);

    /// <summary>Saves the codes without the schema.</summary>
    public abstract void Write(ModelWriter writer);
}
