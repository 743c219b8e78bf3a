// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>How much it matters to predict each value of a numeric label well: from 0, ordinary, to 1, rare and important.</summary>
/// <remarks>
/// Ribeiro (2011), "Utility-based Regression", PhD thesis, University of Porto: φ(y) is the piecewise cubic Hermite polynomial through control points (label, relevance,
/// slope). Slopes are shortened where that is needed to keep it monotone between two points (Fritsch, Carlson 1980, "Monotone piecewise cubic interpolation", SIAM J. Numer.
/// Anal. 17), so it never leaves [0, 1]; beyond the first and the last point it stays constant. O(log points) for a value.
/// </remarks>
public sealed class RelevanceFunction
{
    private readonly RelevancePoint[] _points;

    private RelevanceFunction(RelevancePoint[] points) => _points = points;

    /// <summary>The points it passes through, by ascending label, with the slopes that are used.</summary>
    public IReadOnlyList<RelevancePoint> ControlPoints => _points;

    /// <summary>The function through points of one's own.</summary>
    /// <param name="points">At least two, with different labels, in any order.</param>
    /// <exception cref="ArgumentException">There are fewer than two points, two with the same label, or numbers out of range.</exception>
    public static RelevanceFunction Through(params IReadOnlyList<RelevancePoint> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (points.Count < 2)
            throw new ArgumentException($"A relevance function needs at least two control points, but {points.Count} are given.", nameof(points));
        RelevancePoint[] ordered = [.. points.OrderBy(p => p.Label)];
        for (int i = 0; i < ordered.Length; i++)
        {
            var p = ordered[i];
            if (!double.IsFinite(p.Label) || !double.IsFinite(p.Slope) || !(p.Relevance >= 0 && p.Relevance <= 1))
                throw new ArgumentException($"{p}: label and slope are finite, and the relevance lies in [0, 1].", nameof(points));
            if (i > 0 && p.Label == ordered[i - 1].Label)
                throw new ArgumentException($"Two control points have the label {p.Label}.", nameof(points));
        }

        return new(Monotone(ordered));
    }

    /// <summary>The function that finds the outliers of a box plot relevant: 0 at the median, 1 from the ends of the whiskers on, with level slopes.</summary>
    /// <remarks>
    /// Tukey (1977), "Exploratory Data Analysis": the whiskers end at the farthest labels within <paramref name="whisker"/> times the distance between the hinges (the medians of
    /// the lower and the upper half). As in Ribeiro's automatic method an end without a label beyond its whisker is not relevant at all.
    /// </remarks>
    /// <param name="labels">The labels, (n), finite.</param>
    /// <param name="extremes">The ends where rare values are looked for.</param>
    /// <param name="whisker">Longest whisker in distances between the hinges, ≥ 0.</param>
    /// <exception cref="ArgumentException">A label is not finite, or the whisker is negative.</exception>
    /// <exception cref="SyntheticDataException">There are no labels, no outliers at that end, or half of the labels are the same.</exception>
    public static RelevanceFunction OfBoxPlot(IReadOnlyCollection<double> labels, Extremes extremes = Extremes.Both, double whisker = 1.5)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (!(whisker >= 0 && double.IsFinite(whisker)))
            throw new ArgumentOutOfRangeException(nameof(whisker), whisker, "The length of the whiskers is a finite number ≥ 0.");
        double[] y = [.. labels.Order()];
        if (y.Length == 0)
            throw new SyntheticDataException("There are no rows to resample.");
        if (!double.IsFinite(y[0]) || !double.IsFinite(y[^1]))
            throw new ArgumentException("A label is not finite.", nameof(labels));
        if (y[0] == y[^1])
            throw new SyntheticDataException($"The label is {y[0]} in all {y.Length} rows, so no value is rare. Check the label column and the filters before this step.");

        int half = (y.Length + 1) / 2;                                // the median of an odd number of labels belongs to both halves
        double median = Median(y), lower = Median(y.AsSpan(0, half)), upper = Median(y.AsSpan(y.Length - half));
        double reach = whisker * (upper - lower);
        double low = y.First(v => v >= lower - reach), high = y.Last(v => v <= upper + reach);
        bool rareLow = extremes != Extremes.High && y[0] < low, rareHigh = extremes != Extremes.Low && y[^1] > high;
        if (!rareLow && !rareHigh)
        {
            throw new SyntheticDataException(
                $"No label is rare: all {y.Length} {(extremes == Extremes.Both ? "" : $"at the {extremes.ToString().ToLowerInvariant()} end ")}lie within the whiskers of the box plot, {low} to {high}. " +
                $"Look at the other end ({nameof(Extremes)}), shorten the whiskers, or say what is rare with {nameof(Relevance)}.{nameof(Relevance.Through)}.");
        }

        if ((rareLow && low == median) || (rareHigh && high == median))
        {
            throw new SyntheticDataException(
                $"The box plot of the label has no whisker between its median, {median}, and its outliers, as so many of the {y.Length} labels are equal. Say what is rare with {nameof(Relevance)}.{nameof(Relevance.Through)}.");
        }

        var points = new List<RelevancePoint>();
        if (rareLow)
            points.Add(new(low, 1));
        points.Add(new(median, 0));
        if (rareHigh)
            points.Add(new(high, 1));
        return Through(points);
    }

    /// <summary>The relevance of a label, φ(y), in [0, 1].</summary>
    /// <param name="label">The label, y.</param>
    public double Of(double label)
    {
        if (!(label > _points[0].Label))
            return _points[0].Relevance;
        if (label >= _points[^1].Label)
            return _points[^1].Relevance;
        int low = 0, high = _points.Length - 1;
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            (low, high) = _points[middle].Label <= label ? (middle, high) : (low, middle);
        }

        var (a, b) = (_points[low], _points[high]);
        double h = b.Label - a.Label, t = (label - a.Label) / h;
        double value = (1 + 2 * t) * (1 - t) * (1 - t) * a.Relevance + t * (1 - t) * (1 - t) * h * a.Slope
            + t * t * (3 - 2 * t) * b.Relevance - t * t * (1 - t) * h * b.Slope;
        return Math.Clamp(value, 0, 1);                               // leaves it by rounding only
    }

    private static double Median(ReadOnlySpan<double> sorted) => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;

    /// <summary>Shortens slopes so that each piece is monotone: α = m₁/Δ and β = m₂/Δ, with Δ the secant, are brought to ≥ 0 and α² + β² ≤ 9.</summary>
    private static RelevancePoint[] Monotone(RelevancePoint[] points)
    {
        for (int i = 0; i + 1 < points.Length; i++)
        {
            ref RelevancePoint a = ref points[i], b = ref points[i + 1];
            double secant = (b.Relevance - a.Relevance) / (b.Label - a.Label);
            if (a.Slope * secant <= 0)
                a = a with { Slope = 0 };
            if (b.Slope * secant <= 0)
                b = b with { Slope = 0 };
            double length = Math.Sqrt(a.Slope * a.Slope + b.Slope * b.Slope), most = 3 * Math.Abs(secant);
            if (length > most)
                (a, b) = (a with { Slope = a.Slope * most / length }, b with { Slope = b.Slope * most / length });
        }

        return points;
    }
}
