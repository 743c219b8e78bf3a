// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>The rows that the models of an evaluation are trained and tested on: as many real as synthetic ones, drawn anew in each repetition.</summary>
/// <remarks>
/// m is the smallest of the number of training rows, of synthetic rows and a cap. A repetition draws m rows of each table: without replacement where both hold at least 2 m rows, so that draws differ, else with replacement
/// (the bootstrap) from both, so that neither side has more different rows than the other. Where synthetic rows are added to real ones, the real ones are all there are, up to the cap: drawn with replacement, rows that were
/// not drawn would come back as copies and seem a gain.
/// </remarks>
internal sealed class TrainingSets
{
    public const int MostTrainingRows = 20_000, MostTestRows = 10_000;
    private readonly Rng _random;
    private readonly bool _withReplacement;
    private readonly Lazy<double> _medianTarget;

    public TrainingSets(EvaluationData data, LabelTask task, Rng random)
    {
        (Schema, Task, _random) = (data.Schema, task, random);
        Real = task.Usable(data.Train);
        Synthetic = task.Usable(data.Synthetic);
        Test = First(task.Usable(data.Holdout), random.Fork("test"));
        SyntheticTest = First(Synthetic, random.Fork("synthetic test"));
        Rows = Math.Min(MostTrainingRows, Math.Min(Real.Count, Synthetic.Count));
        _withReplacement = Math.Min(Real.Count, Synthetic.Count) < 2 * Rows;
        _medianTarget = new(() => task.Targets(Real).Order().ElementAt(Real.Count / 2));
    }

    public TableSchema Schema { get; }

    public LabelTask Task { get; }

    /// <summary>Real training rows with a label.</summary>
    public Table Real { get; }

    /// <summary>Synthetic rows with a label.</summary>
    public Table Synthetic { get; }

    /// <summary>Real rows to test on.</summary>
    public Table Test { get; }

    /// <summary>Synthetic rows to test on.</summary>
    public Table SyntheticTest { get; }

    /// <summary>Rows of each kind that a model is trained on, m.</summary>
    public int Rows { get; }

    /// <summary>Median of the numeric label of the real training rows.</summary>
    public double MedianTarget => _medianTarget.Value;

    /// <summary>Why no model can be trained or tested; null: they can.</summary>
    public string? Problem
    {
        get
        {
            if (Synthetic.Count == 0)
                return $"no synthetic row has a '{Task.Label}' that the training rows know";
            if (Test.Count == 0)
                return $"no holdout row has a '{Task.Label}' that the training rows know";
            double[] targets = Task.Targets(Test);
            return targets.All(t => t == targets[0]) ? $"all holdout rows have the same '{Task.Label}'" : null;
        }
    }

    /// <summary>m real rows of a repetition.</summary>
    public Table DrawReal(int repeat) => Real.Take(Draw(Real.Count, Rows, _random.Fork("real").Fork(repeat)));

    /// <summary>m synthetic rows of a repetition.</summary>
    public Table DrawSynthetic(int repeat) => Synthetic.Take(Draw(Synthetic.Count, Rows, _random.Fork("synthetic").Fork(repeat)));

    /// <summary>Real rows that synthetic ones are added to.</summary>
    public int MixedRows => Math.Min(MostTrainingRows, Real.Count);

    /// <summary>Whether every repetition adds to the same real rows: all of them.</summary>
    public bool MixesAllRealRows => MixedRows == Real.Count;

    /// <summary>Synthetic rows for each real one in the mixes that there are rows enough for, ascending from 0.</summary>
    public IReadOnlyList<double> Ratios
    {
        get
        {
            double most = Synthetic.Count / (double)MixedRows;
            return [.. new[] { 0, 0.5, 1, 2 }.Where(r => r <= most), .. most < 1 && most != 0.5 ? [most] : Array.Empty<double>()];
        }
    }

    /// <summary>One synthetic row for each real one, or as many as there are.</summary>
    public double EvenRatio => Ratios.Last(r => r <= 1);

    /// <summary>Real rows with synthetic rows added; a larger number begins with the rows of a smaller one.</summary>
    /// <param name="repeat">Number of the repetition.</param>
    /// <param name="syntheticPerReal">One of <see cref="Ratios"/>.</param>
    public Table Mix(int repeat, double syntheticPerReal)
    {
        var real = MixesAllRealRows ? Real : Real.Take(Shuffled(Real.Count, _random.Fork("mixed real").Fork(repeat)).AsSpan(0, MixedRows));
        int added = (int)Math.Round(syntheticPerReal * MixedRows);
        return added == 0 ? real : Join(real, Synthetic.Take(Shuffled(Synthetic.Count, _random.Fork("mixed synthetic").Fork(repeat)).AsSpan(0, added)));
    }

    /// <summary>Disjoint halves of the real rows, and as many synthetic rows.</summary>
    public (Table A, Table B, Table Synthetic) Halves(int repeat)
    {
        int half = Math.Min(Rows, Real.Count / 2);
        int[] order = Shuffled(Real.Count, _random.Fork("halves").Fork(repeat)), synthetic = Shuffled(Synthetic.Count, _random.Fork("synthetic half").Fork(repeat));
        return (Real.Take(order.AsSpan(0, half)), Real.Take(order.AsSpan(half, half)), Synthetic.Take(synthetic.AsSpan(0, Math.Min(half, synthetic.Length))));
    }

    /// <summary>The rows of two tables with the same columns and levels.</summary>
    public static Table Join(Table a, Table b) => new([.. a.Columns.Select(column => (column, b[column.Name]) switch
    {
        (NumericColumn x, NumericColumn y) => (TableColumn)new NumericColumn(x.Name, [.. x.Values, .. y.Values]),
        (CategoryColumn x, CategoryColumn y) => new CategoryColumn(x.Name, [.. x.Codes, .. y.Codes], x.Levels),
        (TimestampColumn x, TimestampColumn y) => new TimestampColumn(x.Name, [.. x.Ticks, .. y.Ticks]),
        _ => throw new SyntheticDataException($"Column '{column.Name}' is of kind {column.Kind}, which no model of this evaluation takes."),
    })]);

    private int[] Draw(int count, int rows, Rng random)
        => _withReplacement ? [.. Enumerable.Range(0, rows).Select(_ => random.Next(count))] : Shuffled(count, random)[..rows];

    private static int[] Shuffled(int count, Rng random)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        random.Shuffle<int>(order);
        return order;
    }

    private static Table First(Table table, Rng random) => table.Count <= MostTestRows ? table : table.Take(Shuffled(table.Count, random).AsSpan(0, MostTestRows));
}
