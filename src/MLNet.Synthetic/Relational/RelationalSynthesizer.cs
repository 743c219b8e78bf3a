// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic;

/// <summary>Learns two tables that a key binds: customers and their orders, accounts and their transactions. Not a step of a pipeline, since a pipeline has one table.</summary>
public sealed class RelationalSynthesizer
{
    private readonly HostLog _log;
    private readonly string _key, _foreignKey;
    private readonly RelationalOptions _options;
    private readonly FamilySynthesizer _algorithm;
    private readonly int _seed;

    /// <summary>A synthesizer of two tables; <see cref="SyntheticCatalog.Relational"/> makes one.</summary>
    /// <param name="ml">The context: its log is told what was done, and its seed decides where the options have none.</param>
    /// <param name="keyColumnName">Name of the key: one row of the parent table for each, any number of rows of the child table.</param>
    /// <param name="options">Settings; null: the defaults.</param>
    /// <exception cref="ArgumentException">A setting is out of range; the message names it.</exception>
    public RelationalSynthesizer(MLContext ml, string keyColumnName, RelationalOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(ml);
        ArgumentException.ThrowIfNullOrEmpty(keyColumnName);
        _options = options ?? new();
        _algorithm = new(_options);
        (_key, _foreignKey) = (keyColumnName, _options.ForeignKeyColumnName ?? keyColumnName);
        if (_foreignKey == _options.ChildKeyColumnName || _foreignKey == _options.OrderColumnName)
            throw new ArgumentException($"'{_foreignKey}' is the key of the parent, and cannot also be the child's own key or its order.", nameof(options));
        _log = new(ml, nameof(RelationalSynthesizer));
        _seed = _options.Seed ?? _log.DrawSeed();
    }

    /// <summary>Learns two tables.</summary>
    /// <param name="parents">One row for each key. Read once.</param>
    /// <param name="children">Any number of rows for each key, none among them. Read once.</param>
    /// <exception cref="ArgumentException">A column that was named does not exist or cannot be used, or the keys are of different types.</exception>
    /// <exception cref="SyntheticDataException">Parent keys are missing or occur twice, child rows have no parent, or a table cannot be learned: found before anything is learned.</exception>
    /// <exception cref="OperationCanceledException">Asked to stop.</exception>
    public RelationalModel Fit(IDataView parents, IDataView children)
    {
        ArgumentNullException.ThrowIfNull(parents);
        ArgumentNullException.ThrowIfNull(children);
        _options.Cancellation.ThrowIfCancellationRequested();
        DataViewSchema.Column key = parents.Schema.Find(_key), foreignKey = children.Schema.Find(_foreignKey);
        foreach (string? name in (string?[])[_options.ChildKeyColumnName, _options.OrderColumnName])
        {
            if (name is not null)
                children.Schema.Find(name);
        }

        if (!key.Type.Equals(foreignKey.Type))
            throw new ArgumentException($"The key '{_key}' of the parent table is {key.Type}, but '{_foreignKey}' of the child table is {foreignKey.Type}. Convert one of them.");

        var ofParents = LearnedColumns.Read(parents, null, Reading(_options.Parent), _log, _key, called: "parent table");
        var ofChildren = LearnedColumns.Read(children, null, Reading(_options.Child), _log, _foreignKey, _options.ChildKeyColumnName, "child table");
        int[] parentOf = FamilyKeys.Match(ofParents.Key!, ofChildren.Key!);
        var (table, owners) = WithoutOrphans(ofChildren.Table, parentOf, ofChildren.Key!);
        if (_options.OrderColumnName is { } order && !ofChildren.Schema.Columns.Any(c => c.Name == order))
            throw new ArgumentException($"{nameof(RelationalOptions.OrderColumnName)} is '{order}', which is not among the columns that are learned of the child table ({string.Join(", ", ofChildren.Names.Select(n => $"'{n}'"))}).");

        var ids = ColumnSource.FreshIds(key.Type, ofParents.Key!) ?? throw new ArgumentException($"The key '{_key}' is {key.Type}, which leaves no new keys to make. Convert it to text in both tables.");
        var model = _algorithm.Fit(new(ofParents.Table, ofParents.Schema, table, ofChildren.Schema, owners), Run(new Rng(_seed).Fork("fit")));
        var summary = new RelationalSummary(
            _key, _foreignKey, _options.Parent.CreateSynthesizer().GetType().Name, _options.Child.CreateSynthesizer().GetType().Name, ofParents.Names, ofChildren.Names, [.. ofParents.Ids, .. ofChildren.Ids],
            [.. ofParents.Missing, .. ofChildren.Missing], model.CountColumnName, model.FewestChildren, model.MostChildren, ofParents.Table.Count, table.Count, _seed);
        _log.Info(summary.ToString());
        return new(
            new(model, parents.Schema, With(ofParents.Sources, key, ids), null, Run, _seed),
            new(model, children.Schema, With(ofChildren.Sources, foreignKey, ColumnSource.ForeignKeys(ids, model.ParentRowColumnName)), null, Run, _seed),
            summary, RelationalFile.HashOf(TableHash.Of(ofParents.Table), TableHash.Of(table)));
    }

    private (Table Children, int[] ParentOf) WithoutOrphans(Table children, int[] parentOf, TableColumn keys)
    {
        if (!parentOf.Contains(-1))
            return (children, parentOf);
        string orphans = FamilyKeys.DescribeOrphans(parentOf, keys);
        if (_options.Orphans == OrphanRows.Refuse)
            throw new SyntheticDataException($"{orphans}. Add the parents, remove these rows, or set {nameof(RelationalOptions)}.{nameof(RelationalOptions.Orphans)} to {nameof(OrphanRows)}.{nameof(OrphanRows.Drop)} to learn without them.");
        int[] kept = [.. Enumerable.Range(0, parentOf.Length).Where(i => parentOf[i] >= 0)];
        if (kept.Length == 0)
            throw new SyntheticDataException($"No row of the child table belongs to a row of the parent table: {orphans}. Are these the right key columns?");
        _log.Warn($"{orphans}. They are left out.");
        return (children.Take(kept), Array.ConvertAll(kept, i => parentOf[i]));
    }

    private SynthesisOptions Reading(SynthesisOptions options) => options with { Cancellation = _options.Cancellation };

    private static ColumnSource[] With(IReadOnlyList<ColumnSource> sources, DataViewSchema.Column column, ColumnSource source) => [.. sources.Select((s, i) => i == column.Index ? source : s)];

    private RunContext Run(Rng random) => new(random, _options.Progress, _options.Cancellation, _log.Info, _log.Warn, _options.MaxDegreeOfParallelism, _log.Device);
}
