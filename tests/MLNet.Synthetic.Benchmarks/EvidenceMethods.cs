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
        Step("BorderlineSmote1", ml => ml.Synthetic.BorderlineSmote(Label)),
        Step("BorderlineSmote2", ml => ml.Synthetic.BorderlineSmote(Label, new() { Kind = BorderlineKind.Borderline2 })),
        Step("Adasyn", ml => ml.Synthetic.Adasyn(Label)),
        Step("SvmSmote", ml => ml.Synthetic.SvmSmote(Label)),
        Step("KMeansSmote", ml => ml.Synthetic.KMeansSmote(Label)),
        Step("SmoteTomek", ml => ml.Synthetic.SmoteTomek(Label)),
        Step("SmoteEnn", ml => ml.Synthetic.SmoteEnn(Label)),
        Step("RandomUndersample", ml => ml.Synthetic.RandomUndersample(Label)),
        Step("TomekLinks", ml => ml.Synthetic.TomekLinks(Label)),
        Step("EditedNearestNeighbors", ml => ml.Synthetic.EditedNearestNeighbors(Label)),
        Step("RepeatedEditedNearestNeighbors", ml => ml.Synthetic.RepeatedEditedNearestNeighbors(Label)),
        Step("AllKnn", ml => ml.Synthetic.AllKnn(Label)),
        Step("CondensedNearestNeighbor", ml => ml.Synthetic.CondensedNearestNeighbor(Label)),
        Step("OneSidedSelection", ml => ml.Synthetic.OneSidedSelection(Label)),
        Step("NeighborhoodCleaningRule", ml => ml.Synthetic.NeighborhoodCleaningRule(Label)),
        Step("NearMiss1", ml => ml.Synthetic.NearMiss(Label)),
        Step("NearMiss2", ml => ml.Synthetic.NearMiss(Label, new() { Version = NearMissVersion.Two })),
        Step("NearMiss3", ml => ml.Synthetic.NearMiss(Label, new() { Version = NearMissVersion.Three })),
        Step("InstanceHardnessThreshold", ml => ml.Synthetic.InstanceHardnessThreshold(Label)),
        Step("ClusterCentroids", ml => ml.Synthetic.ClusterCentroids(Label)),
        new("BalancedBagging", (ml, trainer) => ml.Synthetic.Trainers.BalancedBagging(trainer(null), Label)),
        new("EasyEnsemble", (ml, trainer) => ml.Synthetic.Trainers.EasyEnsemble(trainer(null), Label)),
        new("RusBoost", (ml, trainer) => ml.Synthetic.Trainers.RusBoost(trainer(null), Label)),
        new("SmoteBoost", (ml, trainer) => ml.Synthetic.Trainers.SmoteBoost(trainer(null), Label)),
        new("SmoteCorrectPrior", (ml, trainer) => ml.Synthetic.Smote(Label).Append(trainer(null)).Append(ml.Synthetic.CorrectPrior(Label))),
    ];

    private static EvidenceMethod Step<T>(string name, Func<MLContext, IEstimator<T>> step) where T : class, ITransformer
        => new(name, (ml, trainer) => step(ml).Append(trainer(null)));
}
