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

    /// <summary>The learner that does best when trained and tested on real rows: what a user would train, and what most is measured with.</summary>
    public TableLearner Best { get; private set; } = TableLearner.BoostedTrees;

    /// <summary>Trains all models, several at a time.</summary>
    public static UtilityModels Train(TrainingSets sets, int repeats, RunContext run)
    {
        var models = new UtilityModels(sets, repeats, run);
        foreach (var learner in TableLearner.All)
            models.PlanReal(learner);
        models.Work("utility, real rows");
        models.Best = TableLearner.All.MaxBy(models.OnReal)!;         // of equal ones the first

        foreach (var learner in TableLearner.All)
            models.PlanSynthetic(learner);
        for (int halving = 0; halving < HalvingRepeats && sets.Real.Count >= 4; halving++)
            models.PlanImportances(halving);
        models.Work("utility, synthetic rows");
        foreach (var predictions in models.Mixed.Values)
        {
            for (int repeat = 1; repeat < repeats; repeat++)
                predictions[repeat] ??= predictions[0];
        }

        return models;
    }

    private int Seed(int repeat) => _run.Random.Fork("trainer").Fork(repeat).NextSeed();

    private double OnReal(TableLearner learner)
    {
        int[] once = new int[_targets.Length];
        Array.Fill(once, 1);
        double value = Predictions[(learner, "TRTR")].Average(p => PredictionMetric.Of(_sets.Task, p, _targets).Value(once));
        return double.IsFinite(value) ? value : double.MinValue;
    }

    private void PlanReal(TableLearner learner)
    {
        var predictions = Predictions[(learner, "TRTR")] = new Matrix[Repeats];
        var onSynthetic = OnSynthetic[learner] = new PredictionMetric[Repeats];
        for (int r = 0; r < Repeats; r++)
        {
            int repeat = r;
            _jobs.Add((() =>
            {
                var model = learner.Fit(_sets.Task, _sets.DrawReal(repeat), _sets.Schema, Seed(repeat));
                predictions[repeat] = model.Predict(_sets.Test);
                onSynthetic[repeat] = PredictionMetric.Of(_sets.Task, model.Predict(_sets.SyntheticTest), _syntheticTargets);
            }, 2));
        }
    }

    /// <summary>Models of synthetic rows alone; of real rows with as many synthetic ones; and for the best learner, of the other mixes.</summary>
    private void PlanSynthetic(TableLearner learner)
    {
        var alone = Predictions[(learner, "TSTR")] = new Matrix[Repeats];
        var mixes = _sets.Ratios.Where(r => learner == Best || r == _sets.EvenRatio).ToDictionary(r => r, _ => new Matrix[Repeats]);
        foreach (var (ratio, predictions) in mixes)
            Mixed.Add((learner, ratio), predictions);
        for (int r = 0; r < Repeats; r++)
        {
            int repeat = r;
            _jobs.Add((() => alone[repeat] = learner.Fit(_sets.Task, _sets.DrawSynthetic(repeat), _sets.Schema, Seed(repeat)).Predict(_sets.Test), 2));
            foreach (var (ratio, predictions) in mixes)
            {
                if (ratio > 0 || repeat == 0 || !_sets.MixesAllRealRows)  // the same rows give the same model
                    _jobs.Add((() => predictions[repeat] = learner.Fit(_sets.Task, _sets.Mix(repeat, ratio), _sets.Schema, Seed(repeat)).Predict(_sets.Test), (int)(2 + 2 * ratio)));
            }
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
            => ImportanceAgreement.Shuffled(Best.Fit(_sets.Task, rows, _sets.Schema, seed), _sets, _targets, random.Fork("rows"));
    }

    /// <summary>The costliest first, so that no thread is left with one at the end.</summary>
    private void Work(string stage)
    {
        var jobs = _jobs.OrderByDescending(j => j.Cost).ToArray();
        _jobs.Clear();
        int next = -1, done = 0;
        _run.ForChunks(jobs.Length, 1, (_, _, _) =>
        {
            jobs[Interlocked.Increment(ref next)].Work();
            _run.Step(stage, Interlocked.Increment(ref done), jobs.Length);
        });
    }
}
