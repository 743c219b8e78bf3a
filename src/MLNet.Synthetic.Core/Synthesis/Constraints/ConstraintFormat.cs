// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Runtime.InteropServices;

namespace MLNet.Synthetic;

/// <summary>How constraints are saved, with what they took from the training rows (docs/synth-format.md). Of a function of the user's only its description and columns are.</summary>
internal static class ConstraintFormat
{
    /// <summary>The entry of the constraints.</summary>
    public const string Entry = "constraints.bin";

    private const int Order = 1, Combination = 2, Numbers = 3, Times = 4, Sum = 5, Custom = 6;   // the first number of each constraint

    public static void Write(ConstrainedModel model, ModelWriter writer)
    {
        writer.Write(model.Options.MostDrawsPerRow);
        writer.Write(model.Options.RepairRows);
        writer.Write(model.Plan.Rules.Length);
        foreach (var rule in model.Plan.Rules)
        {
            Write(rule.Constraint, writer);
            if (rule is CombinationConstraint.Rule { Known: var known })
                Write(known, writer);
        }

        OrderRewrite[] orders = [.. model.Plan.Rewrites.OfType<OrderRewrite>()];
        writer.Write(orders.Length);
        foreach (var order in orders)
        {
            writer.Write(order.Writes[0]);
            writer.Write(order.Facts.Constant);
            writer.Write(order.Facts.Origin);
            writer.Write(order.Facts.Least);
            writer.Write(order.Facts.Step);
        }
    }

    /// <summary>Reads the constraints of a model.</summary>
    /// <param name="reader">Reads them.</param>
    /// <param name="columns">The columns as the user knows them.</param>
    /// <param name="learned">The columns as the model learned them, and the model.</param>
    /// <param name="functions">Constraints with the functions that the file names.</param>
    /// <exception cref="ArgumentException">A function is given that the file does not name.</exception>
    /// <exception cref="SyntheticDataException">The constraints are damaged, or one is a function that is not given.</exception>
    public static ConstrainedModel Read(
        ModelReader reader, (TableSchema Schema, Table Outline) columns, (TableSchema Schema, Table Outline, ITableModel Model) learned, IReadOnlyList<TableConstraint> functions)
    {
        var options = new ConstraintOptions { MostDrawsPerRow = reader.ReadInt32(1, ConstraintOptions.MostDraws, "the most draws for a row"), RepairRows = reader.ReadBoolean() };
        var rules = new RowRule[reader.ReadCount(sizeof(int), "constraints")];
        var named = new List<CustomConstraint>();
        ConstraintPlan plan;
        try
        {
            for (int i = 0; i < rules.Length; i++)
                rules[i] = ReadRule(reader, columns, named);
            ConstraintConflicts.Check([.. rules.Select(r => r.Constraint)]);
            var facts = ReadOrders(reader);
            plan = ConstraintPlan.For(rules, columns.Schema,
                sum => new SumRewrite(columns.Schema[sum.Total], [.. sum.Parts], learned.Schema.Columns.FirstOrDefault(c => c.Name == sum.Total)),
                (column, below) => new OrderRewrite(columns.Schema[column], below, facts.GetValueOrDefault(column) ?? new(0, 0, 0, 1), learned.Schema.Columns.FirstOrDefault(c => c.Name == column) ?? columns.Schema[column]));
            RequireLearned(reader, plan, columns.Outline, learned.Schema, learned.Outline);
        }
        catch (ArgumentException e)
        {
            reader.Require(false, $"its constraints are not about its columns: {e.Message}");
            throw;
        }

        return new(learned.Model, WithFunctions(plan, named, functions), options);
    }

