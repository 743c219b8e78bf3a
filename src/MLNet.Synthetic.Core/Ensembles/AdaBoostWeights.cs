// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>The weights of the rows in boosting, D, and what a member's vote counts.</summary>
/// <remarks>
/// Freund, Schapire (1997), "A decision-theoretic generalization of on-line learning and an application to boosting", JCSS 55: AdaBoost.M1 and M2 for two classes. With h_i in [0, 1] what a member
/// gives the true class of row i (M1: 1 where it is right, else 0): loss ε = Σ D_i (1 − h_i), β = ε / (1 − ε), D_i ← D_i β^{h_i} brought to sum 1, and the vote counts α = log(1/β). Of two classes each row has one
/// wrong label, so that M2's weights of wrong labels are weights of rows, and its pseudo-loss ½ Σ D_i (1 − h_i + (1 − h_i)) is the ε above.
/// </remarks>
public sealed class AdaBoostWeights
{
    /// <summary>The loss below which a member counts as perfect: a vote of log(1/β) ≈ 23 instead of infinity.</summary>
    private const double Perfect = 1e-10;

    private readonly double[] _weights;

    /// <summary>Equal weights.</summary>
    /// <param name="rows">Number of rows, n ≥ 1.</param>
    public AdaBoostWeights(int rows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        _weights = new double[rows];
        Array.Fill(_weights, 1.0 / rows);
    }

    /// <summary>Weight of each row, D, (n); sums to 1.</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>The weighted loss of a member, ε in [0, 1]; at ½ it is no better than chance.</summary>
    /// <param name="truth">What it gives the true class of each row, h, (n), in [0, 1].</param>
    public double Loss(ReadOnlySpan<double> truth)
    {
        RequireLength(truth);
        double loss = 0;
        for (int i = 0; i < truth.Length; i++)
            loss += _weights[i] * (1 - truth[i]);
        return Math.Clamp(loss, 0, 1);
    }

    /// <summary>Shifts weight to the rows a member gets wrong.</summary>
    /// <param name="truth">What it gives the true class of each row, h, (n), in [0, 1].</param>
    /// <returns>What its vote counts, α = log(1/β) &gt; 0, and whether nothing is left to learn from (ε below 1e-10).</returns>
    /// <exception cref="ArgumentException">The member is no better than chance, ε ≥ ½.</exception>
    public (double Vote, bool IsPerfect) Update(ReadOnlySpan<double> truth)
    {
        double loss = Loss(truth);
        if (loss >= 0.5)
            throw new ArgumentException($"A member of loss {loss:0.###} is no better than chance.", nameof(truth));
        double floored = Math.Max(loss, Perfect);
        double vote = Math.Log((1 - floored) / floored);
        double sum = 0;
        for (int i = 0; i < truth.Length; i++)
            sum += _weights[i] *= Math.Exp(-vote * truth[i]);
        for (int i = 0; i < truth.Length; i++)
            _weights[i] /= sum;
        return (vote, loss <= Perfect);
    }

    private void RequireLength(ReadOnlySpan<double> truth)
    {
        if (truth.Length != _weights.Length)
            throw new ArgumentException($"{_weights.Length} rows but {truth.Length} values.", nameof(truth));
    }
}
