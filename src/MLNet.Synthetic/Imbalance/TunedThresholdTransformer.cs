// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic;

/// <summary>A fitted binary pipeline with the threshold that was found for it. Saved, it is a chain of the pipeline and ML.NET's own transforms, and loads without this library.</summary>
public sealed class TunedThresholdTransformer : ITransformer
{
    private readonly TransformerChain<ITransformer> _chain;

    internal TunedThresholdTransformer(
        ITransformer model, TransformerChain<ITransformer> chain, ThresholdPoint chosen, string column, ThresholdObjective objective, ThresholdCurve curve)
        => (Model, _chain, Chosen, ColumnName, Objective, Curve) = (model, chain, chosen, column, objective, curve);

    /// <summary>The pipeline fitted on all training rows, with its own threshold.</summary>
    public ITransformer Model { get; }

    /// <summary>A row is positive when <see cref="ColumnName"/> lies above it.</summary>
    public float Threshold => Chosen.Threshold;

    /// <summary>The column the threshold is one of: the probability, or the score where there is none.</summary>
    public string ColumnName { get; }

    /// <summary>What was maximised.</summary>
    public ThresholdObjective Objective { get; }

    /// <summary>The chosen point: the out-of-fold rows at the threshold.</summary>
    public ThresholdPoint Chosen { get; }

    /// <summary>The out-of-fold rows at every threshold.</summary>
    public ThresholdCurve Curve { get; }

    bool ITransformer.IsRowToRowMapper => ((ITransformer)_chain).IsRowToRowMapper;

    /// <summary>Scores rows.</summary>
    /// <param name="input">A view with the columns the pipeline needs.</param>
    public IDataView Transform(IDataView input) => _chain.Transform(input);

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => _chain.GetOutputSchema(inputSchema);

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => ((ITransformer)_chain).GetRowToRowMapper(inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx) => ((ICanSaveModel)_chain).Save(ctx);
}
