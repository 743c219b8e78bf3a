// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>How far real and other rows reach the same places: precision, recall, density, coverage and β-recall, from the balls that reach to each row's k-th neighbour.</summary>
/// <remarks>
/// Kynkäänniemi, Karras, Laine, Lehtinen, Aila (2019), "Improved precision and recall metric for assessing generative models", NeurIPS: precision and recall.
/// Naeem, Oh, Uh, Choi, Yoo (2020), "Reliable fidelity and diversity metrics for generative models", ICML: density and coverage.
/// Alaa, van Breugel, Saveliev, van der Schaar (2022), "How faithful is your synthetic data?", ICML: β-recall, for the nearest of all other rows as in the authors' code
/// (the paper's nearest among the β·n most typical ones lets the share grow faster than β even for fresh real rows).
/// Balls are those of Gower's distance. As many rows of both kinds, n; O(n² d).
/// </remarks>
internal sealed class SupportOverlap
{
    private const int Levels = 100;                                   // of β
    private const int NearestKept = 20;                               // a bootstrap sample lacks all of them with chance e⁻²⁰
    private readonly int _rows, _neighbors;
    private readonly BitTable _inReal;                                // other row j is in the ball of real row i, (n, n)
    private readonly BitTable _inOther;                               // real row i is in the ball of other row j, (n, n)
    private readonly int[] _realBalls;                                // in how many balls of real rows each other row lies, (n)
    private readonly GowerNeighbors _nearest;                         // other rows nearest to each real row
    private readonly int[] _realRadii;                                // of the balls of real rows, (n)

    private SupportOverlap(int neighbors, BitTable inReal, BitTable inOther, GowerNeighbors nearest, int[] realRadii)
        => (_rows, _neighbors, _inReal, _inOther, _realBalls, _nearest, _realRadii) = (realRadii.Length, neighbors, inReal, inOther, inReal.Counts(), nearest, realRadii);

    /// <summary>Compares as many other rows with real rows.</summary>
    /// <param name="space">The space of the points.</param>
    /// <param name="real">Real rows, (n).</param>
    /// <param name="other">Synthetic or holdout rows, (n), the most typical first: the order is that of β-recall.</param>
    /// <param name="neighbors">k, below n.</param>
    /// <param name="run">Threads, cancellation.</param>
    public static SupportOverlap Of(GowerSpace space, GowerRows real, GowerRows other, int neighbors, RunContext run)
    {
        var candidates = new GowerSearch(other);
        int[] realRadii = Radii(new GowerSearch(real).Nearest(real, neighbors, run, same: true));
        int[] otherRadii = Radii(candidates.Nearest(other, neighbors, run, same: true));
        var (inReal, inOther) = candidates.Balls(real, realRadii, otherRadii, run);
        return new(neighbors, inReal, inOther, candidates.Nearest(real, Math.Min(NearestKept, other.Count), run), realRadii);

        int[] Radii(GowerNeighbors found) => Array.ConvertAll(found.DistancesOfRank(neighbors - 1), d => d + space.Tolerance);
    }

    /// <summary>Share of other rows that lie in the ball of a real row.</summary>
    /// <param name="weights">How often each other row is taken, (n), summing to n.</param>
    public double Precision(int[] weights) => Mean(weights, j => _realBalls[j] > 0 ? 1 : 0);

    /// <summary>Mean number of balls of real rows an other row lies in, over k.</summary>
    /// <inheritdoc cref="Precision"/>
    public double Density(int[] weights) => Mean(weights, j => (double)_realBalls[j] / _neighbors);

    /// <summary>Share of real rows that lie in the ball of another row.</summary>
    /// <inheritdoc cref="Precision"/>
    public double Recall(int[] weights) => Reached(_inOther, weights);

    /// <summary>Share of real rows whose ball holds another row.</summary>
    /// <inheritdoc cref="Precision"/>
    public double Coverage(int[] weights) => Reached(_inReal, weights);

    /// <summary>1 − 2 ∫ |R(β) − β| dβ, R(β) the share of real rows whose nearest other row lies in their ball and is one of the β·n most typical other rows.</summary>
    /// <inheritdoc cref="Precision"/>
    public double BetaRecall(int[] weights)
    {
        var upTo = new int[_rows];                                    // other rows up to each place
        for (int j = 0, sum = 0; j < _rows; j++)
            upTo[j] = sum += weights[j];
        var reached = new int[Levels + 1];                            // real rows first reached at each level of β
        for (int i = 0; i < _rows; i++)
        {
            var nearest = _nearest[i];
            int rank = 0;
            while (rank < nearest.Length && weights[nearest[rank]] == 0)
                rank++;
            if (rank < nearest.Length && _nearest.Distances(i)[rank] <= _realRadii[i])
                reached[(int)Math.Ceiling((double)upTo[nearest[rank]] * Levels / _rows)]++;
        }

        return Curve.Agreement(reached, _rows);
    }

    private double Mean(int[] weights, Func<int, double> value)
    {
        double sum = 0;
        for (int j = 0; j < _rows; j++)
            sum += weights[j] * value(j);
        return sum / _rows;
    }

    private double Reached(BitTable balls, int[] weights)
    {
        uint[] taken = BitTable.Mask(weights);
        int reached = 0;
        for (int i = 0; i < _rows; i++)
            reached += balls.First(i, taken) >= 0 ? 1 : 0;
        return (double)reached / _rows;
    }
}

/// <summary>A share that should grow as its level does.</summary>
internal static class Curve
{
    /// <summary>1 − 2 ∫ |P(α) − α| dα over the levels α = 1/L, 2/L, ..., 1; 1 where P(α) = α, 0 where P is 0.</summary>
    /// <param name="first">Rows that count from each level on, (L + 1); more levels are not looked at.</param>
    /// <param name="rows">Number of all rows.</param>
    public static double Agreement(ReadOnlySpan<int> first, int rows)
    {
        int levels = first.Length - 1, sum = first[0];
        double gap = 0;
        for (int level = 1; level <= levels; level++)
        {
            sum += first[level];
            gap += Math.Abs((double)sum / rows - (double)level / levels);
        }

        return Math.Max(0, 1 - 2 * gap / (levels + 1));
    }
}
