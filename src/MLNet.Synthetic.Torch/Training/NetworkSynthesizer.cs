// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>What all synthesizers that train a network do alike: look at the table, keep a holdout, train, and hand over the network as an ONNX model.</summary>
public abstract class NetworkSynthesizer : ITableSynthesizer
{
    private const int MostHoldoutRows = 2000, FewestHoldoutRows = 50;
    private readonly NetworkOptions _options;

    private protected NetworkSynthesizer(NetworkOptions options)
    {
        _options = options;
        NetworkFormats.Register();                                    // what is trained can be saved, and read again
    }

    /// <summary>Trains a network on a table.</summary>
    /// <inheritdoc/>
    /// <exception cref="DllNotFoundException">TorchSharp or libtorch does not load; the message names cause and cure.</exception>
    /// <exception cref="InvalidOperationException">The CUDA device that was asked for cannot be used.</exception>
    public ITableModel Fit(Table table, TableSchema schema, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(run);
        Check(table, schema);
        run.Cancellation.ThrowIfCancellationRequested();
        if (table.Columns.All(IsConstant))
        {
            run.Info("No column varies: there is nothing for a network to learn, and every row will be the one there is.");
            return new IndependentColumns().Fit(table, schema, run);
        }

        var (train, holdout) = Split(table, run.Random.Fork("holdout"));
        using var torch = new TorchRun(_options, run);
        using var scope = TorchSharp.torch.NewDisposeScope();
        torch.Seed(run.Random.Fork("weights"));
        using var training = CreateTraining(train, schema, torch, run);
        string data = TableHash.Of(table);
        return new TrainingLoop(training, _options, new QualityLook(train, holdout, schema), data, run).Run();
    }

    /// <summary>Encodes the table and makes the network, with fresh weights from the generator of <paramref name="torch"/>, which has been seeded.</summary>
    /// <param name="table">Training rows, ≥ 1, checked: columns of the schema, numbers finite or missing.</param>
    /// <param name="schema">What is known of the columns.</param>
    /// <param name="torch">Device, threads, random numbers.</param>
    /// <param name="run">Randomness, progress, messages, cancellation and threads.</param>
    private protected abstract NetworkTraining CreateTraining(Table table, TableSchema schema, TorchRun torch, RunContext run);

    private (Table Train, Table? Holdout) Split(Table table, Rng random)
    {
        int rows = Math.Min(MostHoldoutRows, (int)(_options.HoldoutShare * table.Count));
        if (rows < FewestHoldoutRows || _options.EvaluateEvery is null)
            return (table, null);
        int[] order = [.. Enumerable.Range(0, table.Count)];
        random.Shuffle<int>(order);
        return (table.Take([.. order[rows..].Order()]), table.Take([.. order[..rows].Order()]));
    }

    private static bool IsConstant(TableColumn column)
    {
        long[] identities = Cells.Identities(column);
        return identities.AsSpan().IndexOfAnyExcept(identities[0]) < 0;
    }

    private static void Check(Table table, TableSchema schema)
    {
        if (!table.Columns.Select(c => c.Name).SequenceEqual(schema.Columns.Select(c => c.Name)))
            throw new ArgumentException("The schema names other columns than the table.", nameof(schema));
        if (table.Columns.Count == 0)
            throw new SyntheticDataException("There is no column to learn.");
        if (table.Count == 0)
            throw new SyntheticDataException("There are no rows to learn from.");
        foreach (var column in table.Columns)
        {
            if (column is not (NumericColumn or CategoryColumn or TimestampColumn))
                throw new ArgumentException($"Column '{column.Name}' is of kind {column.Kind}: a synthesizer learns numbers, categories and times.", nameof(table));
            int infinite = column is NumericColumn numbers ? Array.FindIndex(numbers.Values, double.IsInfinity) : -1;
            if (infinite >= 0)
                throw new SyntheticDataException($"Column '{column.Name}' is infinite in row {infinite}. Replace such values, by a missing one for example, or leave the column out.");
        }
    }
}
