// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Groups that a model trained on synthetic rows serves worse than one trained on real rows, beyond chance.</summary>
/// <remarks>
/// Many groups are looked at, so some would seem harmed by chance: Holm (1979), "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6, keeps the chance of naming any group wrongly
/// at 5 %. The test of a group is that of a normal difference with the standard error of the bootstrap.
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
        PredictionMetric[] onReal = [.. real.Select(p => PredictionMetric.OfSlice(task, p, targets))], onSynthetic = [.. synthetic.Select(p => PredictionMetric.OfSlice(task, p, targets))];
        var found = new (SliceHarm Harm, double P)[slices.Length];
        run.ForChunks(slices.Length, 1, (_, i, _) =>
        {
            var slice = slices[i];
            Figure a = resamples.Measure([.. onReal.Select(m => Within(m, slice.Contains))]), b = resamples.Measure([.. onSynthetic.Select(m => Within(m, slice.Contains))]);
            var difference = b - a;
            found[i] = (new(slice.Name, slice.Contains.Count(c => c), PredictionMetric.SliceName(task), a.Value, b.Value, difference.Interval), P(difference));
        });
        return ([.. Holm(found).OrderBy(h => h.Synthetic - h.Real)], slices.Length);
    }

    private static bool IsLargeEnough(LabelTask task, bool[] contains, double[] targets)
    {
        var inside = targets.Where((_, i) => contains[i]).ToArray();
        return inside.Length >= FewestRows && inside.Length < targets.Length
            && (task.Kind != LearningKind.Binary || (inside.Count(t => t == 0) >= FewestOfAClass && inside.Count(t => t == 1) >= FewestOfAClass));
    }

    private static Func<int[], double> Within(PredictionMetric metric, bool[] contains)
        => weights => metric.Value([.. weights.Select((w, i) => contains[i] ? w : 0)]);

    /// <summary>One-sided probability of a difference as low as this by chance.</summary>
    private static double P(Figure difference) => double.IsFinite(difference.Value) && difference.StandardError is > 0 and double error ? Normal.Below(difference.Value / error) : 1;

    /// <summary>The harms whose probability passes: the smallest α / k, the next α / (k − 1), ..., until one does not.</summary>
    private static IEnumerable<SliceHarm> Holm((SliceHarm Harm, double P)[] found)
    {
        var ordered = found.OrderBy(f => f.P).ToArray();
        return ordered.TakeWhile((f, i) => f.P <= Alpha / (ordered.Length - i)).Select(f => f.Harm);
    }
}
