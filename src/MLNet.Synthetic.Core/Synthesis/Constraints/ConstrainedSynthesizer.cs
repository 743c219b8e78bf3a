// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic;

/// <summary>Any synthesizer, kept to constraints: every row it draws obeys all of them.</summary>
/// <remarks>
/// The table is rewritten before it is learned, and back after rows are drawn, so that most constraints hold whatever the algorithm draws: the larger of two columns is learned as its distance from the smaller, columns
/// of fixed combinations as one category, a total not at all (Patki, Wedge, Veeramachaneni 2016, "The Synthetic Data Vault", IEEE DSAA, propose such transforms for chosen cases). What cannot be rewritten, a function
/// of the user's or a column that two constraints would rewrite, is met by drawing anew, and in the last resort by repair.
/// </remarks>
public sealed class ConstrainedSynthesizer : ITableSynthesizer
{
    private const int RowsShown = 5;
    private readonly ITableSynthesizer _inner;
    private readonly TableConstraint[] _constraints;
    private readonly ConstraintOptions _options;

    /// <summary>A synthesizer kept to constraints.</summary>
    /// <param name="inner">The synthesizer.</param>
    /// <param name="constraints">The constraints.</param>
    /// <param name="options">Settings; null: the defaults.</param>
    /// <exception cref="ArgumentException">A setting is out of range, or a constraint contradicts others.</exception>
    public ConstrainedSynthesizer(ITableSynthesizer inner, IReadOnlyList<TableConstraint> constraints, ConstraintOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(constraints);
        (_inner, _constraints, _options) = (inner, [.. constraints], (options ?? new()).Validated());
        ConstraintConflicts.Check(_constraints);
    }

    /// <summary>Learns a table whose rows obey the constraints.</summary>
    /// <inheritdoc cref="ITableSynthesizer.Fit"/>
    /// <exception cref="ArgumentException">A constraint names a column that does not exist or is of a kind it cannot be about.</exception>
    /// <exception cref="SyntheticDataException">Rows break a constraint and are not to be dropped, or all would be; or the table cannot be learned.</exception>
    public ConstrainedModel Fit(Table table, TableSchema schema, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(run);
        foreach (var constraint in _constraints)
        {
            foreach (string name in constraint.ColumnNames)
                (_, _) = (table[name], schema[name]);
        }

        table = Obeying(table, schema, run);
        var plan = ConstraintPlan.For(_constraints, table, schema);
        foreach (var constraint in plan.Unwritten)
            run.Info($"'{constraint}' shares columns with another constraint: rows that break it are drawn anew.");
        var (rewritten, rewrittenSchema) = plan.Encode(table);
        return new(_inner.Fit(rewritten, rewrittenSchema, run), plan, _options);
    }

    ITableModel ITableSynthesizer.Fit(Table table, TableSchema schema, RunContext run) => Fit(table, schema, run);

    /// <summary>The rows that break no constraint.</summary>
    private Table Obeying(Table table, TableSchema schema, RunContext run)
    {
        var obeys = new bool[table.Count];
        obeys.AsSpan().Fill(true);
        var found = new List<string>();
        foreach (var constraint in _constraints)
        {
            var holds = constraint.Learn(table, schema).Over(table);
            var broken = new List<int>();
            for (int i = 0; i < obeys.Length; i++)
            {
                if (holds(i))
                    continue;
                broken.Add(i);
                obeys[i] = false;
            }

            if (broken.Count > 0)
            {
                string rows = string.Join(", ", broken.Take(RowsShown).Select(i => $"{i} ({string.Join(", ", constraint.ColumnNames.Select(n => $"{n}: {TableRows.Text(table[n], i)}"))})"));
                found.Add(string.Create(CultureInfo.InvariantCulture, $"'{constraint}' is broken by {broken.Count:N0} of {table.Count:N0} training rows: {(broken.Count > RowsShown ? "first " : "")}row {rows}."));
            }
        }

        if (found.Count == 0)
            return table;
        if (_options.ViolatingRows == ViolatingRows.Refuse)
        {
            throw new SyntheticDataException(
                $"{string.Join(' ', found)} Rows are counted from 0. Mend the rows or the constraint, or set {nameof(ConstraintOptions)}.{nameof(ConstraintOptions.ViolatingRows)} to {nameof(ViolatingRows.Drop)} to learn from the others.");
        }

        int[] kept = [.. Enumerable.Range(0, obeys.Length).Where(i => obeys[i])];
        if (kept.Length == 0)
            throw new SyntheticDataException($"No training row obeys all constraints: they contradict each other or the data. {string.Join(' ', found)}");
        run.Warn(string.Create(CultureInfo.InvariantCulture, $"{table.Count - kept.Length:N0} of {table.Count:N0} training rows break a constraint and are left out. {string.Join(' ', found)}"));
        return table.Take(kept);
    }
}
