// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>A rare bump that grows: its rows, their labels, and the nearest rows of each.</summary>
/// <param name="Input">Features and labels.</param>
/// <param name="Bump">The bump, of m ≥ 2 rows.</param>
/// <param name="Scales">What each feature is divided by for distances, (d).</param>
/// <param name="Space">The rows as points, in their order.</param>
/// <param name="Nearest">The k nearest other rows of each, (m, k).</param>
internal sealed record RareBump(ResamplingInput Input, Bump Bump, double[] Scales, MixedSpace Space, NearestNeighbors Nearest)
{
    private const double NominalDistance = 1;

    public static RareBump Of(ResamplingInput input, Bump bump, double[] scales, int neighbors, RunContext run)
    {
        var space = new MixedSpace(input.X, bump.Rows, scales, input.Kinds, NominalDistance);
        return new(input, bump, scales, space, NearestNeighbors.Find(space, Math.Min(neighbors, bump.Rows.Length - 1), run));
    }

    /// <summary>The features of one of its rows.</summary>
    public ReadOnlySpan<double> this[int member] => Input.X[Bump.Rows[member]];

    /// <summary>The label of one of its rows.</summary>
    public double Label(int member) => Input.Target![Bump.Rows[member]];
}