    private static void Write(TableConstraint constraint, ModelWriter writer)
    {
        switch (constraint)
        {
            case OrderConstraint order:
                writer.Write(Order);
                writer.Write(order.Strict);
                break;
            case CombinationConstraint combination:
                writer.Write(Combination);
                writer.Write(combination.IsOneHot);
                break;
            case RangeConstraint { IsTime: false } range:
                writer.Write(Numbers);
                writer.Write(range.Minimum);
                writer.Write(range.Maximum);
                break;
            case RangeConstraint times:
                writer.Write(Times);
                writer.Write(times.Earliest);
                writer.Write(times.Latest);
                break;
            case SumConstraint:
                writer.Write(Sum);
                break;
            default:
                writer.Write(Custom);
                writer.Write(constraint.ToString());
                break;
        }

        writer.Write(constraint.ColumnNames.Count);
        foreach (string name in constraint.ColumnNames)
            writer.Write(name);
    }

    private static RowRule ReadRule(ModelReader reader, (TableSchema Schema, Table Outline) columns, List<CustomConstraint> named)
    {
        int kind = reader.ReadInt32(Order, Custom, "the kind of a constraint");
        bool mark = kind is Order or Combination && reader.ReadBoolean();   // strict, one-hot
        var numbers = kind == Numbers ? (reader.ReadDouble(), reader.ReadDouble()) : default;
        var times = kind == Times ? (reader.ReadInt64(long.MinValue, long.MaxValue, "the earliest time"), reader.ReadInt64(long.MinValue, long.MaxValue, "the latest time")) : default;
        string description = kind == Custom ? reader.ReadString() : "";
        string[] names = new string[reader.ReadCount(sizeof(int), "columns of a constraint")];
        for (int j = 0; j < names.Length; j++)
            names[j] = columns.Schema[reader.ReadString()].Name;
        reader.Require(names.Length > 0 && (kind is not (Numbers or Times) || names.Length == 1), "a constraint has another number of columns than its kind");
        TableConstraint constraint = kind switch
        {
            Order => new OrderConstraint(names, mark),
            Combination => new CombinationConstraint(names, mark),
            Numbers => new RangeConstraint(names[0], double.IsInfinity(numbers.Item1) ? null : numbers.Item1, double.IsInfinity(numbers.Item2) ? null : numbers.Item2),
            Times => new RangeConstraint(names[0], Time(times.Item1, long.MinValue), Time(times.Item2, long.MaxValue)),
            Sum => new SumConstraint(names[0], names[1..]),
            _ => new CustomConstraint(description, names, _ => true),
        };
        if (constraint is CustomConstraint custom)
            named.Add(custom);
        return constraint is CombinationConstraint combination ? ReadKnown(reader, combination, columns.Outline) : constraint.Learn(columns.Outline, columns.Schema);
    }

    private static DateTime? Time(long ticks, long none) => ticks == none ? null : new DateTime(ticks);

    private static void Write(Combinations known, ModelWriter writer)
    {
        writer.Write(known.Counts);
        foreach (var column in known.Table.Columns)
        {
            switch (column)
            {
                case NumericColumn numbers:
                    writer.Write(numbers.Values);
                    break;
                case CategoryColumn categories:
                    writer.Write(categories.Codes);
                    break;
                case TimestampColumn times:
                    writer.Write(MemoryMarshal.Cast<long, ulong>(times.Ticks));
                    break;
            }
        }
    }

