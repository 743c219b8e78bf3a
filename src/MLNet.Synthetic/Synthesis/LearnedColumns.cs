// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic;

/// <summary>The columns of a training view as a synthesizer learns them, and how synthetic rows get each column of the view.</summary>
/// <param name="Table">What is learned: numbers, categories, times, and the slots of vectors.</param>
/// <param name="Schema">What is known of these columns.</param>
/// <param name="Sources">Where synthetic rows get each column of the view from.</param>
/// <param name="Names">Columns of the view that were learned.</param>
/// <param name="Ids">Columns that get new ids.</param>
/// <param name="Missing">Visible columns that get missing values.</param>
internal sealed record LearnedColumns(
    Table Table, TableSchema Schema, IReadOnlyList<ColumnSource> Sources, IReadOnlyList<string> Names, IReadOnlyList<string> Ids, IReadOnlyList<string> Missing)
{
    private const int MostClasses = 20;                               // a number label with more values is a quantity

    /// <summary>The column that binds the table to another one: not learned. Null: none was named.</summary>
    public TableColumn? Key { get; private init; }

    /// <summary>Reads a training view.</summary>
    /// <param name="input">The view.</param>
    /// <param name="label">Name of the label; null: none.</param>
    /// <param name="options">Which columns are learned.</param>
    /// <param name="log">Told which are not.</param>
    /// <param name="key">Name of the column that binds the table to another one; null: none.</param>
    /// <param name="id">Name of a column that gets new ids whatever it is called; null: none.</param>
    /// <param name="called">What messages call the view.</param>
    /// <exception cref="ArgumentException">A named column does not exist or cannot be learned.</exception>
    /// <exception cref="SyntheticDataException">There are no rows, or no column that can be learned.</exception>
    public static LearnedColumns Read(IDataView input, string? label, SynthesisOptions options, HostLog log, string? key = null, string? id = null, string called = "training data")
    {
        var columns = Chosen(input.Schema, label, options, key, called);
        var read = DataViewReader.Read(input, columns, maxRows: null, options.Cancellation);
        if (read.Count == 0)
            throw new SyntheticDataException($"The {called} has no rows to learn from.");

        var outline = TableSchema.Outline(read, label, options.CategoricalColumnNames);
        var sources = Enumerable.Repeat(ColumnSource.Missing, input.Schema.Count).ToArray();
        var taken = read.Columns.Select(c => c.Name).ToHashSet();
        var learned = new List<TableColumn>();
        var (names, ids, ignored, missing) = (new List<string>(), new List<string>(), new List<string>(), new List<(string Name, string Reason)>());
        foreach (var column in input.Schema.Where(c => !c.IsHidden && !IsOfCrossValidation(c)))
        {
            if (column.Name == key)
                continue;
            if (options.IgnoredColumnNames.Contains(column.Name))
            {
                ignored.Add(column.Name);
                continue;
            }

            if (!columns.Any(c => c.Index == column.Index))
            {
                missing.Add((column.Name, options.FeatureColumnNames is null ? column.Type.ToString()! : "not among the columns to learn"));
                continue;
            }

            var values = read[column.Name];
            var known = outline[column.Name];
            bool named = column.Name == label || options.FeatureColumnNames?.Contains(column.Name) == true || options.NumericColumnNames.Contains(column.Name);
            bool isNamedId = column.Name == id || options.IdColumnNames.Contains(column.Name);
            if ((isNamedId || (!named && known.Role == ColumnRole.Id)) && ColumnSource.FreshIds(column.Type, values) is { } fresh)
            {
                sources[column.Index] = fresh;
                ids.Add(column.Name);
            }
            else if (column.Name == id)
            {
                throw new SyntheticDataException($"There are no new ids of type {column.Type} for the key '{id}': convert it to text or to a number up to 2⁵³, or drop it.");
            }
            else if (isNamedId)
            {
                throw new SyntheticDataException($"{nameof(SynthesisOptions.IdColumnNames)} names '{column.Name}', but its numbers are beyond 2⁵³, so that no new ones can be counted. Convert it to text, or name it in {nameof(SynthesisOptions.IgnoredColumnNames)}.");
            }
            else if (values is OtherColumn<long> or OtherColumn<ulong> or OtherColumn<TimeSpan>)
            {
                if (column.Name == label)
                    throw new SyntheticDataException($"The label '{label}' holds numbers beyond 2⁵³, which cannot be computed with. Convert it first.");
                missing.Add((column.Name, "numbers beyond 2⁵³"));
            }
            else if (!named && (known.Role is ColumnRole.Id or ColumnRole.Ignore || options.FeatureColumnNames is not null))
            {
                missing.Add((column.Name, options.FeatureColumnNames is not null ? "not among the columns to learn" : known.Role == ColumnRole.Id ? "an id" : $"free text: {known.Distinct} different values in {read.Count} rows"));
            }
            else
            {
                sources[column.Index] = Source(values, taken, learned);
                names.Add(column.Name);
            }
        }

        if (learned.Count == 0)
            throw new SyntheticDataException($"There is no column of the {called} that can be learned: {Reasons([.. missing, .. ignored.Select(name => (name, "left out as asked"))])}. Name columns in {nameof(StepOptions.FeatureColumnNames)}.");
        if (missing.Count > 0)
        {
            log.Warn(
                $"Not learned, and left without a value in synthetic rows so that nothing of a real row gets into them: {Reasons(missing)}. " +
                $"A text column of categories that is taken for free text can be named in {nameof(StepOptions.CategoricalColumnNames)}, a column that is not needed in {nameof(SynthesisOptions.IgnoredColumnNames)}.");
        }

        if (ids.Count > 0)
            log.Info($"Synthetic rows get new ids in {string.Join(", ", ids.Select(n => $"'{n}'"))}.");
        var table = new Table(learned);
        return new(table, Describe(table, outline, label, options), sources, names, ids, [.. missing.Select(m => m.Name), .. ignored]) { Key = key is null ? null : read[key] };
    }

    /// <summary>Columns worth reading: those that can be learned, and those that may turn out to be ids.</summary>
    private static DataViewSchema.Column[] Chosen(DataViewSchema schema, string? label, SynthesisOptions options, string? key, string called)
    {
        foreach (string name in options.CategoricalColumnNames)
        {
            if (schema.Find(name) is var column && (column.Type is VectorDataViewType || !FeatureSelection.IsUsable(column)))
                throw new ArgumentException($"{nameof(StepOptions.CategoricalColumnNames)} names '{name}', which is {column.Type}: only scalar columns hold codes of categories.");
        }

        foreach (string name in options.IgnoredColumnNames)
            schema.Find(name);
        foreach (string name in options.IdColumnNames)
        {
            if (schema.Find(name).Type is var type and not (NumberDataViewType or TextDataViewType))
                throw new ArgumentException($"{nameof(SynthesisOptions.IdColumnNames)} names '{name}', which is {type}: only numbers and text can get new ids. Convert it, or name it in {nameof(SynthesisOptions.IgnoredColumnNames)}.");
        }

        foreach (string name in options.NumericColumnNames)
        {
            if (schema.Find(name).Type is var type and not NumberDataViewType)
                throw new ArgumentException($"{nameof(SynthesisOptions.NumericColumnNames)} names '{name}', which is {type}.");
        }

        foreach (string name in (string[])[.. options.FeatureColumnNames ?? [], .. label is null ? [] : new[] { label }])
        {
            var column = schema.Find(name);
            if (!FeatureSelection.IsUsable(column) || (name == label && column.Type is VectorDataViewType))
                throw new ArgumentException($"Column '{name}' is {column.Type} and cannot be learned{(name == label ? " as a label" : "")}.");
        }

        if (key is not null && schema.Find(key) is var found && (!FeatureSelection.IsUsable(found) || found.Type is not (NumberDataViewType or TextDataViewType)))
            throw new ArgumentException($"The key '{key}' of the {called} is {found.Type}: a key is a number or a text. Convert it to text.");
        return [.. schema.Where(c => !c.IsHidden && !IsOfCrossValidation(c) && !options.IgnoredColumnNames.Contains(c.Name) && FeatureSelection.IsUsable(c)
            && (c.Type is not VectorDataViewType || options.FeatureColumnNames?.Contains(c.Name) != false))];
    }

    /// <summary>Adds the columns that are learned for a column of the view.</summary>
    private static ColumnSource Source(TableColumn values, HashSet<string> taken, List<TableColumn> learned)
    {
        if (values is not NumericVectorColumn vectors)
        {
            learned.Add(values);
            return ColumnSource.Drawn(values.Name);
        }

        var slots = new VectorSlots(vectors, taken);
        learned.AddRange(slots.Columns);
        return ColumnSource.Vector(slots.ToJoiner());
    }

    private static TableSchema Describe(Table table, TableSchema outline, string? label, SynthesisOptions options)
    {
        var scalars = outline.Columns.Select(c => c.Name).ToHashSet();
        var schema = TableSchema.Infer(table, label, [.. options.CategoricalColumnNames.Where(scalars.Contains).Where(n => table.Columns.Any(c => c.Name == n))]);
        return new([.. schema.Columns.Select(c => c with
        {
            Role = c.Name == label ? ColumnRole.Label : ColumnRole.Feature,
            Kind = c.Kind == ColumnKind.Text || (c.Name == label && !options.NumericColumnNames.Contains(label) && HoldsClasses(table[label], options.Mode)) ? ColumnKind.Category : c.Kind,
        })]);
    }

    /// <summary>Whether a label is learned as a category: where it is one, is a number of few values, or rows are to be drawn by class.</summary>
    private static bool HoldsClasses(TableColumn label, SynthesisMode mode) => label switch
    {
        CategoryColumn => true,
        NumericColumn numbers => mode.Strategy is not null || numbers.Values.Where(v => !double.IsNaN(v)).Distinct().Take(MostClasses + 1).Count() <= MostClasses,
        _ => false,
    };

    /// <summary>The column by which ML.NET's cross-validation deals folds.</summary>
    private static bool IsOfCrossValidation(DataViewSchema.Column column) => column.Name.StartsWith("SamplingKeyColumn", StringComparison.Ordinal);

    private static string Reasons(IEnumerable<(string Name, string Reason)> columns) => string.Join(", ", columns.Select(c => $"'{c.Name}' ({c.Reason})"));
}
