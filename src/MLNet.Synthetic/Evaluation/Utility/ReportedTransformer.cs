// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic;

/// <summary>A fitted pipeline with a report of what its synthesis steps do for it. Saved, it is the pipeline alone, and loads without this library.</summary>
public sealed class ReportedTransformer : ITransformer
{
    private readonly TransformerChain<ITransformer> _chain;

    internal ReportedTransformer(ITransformer model, UtilityReport report) => (Model, Report, _chain) = (model, report, new(model));

    /// <summary>The pipeline, fitted on all training rows with the steps' own seeds.</summary>
    public ITransformer Model { get; }

    /// <summary>The pipeline beside itself with its synthesis steps suspended: what <c>ml.Synthetic.EvaluateUtility</c> returns.</summary>
    public UtilityReport Report { get; }

    bool ITransformer.IsRowToRowMapper => ((ITransformer)_chain).IsRowToRowMapper;

    /// <summary>Scores rows.</summary>
    /// <param name="input">A view with the columns the pipeline needs.</param>
    public IDataView Transform(IDataView input) => _chain.Transform(input);

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => _chain.GetOutputSchema(inputSchema);

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => ((ITransformer)_chain).GetRowToRowMapper(inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx) => ((ICanSaveModel)_chain).Save(ctx);
}
