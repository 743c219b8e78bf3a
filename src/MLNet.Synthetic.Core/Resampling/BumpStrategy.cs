// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>How many rows each bump of a numeric label shall have. A bump is a run of neighbouring labels that are all rare or all normal.</summary>
/// <remarks>
/// Branco, Ribeiro, Torgo (2016), "UBL: an R package for Utility-Based Learning", arXiv:1604.08079. Unlike there rare bumps never lose rows and normal ones never gain any: a
/// bump that would stays as it is.
/// </remarks>
public sealed class BumpStrategy
{
    private readonly string _description;
    private readonly Func<IReadOnlyList<Bump>, IEnumerable<double>> _sizes;

    private BumpStrategy(string description, Func<IReadOnlyList<Bump>, IEnumerable<double>> sizes) => (_description, _sizes) = (description, sizes);

    /// <summary>All bumps get the same number of rows, and together as many as before.</summary>
    public static BumpStrategy Balance { get; } = new(nameof(Balance), bumps => bumps.Select(_ => (double)bumps.Sum(b => b.Rows.Length) / bumps.Count));

    /// <summary>The sizes of the bumps are inverted: each gets a share in proportion to 1/rows, and together they have as many rows as before.</summary>
    public static BumpStrategy Extreme { get; } = new(
        nameof(Extreme), bumps => bumps.Select(b => bumps.Sum(other => other.Rows.Length) / (b.Rows.Length * bumps.Sum(other => 1.0 / other.Rows.Length))));

    /// <summary>Every rare bump grows and every normal one shrinks to a percentage of its rows.</summary>
    /// <param name="rare">Rows of a rare bump afterwards in percent of those before, ≥ 100: 300 adds two new rows for each.</param>
    /// <param name="normal">Rows of a normal bump afterwards in percent of those before, in (0, 100]; at least one row stays.</param>
    /// <exception cref="ArgumentOutOfRangeException">A percentage is out of range.</exception>
    public static BumpStrategy Percentages(double rare, double normal)
    {
        if (!(rare >= 100 && double.IsFinite(rare)))
            throw new ArgumentOutOfRangeException(nameof(rare), rare, "Rare bumps keep their rows: the percentage is at least 100.");
        if (!(normal > 0 && normal <= 100))
            throw new ArgumentOutOfRangeException(nameof(normal), normal, "Normal bumps only lose rows: the percentage lies above 0 and at most at 100.");
        return new(FormattableString.Invariant($"Percentages({rare}, {normal})"), bumps => bumps.Select(b => b.Rows.Length * (b.IsRare ? rare : normal) / 100));
    }

    /// <inheritdoc/>
    public override string ToString() => _description;

    /// <summary>Rows wanted of each bump: at least those it has where it is rare, at least one and at most those it has where it is normal.</summary>
    internal int[] Wanted(IReadOnlyList<Bump> bumps)
    {
        double[] sizes = [.. _sizes(bumps)];
        if (sizes.Sum() > Array.MaxLength)
            throw new SyntheticDataException($"{nameof(BumpStrategy)} {this} asks for {sizes.Sum():N0} rows, more than one table can hold ({Array.MaxLength:N0}). Ask for fewer.");
        return [.. bumps.Select((b, i) =>
        {
            int wanted = (int)Math.Round(sizes[i], MidpointRounding.AwayFromZero);
            return b.IsRare ? Math.Max(wanted, b.Rows.Length) : Math.Clamp(wanted, 1, b.Rows.Length);
        })];
    }
}
