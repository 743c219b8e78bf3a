// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML.Data;

namespace MLNet.Synthetic;

/// <summary>Members that each see another balanced part of the rows, and vote alike.</summary>
internal sealed class BalancedSubsets : IEnsembleAlgorithm
{
    private readonly BalancedEnsembleOptions _options;
    private readonly Func<int[], int, Rng, IEnumerable<int>> _minority, _majority;

    private BalancedSubsets(
        BalancedEnsembleOptions options, Func<int[], int, Rng, IEnumerable<int>> minority, Func<int[], int, Rng, IEnumerable<int>> majority)
        => (_options, _minority, _majority) = (options, minority, majority);

    public static BalancedSubsets Easy(BalancedEnsembleOptions options) => new(options, (rows, _, _) => rows, WithoutReplacement);

    public static BalancedSubsets Bagging(BalancedEnsembleOptions options) => new(options, WithReplacement, WithReplacement);

    public Ensemble Train(EnsembleTask task, int members)
    {
        int few = task.Minority.Length;
        int many = MajorityRows(task, _options.MajorityToMinority);
        var trained = new List<EnsembleMember>();
        for (int t = 0; t < members; t++)
        {
            Rng random = task.Random.Fork(t);
            var times = new int[task.Positive.Length];
            foreach (int row in _minority(task.Minority, few, random.Fork("minority")))
                times[row]++;
            foreach (int row in _majority(task.Majority, many, random.Fork("majority")))
                times[row]++;
            trained.Add(new(task.Train(new RowSubsetView(task.Input, times), t), 1));
        }

        bool byProbability = trained[0].Model.GetOutputSchema(task.Input.Schema).GetColumnOrNull(EnsembleTask.Probability) is { Type: NumberDataViewType };
        if (!byProbability)
            task.Log.Info($"The trainer gives no {EnsembleTask.Probability}, so that of the ensemble is the share of the members that vote positive.");
        return new(trained, byProbability, _options.CorrectPrior ? Odds(task, few, many) : 1);
    }

    /// <summary>Rows of the larger class that go with the smaller.</summary>
    public static int MajorityRows(EnsembleTask task, double ratio)
        => (int)Math.Clamp(Math.Round(task.Minority.Length * ratio), 1, task.Majority.Length);

    /// <summary>Some rows, each once at most.</summary>
    public static int[] WithoutReplacement(int[] rows, int count, Rng random)
    {
        var drawn = (int[])rows.Clone();
        for (int i = 0; i < count; i++)
        {
            int j = i + random.Next(drawn.Length - i);
            (drawn[i], drawn[j]) = (drawn[j], drawn[i]);
        }

        return drawn[..count];
    }

    private static IEnumerable<int> WithReplacement(int[] rows, int count, Rng random)
    {
        for (int i = 0; i < count; i++)
            yield return rows[random.Next(rows.Length)];
    }

    private static double Odds(EnsembleTask task, int few, int many)
    {
        bool positiveIsFew = task.Positive[task.Minority[0]];
        double real = task.Positive.Count(p => p) / (double)task.Positive.Length;
        double seen = (positiveIsFew ? few : many) / (double)(few + many);
        return PriorCorrector.Odds(real, seen);
    }
}
