// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic;

/// <summary>A trained network as a chain of ML.NET's own transforms: its <c>OnnxTransformer</c>, then a linear model that gives the columns its evaluators want.</summary>
/// <remarks>
/// Two classes: a logistic regression on the outputs of the network, k classes: a maximum-entropy model on them, both fitted on rows that the network has not seen, which calibrates it (Platt 1999; Guo, Pleiss, Sun,
/// Weinberger 2017, "On calibration of modern neural networks", ICML: matrix scaling). A number: the output of the network itself, to 1e-6. The chain cross-validates, evaluates, and is saved with the network in an
/// ordinary model file, which loads with Microsoft.ML.OnnxTransformer and a native package of ONNX Runtime. ML.NET scores networks row by row.
/// </remarks>
internal sealed class NetworkHead
{
    /// <summary>The input that the network has to have: numbers, (rows, features).</summary>
    public const string Input = "__NetworkInput";

    /// <summary>The output that the network has to have: numbers, (rows, outputs); one for two classes (log-odds) or a number, one for each key for several classes.</summary>
    public const string Output = "__NetworkOutput";
    private const string Score = "Score", Made = "Made";
    private const float Regularization = 0.01f;                       // keeps weights finite where the network separates the classes
    private readonly MLContext _ml;
    private readonly LearningKind _kind;
    private readonly string _features, _label;

    /// <summary>A head for one kind of label.</summary>
    /// <param name="ml">The context.</param>
    /// <param name="kind">Boolean, key or number.</param>
    /// <param name="featureColumnName">A vector of as many numbers as the network takes.</param>
    /// <param name="labelColumnName">Name of the label.</param>
    public NetworkHead(MLContext ml, LearningKind kind, string featureColumnName, string labelColumnName)
        => (_ml, _kind, _features, _label) = (ml, kind, featureColumnName, labelColumnName);

    /// <summary>The columns of scored rows.</summary>
    public SchemaShape OutputSchema(SchemaShape input) => Trainer(_ml, _features).GetOutputSchema(input);

    /// <summary>Puts network and head together.</summary>
    /// <param name="network">A network from <see cref="Input"/> to <see cref="Output"/>.</param>
    /// <param name="heldBack">Rows that the network was not trained on, with features and label; of a number only the schema counts.</param>
    /// <param name="run">On which device the network runs; told which one it came out.</param>
    /// <exception cref="SyntheticDataException">A class has no held-back row, or the network is of another shape.</exception>
    public TransformerChain<ITransformer> Fit(Network network, IDataView heldBack, RunContext run)
    {
        if (network.Model.Inputs is not [{ Name: Input, RowShape: [_] }] || network.Model.Outputs is not [{ Name: Output, RowShape: [var outputs] }] || (_kind == LearningKind.Regression && outputs != 1))
            throw OnnxModelFormat.Damaged($"it is no network from {Input} (rows, features) to {Output} (rows, outputs), one output for a number");
        RequireClasses(heldBack);
        var parts = new List<ITransformer>();
        var scored = heldBack;
        Add(_ml.Transforms.CopyColumns(Input, _features));
        Add(Scoring(network, run));
        if (_kind == LearningKind.Regression)
            AddExactScore();
        else
            Add(Trainer(_ml, Output));
        Add(_ml.Transforms.DropColumns(Input, Output));
        return new([.. parts]);

        void Add(IEstimator<ITransformer> estimator) => AddFitted(estimator.Fit(scored));

        void AddFitted(ITransformer part)
        {
            parts.Add(part);
            scored = part.Transform(scored);
        }

        // ML.NET has no transform from a vector of one number to a number: a linear model of any weights w ≠ 0 and b is one, and (s − b) / w takes them away again.
        void AddExactScore()
        {
            var made = _ml.Data.LoadFromEnumerable<MadeRow>([new() { Outputs = [1], Made = 1 }, new() { Outputs = [-1], Made = -1 }]);
            var line = _ml.Regression.Trainers.OnlineGradientDescent(Made, Output, numberOfIterations: 20).Fit(made);
            AddFitted(line);
            Add(_ml.Transforms.Expression(Score, string.Create(CultureInfo.InvariantCulture, $"s : (s - ({line.Model.Bias:R})) / {line.Model.Weights[0]:R}"), Score));
        }
    }

    /// <summary>
    /// ML.NET's own transform, on the GPU where it is known to open there: its fallback does not cover the CPU package. Elsewhere it gets a context without a GPU, since it would take the one of ours.
    /// </summary>
    private IEstimator<ITransformer> Scoring(Network network, RunContext run)
    {
        using var probe = NetworkSession.Open(network, batchRows: 1, run);
        int? gpu = probe.Provider == ExecutionProvider.Cuda ? run.Device.GpuDeviceId : null;
        var ml = gpu is null && _ml.GpuDeviceId is not null ? new MLContext() : _ml;
        using var bytes = new MemoryStream(network.Bytes);
        return ml.Transforms.ApplyOnnxModel([Output], [Input], bytes, gpu, fallbackToCpu: run.Device.FallbackToCpu);
    }

    private IEstimator<ITransformer> Trainer(MLContext ml, string features) => _kind switch
    {
        LearningKind.Binary => ml.BinaryClassification.Trainers.LbfgsLogisticRegression(_label, features, l1Regularization: 0, l2Regularization: Regularization),
        LearningKind.Multiclass => ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(_label, features, l1Regularization: 0, l2Regularization: Regularization),
        _ => ml.Regression.Trainers.OnlineGradientDescent(_label, features),
    };

    private void RequireClasses(IDataView heldBack)
    {
        if (_kind == LearningKind.Regression)
            return;
        var column = DataViewReader.Read(heldBack, [_label]).Columns[0];
        if (column is not CategoryColumn classes)
            throw new SyntheticDataException($"The label '{_label}' holds no classes: a head of kind {_kind} needs a {(_kind == LearningKind.Binary ? "Boolean" : "key")} column.");
        bool[] seen = new bool[classes.Levels.Length];
        foreach (int code in classes.Codes.Where(c => c >= 0))
            seen[code] = true;
        int missing = Array.IndexOf(seen, false);
        if (missing >= 0 || seen.Length < 2)
        {
            throw new SyntheticDataException(
                $"Of class '{(missing < 0 ? "another" : classes.Levels[missing])}' of '{_label}' no row was held back from training ({classes.Count} rows were), so the outputs of the network cannot be made into scores. Hold back more rows, class by class.");
        }
    }

    /// <summary>A row for the line that is no model.</summary>
    private sealed class MadeRow
    {
        [VectorType(1, 1), ColumnName(Output)]                        // as ML.NET sees (rows, 1): a matrix for each row
        public float[] Outputs { get; set; } = [];

        public float Made { get; set; }
    }
}
