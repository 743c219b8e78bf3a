// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic;

/// <summary>The three tables every figure is computed from, made comparable: same columns in the same order, same levels, and samples of the same size.</summary>
/// <remarks>
/// Without a holdout the real rows are split in halves, dealt at random: <see cref="Train"/> is one half and <see cref="Holdout"/> the other. The synthesizer has then seen both, so
/// what needs unseen rows (membership, the share of nearest rows) cannot be judged: <see cref="HoldoutIsGiven"/> tells.
/// </remarks>
public sealed class EvaluationData
{
    private const int MostClasses = 20;
    private readonly Dictionary<string, int> _trainLevels = [];

    private EvaluationData(Table train, Table synthetic, Table holdout, TableSchema schema) => (Train, Synthetic, Holdout, Schema) = (train, synthetic, holdout, schema);

    /// <summary>Real rows the synthesizer was fitted on, or half of them.</summary>
    public Table Train { get; }

    /// <summary>Synthetic rows.</summary>
    public Table Synthetic { get; }

    /// <summary>Real rows beside <see cref="Train"/>: unseen ones where given, else the other half.</summary>
    public Table Holdout { get; }

    /// <summary>Whether <see cref="Holdout"/> was given, and so holds rows that the synthesizer has not seen.</summary>
    public bool HoldoutIsGiven { get; private init; }

    /// <summary>How many rows of a given holdout are training rows; null: none was given.</summary>
    public HoldoutOverlap? HoldoutOverlap { get; private init; }

    /// <summary>What is known of the columns, from the training rows: kinds Numeric, Category and Timestamp, roles Feature and Label.</summary>
    public TableSchema Schema { get; }

    /// <summary>Columns that are left out, each with the reason.</summary>
    public IReadOnlyList<string> Skipped { get; private init; } = [];

    /// <summary>Name of the label; null: none.</summary>
    public string? LabelColumnName { get; private init; }

    /// <summary>Columns of protected groups (sex, age band).</summary>
    public IReadOnlyList<string> ProtectedColumnNames { get; init; } = [];

    /// <summary>Columns that an attacker may know of a person; empty: those a section chooses itself and states.</summary>
    public IReadOnlyList<string> QuasiIdentifierColumnNames { get; init; } = [];

    /// <summary>Columns whose values are to stay secret; empty: those a section chooses itself and states.</summary>
    public IReadOnlyList<string> SensitiveColumnNames { get; init; } = [];

    /// <summary>Bootstrap samples behind each interval, ≥ 2.</summary>
    public int Bootstraps { get; init; } = 50;

    /// <summary>Rows of <see cref="SyntheticSample"/> and <see cref="HoldoutSample"/>, m = the smaller of both tables.</summary>
    public int Rows => Math.Min(Synthetic.Count, Holdout.Count);

    /// <summary>m rows of <see cref="Synthetic"/>, in random order: what is compared with the noise floor.</summary>
    public required Table SyntheticSample { get; init; }

    /// <summary>m rows of <see cref="Holdout"/>, in random order: the noise floor.</summary>
    public required Table HoldoutSample { get; init; }

    /// <summary>Number of levels of a category column that occur in the real columns given as training rows; a code from there on is a category that the training rows lack.</summary>
    public int TrainLevels(string columnName) => _trainLevels[columnName];

    /// <summary>Makes three tables comparable.</summary>
    /// <param name="train">Real rows the synthesizer was fitted on, ≥ 2.</param>
    /// <param name="synthetic">Synthetic rows, ≥ 1.</param>
    /// <param name="holdout">Real rows it has not seen; null: none, and the training rows are split.</param>
    /// <param name="labelColumnName">Name of the label; null: none. A label of at most 20 different numbers holds classes.</param>
    /// <param name="categoricalColumnNames">Numeric columns that hold codes of categories.</param>
    /// <param name="ignoredColumnNames">Columns to leave out.</param>
    /// <param name="maxRows">Most rows of each table to use, ≥ 2; a larger table is sampled.</param>
    /// <param name="run">Randomness and messages.</param>
    /// <param name="protectedColumnNames">Columns of protected groups.</param>
    /// <param name="quasiIdentifierColumnNames">Columns that an attacker may know of a person.</param>
    /// <param name="sensitiveColumnNames">Columns whose values are to stay secret.</param>
    /// <param name="bootstraps">Bootstrap samples behind each interval, ≥ 2.</param>
    /// <exception cref="ArgumentException">A named column does not exist; the message lists those that do.</exception>
    /// <exception cref="SyntheticDataException">A table is too small, or the tables have no column in common, or one of different kinds, or a named column cannot be compared.</exception>
    public static EvaluationData Of(
        Table train, Table synthetic, Table? holdout, string? labelColumnName = null, IReadOnlyCollection<string>? categoricalColumnNames = null,
        IReadOnlyCollection<string>? ignoredColumnNames = null, int maxRows = int.MaxValue, RunContext? run = null, IReadOnlyList<string>? protectedColumnNames = null,
        IReadOnlyList<string>? quasiIdentifierColumnNames = null, IReadOnlyList<string>? sensitiveColumnNames = null, int bootstraps = 50)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(synthetic);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxRows, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(bootstraps, 2);
        run ??= new RunContext(new Rng(0));
        Require(train, 2, "training");
        Require(synthetic, 1, "synthetic");
        if (holdout is not null)
            Require(holdout, 1, "holdout");

