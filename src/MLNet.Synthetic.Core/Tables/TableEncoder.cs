// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using System.Runtime.CompilerServices;

namespace MLNet.Synthetic;

/// <summary>The way between the feature columns of a <see cref="Table"/> and a <see cref="Matrix"/>, and back.</summary>
/// <remarks>
/// A numeric column becomes one matrix column, a timestamp one (ticks after the earliest), a category one of codes, a vector one for each slot; a one-hot block
/// of a vector becomes one of codes when every row of it has at most a single 1 and otherwise zeros.
/// </remarks>
public sealed class TableEncoder
{
    private const int RowsPerTile = 64;                               // rows and columns are turned into each other in pieces that stay in the cache
    private readonly Block[] _blocks;

    private TableEncoder(Block[] blocks) => _blocks = blocks;

    /// <summary>Kind of each matrix column, (d).</summary>
    public IReadOnlyList<FeatureKind> Kinds => [.. _blocks.SelectMany(b => b.Kinds)];

    /// <summary>Name of each matrix column, (d).</summary>
    public IReadOnlyList<string> FeatureNames => [.. _blocks.SelectMany(b => b.Names)];

    /// <summary>Names of the table columns that are encoded.</summary>
    public IReadOnlyList<string> ColumnNames => [.. _blocks.Select(b => b.Column)];

    /// <summary>Learns how to encode the feature columns of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="schema">Kind and role of each of its columns: columns with the role <see cref="ColumnRole.Feature"/> are encoded.</param>
    /// <param name="nominal">Whether nominal columns are wanted; where not, they are left out and one-hot blocks stay numbers.</param>
    public static TableEncoder For(Table table, TableSchema schema, bool nominal = true)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(schema);
        var blocks = new List<Block>();
        foreach (var column in schema.Columns.Where(c => c.Role == ColumnRole.Feature))
        {
            Block? block = (table[column.Name], column.Kind) switch
            {
                (NumericColumn numbers, ColumnKind.Category) => nominal ? new CodesBlock(numbers) : null,
                (NumericColumn numbers, _) => new NumbersBlock(numbers.Name),
                (CategoryColumn categories, _) => nominal ? new CategoriesBlock(categories.Name, categories.Levels) : null,
                (TimestampColumn times, _) => new TimesBlock(times),
                (NumericVectorColumn vectors, _) => VectorBlock.For(vectors, nominal),
                _ => null,
            };
            if (block is not null)
                blocks.Add(block);
        }

