// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Collections;

namespace MLNet.Synthetic;

/// <summary>A binary classifier at every threshold that makes a difference, by ascending threshold.</summary>
/// <remarks>
/// Thresholds lie midway between neighbouring different scores (rows of one score are never told apart), the lowest calls every row positive and the highest none.
/// O(n log n) for n rows.
/// </remarks>
public sealed class ThresholdCurve : IReadOnlyList<ThresholdPoint>
{
    private readonly ThresholdPoint[] _points;

    private ThresholdCurve(ThresholdPoint[] points) => _points = points;

    /// <summary>Number of thresholds.</summary>
    public int Count => _points.Length;

    /// <summary>A point by number, from the lowest threshold.</summary>
    public ThresholdPoint this[int index] => _points[index];

    /// <summary>The curve of scores of any range. The lowest threshold lies just below the lowest score, the highest at the highest.</summary>
    /// <param name="scores">Score of each row, (n), finite: higher is more positive.</param>
    /// <param name="positive">Whether each row is positive, (n).</param>
    /// <exception cref="ArgumentException">The lengths differ, there are no rows, or a score is not finite.</exception>
    public static ThresholdCurve OfScores(float[] scores, bool[] positive) => Sweep(scores, positive, lowest => MathF.BitDecrement(lowest), highest => highest);

    /// <summary>The curve of probabilities. The ends lie midway to 0 and to 1; a row of probability 0 is never positive.</summary>
    /// <param name="probabilities">Probability of the positive class of each row, (n), in [0, 1].</param>
    /// <param name="positive">Whether each row is positive, (n).</param>
    /// <exception cref="ArgumentException">The lengths differ, there are no rows, or a probability lies outside [0, 1].</exception>
    public static ThresholdCurve OfProbabilities(float[] probabilities, bool[] positive)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        if (probabilities.Any(p => p is < 0 or > 1))
            throw new ArgumentException("Probabilities lie in [0, 1].", nameof(probabilities));
        return Sweep(probabilities, positive, lowest => lowest > 0 ? lowest / 2 : null, highest => highest + (1 - highest) / 2);
    }

    /// <summary>The point where an objective is best; of equally good ones the nearest to a threshold.</summary>
    /// <param name="objective">What to maximise.</param>
    /// <param name="near">The threshold to stay near, such as the classifier's own.</param>
    /// <exception cref="ArgumentException">The objective is not a number somewhere.</exception>
    public ThresholdPoint Best(ThresholdObjective objective, float near)
    {
        ArgumentNullException.ThrowIfNull(objective);
        var (best, value) = (_points[0], objective.Value(_points[0]));
        foreach (var point in _points.AsSpan(1))
        {
            double here = objective.Value(point);
            double tie = 1e-12 * Math.Abs(value);
            if (here > value + tie || here >= value - tie && Math.Abs((double)point.Threshold - near) < Math.Abs((double)best.Threshold - near))
                (best, value) = (point, Math.Max(here, value));
        }

        return best;
    }

    /// <summary>The highest precision among thresholds that reach a recall.</summary>
    /// <param name="recall">The recall to reach, in [0, 1].</param>
    /// <returns>In [0, 1]; 0 where no threshold reaches it, as without positive rows.</returns>
    public double PrecisionAtRecall(double recall)
    {
        if (!(recall is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(recall), recall, "A recall lies in [0, 1].");
        double best = 0;
        foreach (var point in _points)
        {
            if (point.Recall >= recall)
                best = Math.Max(best, point.Precision);
        }

        return best;
    }

    /// <inheritdoc/>
    public IEnumerator<ThresholdPoint> GetEnumerator() => ((IEnumerable<ThresholdPoint>)_points).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static ThresholdCurve Sweep(float[] scores, bool[] positive, Func<float, float?> below, Func<float, float> above)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(positive);
        if (scores.Length != positive.Length || scores.Length == 0)
            throw new ArgumentException($"{scores.Length} scores and {positive.Length} labels: there must be as many, and at least one.", nameof(scores));
        if (!Array.TrueForAll(scores, float.IsFinite))
            throw new ArgumentException("A score is not a finite number.", nameof(scores));

        var (s, y) = ((float[])scores.Clone(), (bool[])positive.Clone());
        Array.Sort(s, y);
        int n = s.Length, positives = y.Count(p => p);
        int negativesBelow = 0, positivesBelow = 0;                   // rows at or below the threshold
        var points = new List<ThresholdPoint>();
        if (below(s[0]) is float lowest)
            Add(lowest);
        for (int i = 0; i < n; i++)
        {
            if (y[i])
                positivesBelow++;
            else
                negativesBelow++;
            if (i == n - 1)
                Add(above(s[i]));
            else if (s[i] < s[i + 1])
                Add(Between(s[i], s[i + 1]));
        }

        return new([.. points]);

        void Add(float threshold) => points.Add(new(
            threshold, positives - positivesBelow, n - positives - negativesBelow, positivesBelow, negativesBelow));
    }

    /// <summary>Midway, but never as high as the upper score: rounding must not move a row across.</summary>
    private static float Between(float low, float high)
    {
        float middle = (float)(low + ((double)high - low) / 2);
        return middle < high ? middle : low;
    }
}