    private static CombinationConstraint.Rule ReadKnown(ModelReader reader, CombinationConstraint combination, Table outline)
    {
        int[] counts = reader.ReadInt32s();
        reader.Require(counts.Length > 0 && Array.TrueForAll(counts, c => c > 0), "a combination has no training rows");
        TableColumn[] columns = [.. combination.ColumnNames.Select(name => (TableColumn)(outline[name] switch
        {
            NumericColumn => new NumericColumn(name, reader.ReadDoubles()),
            CategoryColumn categories => new CategoryColumn(name, reader.ReadInt32s(), categories.Levels),
            _ => new TimestampColumn(name, MemoryMarshal.Cast<ulong, long>(reader.ReadUInt64s()).ToArray()),
        }))];
        reader.Require(Array.TrueForAll(columns, c => c.Count == counts.Length), "combinations lack values");
        reader.Require(Array.TrueForAll(columns, c => c is not TimestampColumn { Ticks: var ticks } || !ticks.AsSpan().ContainsAnyExceptInRange(0, DateTime.MaxValue.Ticks)), "a combination holds an impossible time");
        var rule = combination.Learn(new Table(columns), counts);
        reader.Require(rule.Known.Counts.Length == counts.Length, "a combination stands there twice");
        var isAllowed = rule.Over(rule.Known.Table);
        reader.Require(Enumerable.Range(0, counts.Length).All(i => isAllowed(i)), "a combination is not one that the constraint allows");
        return rule;
    }

    private static Dictionary<string, OrderFacts> ReadOrders(ModelReader reader)
    {
        var facts = new Dictionary<string, OrderFacts>();
        for (int left = reader.ReadCount(sizeof(int) + 4 * sizeof(double), "orders"); left > 0; left--)
        {
            string column = reader.ReadString();
            var fact = new OrderFacts(reader.ReadDouble(), reader.ReadInt64(0, DateTime.MaxValue.Ticks, "the reference of times"), reader.ReadDouble(), reader.ReadInt64(1, DateTime.MaxValue.Ticks, "the step of times"));
            reader.Require(double.IsFinite(fact.Constant) && fact.Least >= 0 && fact.Least <= DateTime.MaxValue.Ticks / (double)fact.Step, "the distances of an order are impossible");
            reader.Require(facts.TryAdd(column, fact), "an order stands there twice");
        }

        return facts;
    }

    /// <summary>Makes sure that the model learned the columns that the constraints leave or put in place of others.</summary>
    private static void RequireLearned(ModelReader reader, ConstraintPlan plan, Table outline, TableSchema schema, Table learned)
    {
        var columns = plan.Learned().ToArray();
        bool fits = columns.Select(c => c.Schema.Name).SequenceEqual(schema.Columns.Select(c => c.Name)) && columns.All(c => (c.Rewrite, learned[c.Schema.Name]) switch
        {
            (null, CategoryColumn own) => outline[own.Name] is CategoryColumn theirs && own.Levels.AsSpan().SequenceEqual(theirs.Levels),
            (null, var own) => own.GetType() == outline[own.Name].GetType(),
            (JointRewrite joint, CategoryColumn own) => own.Levels.AsSpan().SequenceEqual([.. joint.Levels]),
            (JointRewrite, _) => false,
            (_, var own) => own is NumericColumn,
        });
        reader.Require(fits, "its constraints rewrite other columns than the model learned");
    }

    /// <summary>The plan with the functions that the file could only name.</summary>
    private static ConstraintPlan WithFunctions(ConstraintPlan plan, List<CustomConstraint> named, IReadOnlyList<TableConstraint> functions)
    {
        foreach (var function in functions)
        {
            if (function is not CustomConstraint custom || !named.Exists(custom.IsNamedLike))
            {
                throw new ArgumentException(
                    $"The file names no function '{function}' of {string.Join(", ", function.ColumnNames)}. Those it names are {(named.Count == 0 ? "none" : string.Join(", ", named.Select(InWords)))}; all other constraints are in it already.", nameof(functions));
            }
        }

        return plan.With(rule => rule.Constraint is CustomConstraint custom
            ? (functions.OfType<CustomConstraint>().FirstOrDefault(custom.IsNamedLike) ?? throw new SyntheticDataException(
                $"The model obeys the constraint {InWords(custom)}, a function, which no file can hold. Give it again when the file is read: {nameof(TableConstraint)}.{nameof(TableConstraint.Custom)} with the same description and columns."))
                .Learn()
            : rule);
    }

    private static string InWords(CustomConstraint custom) => $"'{custom}' of {string.Join(", ", custom.ColumnNames)}";
}
