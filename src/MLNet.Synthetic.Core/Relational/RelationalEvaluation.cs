// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic;

/// <summary>Measures how two synthetic tables are bound by their key, against two real ones.</summary>
/// <remarks>
/// Key uniqueness, referential integrity, cardinality shape (1 − the Kolmogorov-Smirnov distance of the numbers of children) and cardinality boundaries (the share of parents with a number of children as it was seen) are
/// defined as SDMetrics defines KeyUniqueness, ReferentialIntegrity, CardinalityShapeSimilarity and CardinalityBoundaryAdherence. Parent-child trends are the mean likeness of the pairs of a parent's column and a
/// child's column in the joined rows (its inter-table trends), sibling trends that of each child column and the same column of the sibling before. Real families are dealt into two halves: synthetic ones are compared with
/// one half, and the floor is the other half.
/// </remarks>
public static class RelationalEvaluation
{
    private const string Key = "relational.";

    /// <summary>Measures.</summary>
    /// <param name="parents">Real parents, with their key.</param>
    /// <param name="children">Real children, with the key of their parent. Rows without a parent are left out.</param>
    /// <param name="syntheticParents">Synthetic parents.</param>
    /// <param name="syntheticChildren">Synthetic children.</param>
    /// <param name="keyColumnName">Name of the key.</param>
    /// <param name="options">Settings.</param>
    /// <param name="run">Randomness, progress, messages, cancellation and threads.</param>
    /// <exception cref="ArgumentException">A column that was named does not exist.</exception>
    /// <exception cref="SyntheticDataException">Keys of the real parents are missing or occur twice, or there are fewer than four real parents or no synthetic ones.</exception>
    /// <exception cref="OperationCanceledException">Asked to stop.</exception>
    public static RelationalReport Measure(Table parents, Table children, Table syntheticParents, Table syntheticChildren, string keyColumnName, RelationalEvaluationOptions options, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(parents);
        ArgumentNullException.ThrowIfNull(children);
        ArgumentNullException.ThrowIfNull(syntheticParents);
        ArgumentNullException.ThrowIfNull(syntheticChildren);
        ArgumentNullException.ThrowIfNull(keyColumnName);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(run);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxRows, 2, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Bootstraps, 2, nameof(options));
        string foreignKey = options.ForeignKeyColumnName ?? keyColumnName;
        if (parents.Count < 4 || syntheticParents.Count == 0)
            throw new SyntheticDataException($"There are {parents.Count} real parents, of which 4 are needed, and {syntheticParents.Count} synthetic ones, of which 1 is.");
        _ = FamilyKeys.Match(parents[keyColumnName], children[foreignKey]);     // refuses keys that bind nothing
        var real = Families.Of(parents, children, keyColumnName, foreignKey, options.OrderColumnName);
        var synthetic = Families.Of(syntheticParents, syntheticChildren, keyColumnName, foreignKey, options.OrderColumnName);

        int[] order = [.. Enumerable.Range(0, parents.Count)];
        run.Random.Fork("halves").Shuffle(order.AsSpan());
        int[] compared = order[..(order.Length / 2)], held = order[(order.Length / 2)..], made = [.. Enumerable.Range(0, syntheticParents.Count)];
        double[] seen = real.Counts(compared);
        double least = seen.Min(), most = seen.Max();
        run.Step("Relational figures", 1, 4);
        var shape = Cardinality("cardinality-shape", "Cardinality shape", counts => ColumnMetrics.KsComplement(seen, counts)!.Value);
        var boundaries = Cardinality("cardinality-boundaries", "Cardinality boundaries", counts => counts.Count(c => c >= least && c <= most) / (double)counts.Length);
        run.Step("Relational figures", 2, 4);
        var trends = Trends("parent-child-trends", "Parent-child trends", f => f.Joined, PairsOfTables);
        run.Step("Relational figures", 3, 4);
        var siblings = Trends("sibling-trends", "Sibling trends", f => f.WithPrevious, PairsOfSiblings);
        run.Step("Relational figures", 4, 4);
        return new()
        {
            Scores =
            [
                Share("key-uniqueness", "Key uniqueness", synthetic.UniqueKeys, "Synthetic parents have keys that are missing or that another parent before them has."),
                Share("referential-integrity", "Referential integrity", synthetic.BoundChildren, "Synthetic children have keys that no synthetic parent has."),
                shape,
                boundaries,
                trends,
                siblings,
            ],
            Limits =
            [
                "Real families are dealt into halves: synthetic ones are compared with one, and the floor is the other. The synthesizer may have seen both.",
                "Intervals of trends count rows, not families: rows of one family repeat each other, so the true noise is larger.",
                "Sibling trends look at a row and the one before it in the family; what a family adds up to (totals, trends over time) is not measured.",
                "Nothing here is about privacy, or about the tables on their own: evaluate each of them too.",
            ],
        };

