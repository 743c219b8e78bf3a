// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>The rows of a model as a table of any length, in blocks that can each be made without the others.</summary>
/// <remarks>
/// Block b comes from the stream of the run forked by b, and is always drawn whole (<see cref="ITableModel.BlockRows"/> rows), so that a shorter table is the beginning of a longer one. Given
/// values that the model cannot fix are met by rejection: whole blocks are drawn until every row has found a candidate with its value, or too many have been drawn in vain.
/// </remarks>
public sealed class TableSampler
{
    private const int MostCandidateBlocks = 200;
    private readonly Func<long, int, Table>? _given;

    /// <summary>A sampler of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="given">
    /// Values that are fixed: gives, from the number of a first row and a number of rows, a table of the fixed columns of those rows. The columns are the same for all rows, and it can be
    /// asked for rows behind the end. Null: nothing is fixed.
    /// </param>
    public TableSampler(ITableModel model, Func<long, int, Table>? given = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        (Model, _given) = (model, given);
    }

    /// <summary>The model.</summary>
    public ITableModel Model { get; }

    /// <summary>Draws the first rows of a table.</summary>
    /// <param name="rows">How many rows, ≥ 0.</param>
    /// <param name="run">Randomness, progress, messages, cancellation and threads.</param>
    /// <exception cref="SyntheticDataException">Given values are too rare to be met.</exception>
    /// <exception cref="OperationCanceledException">The run was asked to stop.</exception>
    public Table Draw(int rows, RunContext run)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentNullException.ThrowIfNull(run);
        var blocks = new List<Table>();
        int done = 0;
        do
        {
            blocks.Add(DrawBlock(blocks.Count, Math.Min(Model.BlockRows, rows - done), run));
            done += blocks[^1].Count;
            run.Step("drawing rows", done, rows);
        }
        while (done < rows);
        return TableRows.Concat(blocks);
    }

    /// <summary>Draws one block of a table.</summary>
    /// <param name="block">Number of the block, from 0.</param>
    /// <param name="rows">How many of its rows, from its first on: at most <see cref="ITableModel.BlockRows"/>.</param>
    /// <param name="run">Randomness, progress, messages, cancellation and threads: the context of the whole table.</param>
    /// <exception cref="SyntheticDataException">Given values are too rare to be met.</exception>
    /// <exception cref="OperationCanceledException">The run was asked to stop.</exception>
    public Table DrawBlock(long block, int rows, RunContext run)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(block);
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, Model.BlockRows);
        ArgumentNullException.ThrowIfNull(run);
        run.Cancellation.ThrowIfCancellationRequested();
        var inBlock = run.With(run.Random.Fork("blocks").Fork(block));
        if (rows == 0)
            return Model.Sample(0, null, inBlock);

        var given = _given?.Invoke(block * Model.BlockRows, Model.BlockRows);
        return given is null || Model.CanFix([.. given.Columns.Select(c => c.Name)])
            ? TableRows.First(Model.Sample(Model.BlockRows, given, inBlock), rows)
            : Reject(TableRows.First(given, rows), inBlock);
    }

    /// <summary>Draws candidates until every row has one with its value.</summary>
    private Table Reject(Table given, RunContext run)
    {
        if (given.Columns.Count != 1)
            throw new SyntheticDataException($"{Model.GetType().Name} cannot fix {string.Join(", ", given.Columns.Select(c => $"'{c.Name}'"))} together. Fix one column, or use another algorithm.");

        string column = given.Columns[0].Name;
        var open = new Dictionary<double, Queue<int>>();              // value → the rows that still want it, ascending
        for (int i = 0; i < given.Count; i++)
        {
            double value = TableRows.Number(given.Columns[0], i);
            if (!open.TryGetValue(value, out var rows))
                open.Add(value, rows = new());
            rows.Enqueue(i);
        }

        var found = new List<Table>();
        var places = new int[given.Count];                            // row → place among the rows found
        int count = 0;
        for (int attempt = 0; count < given.Count; attempt++)
        {
            if (attempt == MostCandidateBlocks)
            {
                int rarest = open.Values.First(rows => rows.Count > 0).Peek();
                throw new SyntheticDataException(
                    $"Of {(long)MostCandidateBlocks * Model.BlockRows:N0} rows drawn only {count:N0} could be used, where {given.Count:N0} with a given '{column}' were wanted; " +
                    $"{TableRows.Text(given.Columns[0], rarest)} is too rare for drawing and rejecting. Use an algorithm that fixes '{column}' itself, or ask for fewer rows.");
            }

            var candidates = Model.Sample(Model.BlockRows, null, run.With(run.Random.Fork("candidates").Fork(attempt)));
            var taken = new List<int>();
            for (int i = 0; i < candidates.Count; i++)
            {
                if (open.TryGetValue(TableRows.Number(candidates[column], i), out var rows) && rows.TryDequeue(out int row))
                {
                    places[row] = count + taken.Count;
                    taken.Add(i);
                }
            }

            found.Add(candidates.Take([.. taken]));
            count += taken.Count;
        }

        return TableRows.Concat(found).Take(places);
    }
}
