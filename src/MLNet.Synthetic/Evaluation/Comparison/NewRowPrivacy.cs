// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic;

/// <summary>How near the rows that steps made lie to the rows they were made from, a quick look for comparisons; a report measures privacy in earnest.</summary>
/// <remarks>Distances: numbers divided by their standard deviation in the training rows, 1 for each category that differs. Only the columns that a step synthesizes are looked at: the others it copies.</remarks>
internal static class NewRowPrivacy
{
    private const int MostRows = 1000, MostTrainingRows = 20_000;

    /// <summary>Number of new rows, share of copies, and median distance to the nearest training row over that of held-out rows.</summary>
    public static (int Rows, double? Copies, double? DistanceRatio) Measure(IReadOnlyCollection<SynthesisScope.MadeRows> made, IDataView heldOut, Rng random)
    {
        var steps = made.Select(m => (Step: m, Rows: (int)(m.Rows.GetRowCount() ?? 0))).Where(m => m.Rows > 0).ToArray();
        if (steps.Length == 0)
            return (0, null, null);
        var (last, rows) = steps[^1];                                 // what the trainer saw: earlier ones are folds of a threshold, or were synthesized from
        if (last.ColumnNames.Count == 0)
            return (rows, 1, 0);                                      // nothing is synthesized: every new row is a copy

        bool comparable = last.ColumnNames.All(c => heldOut.Schema.GetColumnOrNull(c) is { } column && column.Type.Equals(last.Training.Schema[c].Type));
        Table training = Read(last.Training, MostTrainingRows, last.ColumnNames, random.Fork("training")), news = Read(last.Rows, MostRows, last.ColumnNames, random.Fork("new"));
        Table fresh = comparable ? Read(heldOut, MostRows, last.ColumnNames, random.Fork("held out")) : training.Take([0]);
        var data = EvaluationData.Of(training, news, fresh, run: new(random));
        double[] toTraining = Nearest(data.Train, data.Synthetic, data.Schema), ofFresh = comparable ? Nearest(data.Train, data.Holdout, data.Schema) : [];
        double expected = comparable ? Median(ofFresh) : 0;
        return (rows, toTraining.Average(d => d == 0 ? 1.0 : 0), expected > 0 ? Median(toTraining) / expected : null);
    }

    private static Table Read(IDataView view, int most, IReadOnlyList<string> columns, Rng random)
    {
        var table = new Table([.. DataViewReader.Read(view, columns).Columns.SelectMany(Scalars)]);
        if (table.Count <= most)
            return table;
        int[] order = [.. Enumerable.Range(0, table.Count)];
        random.Shuffle<int>(order);
        return table.Take(order.AsSpan(0, most));
    }

    private static IEnumerable<TableColumn> Scalars(TableColumn column) => column is NumericVectorColumn { Values: var values }
        ? Enumerable.Range(0, values.Columns).Select(j => new NumericColumn($"{column.Name}[{j}]", [.. Enumerable.Range(0, values.Rows).Select(i => values[i, j])]))
        : [column];

    /// <summary>Distance of each row to the nearest training row, (n).</summary>
    private static double[] Nearest(Table training, Table rows, TableSchema schema)
    {
        var all = TrainingSets.Join(training, rows);
        var encoder = TableEncoder.For(all, schema);
        var x = encoder.Encode(all);
        double[] scales = [.. Enumerable.Range(0, x.Columns).Select(j => Scale([.. Enumerable.Range(0, training.Count).Select(i => x[i, j]).Where(double.IsFinite)]))];
        int[] points = [.. Enumerable.Range(0, x.Rows)];
        var space = new MixedSpace(x, points, scales, encoder.Kinds);
        var nearest = NearestNeighbors.Find(space, points[training.Count..], points[..training.Count], 1, new RunContext(new Rng(0)));
        return [.. Enumerable.Range(0, rows.Count).Select(i => Math.Sqrt(nearest.SquaredDistances(i)[0]))];
    }

    private static double Scale(double[] values)
    {
        double mean = values.Length == 0 ? 0 : values.Average(), deviation = values.Length == 0 ? 0 : Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
        return deviation > 0 ? deviation : 1;
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
