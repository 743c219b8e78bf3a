// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>ADASYN: SMOTE that grows more rows from rows that are harder to learn, those with more other classes around them.</summary>
/// <remarks>
/// He, Bai, Garcia, Li (2008), "ADASYN: Adaptive Synthetic Sampling Approach for Imbalanced Learning", IJCNN 2008, 1322–1328.
/// rᵢ = Δᵢ / K is the share of other classes among the K rows nearest to row i of the class, r̂ᵢ = rᵢ / Σ r, and gᵢ = r̂ᵢ G of the G rows that the class
/// lacks grow from row i: s = xᵢ + λ (x_z − xᵢ), λ ~ U[0, 1), x_z one of the K nearest rows of the class. O(m n d) for a class of m rows among n.
/// <para>
/// Differences from the paper: G comes from the <see cref="AdasynOptions.SamplingStrategy"/> (the paper's β is a ratio); the gᵢ are rounded by largest
/// remainder, so that they add up to G exactly; x_z is looked for in the class alone, since the K rows nearest to a hard row may hold none of its class; when all rᵢ
/// are 0 every row grows equally many, and the log says so; classes are grown one against the rest; distances are measured on features of one scale
/// unless <see cref="AdasynOptions.FeatureScaling"/> says otherwise.
/// </para>
/// </remarks>
public sealed class Adasyn(AdasynOptions? options = null) : IResampler
{
    private const string Name = "ADASYN";
    private readonly AdasynOptions _options = (options ?? new()).Validated();

    /// <inheritdoc/>
    public FeatureUse FeatureUse => FeatureUse.Numeric;

    /// <inheritdoc/>
    public ResampledRows Resample(ResamplingInput input, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(run);
        input.RequireFeatures(Name);
        input.RequireComplete(Name);
        var shortfalls = _options.SamplingStrategy.ShortfallsWithNeighbors(input, _options.Neighbors, Name);

        var x = input.X;
        var space = new MixedSpace(x, [.. Enumerable.Range(0, x.Rows)], FeatureScales.Of(input, _options.FeatureScaling, run));
        var rows = new NewRows(shortfalls, x.Columns);
        foreach (var shortfall in shortfalls)
        {
            int[] members = shortfall.Members;                        // (m)
            int[] growers = Growers(input, space, shortfall, run);    // (G), each row i gᵢ times
            int[] sources = [.. growers.Distinct()];                  // the rows with gᵢ > 0, ascending
            int[] order = NewRows.DealOrder(shortfall with { Members = growers }, Name, run);
            var nearest = NearestNeighbors.Find(space, sources, members, _options.Neighbors, run);

            rows.Add(Name, shortfall, run, (number, random, row) =>
            {
                int source = growers[order[number]];
                var neighbors = nearest[Array.BinarySearch(sources, source)];
                Smote.Interpolate(x[source], x[neighbors[random.Next(neighbors.Length)]], random.NextDouble(), row);
                return source;
            });
        }

        return rows.ToResampledRows();
    }

    private int[] Growers(ResamplingInput input, MixedSpace space, ClassShortfall shortfall, RunContext run)
    {
        int[] others = Surroundings.OtherClasses(space, input.Classes, shortfall.Members, _options.Neighbors, run);       // Δ, (m)
        if (others.All(count => count == 0))
        {
            run.Info($"{Name}: no row of class '{shortfall.Name}' has another class among its {_options.Neighbors} nearest rows, " +
                $"so all its {shortfall.Members.Length} rows grow equally many.");
            Array.Fill(others, 1);
        }

        int[] counts = Apportion(others, shortfall.Missing);          // g, (m)
        return [.. shortfall.Members.SelectMany((row, i) => Enumerable.Repeat(row, counts[i]))];
    }

    /// <summary>Splits a total in proportion to weights, by largest remainder; of equal remainders the first come first.</summary>
    /// <param name="weights">Weights ≥ 0, not all 0, (m).</param>
    /// <param name="total">What the parts add up to.</param>
    internal static int[] Apportion(int[] weights, int total)
    {
        long sum = weights.Sum(w => (long)w);
        int[] parts = [.. weights.Select(w => (int)((long)w * total / sum))];
        int left = total - parts.Sum();
        foreach (int i in Enumerable.Range(0, parts.Length).OrderByDescending(i => (long)weights[i] * total % sum).Take(left))
            parts[i]++;
        return parts;
    }
}