        var skipped = new List<string>();
        var schema = Common(train, synthetic, holdout, labelColumnName, categoricalColumnNames, ignoredColumnNames ?? [], skipped);
        RequireCompared(train, schema, protectedColumnNames, "protected", skipped);
        RequireCompared(train, schema, quasiIdentifierColumnNames, "quasi-identifier", skipped);
        RequireCompared(train, schema, sensitiveColumnNames, "sensitive", skipped);
        foreach (string column in skipped)
            run.Info($"Left out of the evaluation: {column}.");

        bool areSame = holdout is not null && holdout.Count == train.Count && HashOf(train, schema) == HashOf(holdout, schema);
        var random = run.Random.Fork("evaluation rows");
        train = Sampled(train, maxRows, random.Fork("train"));
        synthetic = Sampled(synthetic, maxRows, random.Fork("synthetic"));
        bool given = holdout is not null;
        if (holdout is null)
        {
            int[] order = Order(train.Count, random.Fork("split"));
            (train, holdout) = (train.Take(order.AsSpan(order.Length / 2)), train.Take(order.AsSpan(0, order.Length / 2)));
        }
        else
        {
            holdout = Sampled(holdout, maxRows, random.Fork("holdout"));
        }

        var aligned = schema.Columns.Select(c => Align(c, train[c.Name], synthetic[c.Name], holdout[c.Name])).ToArray();
        Table trainTable = new([.. aligned.Select(a => a.Train)]), syntheticTable = new([.. aligned.Select(a => a.Synthetic)]), holdoutTable = new([.. aligned.Select(a => a.Holdout)]);
        int rows = Math.Min(syntheticTable.Count, holdoutTable.Count);
        var data = new EvaluationData(trainTable, syntheticTable, holdoutTable, TableSchema.Infer(trainTable, labelColumnName).WithRoles(schema))
        {
            HoldoutIsGiven = given,
            HoldoutOverlap = given ? HoldoutOverlap.Of(trainTable, holdoutTable, areSame) : null,
            Skipped = skipped,
            LabelColumnName = labelColumnName,
            ProtectedColumnNames = protectedColumnNames ?? [],
            QuasiIdentifierColumnNames = quasiIdentifierColumnNames ?? [],
            SensitiveColumnNames = sensitiveColumnNames ?? [],
            Bootstraps = bootstraps,
            SyntheticSample = syntheticTable.Take(Order(syntheticTable.Count, random.Fork("synthetic sample")).AsSpan(0, rows)),
            HoldoutSample = holdoutTable.Take(Order(holdoutTable.Count, random.Fork("holdout sample")).AsSpan(0, rows)),
        };
        foreach (var (column, levels) in aligned.Where(a => a.Train is CategoryColumn).Select(a => (a.Train.Name, a.TrainLevels)))
            data._trainLevels.Add(column, levels);
        if (data.HoldoutOverlap is { IsImplausible: true } overlap)
            run.Warn($"{overlap}: nothing can be told from figures that are held against it. Give rows that the synthesizer has not seen.");
        return data;
    }

    private static void Require(Table table, int rows, string name)
    {
        if (table.Count < rows)
            throw new SyntheticDataException($"The {name} table has {table.Count} rows; at least {rows} are needed.");
    }

    private static void RequireCompared(Table train, TableSchema compared, IReadOnlyList<string>? names, string role, List<string> skipped)
    {
        foreach (string name in names ?? [])
        {
            _ = train[name];
            if (!compared.Columns.Any(c => c.Name == name))
                throw new SyntheticDataException($"The {role} column '{name}' cannot be evaluated: {skipped.First(s => s.StartsWith($"'{name}' (", StringComparison.Ordinal))}.");
        }
    }

    /// <summary>The columns that can be compared.</summary>
    private static TableSchema Common(
        Table train, Table synthetic, Table? holdout, string? label, IReadOnlyCollection<string>? categorical, IReadOnlyCollection<string> ignored, List<string> skipped)
    {
        var schema = TableSchema.Outline(train, label, categorical);
        foreach (string name in ignored)
            _ = train[name];
        var common = new List<ColumnSchema>();
        foreach (var column in schema.Columns)
        {
            string? reason = (ignored.Contains(column.Name), column.Role, column.Kind) switch
            {
                (true, _, _) => "ignored as asked",
                (_, ColumnRole.Id, _) => "an id",
                (_, _, ColumnKind.Text) => "free text",
                (_, _, ColumnKind.Numeric or ColumnKind.Category or ColumnKind.Timestamp) => null,
                _ => $"of kind {column.Kind}",
            };
            if (reason is null && !synthetic.Columns.Any(c => c.Name == column.Name))
                reason = "not in the synthetic table";
            if (reason is null && holdout is not null && !holdout.Columns.Any(c => c.Name == column.Name))
                reason = "not in the holdout table";
            if (reason is not null)
            {
                if (column.Name == label)
                    throw new SyntheticDataException($"The label '{label}' cannot be evaluated: {reason}.");
                skipped.Add($"'{column.Name}' ({reason})");
                continue;
            }

            foreach (var (other, name) in new[] { (synthetic, "synthetic"), (holdout, "holdout") })
            {
                if (other is not null && other[column.Name].Kind != train[column.Name].Kind)
                {
                    throw new SyntheticDataException(
                        $"Column '{column.Name}' is of kind {train[column.Name].Kind} in the training table but {other[column.Name].Kind} in the {name} table. Load both with the same types.");
                }
            }

            common.Add(column.Name == label && train[column.Name] is NumericColumn numbers && numbers.Values.Where(v => !double.IsNaN(v)).Distinct().Count() <= MostClasses
                ? column with { Kind = ColumnKind.Category }
                : column);
        }

        if (common.Count == 0)
        {
            throw new SyntheticDataException(
                $"The training and the synthetic table have no column in common that can be compared. Training: {Names(train)}. Synthetic: {Names(synthetic)}.");
        }

        return new(common);

        static string Names(Table table) => string.Join(", ", table.Columns.Select(c => $"'{c.Name}'"));
    }

    private static string HashOf(Table table, TableSchema schema) => TableHash.Of(new([.. schema.Columns.Select(c => table[c.Name])]));

    private static Table Sampled(Table table, int maxRows, Rng random)
        => table.Count <= maxRows ? table : table.Take(Order(table.Count, random).AsSpan(0, maxRows));

    private static int[] Order(int rows, Rng random)
    {
        int[] order = [.. Enumerable.Range(0, rows)];
        random.Shuffle<int>(order);
        return order;
    }

    /// <summary>One column of the three tables with common levels: those of the training rows first.</summary>
    private static (TableColumn Train, TableColumn Synthetic, TableColumn Holdout, int TrainLevels) Align(ColumnSchema schema, TableColumn train, TableColumn synthetic, TableColumn holdout)
    {
        if (schema.Kind != ColumnKind.Category)
            return (train, synthetic, holdout, 0);

        var places = new Dictionary<string, int>();
        int[] trainCodes = Codes(train, places);
        int trainLevels = places.Count;
        int[] holdoutCodes = Codes(holdout, places), syntheticCodes = Codes(synthetic, places);
        string[] levels = [.. places.Keys];
        return (new CategoryColumn(schema.Name, trainCodes, levels), new CategoryColumn(schema.Name, syntheticCodes, levels), new CategoryColumn(schema.Name, holdoutCodes, levels), trainLevels);
    }

    /// <summary>Codes of the levels that occur, in order of their first row; numbers are codes of categories.</summary>
    private static int[] Codes(TableColumn column, Dictionary<string, int> places)
    {
        if (column is NumericColumn numbers)
            return Array.ConvertAll(numbers.Values, v => double.IsNaN(v) ? CategoryColumn.MissingCode : Place(v.ToString("R", CultureInfo.InvariantCulture)));
        var categories = (CategoryColumn)column;
        var known = new int?[categories.Levels.Length];
        return Array.ConvertAll(categories.Codes, code => code < 0 ? CategoryColumn.MissingCode : known[code] ??= Place(categories.Levels[code]));

        int Place(string level)
        {
            if (!places.TryGetValue(level, out int place))
                places.Add(level, place = places.Count);
            return place;
        }
    }
}
