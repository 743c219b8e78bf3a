// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic;

/// <summary>A model all of whose rows obey constraints.</summary>
/// <remarks>
/// A row that breaks a constraint although columns were rewritten is drawn anew; when <see cref="ConstraintOptions.MostDrawsPerRow"/> is used up it is repaired, and when that fails there is an error.
/// Every constraint is checked on every row before it is handed out.
/// </remarks>
public sealed class ConstrainedModel : ITableModel
{
    private readonly ITableModel _inner;
    private readonly ConstraintPlan _plan;
    private readonly ConstraintOptions _options;
    private long _rows, _redrawn, _repaired;

    internal ConstrainedModel(ITableModel inner, ConstraintPlan plan, ConstraintOptions options) => (_inner, _plan, _options) = (inner, plan, options);

    /// <summary>The model of the algorithm, before constraints.</summary>
    internal ITableModel Inner => _inner;

    /// <inheritdoc/>
    public TableSchema Schema => _plan.Schema;

    /// <inheritdoc/>
    public int BlockRows => _inner.BlockRows;

    /// <summary>The constraints.</summary>
    public IReadOnlyList<TableConstraint> Constraints => [.. _plan.Rules.Select(r => r.Constraint)];

    /// <summary>Rows drawn so far, by all calls together, and how many of them were drawn anew or repaired.</summary>
    public ConstraintCounts Counts => new(Interlocked.Read(ref _rows), Interlocked.Read(ref _redrawn), Interlocked.Read(ref _repaired));

    /// <inheritdoc/>
    /// <remarks>
    /// A column that is learned as part of another one can be given together with all columns that belong to it. Some columns of a fixed combination can be given alone: their combination is drawn in proportion to the
    /// training rows.
    /// </remarks>
    public bool CanFix(IReadOnlyCollection<string> columnNames)
    {
        ArgumentNullException.ThrowIfNull(columnNames);
        return columnNames.All(n => Schema.Columns.Any(c => c.Name == n)) && _plan.NamesOfGiven(columnNames) is { } names && _inner.CanFix(names);
    }

    /// <inheritdoc/>
    /// <exception cref="SyntheticDataException">Given values break a constraint, or no rows that obey all constraints can be found.</exception>
    public Table Sample(int rows, Table? given, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(run);
        GivenColumns.Check(given, rows, this);
        if (given is { Columns.Count: 0 })
            given = null;
        if (given is not null)
            CheckGiven(given);

        var drawn = Rejection.Draw(rows, interchangeable: given is null, _options.MostDrawsPerRow, (targets, attempt) => Draw(targets, given, attempt), (table, _) => Obeys(table), run);
        var table = drawn.Open.Length == 0 ? drawn.Table : Repair(drawn, given, rows);
        Interlocked.Add(ref _rows, rows);
        Interlocked.Add(ref _redrawn, drawn.Rejected - drawn.Open.Length);
        Interlocked.Add(ref _repaired, drawn.Open.Length);
        if (drawn.Rejected > 0)
        {
            run.Info(string.Create(CultureInfo.InvariantCulture,
                $"Constraints: of {rows:N0} rows {drawn.Rejected - drawn.Open.Length:N0} were drawn anew and {drawn.Open.Length:N0} repaired ({drawn.Drawn:N0} rows were drawn)."));
        }

        return table;
    }

    /// <summary>The rows of a table that break constraints: for tables from elsewhere, and as proof for one's own.</summary>
    /// <param name="table">Rows with the columns of the constraints, with the levels of the training table.</param>
    /// <returns>Each constraint that is broken with the numbers of the rows that break it, ascending.</returns>
    /// <exception cref="ArgumentException">A column is absent.</exception>
    public IReadOnlyList<ConstraintViolation> Violations(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var violations = new List<ConstraintViolation>();
        foreach (var rule in _plan.Rules)
        {
            var holds = rule.Over(table);
            int[] broken = [.. Enumerable.Range(0, table.Count).Where(i => !holds(i))];
            if (broken.Length > 0)
                violations.Add(new(rule.Constraint, broken));
        }

        return violations;
    }

    /// <summary>Whether each row of a table obeys all constraints.</summary>
    internal Predicate<int> Obeys(Table table)
    {
        var holds = Array.ConvertAll(_plan.Rules, r => r.Over(table));
        return row => Array.TrueForAll(holds, h => h(row));
    }

    /// <summary>Whether rows with given values can obey, as far as the constraints that are about given columns alone tell.</summary>
    internal bool[] CanObey(Table given) => _plan.CanObey(given);

