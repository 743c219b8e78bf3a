// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic;

/// <summary>Where the values of a column of synthetic rows come from.</summary>
internal abstract class ColumnSource
{
    private const double LargestExact = 1L << 53, LargestExactSingle = 1 << 24, Plenty = 1e9;
    private const string MissingKind = "missing", DrawnKind = "drawn", SlotsKind = "slots", NumberIdsKind = "numberIds", TextIdsKind = "textIds", ForeignKeysKind = "foreignKeys";

    /// <summary>The missing value of the column's type.</summary>
    public static ColumnSource Missing { get; } = new MissingValues();

    /// <summary>True in every row.</summary>
    public static ColumnSource True { get; } = new Trues();

    /// <summary>The values of some rows; null: the missing value of the type.</summary>
    /// <param name="drawn">The rows as the model drew them.</param>
    /// <param name="firstRow">Number of the first of them in the whole table.</param>
    public abstract TableColumn? Of(Table drawn, long firstRow);

    /// <summary>The columns of the model that a column of a view stands for; none where the model has none.</summary>
    /// <param name="column">The column, read from a view.</param>
    /// <param name="template">A table of the model.</param>
    public virtual IEnumerable<TableColumn> Split(TableColumn column, Table template) => [];

    /// <summary>Refuses more rows than the source can serve.</summary>
    public virtual void Require(long rows)
    {
    }

    /// <summary>What a file keeps of the source.</summary>
    public abstract SavedSource Save();

    /// <summary>The source that a file describes.</summary>
    /// <param name="saved">Its description.</param>
    /// <param name="type">Type of the column.</param>
    /// <param name="outline">The columns that the model draws, without rows.</param>
    /// <exception cref="SyntheticDataException">It cannot give a column of this type.</exception>
    public static ColumnSource Load(SavedSource saved, DataViewType type, Table outline) => saved switch
    {
        { Kind: MissingKind } => Missing,
        { Kind: DrawnKind, Column: string name } when Fits(outline.Columns.FirstOrDefault(c => c.Name == name), type) => Drawn(name),
        { Kind: SlotsKind } when type is VectorDataViewType { IsKnownSize: true, ItemType: NumberDataViewType } vector && vector.Size == saved.Slots => Vector(VectorSlots.Load(saved, outline)),
        { Kind: NumberIdsKind, First: double first, Step: 1 or -1, Most: >= 0 } when type is NumberDataViewType && double.IsFinite(first) => new FreshNumberIds("", first, saved.Step.Value, saved.Most.Value),
        { Kind: TextIdsKind, Prefix: string prefix } when type is TextDataViewType => new FreshTextIds("", prefix),
        _ => throw SavedSchema.Damaged($"a column of type {type} has no source of its type"),
    };

    /// <summary>Whether a column that the model draws has values of a type.</summary>
    private static bool Fits(TableColumn? drawn, DataViewType type) => (drawn, type) switch
    {
        (NumericColumn, NumberDataViewType or TimeSpanDataViewType) => true,
        (CategoryColumn, TextDataViewType) => true,
        (CategoryColumn { Levels: [var no, var yes] }, BooleanDataViewType) => no == bool.FalseString && yes == bool.TrueString,
        (CategoryColumn categories, KeyDataViewType key) => (ulong)categories.Levels.Length == key.Count,
        (TimestampColumn, DateTimeDataViewType) => true,
        _ => false,
    };

    /// <summary>A column that the model draws.</summary>
    public static ColumnSource Drawn(string name) => new DrawnColumn(name);

    /// <summary>A vector whose slots the model draws.</summary>
    public static ColumnSource Vector(VectorSlots.Joiner slots) => new SlotsOfVector(slots);

    /// <summary>The ids that a source makes for the rows that a column of the model numbers: the keys of parents in the rows of children.</summary>
    /// <param name="ids">Makes the ids of the parents.</param>
    /// <param name="column">Column of the drawn rows with the numbers of parent rows.</param>
    public static ColumnSource ForeignKeys(ColumnSource ids, string column) => new KeysOfParents((FreshIdsSource)ids, column);

    /// <summary>The foreign keys that a file describes.</summary>
    /// <exception cref="SyntheticDataException">The parents have no ids, or the column is of another type.</exception>
    public static ColumnSource LoadForeignKeys(ColumnSource ids, DataViewType parentType, string column, DataViewType type)
        => ids is FreshIdsSource && type is NumberDataViewType or TextDataViewType && type is TextDataViewType == parentType is TextDataViewType ? ForeignKeys(ids, column) : throw SavedSchema.Damaged("the keys of children are not those of parents");

    /// <summary>Whether a file says that a column holds the keys of parents.</summary>
    public static bool IsForeignKeys(SavedSource saved) => saved.Kind == ForeignKeysKind;

    /// <summary>New ids of the type of real ones: numbers beyond them, or texts that none of them begins with; null where the type has none to spare (keys).</summary>
    public static ColumnSource? FreshIds(DataViewType type, TableColumn real) => (real, type) switch
    {
        (NumericColumn numbers, NumberDataViewType) => FreshNumbers(numbers, type.RawType),
        (CategoryColumn texts, TextDataViewType) => FreshTexts(texts),
        _ => null,
    };

