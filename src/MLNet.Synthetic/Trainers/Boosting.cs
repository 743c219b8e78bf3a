// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic;

/// <summary>AdaBoost whose members see rows drawn by weight: of all rows, of a balanced part of them, or of them and new ones.</summary>
internal sealed class Boosting : IEnsembleAlgorithm
{
    private delegate IDataView Sample(EnsembleTask task, ReadOnlySpan<double> weights, Rng random);

    private readonly BoostingOptions _options;
    private readonly Sample _sample;

    private Boosting(BoostingOptions options, Sample sample) => (_options, _sample) = (options, sample);

    private bool IsM2 => _options.Variant == AdaBoostVariant.M2;

    public static Boosting Plain(BoostingOptions options)
        => new(options, (task, weights, random) => new RowSubsetView(task.Input, Draw(task, weights, task.Positive.Length, random)));

    public static Boosting Undersampled(RusBoostOptions options) => new(options, (task, weights, random) =>
    {
        int[] majority = BalancedSubsets.WithoutReplacement(task.Majority, BalancedSubsets.MajorityRows(task, options.MajorityToMinority), random.Fork("majority"));
        var left = new double[weights.Length];
        foreach (int row in (int[])[.. task.Minority, .. majority])
            left[row] = weights[row];
        return new RowSubsetView(task.Input, Draw(task, left, task.Minority.Length + majority.Length, random));
    });

    public static Boosting Smoted(SmoteBoostOptions options) => new(options, (task, weights, random) =>
    {
        var smote = options.Smote with { Seed = random.Fork("new rows").NextSeed(), Cancellation = options.Cancellation };
        var grown = new SyntheticOversampler(task.Ml, task.Label, smote, new Smote(smote)).FitResample(task.Input);
        var all = new double[(int)grown.GetRowCount()!.Value];        // real rows first
        Array.Fill(all, 1.0 / all.Length);
        for (int i = 0; i < weights.Length; i++)
            all[i] = weights[i] * weights.Length / all.Length;
        return new RowSubsetView(grown, Draw(task, all, all.Length, random));
    });

    public Ensemble Train(EnsembleTask task, int members)
    {
        var weights = new AdaBoostWeights(task.Positive.Length);
        var trained = new List<EnsembleMember>();
        for (int t = 0; t < members; t++)
        {
            var model = task.Train(_sample(task, weights.Weights, task.Random.Fork(t)), t);
            double[] truth = Truth(task, model);
            double loss = weights.Loss(truth);
            if (loss >= 0.5)
            {
                string worse = string.Create(CultureInfo.InvariantCulture, $"Member {t + 1} is no better than chance on the weighted rows (loss {loss:0.###})");
                if (t == 0)
                    throw new SyntheticDataException($"{worse}, so there is nothing to boost. Check the features, give the trainer more freedom, or keep more rows in a round.");
                task.Log.Warn($"{worse}: boosting ends with {t} of {members} members.");
                break;
            }

            var (vote, isPerfect) = weights.Update(truth);
            trained.Add(new(model, vote));
            if (isPerfect)
            {
                task.Log.Info($"Member {t + 1} makes no error on the training rows: boosting ends with {t + 1} of {members} members.");
                break;
            }
        }

        return new(trained, IsM2);
    }

    /// <summary>What a member gives the true class of each training row, (n), in [0, 1].</summary>
    private double[] Truth(EnsembleTask task, ITransformer model)
    {
        var scored = model.Transform(task.Input);
        if (!IsM2)
        {
            bool[] predicted = LabelClasses.PositivesOf(DataViewReader.Read(scored, [EnsembleTask.PredictedLabel]).Columns[0]);
            return [.. predicted.Zip(task.Positive, (p, y) => p == y ? 1.0 : 0)];
        }

        if (scored.Schema.GetColumnOrNull(EnsembleTask.Probability) is not { Type: NumberDataViewType })
        {
            throw new ArgumentException(
                $"AdaBoost.M2 needs the probabilities of its members, and this trainer gives none. Append a calibrator to it (ml.BinaryClassification.Calibrators.Platt), or set {nameof(BoostingOptions.Variant)} to {nameof(AdaBoostVariant.M1)}.");
        }

        float[] probability = DataViewReader.Read(scored, [EnsembleTask.Probability]).Columns[0].Finite();
        return [.. probability.Zip(task.Positive, (p, y) => y ? p : 1.0 - p)];
    }

    /// <summary>How often each row is drawn; a class that the draws would leave out keeps its heaviest row.</summary>
    private static int[] Draw(EnsembleTask task, ReadOnlySpan<double> weights, int draws, Rng random)
    {
        int[] times = WeightedDraw.Counts(weights, draws, random.Fork("draws"));
        foreach (int[] rows in (int[][])[task.Minority, task.Majority])
        {
            if (Array.TrueForAll(rows, row => times[row] == 0))
                times[Heaviest(rows, weights)] = 1;
        }

        return times;
    }

    private static int Heaviest(int[] rows, ReadOnlySpan<double> weights)
    {
        int best = rows[0];
        foreach (int row in rows)
        {
            if (weights[row] > weights[best])
                best = row;
        }

        return best;
    }
}
