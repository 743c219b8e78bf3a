// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>How a table is rewritten so that constraints hold by construction, and what remains to be checked.</summary>
internal sealed class ConstraintPlan
{
    private readonly ColumnRewrite[] _rewrites;                       // each reads only columns that are not rewritten or that rewrites before it make

    private ConstraintPlan(TableSchema schema, RowRule[] rules, ColumnRewrite[] rewrites, IReadOnlyList<TableConstraint> unwritten)
        => (Schema, Rules, _rewrites, Unwritten) = (schema, rules, rewrites, unwritten);

    /// <summary>The columns as the user knows them; ranges are cut to the constraints.</summary>
    public TableSchema Schema { get; }

    /// <summary>All constraints, to check what was drawn.</summary>
    public RowRule[] Rules { get; }

    /// <summary>Columns that are not learned as they are.</summary>
    public IReadOnlyList<ColumnRewrite> Rewrites => _rewrites;

    /// <summary>Constraints that could have been rewritten if others did not rewrite the same columns.</summary>
    public IReadOnlyList<TableConstraint> Unwritten { get; }

    /// <summary>Decides what is rewritten.</summary>
    /// <param name="constraints">The constraints, the more important ones first.</param>
    /// <param name="table">Training rows that obey them.</param>
    /// <param name="schema">What is known of the columns.</param>
    public static ConstraintPlan For(IReadOnlyList<TableConstraint> constraints, Table table, TableSchema schema)
    {
        foreach (var range in constraints.OfType<RangeConstraint>())
            schema = schema.With(range.ColumnNames[0], range.Narrow);
        return For([.. constraints.Select(c => c.Learn(table, schema))], schema,
            sum => new SumRewrite(table, schema[sum.Total], [.. sum.Parts]), (column, below) => new OrderRewrite(table, schema[column], below));
    }

    /// <summary>Decides what is rewritten, in the same way whether the numbers are learned or read.</summary>
    /// <param name="rules">The constraints with what they took from the training rows.</param>
    /// <param name="schema">What is known of the columns.</param>
    /// <param name="rewriteSum">How a total is rewritten.</param>
    /// <param name="rewriteOrder">How a column is rewritten that others are below, and whether equal values are too large.</param>
    public static ConstraintPlan For(
        RowRule[] rules, TableSchema schema, Func<SumConstraint, ColumnRewrite> rewriteSum, Func<string, (string Name, bool Strict)[], ColumnRewrite> rewriteOrder)
    {
        TableConstraint[] constraints = [.. rules.Select(r => r.Constraint)];
        var (rewrites, unwritten) = (new List<ColumnRewrite>(), new List<TableConstraint>());
        foreach (var rule in rules.Where(r => r is CombinationConstraint.Rule))
            Add(Joint((CombinationConstraint.Rule)rule, schema), rule.Constraint);
        foreach (var sum in constraints.OfType<SumConstraint>())
            Add(rewriteSum(sum), sum);
        var orders = constraints.OfType<OrderConstraint>().ToArray();
        foreach (string column in orders.SelectMany(o => o.ColumnNames).Distinct())
        {
            var below = Below(column, orders);
            if (below.Length > 0 && !Add(rewriteOrder(column, below), null))
                unwritten.AddRange(orders.Where(o => o.ColumnNames.Contains(column)).Except(unwritten.OfType<OrderConstraint>()));
        }

        return new(schema, rules, Sorted(rewrites)!, [.. unwritten]);

        bool Add(ColumnRewrite rewrite, TableConstraint? constraint)
        {
            bool fits = !rewrites.Any(r => r.Writes.Intersect(rewrite.Writes).Any()) && Sorted([.. rewrites, rewrite]) is not null;
            if (fits)
                rewrites.Add(rewrite);
            else if (constraint is not null)
                unwritten.Add(constraint);
            return fits;
        }
    }

    /// <summary>The same plan with some rules put in place of others about the same columns.</summary>
    public ConstraintPlan With(Converter<RowRule, RowRule> replace) => new(Schema, Array.ConvertAll(Rules, replace), _rewrites, Unwritten);

    /// <summary>The table as the model is to learn it.</summary>
    public (Table Table, TableSchema Schema) Encode(Table table)
    {
        var learned = Learned().ToArray();
        return (new([.. learned.Select(l => l.Rewrite is null ? table[l.Schema.Name] : l.Rewrite.Encode(table)!)]), new([.. learned.Select(l => l.Schema)]));
    }

