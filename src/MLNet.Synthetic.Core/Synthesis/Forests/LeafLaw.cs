// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>How the values of one column are distributed in each leaf of a forest.</summary>
internal abstract class LeafLaw(ColumnCodes codes)
{
    /// <summary>The point of a value of which the law says nothing: training never met it.</summary>
    public const long Unseen = long.MinValue;

    /// <summary>How the column is coded.</summary>
    public ColumnCodes Codes { get; } = codes;

    /// <summary>Share of the column's cells in each code, (256): what leaves are smoothed towards.</summary>
    public double[] CodeShares { get; protected init; } = [];

    /// <summary>A number as the law weighs it; numbers of one point weigh the same in every leaf.</summary>
    public abstract long PointOf(double number);

    /// <summary>Tells a leaf its bounds.</summary>
    /// <param name="leaf">The leaf.</param>
    /// <param name="region">Codes of the column that reach it.</param>
    /// <param name="mass">Their share of the column.</param>
    public abstract void Bound(int leaf, CodeSet region, double mass);

    /// <summary>The mass or density of a point in a leaf that it reaches.</summary>
    /// <param name="leaf">The leaf.</param>
    /// <param name="point">The point.</param>
    /// <param name="smoothed">Whether pseudo-rows are added; where not, a point can have no mass.</param>
    public abstract double Density(int leaf, long point, bool smoothed);

    /// <summary>The number at a place u in [0, 1) of a leaf; NaN is missing.</summary>
    public abstract double NumberAt(int leaf, double u, Rng random);

    /// <summary>Saves the law without the codes.</summary>
    public abstract void Write(ModelWriter writer);
}

/// <summary>A set of codes.</summary>
internal readonly record struct CodeSet(UInt128 Low, UInt128 High)
{
    /// <summary>All 256 codes.</summary>
    public static CodeSet All { get; } = new(UInt128.MaxValue, UInt128.MaxValue);

    /// <summary>The codes that go left at a node.</summary>
    public static CodeSet Left(ForestTree tree, int node)
    {
        var (low, high) = (UInt128.Zero, UInt128.Zero);
        for (int code = 0; code < 256; code++)
        {
            if (!tree.GoesLeft(node, (byte)code))
                continue;
            if (code < 128)
                low |= UInt128.One << code;
            else
                high |= UInt128.One << (code - 128);
        }

        return new(low, high);
    }

    /// <summary>Whether a code is in the set.</summary>
    public bool Contains(int code) => ((code < 128 ? Low >> code : High >> (code - 128)) & 1) != 0;

    /// <summary>The codes of both sets.</summary>
    public CodeSet And(CodeSet other) => new(Low & other.Low, High & other.High);

    /// <summary>The codes of this set that are not in the other.</summary>
    public CodeSet Except(CodeSet other) => new(Low & ~other.Low, High & ~other.High);

    /// <summary>The sum of the shares of its codes.</summary>
    public double Mass(double[] shares)
    {
        double sum = 0;
        for (int code = 0; code < shares.Length; code++)
            sum += shares[code] > 0 && Contains(code) ? shares[code] : 0;
        return sum;
    }
}
