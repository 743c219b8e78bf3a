// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>The models behind a utility evaluation, and what each predicts.</summary>
internal sealed class UtilityModels
{
    private const int HalvingRepeats = 2;
    private readonly TrainingSets _sets;
    private readonly RunContext _run;
    private readonly double[] _targets, _syntheticTargets;
    private readonly List<(Action Work, int Cost)> _jobs = [];

    private UtilityModels(TrainingSets sets, int repeats, RunContext run)
    {
        (_sets, Repeats, _run) = (sets, repeats, run);
        (_targets, _syntheticTargets) = (sets.Task.Targets(sets.Test), sets.Task.Targets(sets.SyntheticTest));
    }

    /// <summary>Repetitions, R.</summary>
    public int Repeats { get; }

    /// <summary>Predictions on real test rows, by learner and setting (TRTR, TSTR), for each repetition.</summary>
    public Dictionary<(TableLearner Learner, string Setting), Matrix[]> Predictions { get; } = [];

    /// <summary>TRTS: the metric on synthetic rows, by learner, for each repetition.</summary>
    public Dictionary<TableLearner, PredictionMetric[]> OnSynthetic { get; } = [];

    /// <summary>Predictions on real test rows of models of real rows with synthetic ones added, by learner and synthetic rows for each real one, for each repetition.</summary>
    public Dictionary<(TableLearner Learner, double Ratio), Matrix[]> Mixed { get; } = [];

    /// <summary>Importances of models of one half of the real rows, the other half, and as many synthetic rows.</summary>
    public (PredictionMetric[] A, PredictionMetric[] B, PredictionMetric[] Synthetic)[] Importances { get; } = new (PredictionMetric[], PredictionMetric[], PredictionMetric[])[HalvingRepeats];

    /// <summary>Trains all models, several at a time.</summary>
    public static UtilityModels Train(TrainingSets sets, int repeats, RunContext run)
    {
        var models = new UtilityModels(sets, repeats, run);
        foreach (var learner in new[] { TableLearner.BoostedTrees, TableLearner.Linear })
        {
            models.OnSynthetic.Add(learner, new PredictionMetric[repeats]);
            foreach (string setting in new[] { "TRTR", "TSTR" })
                models.Predictions.Add((learner, setting), new Matrix[repeats]);
            foreach (double ratio in sets.Ratios.Where(r => learner == TableLearner.BoostedTrees || r == sets.EvenRatio))
                models.Mixed.Add((learner, ratio), new Matrix[repeats]);
            for (int repeat = 0; repeat < repeats; repeat++)
                models.Plan(learner, repeat);
        }

        for (int halving = 0; halving < HalvingRepeats && sets.Real.Count >= 4; halving++)
            models.PlanImportances(halving);
        models.Work();
        foreach (var predictions in models.Mixed.Values)
        {
            for (int repeat = 1; repeat < repeats; repeat++)
                predictions[repeat] ??= predictions[0];
        }

        return models;
    }

    private void Plan(TableLearner learner, int repeat)
    {
        int seed = _run.Random.Fork("trainer").Fork(repeat).NextSeed();
        _jobs.Add((() =>
        {
            var model = learner.Fit(_sets.Task, _sets.DrawReal(repeat), _sets.Schema, seed);
            Predictions[(learner, "TRTR")][repeat] = model.Predict(_sets.Test);
            OnSynthetic[learner][repeat] = PredictionMetric.Of(_sets.Task, model.Predict(_sets.SyntheticTest), _syntheticTargets);
        }, 2));
        _jobs.Add((() => Predictions[(learner, "TSTR")][repeat] = learner.Fit(_sets.Task, _sets.DrawSynthetic(repeat), _sets.Schema, seed).Predict(_sets.Test), 2));
        foreach (double ratio in _sets.Ratios.Where(r => Mixed.ContainsKey((learner, r))))
        {
            if (ratio > 0 || repeat == 0 || !_sets.MixesAllRealRows)      // the same rows give the same model
                _jobs.Add((() => Mixed[(learner, ratio)][repeat] = learner.Fit(_sets.Task, _sets.Mix(repeat, ratio), _sets.Schema, seed).Predict(_sets.Test), (int)(2 + 2 * ratio)));
        }
    }

    private void PlanImportances(int halving)
    {
        var random = _run.Random.Fork("importance").Fork(halving);
        var (a, b, synthetic) = _sets.Halves(halving);
        int seed = random.Fork("trainer").NextSeed();
        _jobs.Add((() => Importances[halving].A = Of(a), 2));
        _jobs.Add((() => Importances[halving].B = Of(b), 2));
        _jobs.Add((() => Importances[halving].Synthetic = Of(synthetic), 2));

        PredictionMetric[] Of(Table rows)
            => ImportanceAgreement.Shuffled(TableLearner.BoostedTrees.Fit(_sets.Task, rows, _sets.Schema, seed), _sets, _targets, random.Fork("rows"));
    }

    /// <summary>The costliest first, so that no thread is left with one at the end.</summary>
    private void Work()
    {
        var jobs = _jobs.OrderByDescending(j => j.Cost).ToArray();
        int next = -1, done = 0;
        _run.ForChunks(jobs.Length, 1, (_, _, _) =>
        {
            jobs[Interlocked.Increment(ref next)].Work();
            _run.Step("utility", Interlocked.Increment(ref done), jobs.Length);
        });
    }
}