    /// <summary>Changes the free cells of a row, in place, until it obeys all constraints.</summary>
    /// <remarks>First each constraint in turn may change what no constraint before it is about, then the same from the last to the first, then everything.</remarks>
    /// <returns>Whether it does.</returns>
    internal bool TryRepair(Table table, int row, Predicate<string> isFree)
        => TryRepair(table, row, isFree, _plan.Rules, keep: true) || TryRepair(table, row, isFree, [.. _plan.Rules.Reverse()], keep: true)
            || TryRepair(table, row, isFree, _plan.Rules, keep: false);

    private static bool TryRepair(Table table, int row, Predicate<string> isFree, RowRule[] rules, bool keep)
    {
        for (int round = 0; round <= rules.Length; round++)           // what mends one constraint can break another
        {
            bool obeys = true;
            var kept = new HashSet<string>();
            foreach (var rule in rules)
            {
                if (!rule.Over(table)(row))
                {
                    obeys = false;
                    rule.Repair(table, row, name => isFree(name) && !kept.Contains(name));
                }

                if (keep)
                    kept.UnionWith(rule.Constraint.ColumnNames);
            }

            if (obeys)
                return true;
        }

        return false;
    }

    private Table Draw(int[] targets, Table? given, RunContext run)
    {
        if (given is null)
            return _plan.Decode(_inner.Sample(targets.Length, null, run));
        var wanted = given.Take(targets);
        var table = _plan.Decode(_inner.Sample(targets.Length, _plan.EncodeGiven(wanted, run.Random), run));
        return new([.. table.Columns.Select(c => wanted.Columns.FirstOrDefault(g => g.Name == c.Name) ?? c)]);
    }

    /// <summary>Refuses given values that break a constraint whatever the other columns are.</summary>
    private void CheckGiven(Table given)
    {
        foreach (var rule in _plan.Rules.Where(r => r.Constraint.ColumnNames.All(n => given.Columns.Any(c => c.Name == n))))
        {
            var holds = rule.Over(given);
            for (int i = 0; i < given.Count; i++)
            {
                if (!holds(i))
                {
                    string values = string.Join(", ", rule.Constraint.ColumnNames.Select(n => $"{n}: {TableRows.Text(given[n], i)}"));
                    throw new SyntheticDataException($"The given values of row {i} ({values}) break the constraint '{rule.Constraint}'.");
                }
            }
        }
    }

    private Table Repair(Rejection drawn, Table? given, int rows)
    {
        var pieces = new List<Table> { drawn.Table };
        int[] place = [.. Enumerable.Range(0, rows)];
        foreach (int row in drawn.Open)
        {
            var single = drawn.Table.Take([row]);                     // a copy to write to
            if (!_options.RepairRows || !TryRepair(single, 0, name => given?.Columns.Any(c => c.Name == name) != true))
                throw Unmet(drawn, rows, row);
            place[row] = rows + pieces.Count - 1;
            pieces.Add(single);
        }

        return TableRows.Concat(pieces).Take(place);
    }

    private SyntheticDataException Unmet(Rejection drawn, int rows, int row)
    {
        var single = drawn.Table.Take([row]);
        var broken = _plan.Rules.Where(r => !r.Over(single)(0)).Select(r => $"'{r.Constraint}'");
        return new(string.Create(CultureInfo.InvariantCulture,
            $"For {drawn.Open.Length:N0} of {rows:N0} rows no row that obeys all constraints was found: {drawn.Accepted:N0} of {drawn.Drawn:N0} rows drawn did. Row {row} breaks {string.Join(", ", broken)}")
            + (_options.RepairRows ? " and cannot be repaired" : "") + $". Loosen the constraint, raise {nameof(ConstraintOptions)}.{nameof(ConstraintOptions.MostDrawsPerRow)}, or use an algorithm that learns the relation better.");
    }
}

/// <summary>What became of the rows that a <see cref="ConstrainedModel"/> drew.</summary>
/// <param name="Rows">Rows drawn.</param>
/// <param name="Redrawn">How many of them were drawn anew because the first draw broke a constraint.</param>
/// <param name="Repaired">How many of them were changed because no draw obeyed.</param>
public sealed record ConstraintCounts(long Rows, long Redrawn, long Repaired);

/// <summary>Rows that break a constraint.</summary>
/// <param name="Constraint">The constraint.</param>
/// <param name="Rows">Numbers of the rows, from 0, ascending.</param>
public sealed record ConstraintViolation(TableConstraint Constraint, IReadOnlyList<int> Rows);
