// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MLNet.Synthetic;

/// <summary>SMOTE: new minority rows on the segments between a row and its nearest rows of the same class.</summary>
/// <remarks>
/// Chawla, Bowyer, Hall, Kegelmeyer (2002), "SMOTE: Synthetic Minority Over-sampling Technique", JAIR 16, 321–357.
/// s = a + u (b − a), u ~ U[0, 1), b one of the k nearest neighbours of a. As in the paper every row a is used equally often (or once more).
/// Classes are grown one against the rest. O(m² d) for a class of m rows. Unlike the paper, distances are measured on features of one scale
/// unless <see cref="SmoteOptions.FeatureScaling"/> says otherwise.
/// </remarks>
public sealed class Smote(SmoteOptions? options = null) : IResampler
{
    private const string Name = "SMOTE";
    private readonly SmoteOptions _options = (options ?? new()).Validated();

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
        var scales = FeatureScales.Of(input, _options.FeatureScaling, run);
        var rows = new NewRows(shortfalls, x.Columns);
        foreach (var shortfall in shortfalls)
        {
            int[] members = shortfall.Members;                        // (m)
            var nearest = NearestNeighbors.Find(new MixedSpace(x, members, scales), _options.Neighbors, run);
            int[] order = NewRows.DealOrder(shortfall, Name, run);

            rows.Add(Name, shortfall, run, [MethodImpl(MethodImplOptions.AggressiveOptimization)] (number, random, row) =>
            {
                int at = order[number % order.Length];
                int toward = nearest[at][random.Next(_options.Neighbors)];
                Interpolate(x[members[at]], x[members[toward]], random.NextDouble(), row);
                return members[at];
            });
        }

        return rows.ToResampledRows();
    }

    /// <summary>s = a + u (b − a): exactly a where a and b agree.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Interpolate(ReadOnlySpan<double> a, ReadOnlySpan<double> b, double u, Span<double> s)
    {
        var va = MemoryMarshal.Cast<double, Vector<double>>(a);
        var vb = MemoryMarshal.Cast<double, Vector<double>>(b);
        var vs = MemoryMarshal.Cast<double, Vector<double>>(s);
        for (int v = 0; v < vs.Length; v++)
            vs[v] = va[v] + u * (vb[v] - va[v]);
        for (int j = vs.Length * Vector<double>.Count; j < s.Length; j++)
            s[j] = a[j] + u * (b[j] - a[j]);
    }
}