        Score Cardinality(string key, string name, Func<double[], double> likeness)
        {
            var random = run.Random.Fork(key);
            double[] sample = synthetic.Counts(made), holdout = real.Counts(held);
            int rows = Math.Min(Math.Min(sample.Length, holdout.Length), options.MaxRows);
            random.Fork("synthetic").Shuffle(sample.AsSpan());
            random.Fork("holdout").Shuffle(holdout.AsSpan());
            (sample, holdout) = (sample[..rows], holdout[..rows]);
            return NoSignOfCopying(new Replicated(likeness(sample), Replicates(sample, random.Fork("bootstrap synthetic")), likeness(holdout), Replicates(holdout, random.Fork("bootstrap holdout")))
                .Similarity(Key + key, name, tolerance: 0.005));

            double[] Replicates(double[] counts, Rng stream) => [.. Enumerable.Range(0, options.Bootstraps).Select(b =>
            {
                var draw = stream.Fork(b);
                return likeness(Array.ConvertAll(counts, _ => counts[draw.Next(counts.Length)]));
            })];
        }

        Score Trends(string key, string name, Func<Families, Func<int[], Table>> rows, Func<string, string, bool> counts)
        {
            var (train, sample, holdout) = (rows(real)(compared), rows(synthetic)(made), rows(real)(held));
            if (train.Count < 2 || sample.Count == 0 || holdout.Count == 0 || train.Columns.Count < 2)
                return Score.Missing(Key + key, name, ScoreDirection.HigherIsBetter, "There are too few such rows.");
            string[] Here(IEnumerable<string> columns) => [.. train.Columns.Select(c => c.Name).Where(n => columns.Contains(Families.Plain(n)))];
            var context = run.With(run.Random.Fork(key));
            var data = EvaluationData.Of(
                train, sample, holdout, categoricalColumnNames: Here(options.CategoricalColumnNames), ignoredColumnNames: Here(options.IgnoredColumnNames), maxRows: options.MaxRows, run: context, bootstraps: options.Bootstraps);
            var pairs = PairTrends.Of(ComparedColumn.Of(data), new BootstrapWeights(data.Rows, data.Bootstraps, context.Random.Fork("bootstrap"), context), context, counts);
            return Replicated.Mean([.. pairs.Pairs.Select(p => p.Similarity).OfType<Replicated>()]) is { } likeness
                ? NoSignOfCopying(likeness.Similarity(Key + key, name, pairs.Note))
                : Score.Missing(Key + key, name, ScoreDirection.HigherIsBetter, "There is no pair of columns that vary.");
        }
    }

    private static bool PairsOfTables(string first, string second) => Families.IsOther(first) != Families.IsOther(second);

    private static bool PairsOfSiblings(string first, string second) => PairsOfTables(first, second) && Families.Plain(first) == Families.Plain(second);

    private static Score Share(string key, string name, double value, string fault) => new(Key + key, name, ScoreDirection.HigherIsBetter)
    {
        Value = value,
        Floor = 1,
        Verdict = value < 1 ? ScoreVerdict.Worse : ScoreVerdict.WithinNoise,
        Note = value < 1 ? fault : null,
    };

    /// <summary>The synthesizer has seen the half that the floor is made of: to be nearer than that is no sign of copying.</summary>
    private static Score NoSignOfCopying(Score score) => score.Verdict == ScoreVerdict.BetterThanPossible ? score with { Verdict = ScoreVerdict.WithinNoise } : score;

    /// <summary>Two tables as families.</summary>
    private sealed class Families
    {
        private const string Other = "‹given› ";                     // begins the names of parents' and of previous siblings' columns
        private readonly Table _parents, _children;

        private Families(Table parents, Table children, int[][] rows) => (_parents, _children, Rows) = (parents, children, rows);

        /// <summary>Child rows of each parent, in order.</summary>
        public int[][] Rows { get; }

        /// <summary>Share of parents whose key is there and that of no parent before.</summary>
        public double UniqueKeys { get; private init; }

        /// <summary>Share of children whose key is that of a parent; 1 where there are none.</summary>
        public double BoundChildren { get; private init; }

        public static Families Of(Table parents, Table children, string key, string foreignKey, string? order)
        {
            string?[] keys = Texts(parents[key]), childKeys = Texts(children[foreignKey]);
            var places = new Dictionary<string, int>();
            for (int p = 0; p < keys.Length; p++)
            {
                if (keys[p] is string text)
                    places.TryAdd(text, p);
            }

            int[] kept = [.. Enumerable.Range(0, childKeys.Length).Where(i => childKeys[i] is string text && places.ContainsKey(text))];
            var bound = children.Take(kept);
            var tables = new FamilyTables(parents, TableSchema.Outline(parents), bound, TableSchema.Outline(bound), Array.ConvertAll(kept, i => places[childKeys[i]!]));
            return new(Without(parents, key), Without(bound, foreignKey), tables.Families(order))
            {
                UniqueKeys = places.Count / (double)keys.Length,
                BoundChildren = childKeys.Length == 0 ? 1 : kept.Length / (double)childKeys.Length,
            };
        }

        public static bool IsOther(string name) => name.StartsWith(Other, StringComparison.Ordinal);

        public static string Plain(string name) => name[(IsOther(name) ? Other.Length : 0)..];

        public double[] Counts(int[] families) => Array.ConvertAll(families, f => (double)Rows[f].Length);

        /// <summary>The children of some families beside their parents.</summary>
        public Table Joined(int[] families) => new(
            [.. _parents.Take([.. families.SelectMany(f => Enumerable.Repeat(f, Rows[f].Length))]).Columns.Select(c => Named(c, Other + c.Name)), .. _children.Take([.. families.SelectMany(f => Rows[f])]).Columns]);

        /// <summary>The children of some families, but the first of each, beside the ones before them.</summary>
        public Table WithPrevious(int[] families) => new(
            [.. _children.Take([.. families.SelectMany(f => Rows[f].SkipLast(1))]).Columns.Select(c => Named(c, Other + c.Name)), .. _children.Take([.. families.SelectMany(f => Rows[f].Skip(1))]).Columns]);

        private static Table Without(Table table, string column) => new([.. table.Columns.Where(c => c.Name != column && c is NumericColumn or CategoryColumn or TimestampColumn)]);

        private static TableColumn Named(TableColumn column, string name) => column switch
        {
            NumericColumn numbers => new NumericColumn(name, numbers.Values),
            CategoryColumn categories => new CategoryColumn(name, categories.Codes, categories.Levels),
            _ => new TimestampColumn(name, ((TimestampColumn)column).Ticks),
        };

        private static string?[] Texts(TableColumn column) => column switch
        {
            NumericColumn numbers => Array.ConvertAll(numbers.Values, v => double.IsNaN(v) ? null : v.ToString("R", CultureInfo.InvariantCulture)),
            CategoryColumn categories => Array.ConvertAll(categories.Codes, c => c < 0 ? null : categories.Levels[c]),
            _ => throw new SyntheticDataException($"The key '{column.Name}' holds {column.Kind} values; a key is a whole number up to 2⁵³ or a text. Convert it to text in all tables."),
        };
    }
}
