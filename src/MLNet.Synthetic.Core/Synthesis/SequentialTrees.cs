// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Sequential trees: one column after the other is drawn from the training values in the leaf of a tree that knows the columns before it. The default synthesizer.</summary>
/// <remarks>
/// Reiter (2005), "Using CART to generate partially synthetic public use microdata", Journal of Official Statistics 21(3), 441–462; as in synthpop (Nowok, Raab, Dibben 2016), with differences that are this library's own:
/// trees split byte codes by entropy gain and stop by a likelihood-ratio test instead of being pruned; numbers are cut into classes anew in each node; the rows of a block share the values of a leaf by systematic
/// sampling; rare values are smoothed and rare categories are not drawn; numbers are also predicted from least-squares combinations of the numbers before them. The label is the first column, so that rows can be
/// drawn given their class. O(n d² log n) time for n rows of d columns; working memory of about twice the table. The model holds training values, column by column, and no row of them.
/// Fitting draws no random numbers: the same table gives the same model.
/// </remarks>
/// <param name="options">Settings; null: the defaults.</param>
/// <exception cref="ArgumentException">A setting is out of range; the message names it.</exception>
public sealed class SequentialTrees(SequentialTreesOptions? options = null) : ITableSynthesizer
{
    private readonly SequentialTreesOptions _options = (options ?? new()).Validated();
    private readonly double? _targetDcrShare;

    /// <summary>Trees that look for the strength of their stop rule themselves.</summary>
    internal SequentialTrees(SequentialTreesOptions options, double? targetDcrShare) : this(options) => _targetDcrShare = targetDcrShare;

    /// <inheritdoc/>
    public ITableModel Fit(Table table, TableSchema schema, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(run);
        Check(table, schema);
        if (_targetDcrShare is double share)
            return StrengthSearch.Fit(table, schema, _options, share, run);
        int d = schema.Columns.Count, done = 0;
        var columns = new TrainingColumn[d];
        run.ForChunks(d, 1, (j, _, _) => columns[j] = TrainingColumn.Of(table.Columns[j], schema.Columns[j], _options.Coding, run));

        int[] order = DrawOrder.Of(columns, _options, run);
        var stop = new StopRule(_options.StopStrength);
        var terms = new EntropyTerms(table.Count);
        var trees = new ConditionalTree[d];                           // in the order of drawing
        run.ForChunks(d, 1, (i, _, _) =>
        {
            int at = d - 1 - i;                                       // the last column has most predictors and takes longest
            var before = Array.ConvertAll(order[..at], j => (j, columns[j]));
            trees[at] = _options.GivenColumnNames.Contains(schema.Columns[order[at]].Name)
                ? ConditionalTree.Of(columns[order[at]].Codes.MissingDonor)
                : new TreeBuilder(columns[order[at]], before, d, _options, stop, terms).Build(run.Cancellation);
            columns[order[at]] = columns[order[at]] with { Fine = null };   // others need the codes only
            run.Step("Sequential trees", Interlocked.Increment(ref done), d);
        });
        return new SequentialTreesModel(schema, Array.ConvertAll(columns, c => c.Codes), order, trees, table.Count, _options.Donors);
    }

    private void Check(Table table, TableSchema schema)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(schema);
        if (!table.Columns.Select(c => c.Name).SequenceEqual(schema.Columns.Select(c => c.Name)))
            throw new ArgumentException("The schema does not describe exactly the table's columns, in their order.", nameof(schema));
        foreach (string name in _options.FirstColumnNames)
            _ = schema[name];
        if (table.Columns.Count == 0)
            throw new SyntheticDataException("There is no column to learn.");
        if (table.Count == 0)
            throw new SyntheticDataException("There are no rows to learn from.");
    }
}
