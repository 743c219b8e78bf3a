// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic;

/// <summary>Rows of a view in terms of a model: its columns, with its levels.</summary>
internal sealed class GivenRows
{
    private readonly DataViewSchema _schema;
    private readonly Table _read;
    private readonly Dictionary<string, ColumnSource> _sources;       // of the columns of the view that were learned
    private readonly Dictionary<string, int[]> _unknown;              // rows whose category the model does not know, by column: missing in Table

    private GivenRows(DataViewSchema schema, Table read, Dictionary<string, ColumnSource> sources, Table table, Dictionary<string, int[]> unknown)
        => (_schema, _read, _sources, Table, _unknown) = (schema, read, sources, table, unknown);

    /// <summary>Columns of the model.</summary>
    public Table Table { get; }

    /// <summary>Reads a view.</summary>
    /// <param name="view">The view; columns that were not learned are kept for <see cref="ToDataView"/>.</param>
    /// <param name="learned">What was learned.</param>
    /// <param name="run">Cancellation and threads.</param>
    /// <exception cref="ArgumentException">No column was learned, or one is of another kind.</exception>
    public static GivenRows Read(IDataView view, SynthesizedRows learned, RunContext run)
    {
        var template = learned.Model.Sample(0, null, run.With(run.Random.Fork("template")));
        DataViewSchema.Column[] visible = [.. view.Schema.Where(c => !c.IsHidden)];
        var read = DataViewReader.Read(view, visible, maxRows: null, run.Cancellation);
        var sources = new Dictionary<string, ColumnSource>();
        var (columns, unknown) = (new List<TableColumn>(), new Dictionary<string, int[]>());
        foreach (var column in read.Columns)
        {
            if (learned.Schema.GetColumnOrNull(column.Name) is not { } original)
                continue;
            TableColumn[] parts = [.. learned.Sources[original.Index].Split(column, template)];
            if (parts.Length == 0)
                continue;
            sources.Add(column.Name, learned.Sources[original.Index]);
            columns.AddRange(parts.Select(part => Align(part, template[part.Name], unknown)));
        }

        if (columns.Count == 0)
        {
            throw new ArgumentException(
                $"None of the columns {string.Join(", ", read.Columns.Select(c => $"'{c.Name}'"))} was learned. Learned were {string.Join(", ", learned.Model.Schema.Columns.Select(c => $"'{c.Name}'"))}.", nameof(view));
        }

        if (unknown.Count > 0)
            run.Warn($"Categories that did not occur in the training data count as missing: {Describe(read, unknown)}.");
        return new(view.Schema, read, sources, new(columns), unknown);
    }

    /// <exception cref="SyntheticDataException">A category did not occur in the training data.</exception>
    public void RefuseUnknown()
    {
        if (_unknown.Count > 0)
            throw new SyntheticDataException($"Rows cannot be drawn given categories that did not occur in the training data: {Describe(_read, _unknown)}.");
    }

    /// <summary>The view with the values of a completed table in the columns that were learned.</summary>
    public IDataView ToDataView(Table completed) => DataViewWriter.ToDataView(
        new([.. _read.Columns.Select(c => _sources.TryGetValue(c.Name, out var source) ? Restored(c, source.Of(completed, 0)!, _schema[c.Name].Type is KeyDataViewType) : c)]), _schema);

    /// <summary>A column of a view in the levels of the model; what it does not know is missing.</summary>
    private static TableColumn Align(TableColumn column, TableColumn learned, Dictionary<string, int[]> unknown)
    {
        if (column.GetType() != learned.GetType())
            throw new ArgumentException($"Column '{column.Name}' holds {column.Kind} values, but {learned.Kind} values were learned.");
        if (column is not CategoryColumn categories)
            return column;

        string[] levels = ((CategoryColumn)learned).Levels;
        var places = levels.Select((level, code) => (level, code)).ToDictionary(l => l.level, l => l.code);
        int[] codes = Array.ConvertAll(categories.Levels, level => places.GetValueOrDefault(level, CategoryColumn.MissingCode));
        var aligned = new CategoryColumn(column.Name, Array.ConvertAll(categories.Codes, code => code < 0 ? code : codes[code]), levels);
        int[] rows = [.. Enumerable.Range(0, aligned.Count).Where(i => aligned.Codes[i] < 0 && categories.Codes[i] >= 0)];
        if (rows.Length > 0)
            unknown.Add(column.Name, rows);
        return aligned;
    }

    /// <summary>A completed column in the levels of the view; where there was a value, it stands.</summary>
    private static TableColumn Restored(TableColumn original, TableColumn completed, bool isKey)
    {
        if (original is not CategoryColumn before || completed is not CategoryColumn after)
            return completed;
        var levels = before.Levels.ToList();                          // keys keep their order; a text may have a level that no row of the view has
        var places = levels.Select((level, code) => (level, code)).ToDictionary(l => l.level, l => l.code);
        var codes = new int[before.Count];
        for (int i = 0; i < codes.Length; i++)
        {
            codes[i] = before.Codes[i];
            if (codes[i] >= 0 || after.Codes[i] < 0)
                continue;
            string level = after.Levels[after.Codes[i]];
            if (!places.TryGetValue(level, out codes[i]))
            {
                if (isKey)
                    throw new SyntheticDataException($"The key column '{before.Name}' has no value '{level}', which the model fills in. Convert it to text before imputing (MapKeyToValue), or to keys with the values of the training data.");
                places.Add(level, codes[i] = levels.Count);
                levels.Add(level);
            }
        }

        return new CategoryColumn(before.Name, codes, [.. levels]);
    }

    private static string Describe(Table read, Dictionary<string, int[]> unknown)
        => string.Join(", ", unknown.Select(u => $"'{u.Key}' in {u.Value.Length:N0} rows ({Text(read[u.Key], u.Value[0])} in row {u.Value[0]})"));

    private static string Text(TableColumn column, int row) => column is CategoryColumn { Codes: var codes, Levels: var levels } ? $"'{levels[codes[row]]}'" : "a value";
}
