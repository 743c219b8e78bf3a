// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic;

/// <summary>A fitted synthesizer as a <c>.synth</c> file: the model by Core, the view here.</summary>
internal static class SynthesizerFile
{
    /// <summary>Writes a file.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="rows">The model, and where the columns of the view come from.</param>
    /// <param name="summary">What was learned.</param>
    /// <param name="options">Settings of the algorithm.</param>
    /// <param name="sha256">Fingerprint of the learned columns (<see cref="TableHash"/>).</param>
    /// <param name="log">Is warned where the file holds training rows, or can only name a constraint.</param>
    public static void Write(string path, SynthesizedRows rows, SynthesisSummary summary, SynthesisOptions options, string sha256, HostLog log)
    {
        SavedSynthesizer.Write(path, rows.Model, new()
        {
            RowCount = summary.RowsBefore,
            Options = options,
            Seed = rows.Seed,
            TrainingSha256 = sha256,
            View = JsonSerializer.SerializeToElement(Describe(rows, summary), SavedViewJson.Default.SavedView),
        });
        foreach (var function in options.Constraints.OfType<CustomConstraint>())
        {
            log.Warn(
                $"The constraint '{function}' is a function, which no file can hold: {path} only names it, and cannot be loaded without it. Give it again when loading: Load(path, [{nameof(TableConstraint)}.{nameof(TableConstraint.Custom)}(...)]), " +
                "with the same description and columns.");
        }
        WarnOfTrainingRows(path, rows.Model, log.Warn);
    }

    /// <summary>Reads a file.</summary>
    public static SynthesisTransformer Read(string path, IReadOnlyList<TableConstraint> functions, MLContext ml)
    {
        var saved = SavedSynthesizer.Read(path, functions);
        var manifest = saved.Manifest;
        if (manifest.Algorithm == RelationalFile.Algorithm)
            throw new SyntheticDataException($"The file holds two tables. Read it with {nameof(SyntheticCatalog.LoadRelational)}.");
        if (manifest.View is not { } json)
            throw new SyntheticDataException("The file holds a model that was fitted on a table, not on a view. Read it with SavedSynthesizer.Read.");
        SavedView view;
        try
        {
            view = json.Deserialize(SavedViewJson.Default.SavedView) ?? throw SavedSchema.Damaged("it is null");
        }
        catch (JsonException e)
        {
            throw SavedSchema.Damaged(e.Message, e);
        }

        if (manifest.Seed is not (>= int.MinValue and <= int.MaxValue) || manifest.RowCount > int.MaxValue)
            throw SavedSchema.Damaged("its seed or its number of rows is out of range");
        var outline = saved.Model.Sample(0, null, new RunContext(new Rng(0)));
        var (schema, sources) = Columns(view.Columns, (source, type) => ColumnSource.Load(source, type, outline));
        int seed = (int)manifest.Seed, count = (int)manifest.RowCount;
        var log = new HostLog(ml, nameof(TabularSynthesizer));
        var rows = new SynthesizedRows(saved.Model, schema, sources, Classes(view, outline),
            random => new(random, info: log.Info, warning: log.Warn, device: log.Device), seed);
        var summary = new SynthesisSummary(manifest.Algorithm, view.Label, view.Learned, view.Ids, view.Missing, SynthesisMode.Replace(), count, count, count, seed) { PrivacySearch = manifest.PrivacySearch };
        return new(log, rows, summary, to =>
        {
            saved.Write(to);
            WarnOfTrainingRows(to, saved.Model, log.Warn);
        });
    }

    /// <summary>The columns of a view, and where synthetic rows get them from, as a manifest holds them.</summary>
    public static SavedViewColumn[] Describe(SynthesizedRows rows) => [.. rows.Schema.Select(column => new SavedViewColumn(
        column.Name,
        SavedSchema.Describe(column.Type) ?? throw new NotSupportedException(
            $"Column '{column.Name}' of type {column.Type} cannot be saved: the type is not one of ML.NET's own. Drop the column before the synthesizer is fitted (DropColumns)."),
        SavedSchema.Annotations(column),
        rows.Sources[column.Index].Save()))];

    /// <summary>The columns of a view, and where synthetic rows get them from, from a manifest.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="load">Gives the source of a column of a type.</param>
    /// <exception cref="SyntheticDataException">A column is damaged.</exception>
    public static (DataViewSchema Schema, IReadOnlyList<ColumnSource> Sources) Columns(IReadOnlyList<SavedViewColumn> columns, Func<SavedSource, DataViewType, ColumnSource> load)
    {
        var builder = new DataViewSchema.Builder();
        var sources = new List<ColumnSource>();
        foreach (var column in columns)
        {
            if (column is null || string.IsNullOrEmpty(column.Name))
                throw SavedSchema.Damaged("a column has no name");
            var type = SavedSchema.Parse(column.Type);
            builder.AddColumn(column.Name, type, SavedSchema.ToAnnotations(column.Annotations));
            sources.Add(load(column.Source, type));
        }

        return (builder.ToSchema(), sources);
    }

    /// <summary>Warns where a file holds training rows.</summary>
    public static void WarnOfTrainingRows(string path, ITableModel model, Action<string> warn)
    {
        if (SavedSynthesizer.HoldsTrainingRows(model))
            warn($"'{path}' holds training rows as they are, since a model in it is made of them. Keep the file as you keep the data.");
    }

    private static SavedView Describe(SynthesizedRows rows, SynthesisSummary summary)
        => new(Describe(rows), summary.LabelColumnName, rows.Classes?.Save(), summary.LearnedColumnNames, summary.IdColumnNames, summary.MissingColumnNames);

    private static ClassValues? Classes(SavedView view, Table outline)
    {
        if (view.Classes is not { } classes)
            return null;
        var label = outline.Columns.FirstOrDefault(c => c.Name == view.Label) ?? throw SavedSchema.Damaged("its label was not learned");
        return ClassValues.Load(classes, label);
    }
}