    /// <summary>The columns that the model learns, in order, and what rewrites those that stand for others.</summary>
    public IEnumerable<(ColumnSchema Schema, ColumnRewrite? Rewrite)> Learned()
    {
        foreach (var schema in Schema.Columns)
        {
            if (WriterOf(schema.Name) is not ColumnRewrite rewrite)
                yield return (schema, null);
            else if (rewrite.Schema is not null && Schema.Columns.First(c => rewrite.Writes.Contains(c.Name)) == schema)
                yield return (rewrite.Schema, rewrite);
        }
    }

    /// <summary>The table as the user knows it, of one as the model draws it.</summary>
    public Table Decode(Table drawn)
    {
        var columns = drawn.Columns.Where(c => !_rewrites.Any(r => r.Schema?.Name == c.Name)).ToDictionary(c => c.Name);
        foreach (var rewrite in _rewrites)
        {
            var standIn = rewrite.Schema is null ? null : drawn[rewrite.Schema.Name];
            foreach (var column in rewrite.Decode(standIn, name => columns[name]))
                columns.Add(column.Name, column);
        }

        return new([.. Schema.Columns.Select(c => columns[c.Name])]);
    }

    /// <summary>The columns the model has to be given so that columns of the user's are given; null: there are none that do.</summary>
    public IReadOnlyCollection<string>? NamesOfGiven(IReadOnlyCollection<string> names)
    {
        var inner = new HashSet<string>();
        foreach (string name in names)
        {
            if (WriterOf(Schema[name].Name) is not ColumnRewrite rewrite)
                inner.Add(name);
            else if (rewrite.Writes.Concat(rewrite.Reads).All(names.Contains) || (rewrite is JointRewrite && names.All(rewrite.Writes.Contains)))
                inner.UnionWith(rewrite.Schema is null ? [] : [rewrite.Schema.Name]);
            else
                return null;
        }

        return inner;
    }

    /// <summary>Given columns as the model has to be given them.</summary>
    /// <exception cref="SyntheticDataException">Rows with these values break a constraint.</exception>
    public Table EncodeGiven(Table given, Rng random)
    {
        var columns = new List<TableColumn>();
        foreach (string name in NamesOfGiven([.. given.Columns.Select(c => c.Name)])!)
        {
            var rewrite = Array.Find(_rewrites, r => r.Schema?.Name == name);
            var column = rewrite is null
                ? given[name]
                : rewrite is JointRewrite joint && !joint.Writes.All(w => given.Columns.Any(c => c.Name == w)) ? joint.Draw(given, random.Fork("combination")) : rewrite.Encode(given);
            columns.Add(column ?? throw new SyntheticDataException(
                $"Values of {string.Join(", ", rewrite!.Writes.Select(w => $"'{w}'"))} are given in a combination that does not occur in the training rows."));
        }

        return new(columns);
    }

    /// <summary>Whether rows with given values can obey, as far as the constraints that are about given columns alone tell.</summary>
    public bool[] CanObey(Table given)
    {
        Predicate<int>[] holds = [.. Rules.Where(r => r.Constraint.ColumnNames.All(n => given.Columns.Any(c => c.Name == n))).Select(r => r.Over(given))];
        bool[][] known = [.. _rewrites.OfType<JointRewrite>().Select(j => j.Knows(given))];
        return [.. Enumerable.Range(0, given.Count).Select(i => Array.TrueForAll(holds, h => h(i)) && Array.TrueForAll(known, k => k[i]))];
    }

    private ColumnRewrite? WriterOf(string name) => Array.Find(_rewrites, r => r.Writes.Contains(name));

    private static JointRewrite Joint(CombinationConstraint.Rule rule, TableSchema schema)
        => new(rule.Known, rule.Constraint.ColumnNames.Any(n => schema[n].Role == ColumnRole.Label) ? ColumnRole.Label : ColumnRole.Feature);

    /// <summary>All columns that are below one in an order, and whether it has to be above them.</summary>
    private static (string Name, bool Strict)[] Below(string column, OrderConstraint[] orders) =>
    [
        .. orders.Where(o => o.ColumnNames.Contains(column))
            .SelectMany(o => o.ColumnNames.TakeWhile(n => n != column).Select(n => (Name: n, o.Strict)))
            .GroupBy(b => b.Name).Select(g => (g.Key, g.Any(b => b.Strict))),
    ];

    /// <summary>The rewrites in an order in which each finds what it reads; null: there is none.</summary>
    private static ColumnRewrite[]? Sorted(List<ColumnRewrite> rewrites)
    {
        var (sorted, left) = (new List<ColumnRewrite>(), rewrites.ToList());
        while (left.Count > 0)
        {
            if (left.Find(r => !left.Any(other => other != r && other.Writes.Intersect(r.Reads).Any())) is not ColumnRewrite next)
                return null;
            sorted.Add(next);
            left.Remove(next);
        }

        return [.. sorted];
    }
}
