// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Groups that a model trained on synthetic rows serves worse than one trained on real rows, beyond chance.</summary>
/// <remarks>
/// Many groups are looked at, so some would seem harmed by chance: <see cref="Normal.Holm"/> keeps the chance of naming any group wrongly at 5 %. The test of a group is that of a normal difference with the standard error of the bootstrap.
/// </remarks>
internal static class SliceHarms
{
    private const int FewestRows = 50, FewestOfAClass = 10;
    private const double Alpha = 0.05;

    /// <summary>The harmed groups, worst first, and how many were looked at.</summary>
    /// <param name="sets">Real rows, whose quartiles bound bands, and test rows.</param>
    /// <param name="targets">True classes or numbers of the test rows, (n).</param>
    /// <param name="real">Predictions of the models trained on real rows, (R).</param>
    /// <param name="synthetic">Predictions of the models trained on synthetic rows, (R).</param>
    /// <param name="resamples">Bootstrap samples of the test rows.</param>
    /// <param name="run">Threads.</param>
    public static (IReadOnlyList<SliceHarm> Harms, int LookedAt) Find(
        TrainingSets sets, double[] targets, IReadOnlyList<Matrix> real, IReadOnlyList<Matrix> synthetic, Resamples resamples, RunContext run)
    {
        var task = sets.Task;
        Slice[] slices = [.. sets.Schema.Columns.Where(c => c.Role == ColumnRole.Feature)
            .SelectMany(c => Slice.Of(sets.Real[c.Name], sets.Test[c.Name]))
            .Where(s => IsLargeEnough(task, s.Contains, targets))];
        var found = new (SliceHarm Harm, double P)[slices.Length];
        run.ForChunks(slices.Length, 1, (_, i, _) =>
        {
            var slice = slices[i];
            int[] inside = [.. Enumerable.Range(0, targets.Length).Where(row => slice.Contains[row])];
            Figure a = Measured(real, inside), b = Measured(synthetic, inside);
            var difference = b - a;
            found[i] = (new(slice.Name, inside.Length, PredictionMetric.SliceName(task), a.Value, b.Value, difference.Interval), P(difference));
        });
        bool[] significant = Normal.Holm(Array.ConvertAll(found, f => f.P), Alpha);
        return ([.. found.Where((_, i) => significant[i]).Select(f => f.Harm).OrderBy(h => h.Synthetic - h.Real)], slices.Length);

        Figure Measured(IReadOnlyList<Matrix> predictions, int[] inside) => resamples.Measure([.. predictions.Select(p => Within(task, p, targets, inside))]);
    }

    private static bool IsLargeEnough(LabelTask task, bool[] contains, double[] targets)
    {
        var inside = targets.Where((_, i) => contains[i]).ToArray();
        return inside.Length >= FewestRows && inside.Length < targets.Length
            && (task.Kind != LearningKind.Binary || (inside.Count(t => t == 0) >= FewestOfAClass && inside.Count(t => t == 1) >= FewestOfAClass));
    }

    private static Func<int[], double> Within(LabelTask task, Matrix predictions, double[] targets, int[] inside)
    {
        var rows = new Matrix(inside.Length, predictions.Columns);
        for (int i = 0; i < inside.Length; i++)
            predictions[inside[i]].CopyTo(rows[i]);
        var metric = PredictionMetric.OfSlice(task, rows, Array.ConvertAll(inside, i => targets[i]));
        return weights => metric.Value(Array.ConvertAll(inside, i => weights[i]));
    }

    /// <summary>One-sided probability of a difference as low as this by chance.</summary>
    private static double P(Figure difference) => double.IsFinite(difference.Value) && difference.StandardError is > 0 and double error ? Normal.Below(difference.Value / error) : 1;
}
