// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Sequential trees of other strengths on parts of the training rows, measured beside the rows that they have not seen.</summary>
/// <remarks>
/// The rows are dealt into four parts at random. Each part is held out in its turn while the other three are learned, until 10,000 rows have been held out: one part is enough for 40,000 rows, all four are used for less
/// than 13,000. The parts do not overlap, so the shares of several splits are pooled.
/// </remarks>
internal sealed class StrengthTrials
{
    private const int Parts = 4, EnoughHeldOut = 10_000, RowsPerReference = 2, MostClasses = 50;
    private readonly TableSchema _schema;
    private readonly SequentialTreesOptions _options;
    private readonly RunContext _run;
    private readonly Dictionary<string, double[]> _codes;             // of numbers that hold codes of categories: the different ones, ascending
    private readonly Split[] _splits;

    /// <summary>Deals the rows.</summary>
    public StrengthTrials(Table table, TableSchema schema, SequentialTreesOptions options, RunContext run)
    {
        (_schema, _options, _run) = (schema, options, run);
        _codes = table.Columns.OfType<NumericColumn>().Where(c => schema[c.Name].Kind == ColumnKind.Category)
            .ToDictionary(c => c.Name, c => c.Values.Where(v => !double.IsNaN(v)).Distinct().Order().ToArray());
        int[] order = RowSample.Draw(table.Count, table.Count, run.Random.Fork("holdout"));
        int part = table.Count / Parts, splits = Math.Clamp((EnoughHeldOut + part - 1) / part, 1, Parts);
        _splits = [.. Enumerable.Range(0, splits).Select(s => Split.Of(s, table, order, part, this))];
    }

    /// <summary>Rows held out, over all splits.</summary>
    public int HeldOutRows => _splits.Sum(s => s.Holdout.Count);

    /// <summary>The DCR share of a strength, over all splits.</summary>
    public Proportion DcrShare(double strength)
    {
        double share = 0, trials = 0;
        foreach (var split in _splits)
        {
            var measured = CloserToTrain.Of(split.Space, split.Space.Rows(Compared(split.Draw(strength, this))), split.TrainPoints, split.HoldoutPoints, _run);
            share += measured.Share * measured.Trials;
            trials += measured.Trials;
        }

        return new(share / trials, trials);
    }

    /// <summary>What one strength costs in utility against another.</summary>
    /// <returns>The cost, or why there is none.</returns>
    public (PrivacyCost? Cost, string? NoCost) Cost(double before, double after)
    {
        if (_schema.Columns.FirstOrDefault(c => c.Role == ColumnRole.Label) is not { } label)
            return (null, "there is no label");
        if (_schema.Columns.Count == 1)
            return (null, "there is no column besides the label");
        var truth = PredictedLabel.Of(label, [.. _splits.Select(s => s.Holdout[label.Name])], MostClasses, out string? reason);
        if (truth is null)
            return (null, reason);

        var (real, synthetic) = (Predict(truth, label, s => s.Train), Predict(truth, label, s => s.Draw(before, this)));
        var found = before == after ? synthetic : Predict(truth, label, s => s.Draw(after, this));
        return real is null || synthetic is null || found is null
            ? (null, $"'{label.Name}' is missing in too many rows")
            : (truth.Cost(real, synthetic, found, _run), null);
    }

    /// <summary>Predictions for the held-out rows of all splits, one behind the other; null: there are no rows to train on.</summary>
    private double[][]? Predict(PredictedLabel truth, ColumnSchema label, Func<Split, Table> trainingRows)
    {
        var predicted = new List<double[]>();
        foreach (var split in _splits)
        {
            if (BaggedTrees.Fit(trainingRows(split), _schema, label, truth.Classes, _run.Silent(_run.Random.Fork("learner").Fork(split.Number))) is not { } trees)
                return null;
            predicted.AddRange(trees.Predict(split.Holdout, _run));
        }

        return [.. predicted];
    }

    /// <summary>A table whose codes of categories are categories: the evaluation compares them as such.</summary>
    private Table Compared(Table table) => _codes.Count == 0
        ? table
        : new([.. table.Columns.Select(c => _codes.TryGetValue(c.Name, out double[]? codes)
            ? new CategoryColumn(c.Name, Array.ConvertAll(((NumericColumn)c).Values, v => double.IsNaN(v) ? CategoryColumn.MissingCode : Array.BinarySearch(codes, v)), [.. codes.Select((_, code) => $"{code}")])
            : c)]);

    /// <summary>Rows that are learned, and rows that are held out.</summary>
    private sealed record Split(int Number, Table Train, Table Holdout, GowerSpace Space, GowerRows TrainPoints, GowerRows HoldoutPoints)
    {
        public static Split Of(int number, Table table, int[] order, int part, StrengthTrials trials)
        {
            Table train = table.Take([.. order[..(number * part)], .. order[((number + 1) * part)..]]), holdout = table.Take(order.AsSpan(number * part, Math.Min(part, EnoughHeldOut)));
            var compared = trials.Compared(train);
            var space = new GowerSpace(compared);
            return new(number, train, holdout, space, space.Rows(RowSample.First(compared, holdout.Count)), space.Rows(trials.Compared(holdout)));
        }

        /// <summary>Synthetic rows of a strength: at most as many as were learned, and twice as many as are held out.</summary>
        public Table Draw(double strength, StrengthTrials trials)
        {
            var run = trials._run.Silent(trials._run.Random.Fork("trial").Fork(Number));
            var model = new SequentialTrees(trials._options with { StopStrength = strength }).Fit(Train, trials._schema, run);
            return new TableSampler(model).Draw(Math.Min(Train.Count, RowsPerReference * Holdout.Count), run);
        }
    }
}
