// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic;

/// <summary>A pipeline with synthesis steps whose fitted model carries a report of what those steps do for it; see <see cref="SyntheticCatalog.WithReport"/>.</summary>
public sealed class UtilityReporter : IEstimator<ReportedTransformer>
{
    private readonly MLContext _ml;
    private readonly IEstimator<ITransformer> _pipeline;
    private readonly IDataView _test;
    private readonly string _label;
    private readonly UtilityOptions _options;

    internal UtilityReporter(MLContext ml, IEstimator<ITransformer> pipeline, IDataView test, string labelColumnName, UtilityOptions options)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(test);
        ArgumentException.ThrowIfNullOrEmpty(labelColumnName);
        (_ml, _pipeline, _test, _label, _options) = (ml, pipeline, test, labelColumnName, options.Validated());
    }

    /// <summary>Fits the pipeline, and again with other seeds and with its synthesis steps suspended.</summary>
    /// <param name="input">The training rows.</param>
    /// <exception cref="ArgumentException">The pipeline holds no synthesis step or does not end with a trainer, or there is no label.</exception>
    /// <exception cref="SyntheticDataException">Training or test rows have no or only one class.</exception>
    /// <exception cref="OperationCanceledException">The work was asked to stop.</exception>
    public ReportedTransformer Fit(IDataView input)
    {
        var (report, model) = new PipelineUtility(_ml, _label, _options).OfSteps(_pipeline, input, _test);
        return new(model, report);
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => _pipeline.GetOutputSchema(inputSchema);
}
