// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic.Benchmarks;

/// <summary>A way to treat imbalance.</summary>
/// <param name="Name">Name for tables and options.</param>
/// <param name="Pipeline">What stands around a trainer; the trainer is made for a weight column or none.</param>
internal sealed record EvidenceMethod(string Name, Func<MLContext, Func<string?, IEstimator<ITransformer>>, IEstimator<ITransformer>> Pipeline)
{
    private const string Label = "Label", Weight = "Weight";

    /// <summary>All that are compared. A new algorithm is a new line here. Seeds come from the context, so that all repetitions differ.</summary>
    public static IReadOnlyList<EvidenceMethod> All { get; } =
    [
        new("None", (_, trainer) => trainer(null)),
        new("ClassWeights", (ml, trainer) => ml.Synthetic.ClassWeights(Label).Append(trainer(Weight))),
        new("TuneThreshold", (ml, trainer) => ml.Synthetic.TuneThreshold(trainer(null), Label)),
        Step("RandomOversample", ml => ml.Synthetic.RandomOversample(Label)),
        Step("Rose", ml => ml.Synthetic.RandomOversample(Label, new() { Shrinkage = 1 })),
        Step("Smote", ml => ml.Synthetic.Smote(Label)),
        new("SmoteCorrectPrior", (ml, trainer) => ml.Synthetic.Smote(Label).Append(trainer(null)).Append(ml.Synthetic.CorrectPrior(Label))),
    ];

    private static EvidenceMethod Step<T>(string name, Func<MLContext, IEstimator<T>> step) where T : class, ITransformer
        => new(name, (ml, trainer) => step(ml).Append(trainer(null)));
}
