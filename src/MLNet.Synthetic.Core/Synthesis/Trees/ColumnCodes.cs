// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>How the values of one column are written as codes that trees split on, and as donors that leaves keep.</summary>
/// <remarks>
/// A <em>code</em> is a byte: a step of a number, or a category. A <em>donor</em> is the number of a value in the column's list of values, ascending; the last is the missing
/// value. Immutable.
/// </remarks>
internal abstract class ColumnCodes(ColumnSchema schema)
{
    /// <summary>What is known of the column.</summary>
    public ColumnSchema Schema { get; } = schema;

    /// <summary>Whether codes ascend with the values, so that a split is a threshold; else it is a set of codes.</summary>
    public abstract bool IsOrdered { get; }

    /// <summary>The donor that stands for a missing value.</summary>
    public abstract int MissingDonor { get; }

    /// <summary>Room for a drawn column.</summary>
    /// <param name="rows">Number of rows.</param>
    public abstract DrawnColumn Draw(int rows);

    /// <summary>A column whose values are given.</summary>
    /// <exception cref="ArgumentException">It is of another type, or has other levels.</exception>
    public abstract DrawnColumn Given(TableColumn column);

    private protected ArgumentException OtherType(TableColumn given)
        => new($"Column '{Schema.Name}' was learned as {Schema.Kind} but is given as {given.Kind}. Give it with the type and levels of the training table.", nameof(given));
}

/// <summary>A column of synthetic rows: its codes for the trees of later columns, and its values.</summary>
internal abstract class DrawnColumn(byte[] codes)
{
    /// <summary>Code of each row, (m).</summary>
    public byte[] Codes { get; } = codes;

    /// <summary>Sets the value of a row from a donor.</summary>
    /// <param name="row">Row.</param>
    /// <param name="donor">Donor.</param>
    /// <param name="random">Where smoothing draws from.</param>
    public abstract void Set(int row, int donor, Rng random);

    /// <summary>The values.</summary>
    public abstract TableColumn ToColumn();
}

/// <summary>A column that was given: nothing is drawn.</summary>
internal sealed class GivenColumn(byte[] codes, TableColumn column) : DrawnColumn(codes)
{
    /// <inheritdoc/>
    public override void Set(int row, int donor, Rng random) => throw new InvalidOperationException("A given column is not drawn.");

    /// <inheritdoc/>
    public override TableColumn ToColumn() => column;
}
