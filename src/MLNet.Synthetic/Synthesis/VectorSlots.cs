// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic;

/// <summary>The slots of a vector column as columns of their own, a one-hot block as one of categories, and back.</summary>
internal sealed class VectorSlots
{
    private readonly TableEncoder _encoder;
    private readonly string[] _names;
    private readonly SavedBlock[] _oneHot;
    private readonly int _slots;

    /// <param name="column">The vectors.</param>
    /// <param name="taken">Names of columns there are; those of the slots are added.</param>
    public VectorSlots(NumericVectorColumn column, HashSet<string> taken)
    {
        _encoder = TableEncoder.For(new Table(column), SchemaOf(column));
        _names = [.. _encoder.FeatureNames.Select(name => Unique(name, taken))];
        _slots = column.Values.Columns;
        _oneHot = OneHotBlocks(column, _encoder);
        var matrix = _encoder.Encode(new Table(column));
        Columns = [.. _encoder.Kinds.Select((kind, j) => kind == FeatureKind.Nominal ? Categories(matrix, j) : (TableColumn)new NumericColumn(_names[j], Values(matrix, j)))];
    }

    /// <summary>A column for each slot or one-hot block.</summary>
    public IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>The way back, without the columns.</summary>
    public Joiner ToJoiner() => new(_encoder, _names, _slots, _oneHot);

    /// <summary>The way back that a file describes.</summary>
    /// <param name="saved">Its description.</param>
    /// <param name="outline">The columns that the model draws, without rows.</param>
    /// <exception cref="SyntheticDataException">The slots do not make up the vector, or a column of theirs is not drawn.</exception>
    public static Joiner Load(SavedSource saved, Table outline)
    {
        if (saved is not { Columns: { } names, Slots: int slots and >= 0, OneHot: { } blocks } || names.Count > slots)
            throw SavedSchema.Damaged("a vector has no slots");
        int next = 0;
        foreach (var block in blocks)
        {
            if (block is null || block.Start < next || block.Length < 2 || block.Length > slots - block.Start)
                throw SavedSchema.Damaged("the one-hot blocks of a vector overlap or lie outside");
            next = block.Start + block.Length;
        }

        if (names.Count + blocks.Sum(b => b.Length - 1) != slots)
            throw SavedSchema.Damaged("the slots of a vector are not those of its columns");
        var zeros = new NumericVectorColumn("", new Matrix(1, slots), oneHotBlocks: [.. blocks.Select(b => b.Start..(b.Start + b.Length))]);
        var encoder = TableEncoder.For(new Table(zeros), SchemaOf(zeros));
        foreach (var (name, kind) in names.Zip(encoder.Kinds))
        {
            if (outline.Columns.FirstOrDefault(c => c.Name == name) is not { } drawn || (kind == FeatureKind.Nominal ? drawn is not CategoryColumn : drawn is not NumericColumn))
                throw SavedSchema.Damaged("a slot of a vector is not drawn");
        }

        return new(encoder, [.. names], slots, [.. blocks]);
    }

    private static TableSchema SchemaOf(NumericVectorColumn column) => new(new ColumnSchema(column.Name, column.Kind, ColumnRole.Feature, column.Missing, null, null, null, null));

    /// <summary>The one-hot blocks that the encoder took for such.</summary>
    private static SavedBlock[] OneHotBlocks(NumericVectorColumn column, TableEncoder encoder)
    {
        var taken = encoder.FeatureNames.Where((_, j) => encoder.Kinds[j] == FeatureKind.Nominal).ToHashSet();
        return [.. column.OneHotBlocks.Select(range => range.GetOffsetAndLength(column.Values.Columns))
            .Where(block => taken.Remove($"{column.Name}[{block.Offset}..{block.Offset + block.Length - 1}]"))
            .Select(block => new SavedBlock(block.Offset, block.Length))];
    }

    private CategoryColumn Categories(Matrix matrix, int column)
    {
        int[] codes = Array.ConvertAll(Values(matrix, column), code => (int)code);
        return new(_names[column], codes, [.. Enumerable.Range(0, codes.DefaultIfEmpty(-1).Max() + 1).Select(code => code.ToString(CultureInfo.InvariantCulture))]);
    }

    private static double[] Values(Matrix matrix, int column)
    {
        var values = new double[matrix.Rows];
        for (int i = 0; i < values.Length; i++)
            values[i] = matrix[i, column];
        return values;
    }

    private static string Unique(string name, HashSet<string> taken)
    {
        while (!taken.Add(name))
            name += "'";
        return name;
    }

    private static TableColumn Slot(Matrix matrix, int column, string name, TableColumn learned)
        => learned is CategoryColumn categories
            ? new CategoryColumn(name, Array.ConvertAll(Values(matrix, column), code => (int)code), categories.Levels)
            : new NumericColumn(name, Values(matrix, column));

    /// <summary>Puts slots together again.</summary>
    public sealed class Joiner(TableEncoder encoder, string[] names, int slots, SavedBlock[] oneHot)
    {
        /// <summary>What a file keeps of it.</summary>
        public SavedSource Save(string kind) => new(kind) { Columns = names, Slots = slots, OneHot = oneHot };

        /// <summary>The slots of other vectors of the same kind.</summary>
        /// <param name="column">The vectors.</param>
        /// <param name="template">The learned columns, for their levels.</param>
        /// <exception cref="SyntheticDataException">A one-hot block holds something else.</exception>
        public IEnumerable<TableColumn> Split(NumericVectorColumn column, Table template)
        {
            var matrix = encoder.Encode(new Table(column));
            return names.Select((name, j) => Slot(matrix, j, name, template[name]));
        }

        /// <summary>The vectors of some drawn rows.</summary>
        public TableColumn Join(Table rows)
        {
            var matrix = new Matrix(rows.Count, names.Length);
            for (int j = 0; j < names.Length; j++)
            {
                var column = rows[names[j]];
                for (int i = 0; i < matrix.Rows; i++)
                    matrix[i, j] = column is CategoryColumn categories ? categories.Codes[i] : ((NumericColumn)column).Values[i];
            }

            return encoder.Decode(matrix).Columns[0];
        }
    }
}
