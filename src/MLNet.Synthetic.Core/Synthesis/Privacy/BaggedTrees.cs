// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>A learner to measure the utility of rows by: bagged trees, of the kind that the columns are drawn with, on all columns but the label.</summary>
/// <remarks>Breiman (1996), "Bagging predictors", Machine Learning 24: each tree learns a bootstrap sample, and predictions are means over the trees, of class shares or of values.</remarks>
internal sealed class BaggedTrees
{
    private const int Trees = 10, MostRows = 20_000;
    private static readonly SequentialTreesOptions s_options = new() { StopStrength = 1, RareCategoryRows = 0, SmoothingRanks = 0 };
    private readonly ConditionalTree[] _trees;
    private readonly (int Place, string Name, ColumnCodes Codes)[] _predictors;
    private readonly double[][][] _leaves;                            // what each leaf of each tree predicts
    private readonly int _columns;

    private BaggedTrees(ConditionalTree[] trees, (int Place, string Name, ColumnCodes Codes)[] predictors, double[][][] leaves, int columns)
        => (_trees, _predictors, _leaves, _columns) = (trees, predictors, leaves, columns);

    /// <summary>Learns to predict a label.</summary>
    /// <param name="table">Rows, n; the first 20,000 that have a label are used.</param>
    /// <param name="schema">Its columns.</param>
    /// <param name="label">The label.</param>
    /// <param name="classes">Its classes, ascending; null: it holds a quantity.</param>
    /// <param name="run">Randomness, threads and cancellation.</param>
    /// <returns>The trees; null: no row has a label.</returns>
    public static BaggedTrees? Fit(Table table, TableSchema schema, ColumnSchema label, double[]? classes, RunContext run)
    {
        var known = table[label.Name];
        int[] rows = [.. Enumerable.Range(0, table.Count).Where(i => !double.IsNaN(TableRows.Number(known, i))).Take(MostRows)];
        if (rows.Length == 0)
            return null;
        var used = table.Take(rows);
        int d = schema.Columns.Count;
        var columns = new TrainingColumn[d];
        run.ForChunks(d, 1, (j, _, _) => columns[j] = TrainingColumn.Of(used.Columns[j], schema.Columns[j], s_options.Coding, run));
        int at = schema.Columns.ToList().IndexOf(label);
        int[] others = [.. Enumerable.Range(0, d).Where(j => j != at)];

        var (stop, terms) = (new StopRule(s_options.StopStrength), new EntropyTerms(rows.Length));
        var trees = new ConditionalTree[Trees];
        var leaves = new double[Trees][][];
        run.ForChunks(Trees, 1, (t, _, _) =>
        {
            var random = run.Random.Fork(t);
            int[] sample = Array.ConvertAll(rows, _ => random.Next(rows.Length));
            trees[t] = new TreeBuilder(Take(columns[at], sample), Array.ConvertAll(others, j => (j, Take(columns[j], sample))), d, s_options, stop, terms).Build(run.Cancellation);
            leaves[t] = [.. Enumerable.Range(0, trees[t].Leaves).Select(leaf => Prediction(trees[t].DonorsOf(leaf), columns[at].Codes, classes, random))];
        });
        return new(trees, Array.ConvertAll(others, j => (j, schema.Columns[j].Name, columns[j].Codes)), leaves, d);
    }

    /// <summary>The predictions for the rows of a table: shares of the classes, or one value, (n).</summary>
    public double[][] Predict(Table table, RunContext run)
    {
        double[][] numbers = Array.ConvertAll(_predictors, p => p.Codes.Codec.Encode(table[p.Name]));
        byte[][] codes = [.. _predictors.Select((p, i) => Array.ConvertAll(numbers[i], p.Codes.CodeOf))];
        var predicted = new double[table.Count][];
        var leaves = new int[Trees][];
        run.ForChunks(Trees, 1, (t, _, _) =>
        {
            var known = new KnownColumns(table.Count, _columns);
            for (int i = 0; i < _predictors.Length; i++)
                (known.Codes[_predictors[i].Place], known.Numbers[_predictors[i].Place]) = (codes[i], _predictors[i].Codes.IsOrdered ? numbers[i] : null);
            for (int i = 0; i < _trees[t].Combined.Length; i++)
                _trees[t].Combined[i].CodesOf(known, known.Codes[known.PlaceOf(i)] = new byte[known.Rows]);
            leaves[t] = [.. Enumerable.Range(0, table.Count).Select(row => _trees[t].Leaf(known.Codes, row))];
        });
        for (int row = 0; row < predicted.Length; row++)
        {
            predicted[row] = new double[_leaves[0][0].Length];
            for (int t = 0; t < Trees; t++)
            {
                double[] leaf = _leaves[t][leaves[t][row]];
                for (int c = 0; c < leaf.Length; c++)
                    predicted[row][c] += leaf[c] / Trees;
            }
        }

        return predicted;
    }

    private static TrainingColumn Take(TrainingColumn column, int[] rows) => column with
    {
        Numbers = column.Numbers is { } numbers ? Array.ConvertAll(rows, i => numbers[i]) : null,
        Code = Array.ConvertAll(rows, i => column.Code[i]),
        Fine = column.Fine is { } fine ? Array.ConvertAll(rows, i => fine[i]) : null,
        DonorOf = row => column.DonorOf(rows[row]),
    };

    private static double[] Prediction(ReadOnlySpan<int> donors, ColumnCodes label, double[]? classes, Rng random)
    {
        var prediction = new double[classes?.Length ?? 1];
        foreach (int donor in donors)
        {
            double value = label.NumberOf(donor, random);
            int c = classes is null ? 0 : Array.BinarySearch(classes, value);
            if (c >= 0)                                               // a class that no held-out row has counts for none
                prediction[c] += (classes is null ? value : 1) / donors.Length;
        }

        return prediction;
    }
}
