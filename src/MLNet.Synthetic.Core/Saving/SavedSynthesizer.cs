// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace MLNet.Synthetic;

/// <summary>A table model and what is known of it, as they are kept in a file: a <c>.synth</c> file.</summary>
/// <remarks>
/// A zip whose entries are stored without compression: <c>manifest.json</c>, <c>manifest.sha256</c>, and one or more entries of the algorithm. A file is read without trust: names, sizes, hashes and
/// every count are checked before anything of their size is made, and there is no code and no name of a type in it.
/// </remarks>
public sealed class SavedSynthesizer
{
    /// <summary>The version of the format that is written.</summary>
    public const int FormatVersion = 1;
    private const string Number = "number", Category = "category", Time = "time";
    private const int MostDecimals = 15;

    /// <summary>A model with what is known of it.</summary>
    private SavedSynthesizer(SavedManifest manifest, ITableModel model) => (Manifest, Model) = (manifest, model);

    /// <summary>What the file says of itself.</summary>
    public SavedManifest Manifest { get; }

    /// <summary>The model.</summary>
    public ITableModel Model { get; }

    /// <summary>Writes a model to a file, first under another name: the file is whole or it is not there.</summary>
    /// <param name="path">Path of the file; one that is there is replaced.</param>
    /// <param name="model">The model.</param>
    /// <param name="about">What is known of it.</param>
    /// <exception cref="NotSupportedException">No registered format writes the model.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, ITableModel model, SavedModelInfo about)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(about);
        var (manifest, entries) = Pack(model, about, Describe(model, about));
        SynthArchive.Write(path, manifest, entries);
    }

    /// <summary>Writes a model to a stream.</summary>
    /// <param name="stream">The stream; it stays open.</param>
    /// <param name="model">The model.</param>
    /// <param name="about">What is known of it.</param>
    /// <exception cref="NotSupportedException">No registered format writes the model.</exception>
    public static void Write(Stream stream, ITableModel model, SavedModelInfo about)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(about);
        var (manifest, entries) = Pack(model, about, Describe(model, about));
        SynthArchive.Write(stream, manifest, entries);
    }

    /// <summary>Writes what was read to another file, in the version of the format that this library writes.</summary>
    /// <param name="path">Path of the file; one that is there is replaced.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var about = new SavedModelInfo { RowCount = Manifest.RowCount, Seed = Manifest.Seed, TrainingSha256 = Manifest.TrainingSha256, View = Manifest.View };
        var (manifest, entries) = Pack(Model, about, Manifest.Options);
        SynthArchive.Write(path, manifest, entries);
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">Path of the file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="SyntheticDataException">The file is damaged, was made by a newer version, or needs a package that is not registered.</exception>
    public static SavedSynthesizer Read(string path) => Read(path, []);

    /// <summary>Reads a file of a model with constraints that are functions (<see cref="TableConstraint.Custom"/>): a file only names them.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="functions">The functions, as constraints with the descriptions and columns that the file names.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArgumentException">The file does not name one of them.</exception>
    /// <exception cref="SyntheticDataException">The file is damaged, was made by a newer version, needs a package that is not registered, or names a function that is not given.</exception>
    public static SavedSynthesizer Read(string path, IReadOnlyList<TableConstraint> functions)
    {
        using var file = Open(path);
        return Read(file, functions);
    }

    /// <summary>Reads a stream.</summary>
    /// <param name="stream">A stream that can seek; it stays open.</param>
    /// <exception cref="ArgumentException">The stream cannot seek.</exception>
    /// <exception cref="SyntheticDataException">The file is damaged, was made by a newer version, or needs a package that is not registered.</exception>
    public static SavedSynthesizer Read(Stream stream) => Read(stream, []);

    /// <summary>Reads a stream of a model with constraints that are functions.</summary>
    /// <param name="stream">A stream that can seek; it stays open.</param>
    /// <param name="functions">The functions, as constraints with the descriptions and columns that the file names.</param>
    /// <exception cref="ArgumentException">The stream cannot seek, or the file does not name one of the functions.</exception>
    /// <exception cref="SyntheticDataException">The file is damaged, was made by a newer version, needs a package that is not registered, or names a function that is not given.</exception>
    public static SavedSynthesizer Read(Stream stream, IReadOnlyList<TableConstraint> functions)
    {
        ArgumentNullException.ThrowIfNull(functions);
        var (manifest, entries) = Unpack(stream);
        var format = TableModelFormat.Find(manifest.Algorithm) ?? throw new SyntheticDataException(
            $"The file needs the algorithm '{Shown(manifest.Algorithm)}' of the package '{Shown(manifest.Package)}'. Add the package and register its formats{(manifest.Package == "MLNet.Synthetic.Onnx" ? ": ml.Synthetic.RegisterNetworks()" : "")}; those registered are " +
            $"{string.Join(", ", TableModelFormat.Known)}.");
        var (schema, outline) = (new TableSchema([.. manifest.Schema]), Outline(manifest.Encoders));
        if (manifest.Constraints is not { } constraints)
        {
            return functions.Count == 0
                ? new(manifest, WithSearch(format.Read(entries, schema, outline), manifest))
                : throw new ArgumentException("The model has no constraints, so none is a function.", nameof(functions));
        }

        var (learnedSchema, learnedOutline) = (new TableSchema([.. constraints.Schema]), Outline(constraints.Encoders));
        var learned = WithSearch(format.Read(entries, learnedSchema, learnedOutline), manifest);
        return new(manifest, entries.Read(ConstraintFormat.Entry, reader => ConstraintFormat.Read(reader, (schema, outline), (learnedSchema, learnedOutline, learned), functions)));
    }

    private static ITableModel WithSearch(ITableModel model, SavedManifest manifest) => model is SequentialTreesModel trees ? trees.With(manifest.PrivacySearch) : model;

    /// <summary>Reads a model that is an entry of another file.</summary>
    /// <param name="bytes">The entry.</param>
    /// <param name="outer">Algorithm of the file around it, which the entry must not have again: files do not nest deeper.</param>
    /// <exception cref="SyntheticDataException">The entry is damaged, was made by a newer version, or needs a package that is not registered.</exception>
    internal static ITableModel ReadNested(ReadOnlyMemory<byte> bytes, string outer)
    {
        using var stream = new MemoryStream(bytes.ToArray(), writable: false);
        if (Unpack(stream).Manifest.Algorithm == outer)
            throw SynthArchive.Damaged($"a file of {outer} holds another one");
        stream.Position = 0;
        return Read(stream).Model;
    }

    /// <summary>Reads only what a file says of itself, after the same checks of names, sizes and hashes; its algorithm need not be known.</summary>
    /// <param name="path">Path of the file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="SyntheticDataException">The file is damaged, or was made by a newer version.</exception>
    public static SavedManifest ReadManifest(string path)
    {
        using var file = Open(path);
        return Unpack(file).Manifest;
    }

    private static FileStream Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
    }

    private static (SavedManifest Manifest, SavedEntries Entries) Unpack(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanSeek)
            throw new ArgumentException("The stream cannot seek: copy it into a MemoryStream or a file first.", nameof(stream));
        var (json, entries) = SynthArchive.Read(stream);
        var manifest = Parse(json);
        return (manifest, SynthArchive.Checked(manifest, entries));
    }

    private static JsonElement? Describe(ITableModel model, SavedModelInfo about) => about.Options is null ? null : TableModelFormat.Of(Learned(model)).Describe(about.Options);

    /// <summary>The model that an algorithm learned: that within the constraints, where there are any.</summary>
    private static ITableModel Learned(ITableModel model) => model is ConstrainedModel constrained ? constrained.Inner : model;

    /// <summary>Whether a model is saved with training rows as they are.</summary>
    internal static bool HoldsTrainingRows(ITableModel model)
    {
        var learned = Learned(model);
        return TableModelFormat.Of(learned).HoldsTrainingRows(learned);
    }

    private static (byte[] Manifest, SavedEntries Entries) Pack(ITableModel model, SavedModelInfo about, JsonElement? options)
    {
        var learned = Learned(model);
        var format = TableModelFormat.Of(learned);
        var entries = new SavedEntries();
        format.Write(learned, entries);
        if (model is ConstrainedModel constrained)
            entries.Add(ConstraintFormat.Entry, writer => ConstraintFormat.Write(constrained, writer));
        return (JsonSerializer.SerializeToUtf8Bytes(new()
        {
            FormatVersion = FormatVersion,
            LibraryVersion = LibraryVersion.Text,
            Algorithm = format.Algorithm,
            Package = format.Package,
            Options = options,
            Schema = model.Schema.Columns,
            Encoders = Encoders(model),
            Constraints = model is ConstrainedModel { Constraints: var constraints } ? new([.. constraints.Select(c => c.ToString())], learned.Schema.Columns, Encoders(learned)) : null,
            Seed = about.Seed,
            RowCount = about.RowCount,
            TrainingSha256 = about.TrainingSha256,
            HoldsTrainingRows = format.HoldsTrainingRows(learned),
            Entries = [.. entries.Names.Select(name => new SavedEntry(name, entries[name].Length, Convert.ToHexStringLower(SHA256.HashData(entries[name].Span))))],
            PrivacySearch = PrivacySearch.Of(model),
            View = about.View,
        }, SavedJson.Default.SavedManifest), entries);
    }

    private static SavedColumn[] Encoders(ITableModel model) => [.. model.Sample(0, null, new RunContext(new Rng(0))).Columns.Select(c => c switch
    {
        NumericColumn => new SavedColumn(c.Name, Number),
        CategoryColumn categories => new SavedColumn(c.Name, Category, categories.Levels),
        TimestampColumn => new SavedColumn(c.Name, Time),
        _ => throw new NotSupportedException($"Column '{c.Name}' is of kind {c.Kind}, which cannot be saved."),
    })];

    /// <summary>The manifest, after its version: a newer one may have another shape.</summary>
    private static SavedManifest Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            var version = JsonSerializer.Deserialize(json, SavedJson.Default.SavedVersion) ?? throw new JsonException("It is null.");
            if (version.FormatVersion is < 1 or > FormatVersion)
            {
                throw new SyntheticDataException(string.Create(CultureInfo.InvariantCulture,
                    $"The file has format version {version.FormatVersion}, written by version {Shown(version.LibraryVersion ?? "?")} of the library; this version ({LibraryVersion.Text}) reads 1 to {FormatVersion}. Update MLNet.Synthetic."));
            }

            var manifest = JsonSerializer.Deserialize(json, SavedJson.Default.SavedManifest)!;
            Check(manifest);
            return manifest;
        }
        catch (JsonException e)
        {
            throw SynthArchive.Damaged($"manifest.json cannot be understood: {e.Message}", e);
        }
    }

    private static void Check(SavedManifest manifest)
    {
        if (manifest.RowCount < 0)
            throw SynthArchive.Damaged($"the training table has {manifest.RowCount} rows");
        if (manifest.PrivacySearch is { IsConsistent: false })
            throw SynthArchive.Damaged("the search for a DCR share contradicts itself");
        Check(manifest.Schema, manifest.Encoders);
        bool hasEntry = manifest.Entries.Any(e => e?.Name == ConstraintFormat.Entry);
        if (hasEntry != (manifest.Constraints is not null) || manifest.Constraints?.Rules.Contains(null!) == true)
            throw SynthArchive.Damaged($"it has constraints without an entry '{ConstraintFormat.Entry}', or the other way round");
        if (manifest.Constraints is { } constraints)
            Check(constraints.Schema, constraints.Encoders);
    }

    private static void Check(IReadOnlyList<ColumnSchema> schema, IReadOnlyList<SavedColumn> encoders)
    {
        if (schema.Count == 0 || schema.Count != encoders.Count)
            throw SynthArchive.Damaged($"there are {schema.Count} columns and {encoders.Count} encoders");
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (column, encoder) in schema.Zip(encoders))
        {
            if (column is null || encoder is null || column.Name != encoder.Name || !names.Add(column.Name))
                throw SynthArchive.Damaged("the columns of the schema and those of the encoders are not the same, or one stands there twice");
            if (!Enum.IsDefined(column.Kind) || !Enum.IsDefined(column.Role) || column.Missing < 0 || column.Distinct < 0 || column.Decimals is < 0 or > MostDecimals
                || column.Minimum > column.Maximum || !double.IsFinite(column.Minimum ?? 0) || !double.IsFinite(column.Maximum ?? 0))
            {
                throw SynthArchive.Damaged($"the schema of column '{Shown(column.Name)}' contradicts itself");
            }

            if (encoder.Type is not (Number or Category or Time) || (encoder.Type == Category) != (encoder.Levels is not null) || encoder.Levels?.Contains(null!) == true)
                throw SynthArchive.Damaged($"the encoder of column '{Shown(column.Name)}' contradicts itself");
        }
    }

    private static Table Outline(IReadOnlyList<SavedColumn> encoders) => new([.. encoders.Select(encoder => (TableColumn)(encoder.Type switch
    {
        Number => new NumericColumn(encoder.Name, []),
        Category => new CategoryColumn(encoder.Name, [], [.. encoder.Levels!]),
        _ => new TimestampColumn(encoder.Name, []),
    }))]);

    /// <summary>A text of the file as an error may show it.</summary>
    private static string Shown(string text)
    {
        const int Most = 100;
        string plain = string.Concat(text.Take(Most).Select(c => char.IsControl(c) ? '?' : c));
        return text.Length > Most ? plain + "..." : plain;
    }
}
