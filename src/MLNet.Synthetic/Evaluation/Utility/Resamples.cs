// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>The bootstrap samples behind the intervals of an evaluation: the same for all figures, so that differences are paired.</summary>
/// <remarks>
/// Efron (1979), "Bootstrap methods: another look at the jackknife", Annals of Statistics 7. Each sample draws the test rows with replacement. The repetitions are models of bootstrap samples of the training rows, which overlap:
/// Nadeau and Bengio (2003), "Inference for the generalization error", Machine Learning 52, put the variance of the mean of R such figures at (1/R + ρ) s², ρ = rows left out / rows seen = e⁻¹ / (1 − e⁻¹) for the bootstrap. So each
/// sample also draws one repetition, and its deviation from their mean is scaled to that variance.
/// </remarks>
internal sealed class Resamples
{
    private const double LeftOutToSeen = 0.5820;                      // e⁻¹ / (1 − e⁻¹)
    private readonly int[] _once;
    private readonly int[][] _weights;                                // how often each test row was drawn, (B, n)
    private readonly int[] _repeats;                                  // which repetition was drawn, (B)

    /// <param name="rows">Test rows, n.</param>
    /// <param name="repeats">Repetitions, R ≥ 1.</param>
    /// <param name="samples">Bootstrap samples, B ≥ 2.</param>
    /// <param name="random">Their randomness.</param>
    public Resamples(int rows, int repeats, int samples, Rng random)
    {
        _once = new int[rows];
        Array.Fill(_once, 1);
        (_weights, _repeats) = (new int[samples][], new int[samples]);
        for (int b = 0; b < samples; b++)
        {
            var (drawRows, drawRepeats) = (random.Fork("rows").Fork(b), random.Fork("repeat").Fork(b));
            _weights[b] = new int[rows];
            for (int i = 0; i < rows; i++)
                _weights[b][drawRows.Next(rows)]++;
            _repeats[b] = drawRepeats.Next(repeats);
        }
    }

    /// <summary>Variance of the mean of so many overlapping repetitions, for each unit of their variance.</summary>
    public static double VarianceOfMean(int repeats) => 1.0 / repeats + LeftOutToSeen;

    /// <summary>The mean of a metric over the repetitions, with its bootstrap samples.</summary>
    /// <param name="models">The predictions of each repetition, (R).</param>
    public Figure Measure(IReadOnlyList<PredictionMetric> models) => Measure([.. models.Select(m => m.Value)]);

    /// <summary>The mean of a figure over the repetitions, with its bootstrap samples.</summary>
    /// <param name="models">What gives the figure of a repetition for weights of the test rows, (R).</param>
    public Figure Measure(IReadOnlyList<Func<int[], double>> models)
    {
        double scale = models.Count < 2 ? 0 : Math.Sqrt(VarianceOfMean(models.Count) * models.Count / (models.Count - 1));   // one of R deviates by (R − 1) / R s²
        var replicates = new double[_weights.Length];
        for (int b = 0; b < replicates.Length; b++)
        {
            double[] values = [.. models.Select(m => m(_weights[b]))];
            double mean = values.Average();
            replicates[b] = mean + scale * (values[_repeats[b]] - mean);
        }

        return new(models.Average(m => m(_once)), replicates);
    }
}

/// <summary>A figure and the same of bootstrap samples.</summary>
/// <param name="Value">The figure; NaN: not defined.</param>
/// <param name="Replicates">That of each bootstrap sample, (B); NaN where it is not defined.</param>
internal sealed record Figure(double Value, double[] Replicates)
{
    /// <summary>Mean of the replicates that are defined moved to the value, and their 2.5 % and 97.5 % quantiles.</summary>
    public ScoreInterval Interval
    {
        get
        {
            double[] sorted = [.. Defined.Order()];
            if (sorted.Length < 2)
                return new(Value, Value);
            double shift = Value - sorted.Average();
            return new(Quantile(sorted, 0.025) + shift, Quantile(sorted, 0.975) + shift);
        }
    }

    /// <summary>Standard deviation of the replicates.</summary>
    public double StandardError
    {
        get
        {
            double[] values = [.. Defined];
            double mean = values.Length == 0 ? 0 : values.Average();
            return values.Length < 2 ? 0 : Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1));
        }
    }

    private IEnumerable<double> Defined => Replicates.Where(double.IsFinite);

    /// <summary>The difference of two figures of the same bootstrap samples.</summary>
    public static Figure operator -(Figure a, Figure b) => new(a.Value - b.Value, [.. a.Replicates.Zip(b.Replicates, (x, y) => x - y)]);

    /// <summary>This figure as a score against a floor of the same bootstrap samples; see <see cref="Score.Against"/>.</summary>
    public Score Against(Figure floor, string key, string name, ScoreDirection direction, double tolerance, string? note = null)
    {
        var pairs = Replicates.Zip(floor.Replicates).Where(p => double.IsFinite(p.First) && double.IsFinite(p.Second)).ToArray();
        return !double.IsFinite(Value) || !double.IsFinite(floor.Value) || pairs.Length < 2
            ? Score.Missing(key, name, direction, note ?? "not defined for these test rows")
            : Score.Against(key, name, direction, Value, [.. pairs.Select(p => p.First)], floor.Value, [.. pairs.Select(p => p.Second)], tolerance, note);
    }

    private static double Quantile(double[] sorted, double p)
    {
        double at = p * (sorted.Length - 1);
        int below = (int)at;
        return below + 1 < sorted.Length ? sorted[below] + (at - below) * (sorted[below + 1] - sorted[below]) : sorted[below];
    }
}
