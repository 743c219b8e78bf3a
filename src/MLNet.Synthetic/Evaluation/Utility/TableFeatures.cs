// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>The feature columns of a table as numbers that any trainer can take.</summary>
/// <remarks>
/// Learned from the rows a model is trained on. A number or time is centred and divided by its standard deviation, a missing one becomes the mean, with an indicator beside it; a category becomes one slot for each of its most
/// frequent levels, a missing one being a level of its own.
/// </remarks>
internal sealed class TableFeatures
{
    private const int MostLevels = 50;
    private readonly Block[] _blocks;

    private TableFeatures(Block[] blocks) => _blocks = blocks;

    /// <summary>Names of the columns, (c).</summary>
    public IReadOnlyList<string> ColumnNames => [.. _blocks.Select(b => b.Column)];

    /// <summary>Number of slots, d.</summary>
    public int Width => _blocks.Sum(b => b.Width);

    /// <summary>The slots of each column, (c).</summary>
    public IReadOnlyList<Range> Slots
    {
        get
        {
            int first = 0;
            return [.. _blocks.Select(b => first..(first += b.Width))];
        }
    }

    /// <summary>Learns the features of a table.</summary>
    /// <param name="rows">The training rows.</param>
    /// <param name="schema">Kind and role of its columns: those with the role <see cref="ColumnRole.Feature"/> are taken.</param>
    public static TableFeatures Of(Table rows, TableSchema schema) => new([.. schema.Columns
        .Where(c => c.Role == ColumnRole.Feature)
        .Select(c => rows[c.Name] switch
        {
            CategoryColumn category => (Block)LevelsBlock.Of(category),
            var number => NumberBlock.Of(number.Name, Numbers(number)),
        })]);

    /// <summary>The features, (n, d), finite.</summary>
    public Matrix Encode(Table table)
    {
        var x = new Matrix(table.Count, Width);
        int first = 0;
        foreach (var block in _blocks)
        {
            block.Encode(table[block.Column], x, first);
            first += block.Width;
        }

        return x;
    }

    private static double[] Numbers(TableColumn column) => column switch
    {
        NumericColumn { Values: var values } => values,
        TimestampColumn { Ticks: var ticks } => Array.ConvertAll(ticks, t => t == TimestampColumn.MissingTicks ? double.NaN : (double)t / TimeSpan.TicksPerDay),
        _ => throw new SyntheticDataException($"Column '{column.Name}' is of kind {column.Kind}, which is no feature of this evaluation."),
    };

    private abstract record Block(string Column, int Width)
    {
        public abstract void Encode(TableColumn column, Matrix x, int first);
    }

    private sealed record NumberBlock(string Column, double Mean, double Deviation, bool HasIndicator) : Block(Column, HasIndicator ? 2 : 1)
    {
        public static NumberBlock Of(string column, double[] values)
        {
            double[] known = [.. values.Where(double.IsFinite)];
            double mean = known.Length == 0 ? 0 : known.Average();
            double deviation = known.Length == 0 ? 0 : Math.Sqrt(known.Sum(v => (v - mean) * (v - mean)) / known.Length);
            return new(column, mean, deviation > 0 ? deviation : 1, known.Length < values.Length);
        }

        public override void Encode(TableColumn column, Matrix x, int first)
        {
            double[] values = Numbers(column);
            for (int i = 0; i < values.Length; i++)
            {
                bool known = double.IsFinite(values[i]);
                x[i, first] = known ? (values[i] - Mean) / Deviation : 0;
                if (HasIndicator && !known)
                    x[i, first + 1] = 1;
            }
        }
    }

    private sealed record LevelsBlock(string Column, int[] SlotOfCode, int Width) : Block(Column, Width)
    {
        public static LevelsBlock Of(CategoryColumn column)
        {
            var counts = new int[column.Levels.Length + 1];           // code + 1: missing comes first
            foreach (int code in column.Codes)
                counts[code + 1]++;
            int[] kept = [.. Enumerable.Range(0, counts.Length).Where(c => counts[c] > 0).OrderByDescending(c => counts[c]).ThenBy(c => c).Take(MostLevels).Order()];
            int[] slots = [.. Enumerable.Range(0, counts.Length).Select(c => Array.IndexOf(kept, c))];
            return new(column.Name, slots, kept.Length);
        }

        public override void Encode(TableColumn column, Matrix x, int first)
        {
            int[] codes = ((CategoryColumn)column).Codes;
            for (int i = 0; i < codes.Length; i++)
            {
                if (SlotOfCode[codes[i] + 1] is >= 0 and int slot)
                    x[i, first + slot] = 1;
            }
        }
    }
}
