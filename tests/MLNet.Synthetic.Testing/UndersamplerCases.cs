// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Testing;

/// <summary>Every undersampler, cleaner and combined resampler of the library. A new algorithm is a new row here.</summary>
public static class UndersamplerCases
{
    /// <summary>All cases.</summary>
    public static IReadOnlyList<UndersamplerCase> All { get; } =
    [
        new("Random undersampling", () => new RandomUndersampler(), FeatureMix.Mixed)
        {
            IsRandom = true, CreateWith = s => new RandomUndersampler(new() { UndersamplingStrategy = s }),
        },
        new("Tomek links", () => new TomekLinks(), FeatureMix.Mixed) { CreateFor = c => new TomekLinks(new() { CleanedClasses = c }) },
        new("Tomek links on numbers", () => new TomekLinks(), FeatureMix.Numeric) { CreateFor = c => new TomekLinks(new() { CleanedClasses = c }) },
        new("ENN", () => new EditedNearestNeighbors(), FeatureMix.Mixed) { CreateFor = c => new EditedNearestNeighbors(new() { CleanedClasses = c }) },
        new("ENN, all neighbours", () => new EditedNearestNeighbors(new() { Agreement = NeighborAgreement.All, CleanedClasses = ClassSelection.MajorityOnly }), FeatureMix.Numeric),
        new("ENN on categories", () => new EditedNearestNeighbors(), FeatureMix.Nominal),
        new("Repeated ENN", () => new RepeatedEditedNearestNeighbors(), FeatureMix.Mixed) { CreateFor = c => new RepeatedEditedNearestNeighbors(new() { CleanedClasses = c }) },
        new("All k-NN", () => new AllKnn(), FeatureMix.Mixed) { CreateFor = c => new AllKnn(new() { CleanedClasses = c }) },
        new("CNN", () => new CondensedNearestNeighbor(), FeatureMix.Mixed) { IsRandom = true, CreateFor = c => new CondensedNearestNeighbor(new() { CondensedClasses = c }) },
        new("OSS", () => new OneSidedSelection(), FeatureMix.Mixed) { IsRandom = true, CreateFor = c => new OneSidedSelection(new() { CleanedClasses = c }) },
        new("NCL", () => new NeighborhoodCleaningRule(), FeatureMix.Mixed),
        new("NearMiss-1", () => new NearMiss(), FeatureMix.Mixed) { CreateWith = s => new NearMiss(new() { UndersamplingStrategy = s }) },
        new("NearMiss-2", () => new NearMiss(new() { Version = NearMissVersion.Two }), FeatureMix.Mixed)
        {
            CreateWith = s => new NearMiss(new() { UndersamplingStrategy = s, Version = NearMissVersion.Two }),
        },
        new("NearMiss-3", () => new NearMiss(new() { Version = NearMissVersion.Three }), FeatureMix.Numeric)
        {
            CreateWith = s => new NearMiss(new() { UndersamplingStrategy = s, Version = NearMissVersion.Three, Neighbors = 120 }),
        },
        new("Instance hardness", () => new InstanceHardnessThreshold(), FeatureMix.Mixed)
        {
            IsRandom = true, CreateWith = s => new InstanceHardnessThreshold(new() { UndersamplingStrategy = s }),
        },
        new("Cluster centroids", () => new ClusterCentroids(), FeatureMix.Numeric)
        {
            IsRandom = true, MakesRows = true, TakesMissing = false, CreateWith = s => new ClusterCentroids(new() { UndersamplingStrategy = s }),
        },
        new("Cluster centroids, real rows", () => new ClusterCentroids(new() { Replacement = ClusterReplacement.NearestRow }), FeatureMix.Numeric)
        {
            IsRandom = true, TakesMissing = false,
            CreateWith = s => new ClusterCentroids(new() { UndersamplingStrategy = s, Replacement = ClusterReplacement.NearestRow }),
        },
        new("SMOTE + Tomek", () => new SmoteTomek(), FeatureMix.Numeric)
        {
            IsRandom = true, MakesRows = true, TakesMissing = false, CreateFor = c => new SmoteTomek(new() { CleanedClasses = c }),
        },
        new("SMOTE + ENN", () => new SmoteEnn(), FeatureMix.Numeric)
        {
            IsRandom = true, MakesRows = true, TakesMissing = false, CreateFor = c => new SmoteEnn(new() { CleanedClasses = c }),
        },
    ];
}
