// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic;

/// <summary>A model all of whose rows meet conditions.</summary>
/// <remarks>
/// Columns of which only one value is asked for are given to the model where it can take them: exact. For the others trial rows are drawn first. Where enough of them meet the conditions, rows are drawn and rejected
/// (von Neumann 1951), which is exact too. Where too few do, the values of columns that the model can be given are taken from the trial rows that do, and the model draws the rest; where it cannot be given them, the
/// trial rows themselves are drawn with replacement (Rubin 1987, sampling importance resampling, with weights 0 and 1). Both have an effective sample size that is stated.
/// </remarks>
public sealed class ConditionedModel : ITableModel
{
    private const int FirstTrialRows = 2000, EnoughMatches = 500;
    private readonly ITableModel _inner;
    private readonly ConditioningOptions _options;
    private readonly ColumnCondition[] _conditions;
    private readonly string[] _fixed;                                 // columns of one value that are given to the model
    private readonly string[] _drawn = [];                            // columns whose values come from trial rows
    private readonly Table? _matches;                                 // trial rows that meet the conditions
    private readonly long _trials;

    /// <summary>A model whose rows meet conditions. Draws trial rows unless all conditions can be met exactly.</summary>
    /// <param name="model">The model.</param>
    /// <param name="conditions">The conditions; a row meets all of them.</param>
    /// <param name="run">Randomness of the trial rows, messages, cancellation and threads.</param>
    /// <param name="options">Settings; null: the defaults.</param>
    /// <exception cref="ArgumentException">There is no such column, a value cannot be read or is unknown, or no value the column can hold meets the conditions.</exception>
    /// <exception cref="SyntheticDataException">The conditions are hopeless: hardly any trial row meets them.</exception>
    public ConditionedModel(ITableModel model, IReadOnlyList<SampleCondition> conditions, RunContext run, ConditioningOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(conditions);
        ArgumentNullException.ThrowIfNull(run);
        (_inner, _options) = (model, (options ?? new()).Validated());
        foreach (var condition in conditions)
            _ = Schema[condition.ColumnName];
        var template = model.Sample(0, null, run.With(run.Random.Fork("template")));
        _conditions = [.. conditions.GroupBy(c => c.ColumnName).Select(c => new ColumnCondition(Schema[c.Key], template[c.Key], c))];
        string[] single = [.. _conditions.Where(c => c.IsFixed).Select(c => c.Name)];
        _fixed = FixableColumns.Among(model, [], single);
        if (_fixed.Length == _conditions.Length)
        {
            Method = ConditioningMethod.Exact;
            return;
        }

        (_matches, _trials) = Try(run.With(run.Random.Fork("trial rows")));
        Method = ConditioningMethod.Rejection;
        if (AcceptanceRate < 2.0 / _options.MostDrawsPerRow)
        {
            if (_matches.Count < _options.FewestMatches)
                throw Hopeless(run.With(run.Random.Fork("trial rows")));
            _drawn = FixableColumns.Among(model, _fixed, [.. _conditions.Select(c => c.Name).Except(_fixed)]);
            Method = _drawn.Length > 0 ? ConditioningMethod.DrawnValues : ConditioningMethod.Resampling;
        }

        run.Info(ToString());
        if (Method == ConditioningMethod.Resampling)
            run.Warn($"Only {_matches.Count:N0} trial rows meet the conditions and the model cannot be given their columns: rows repeat. Ask for few rows, or use an algorithm that can be given {Names()}.");
    }

    /// <inheritdoc/>
    public TableSchema Schema => _inner.Schema;

    /// <inheritdoc/>
    public int BlockRows => _inner.BlockRows;

    /// <summary>How the conditions are met.</summary>
    public ConditioningMethod Method { get; }

    /// <summary>The share of the trial rows that meet the conditions, in (0, 1]; 1 where nothing is rejected.</summary>
    public double AcceptanceRate => _matches is null ? 1 : (double)_matches.Count / _trials;

    /// <summary>
    /// How many independent rows so many rows are worth: as many where conditions are met exactly or by rejection; else n k / (n + k) for n rows whose values come from k trial rows, so that a mean over them
    /// has the variance 1/n + 1/k.
    /// </summary>
    /// <param name="rows">Rows, n ≥ 0.</param>
    public double EffectiveSampleSize(long rows)
        => Method is ConditioningMethod.Exact or ConditioningMethod.Rejection ? rows : (double)rows * _matches!.Count / (rows + _matches.Count);

    /// <inheritdoc/>
    public bool CanFix(IReadOnlyCollection<string> columnNames)
    {
        ArgumentNullException.ThrowIfNull(columnNames);
        return _inner.CanFix([.. columnNames.Union(_fixed)]);
    }