    private static FreshNumberIds FreshNumbers(NumericColumn real, Type type)
    {
        var (lowest, highest) = type switch
        {
            _ when type == typeof(float) => (-LargestExactSingle, LargestExactSingle),
            _ when type == typeof(sbyte) => (sbyte.MinValue, sbyte.MaxValue),
            _ when type == typeof(byte) => (0, byte.MaxValue),
            _ when type == typeof(short) => (short.MinValue, short.MaxValue),
            _ when type == typeof(ushort) => (0, ushort.MaxValue),
            _ when type == typeof(int) => (int.MinValue, int.MaxValue),
            _ when type == typeof(uint) => (0, uint.MaxValue),
            _ when type == typeof(ulong) => (0, LargestExact),
            _ => (-LargestExact, LargestExact),
        };
        double[] seen = [.. real.Values.Where(v => !double.IsNaN(v))];
        double least = seen.DefaultIfEmpty(0).Min(), most = seen.DefaultIfEmpty(0).Max();
        return highest - most >= Math.Min(least - lowest, Plenty)      // upwards where there is plenty of room: ids are seldom negative
            ? new(real.Name, most + 1, 1, (long)(highest - most))
            : new(real.Name, least - 1, -1, (long)(least - lowest));
    }

    private static FreshTextIds FreshTexts(CategoryColumn real)
    {
        string prefix = "synthetic-";
        while (real.Levels.Any(level => level.StartsWith(prefix, StringComparison.Ordinal)))
            prefix = $"new-{prefix}";
        return new(real.Name, prefix);
    }

    private sealed class MissingValues : ColumnSource
    {
        public override TableColumn? Of(Table drawn, long firstRow) => null;

        public override SavedSource Save() => new(MissingKind);
    }

    private sealed class Trues : ColumnSource
    {
        public override TableColumn Of(Table drawn, long firstRow)
        {
            var codes = new int[drawn.Count];
            Array.Fill(codes, 1);
            return new CategoryColumn("", codes, [bool.FalseString, bool.TrueString]);
        }

        public override SavedSource Save() => throw new NotSupportedException("A flag column is not part of what was learned.");
    }

    private sealed class DrawnColumn(string name) : ColumnSource
    {
        public override TableColumn Of(Table drawn, long firstRow) => drawn[name];

        public override SavedSource Save() => new(DrawnKind) { Column = name };

        public override IEnumerable<TableColumn> Split(TableColumn column, Table template) => [column];
    }

    private sealed class SlotsOfVector(VectorSlots.Joiner slots) : ColumnSource
    {
        public override TableColumn Of(Table drawn, long firstRow) => slots.Join(drawn);

        public override SavedSource Save() => slots.Save(SlotsKind);

        public override IEnumerable<TableColumn> Split(TableColumn column, Table template) => column is NumericVectorColumn vectors
            ? slots.Split(vectors, template)
            : throw new ArgumentException($"Column '{column.Name}' holds no vectors of numbers, but those were learned.");
    }

    private abstract class FreshIdsSource : ColumnSource
    {
        public sealed override TableColumn Of(Table drawn, long firstRow)
        {
            var rows = new long[drawn.Count];
            for (int i = 0; i < rows.Length; i++)
                rows[i] = firstRow + i;
            return At(rows);
        }

        /// <summary>The ids of some rows, by their numbers in the whole table.</summary>
        public abstract TableColumn At(long[] rows);
    }

    private sealed class FreshNumberIds(string name, double first, int step, long most) : FreshIdsSource
    {
        public override TableColumn At(long[] rows) => new NumericColumn(name, Array.ConvertAll(rows, row => first + step * (double)row));

        public override SavedSource Save() => new(NumberIdsKind) { First = first, Step = step, Most = most };

        public override void Require(long rows)
        {
            if (rows > most)
            {
                throw new SyntheticDataException(
                    $"The ids of column '{name}' leave room for {most:N0} new ones in their type, but {rows:N0} rows are drawn. Drop the column before this step (DropColumns), or convert it to Int64 or text.");
            }
        }
    }

    private sealed class FreshTextIds(string name, string prefix) : FreshIdsSource
    {
        public override TableColumn At(long[] rows)
            => new OtherColumn<ReadOnlyMemory<char>>(name, Array.ConvertAll(rows, row => string.Create(CultureInfo.InvariantCulture, $"{prefix}{row + 1}").AsMemory()));

        public override SavedSource Save() => new(TextIdsKind) { Prefix = prefix };
    }

    private sealed class KeysOfParents(FreshIdsSource ids, string column) : ColumnSource
    {
        public override TableColumn Of(Table drawn, long firstRow) => ids.At(Array.ConvertAll(((NumericColumn)drawn[column]).Values, row => (long)row));

        public override SavedSource Save() => new(ForeignKeysKind);
    }
}