        return new([.. blocks]);
    }

    /// <summary>The features as numbers and codes, (n, d); NaN is missing. A single vector column is passed on without a copy.</summary>
    /// <param name="table">The table the encoder learned from, or one whose columns have the same types, levels and slots.</param>
    /// <exception cref="ArgumentException">A column is absent, or of another type or number of slots.</exception>
    /// <exception cref="SyntheticDataException">A cell holds a category that the encoder does not know.</exception>
    public Matrix Encode(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        foreach (var block in _blocks)
            block.Check(table[block.Column]);
        if (_blocks is [VectorBlock { IsPlain: true } only])
            return ((NumericVectorColumn)table[only.Column]).Values;

        var matrix = Matrix.Uninitialized(table.Count, _blocks.Sum(b => b.Width));
        var columns = Array.ConvertAll(_blocks, block => table[block.Column]);
        for (int start = 0; start < matrix.Rows; start += RowsPerTile)
        {
            int end = Math.Min(start + RowsPerTile, matrix.Rows), first = 0;
            for (int b = 0; b < _blocks.Length; b++)
            {
                _blocks[b].Encode(columns[b], matrix, start, end, first);
                first += _blocks[b].Width;
            }
        }

        return matrix;
    }

    /// <summary>The columns that a matrix stands for.</summary>
    /// <exception cref="ArgumentException">The matrix has another number of columns.</exception>
    public Table Decode(Matrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        if (matrix.Columns != _blocks.Sum(b => b.Width))
            throw new ArgumentException($"{_blocks.Sum(b => b.Width)} columns expected but {matrix.Columns} given.", nameof(matrix));

        var firsts = new int[_blocks.Length];
        for (int b = 1; b < firsts.Length; b++)
            firsts[b] = firsts[b - 1] + _blocks[b - 1].Width;
        var scalars = Gather(matrix, [.. firsts.Where((_, b) => _blocks[b] is ScalarBlock)]);
        return new([.. _blocks.Select((block, b) => block switch
        {
            ScalarBlock scalar => scalar.Decode(scalars[firsts[b]]),
            _ => ((VectorBlock)block).Decode(matrix, firsts[b]),
        })]);
    }

    /// <summary>Some columns of a matrix, by number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]           // once in most processes, over all rows
    private static Dictionary<int, double[]> Gather(Matrix matrix, int[] columns)
    {
        var gathered = columns.ToDictionary(j => j, _ => GC.AllocateUninitializedArray<double>(matrix.Rows));
        var cells = matrix.Values;
        for (int start = 0; start < matrix.Rows; start += RowsPerTile)
        {
            int end = Math.Min(start + RowsPerTile, matrix.Rows);
            foreach (var (j, values) in gathered)
            {
                int cell = start * matrix.Columns + j;
                for (int i = start; i < end; i++, cell += matrix.Columns)
                    values[i] = cells[cell];
            }
        }

        return gathered;
    }

    /// <summary>The matrix columns of one table column.</summary>
    private abstract class Block(string column)
    {
        public string Column { get; } = column;

        public abstract int Width { get; }

        public abstract IEnumerable<FeatureKind> Kinds { get; }

        public abstract IEnumerable<string> Names { get; }

        /// <summary>Refuses a column that this block cannot encode.</summary>
        public abstract void Check(TableColumn column);

        /// <summary>Writes rows <paramref name="start"/> to <paramref name="end"/> (exclusive) from matrix column <paramref name="first"/> on.</summary>
        public abstract void Encode(TableColumn column, Matrix matrix, int start, int end, int first);

        protected static T Require<T>(TableColumn column) where T : TableColumn => column as T
            ?? throw new ArgumentException($"Column '{column.Name}' is a {column.GetType().Name}, but the encoder learned a {typeof(T).Name}.", nameof(column));
    }

    /// <summary>A table column that is one matrix column.</summary>
    private abstract class ScalarBlock(string column, FeatureKind kind) : Block(column)
    {
        public sealed override int Width => 1;

        public sealed override IEnumerable<FeatureKind> Kinds => [kind];

        public sealed override IEnumerable<string> Names => [Column];

        public abstract TableColumn Decode(double[] values);
    }

    private sealed class NumbersBlock(string column) : ScalarBlock(column, FeatureKind.Numeric)
    {
        public override void Check(TableColumn column) => Require<NumericColumn>(column);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override void Encode(TableColumn column, Matrix matrix, int start, int end, int first)
        {
            double[] values = ((NumericColumn)column).Values;
            for (int i = start; i < end; i++)
                matrix[i, first] = values[i];
        }

        public override TableColumn Decode(double[] values) => new NumericColumn(Column, values);
    }

    /// <summary>A numeric column that holds codes of categories: its distinct values are the levels.</summary>
    private sealed class CodesBlock(NumericColumn column) : ScalarBlock(column.Name, FeatureKind.Nominal)
    {
        private readonly double[] _levels = [.. column.Values.Where(v => !double.IsNaN(v)).Distinct().Order()];

        public override void Check(TableColumn column) => Require<NumericColumn>(column);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override void Encode(TableColumn column, Matrix matrix, int start, int end, int first)
        {
            double[] values = ((NumericColumn)column).Values;
            for (int i = start; i < end; i++)
            {
                int level = double.IsNaN(values[i]) ? CategoryColumn.MissingCode : Array.BinarySearch(_levels, values[i]);
                if (level < 0 && !double.IsNaN(values[i]))
                    throw new SyntheticDataException(string.Create(CultureInfo.InvariantCulture, $"Column '{Column}' holds the category {values[i]} in row {i}, which the encoder has not seen."));
                matrix[i, first] = level < 0 ? double.NaN : level;
            }
        }

        public override TableColumn Decode(double[] values)
            => new NumericColumn(Column, Array.ConvertAll(values, code => double.IsNaN(code) ? code : _levels[(int)code]));
    }

    private sealed class CategoriesBlock(string column, string[] levels) : ScalarBlock(column, FeatureKind.Nominal)
    {
        public override void Check(TableColumn column)
        {
            var given = Require<CategoryColumn>(column).Levels;
            if (!ReferenceEquals(given, levels) && !given.AsSpan().SequenceEqual(levels))
                throw new ArgumentException($"Column '{column.Name}' has other levels than those the encoder learned: its codes would stand for other categories.", nameof(column));
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override void Encode(TableColumn column, Matrix matrix, int start, int end, int first)
        {
            int[] codes = ((CategoryColumn)column).Codes;
            for (int i = start; i < end; i++)
                matrix[i, first] = codes[i] == CategoryColumn.MissingCode ? double.NaN : codes[i];
        }

        public override TableColumn Decode(double[] values)
            => new CategoryColumn(Column, Array.ConvertAll(values, code => double.IsNaN(code) ? CategoryColumn.MissingCode : (int)code), levels);
    }

    private sealed class TimesBlock(TimestampColumn column) : ScalarBlock(column.Name, FeatureKind.Numeric)
    {
        private readonly long _earliest = column.Ticks.Where(t => t != TimestampColumn.MissingTicks).DefaultIfEmpty(0).Min();

        public override void Check(TableColumn column) => Require<TimestampColumn>(column);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override void Encode(TableColumn column, Matrix matrix, int start, int end, int first)
        {
            long[] ticks = ((TimestampColumn)column).Ticks;
            for (int i = start; i < end; i++)
                matrix[i, first] = ticks[i] == TimestampColumn.MissingTicks ? double.NaN : ticks[i] - _earliest;
        }

        public override TableColumn Decode(double[] values)
            => new TimestampColumn(Column, Array.ConvertAll(
                values, t => double.IsNaN(t) ? TimestampColumn.MissingTicks : Math.Clamp(_earliest + (long)Math.Round(t), TimestampColumn.MissingTicks + 1, DateTime.MaxValue.Ticks)));
    }

    /// <summary>A vector: runs of plain slots, and one-hot blocks as codes.</summary>
    private sealed class VectorBlock : Block
    {
        private readonly IReadOnlyList<string>? _slotNames;
        private readonly IReadOnlyList<Range> _oneHotBlocks;
        private readonly (int Start, int Length, bool OneHot)[] _runs;
        private readonly int _slots;

        private VectorBlock(NumericVectorColumn column, (int Start, int Length, bool OneHot)[] runs) : base(column.Name)
            => (_slotNames, _oneHotBlocks, _runs, _slots) = (column.SlotNames, column.OneHotBlocks, runs, column.Values.Columns);

        public bool IsPlain => _runs.All(r => !r.OneHot);

        public override int Width => _runs.Sum(r => r.OneHot ? 1 : r.Length);

        public override IEnumerable<FeatureKind> Kinds
            => _runs.SelectMany(r => Enumerable.Repeat(r.OneHot ? FeatureKind.Nominal : FeatureKind.Numeric, r.OneHot ? 1 : r.Length));

        public override IEnumerable<string> Names => _runs.SelectMany(r => r.OneHot
            ? [$"{Column}[{r.Start}..{r.Start + r.Length - 1}]"]
            : Enumerable.Range(r.Start, r.Length).Select(SlotName));

        public static VectorBlock For(NumericVectorColumn column, bool nominal)
        {
            var runs = new List<(int Start, int Length, bool OneHot)>();
            int next = 0;
            foreach (var range in nominal ? column.OneHotBlocks : [])
            {
                var (start, length) = range.GetOffsetAndLength(column.Values.Columns);
                if (start < next || length < 2 || !IsOneHot(column.Values, start, length))
                    continue;
                if (start > next)
                    runs.Add((next, start - next, false));
                runs.Add((start, length, true));
                next = start + length;
            }

            if (next < column.Values.Columns)
                runs.Add((next, column.Values.Columns - next, false));
            return new(column, [.. runs]);
        }

        public override void Check(TableColumn column)
        {
            int slots = Require<NumericVectorColumn>(column).Values.Columns;
            if (slots != _slots)
                throw new ArgumentException($"Column '{column.Name}' has {slots} slots, but the encoder learned {_slots}.", nameof(column));
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override void Encode(TableColumn column, Matrix matrix, int start, int end, int first)
        {
            var values = ((NumericVectorColumn)column).Values;
            for (int i = start; i < end; i++)
            {
                int target = first;
                foreach (var (slot, length, oneHot) in _runs)
                {
                    var slots = values[i].Slice(slot, length);
                    if (oneHot)
                    {
                        int hot = slots.IndexOf(1);
                        if (slots[(hot + 1)..].ContainsAnyExcept(0) || (hot > 0 && slots[..hot].ContainsAnyExcept(0)))
                            throw new SyntheticDataException($"Column '{Column}' is not one-hot in slots {slot} to {slot + length - 1} of row {i}, as it was where the encoder learned.");
                        matrix[i, target++] = hot < 0 ? length : hot;   // no 1 at all, an unknown category, is a code of its own
                    }
                    else
                    {
                        slots.CopyTo(matrix[i].Slice(target, length));
                        target += length;
                    }
                }
            }
        }

        public NumericVectorColumn Decode(Matrix matrix, int first)
        {
            if (IsPlain && first == 0 && matrix.Columns == _slots)
                return new NumericVectorColumn(Column, matrix, _slotNames, _oneHotBlocks);

            var values = new Matrix(matrix.Rows, _slots);
            for (int i = 0; i < matrix.Rows; i++)
            {
                int source = first;
                foreach (var (start, length, oneHot) in _runs)
                {
                    if (oneHot)
                    {
                        int hot = (int)matrix[i, source++];
                        if (hot < length)
                            values[i, start + hot] = 1;
                    }
                    else
                    {
                        matrix[i].Slice(source, length).CopyTo(values[i][start..]);
                        source += length;
                    }
                }
            }

            return new NumericVectorColumn(Column, values, _slotNames, _oneHotBlocks);
        }

        private string SlotName(int slot) => _slotNames is null ? $"{Column}[{slot}]" : $"{Column}.{_slotNames[slot]}";

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static bool IsOneHot(Matrix values, int start, int length)
        {
            for (int i = 0; i < values.Rows; i++)
            {
                int zeros = 0, ones = 0;
                foreach (double value in values[i].Slice(start, length))
                {
                    zeros += value == 0 ? 1 : 0;
                    ones += value == 1 ? 1 : 0;
                }

                if (zeros + ones < length || ones > 1)
                    return false;
            }

            return true;
        }
    }
}