    /// <inheritdoc/>
    /// <remarks>Rows with given values are drawn and rejected until they meet the conditions, however rare that is.</remarks>
    /// <exception cref="SyntheticDataException">Given values do not meet the conditions, or no rows that do were found with them.</exception>
    public Table Sample(int rows, Table? given, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(run);
        GivenColumns.Check(given, rows, this);
        if (given is not null)
            CheckGiven(given);
        bool isGiven = given is { Columns.Count: > 0 };
        if (Method == ConditioningMethod.Exact)
            return _inner.Sample(rows, Given(rows, given), run);
        if (rows == 0)
            return _inner.Sample(0, null, run);

        int[] match = Matches(rows, run.Random.Fork("matches"));
        if (Method == ConditioningMethod.Resampling && !isGiven)
            return _matches!.Take(match);

        var values = isGiven ? given : _drawn.Length == 0 ? null : new Table([.. _drawn.Select(n => _matches![n].Take(match))]);
        var drawn = Rejection.Draw(rows, interchangeable: values is null, _options.MostDrawsPerRow,
            (targets, attempt) => _inner.Sample(targets.Length, Given(targets.Length, values?.Take(targets)), attempt), (table, _) => Meets(table), run);
        if (drawn.Open.Length == 0)
            return drawn.Table;
        if (isGiven)
        {
            throw new SyntheticDataException(string.Create(CultureInfo.InvariantCulture,
                $"For {drawn.Open.Length:N0} of {rows:N0} rows with given values none that meets '{Text()}' was found among {drawn.Drawn:N0} rows drawn. Loosen the conditions, or raise {nameof(ConditioningOptions)}.{nameof(ConditioningOptions.MostDrawsPerRow)}."));
        }

        int[] places = [.. Enumerable.Range(0, rows)];                // what no draw has filled comes from the trial rows
        foreach (int row in drawn.Open)
            places[row] = rows + match[row];
        return TableRows.Concat([drawn.Table, _matches!]).Take(places);
    }

    /// <summary>What is asked for and how it is met, in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Text()}: ") + Method switch
    {
        ConditioningMethod.Exact => "drawn exactly",
        ConditioningMethod.Rejection => string.Create(CultureInfo.InvariantCulture, $"drawn and rejected; {AcceptanceRate:P2} of {_trials:N0} trial rows are accepted"),
        ConditioningMethod.DrawnValues => string.Create(CultureInfo.InvariantCulture,
            $"{AcceptanceRate:P3} of {_trials:N0} trial rows meet it; values of {string.Join(", ", _drawn)} come from these {_matches!.Count:N0}, the other columns are drawn given them"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{AcceptanceRate:P3} of {_trials:N0} trial rows meet it; rows are drawn from these {_matches!.Count:N0} with replacement"),
    };

    private string Text() => string.Join(" and ", (object[])_conditions);

    private string Names() => string.Join(", ", _conditions.Select(c => $"'{c.Name}'"));

    /// <summary>Draws trial rows until enough meet the conditions, or too many were drawn.</summary>
    private (Table Matches, long Trials) Try(RunContext run)
    {
        var found = new List<Table>();
        long trials = 0;
        int matches = 0, rows = FirstTrialRows;
        for (int attempt = 0; attempt == 0 || (matches < EnoughMatches && trials < _options.MostTrialRows && matches < 2.0 / _options.MostDrawsPerRow * trials); attempt++, rows *= 2)
        {
            rows = (int)Math.Min(rows, _options.MostTrialRows - trials);
            var drawn = _inner.Sample(rows, Given(rows, null), run.With(run.Random.Fork(attempt)));
            var meets = Meets(drawn);
            found.Add(drawn.Take([.. Enumerable.Range(0, rows).Where(i => meets(i))]));
            matches += found[^1].Count;
            trials += rows;
            run.Step("trial rows", trials, _options.MostTrialRows);
        }

        return (TableRows.Concat(found), trials);
    }

    private Predicate<int> Meets(Table table)
    {
        Predicate<int>[] meets = [.. _conditions.Select(c => c.Over(table[c.Name]))];
        return row => Array.TrueForAll(meets, m => m(row));
    }

    /// <summary>Values with those of the columns that can have only one.</summary>
    private Table? Given(int rows, Table? values)
    {
        var added = _conditions.Where(c => _fixed.Contains(c.Name) && values?.Columns.Any(v => v.Name == c.Name) != true).Select(c => c.Fixed(rows));
        TableColumn[] all = [.. values?.Columns ?? [], .. added];
        return all.Length == 0 ? null : new(all);
    }

    private int[] Matches(int rows, Rng random)
    {
        var match = new int[rows];
        for (int i = 0; i < rows && _matches!.Count > 0; i++)
            match[i] = random.Next(_matches.Count);
        return match;
    }

    private void CheckGiven(Table given)
    {
        foreach (var condition in _conditions.Where(c => given.Columns.Any(g => g.Name == c.Name)))
        {
            var meets = condition.Over(given[condition.Name]);
            for (int i = 0; i < given.Count; i++)
            {
                if (!meets(i))
                    throw new SyntheticDataException($"Row {i} is given {TableRows.Text(given[condition.Name], i)} in '{condition.Name}', which does not meet '{condition}'.");
            }
        }
    }

    /// <summary>Says how rare each condition is on its own, so that the user sees which one to loosen.</summary>
    private SyntheticDataException Hopeless(RunContext run)
    {
        var drawn = _inner.Sample(FirstTrialRows, Given(FirstTrialRows, null), run.With(run.Random.Fork(0)));
        var alone = _conditions.Select(c =>
        {
            var meets = c.Over(drawn[c.Name]);
            return string.Create(CultureInfo.InvariantCulture, $"'{c}' {Enumerable.Range(0, drawn.Count).Count(i => meets(i)) / (double)drawn.Count:P1}");
        });
        return new(string.Create(CultureInfo.InvariantCulture,
            $"Only {_matches!.Count:N0} of {_trials:N0} trial rows meet '{Text()}', at least {_options.FewestMatches:N0} are needed. Alone, of {drawn.Count:N0} rows: {string.Join(", ", alone)}. " +
            $"Loosen a condition, use an algorithm that can be given {Names()}, or raise {nameof(ConditioningOptions)}.{nameof(ConditioningOptions.MostTrialRows)}."));
    }
}
