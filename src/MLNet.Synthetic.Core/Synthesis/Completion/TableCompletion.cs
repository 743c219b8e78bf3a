// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Rows of which some cells are given and the others drawn: missing cells filled in, or whole columns added.</summary>
/// <remarks>
/// Rows with the same given columns are done together. Where the model can draw the other columns given these, it does: exact. Otherwise as many of them as it can be given are, candidates are drawn, and
/// each row takes the open cells of one of its nearest candidates, by the columns that could not be given: k nearest neighbours as approximate Bayesian computation (Biau, Cérou, Guyader 2015, "New insights into
/// approximate Bayesian computation", Annales de l'IHP 51), drawn with Epanechnikov weights 1 − (d / d_k)². Distances count a number by its standard deviations and a category that differs as four of them.
/// Memory grows with the table; the same table and seed give the same cells on any number of threads.
/// </remarks>
/// <param name="model">The model.</param>
/// <param name="options">Settings; null: the defaults.</param>
public sealed class TableCompletion(ITableModel model, CompletionOptions? options = null)
{
    private readonly ITableModel _model = model ?? throw new ArgumentNullException(nameof(model));
    private readonly CompletionOptions _options = (options ?? new()).Validated();

    /// <summary>Fills in the missing cells of a table, each with a value.</summary>
    /// <param name="table">Columns of the model, in any order, with its levels; a column that is absent is missing in every row. Not changed.</param>
    /// <param name="run">Randomness, progress, messages, cancellation and threads.</param>
    /// <exception cref="ArgumentException">A column is not one of the model's, or is of another type or has other levels.</exception>
    public CompletedTable Impute(Table table, RunContext run) => Complete(table, missingIsGiven: false, run);

    /// <summary>Draws the columns that a table lacks, a row for each of its rows. A cell that is missing stays missing.</summary>
    /// <inheritdoc cref="Impute"/>
    public CompletedTable AddColumns(Table table, RunContext run) => Complete(table, missingIsGiven: true, run);

    private CompletedTable Complete(Table table, bool missingIsGiven, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(run);
        var template = _model.Sample(0, null, run.With(run.Random.Fork("template")));
        Check(table, template);
        var work = new Completion(_model, _options, table, template, fill: !missingIsGiven);
        bool[] asMissing = [.. table.Columns.Select(c => missingIsGiven && _model.Schema[c.Name].Missing > 0)];
        int done = 0;
        foreach (var group in Enumerable.Range(0, table.Count).GroupBy(row => Given(table, row, asMissing)).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            string[] given = [.. table.Columns.Where((_, j) => group.Key[j] == '1').Select(c => c.Name)];
            int[] rows = [.. group];
            work.Add(given, rows, run.With(run.Random.Fork(string.Join('|', given))));
            run.Step("completing rows", done += rows.Length, table.Count);
        }

        var completed = work.Result();
        if (missingIsGiven)                                           // also where a missing cell could not be given to the model, which has never seen one in its column
            completed = completed with { Table = new([.. completed.Table.Columns.Select(c => table.Columns.FirstOrDefault(g => g.Name == c.Name) ?? c)]) };
        run.Info($"Completed {completed.Summary}.");
        if (completed.Summary.LeftMissing > 0)
            run.Warn($"{completed.Summary.LeftMissing:N0} cells stay missing: the model draws missing values only in their rows.");
        return completed;
    }

    /// <summary>Which columns the cells of a row are given in: a 1 for each.</summary>
    private static string Given(Table table, int row, bool[] missingIsGiven)
        => string.Create(table.Columns.Count, (table, row, missingIsGiven), static (given, from) =>
        {
            for (int j = 0; j < given.Length; j++)
                given[j] = from.missingIsGiven[j] || !double.IsNaN(TableRows.Number(from.table.Columns[j], from.row)) ? '1' : '0';
        });

    private static void Check(Table table, Table template)
    {
        foreach (var column in table.Columns)
        {
            var learned = template[column.Name];
            if (learned.GetType() != column.GetType())
                throw new ArgumentException($"Column '{column.Name}' is a {column.GetType().Name}, but the model draws a {learned.GetType().Name}.", nameof(table));
            if (column is CategoryColumn given && !given.Levels.AsSpan().SequenceEqual(((CategoryColumn)learned).Levels))
                throw new ArgumentException($"Column '{column.Name}' has other levels than those that were learned: its codes would stand for other categories.", nameof(table));
        }
    }
}
