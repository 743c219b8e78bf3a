// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Testing;

/// <summary>Every oversampler of the library, each on the kinds of columns it takes. A new algorithm is a new row here.</summary>
public static class ResamplerCases
{
    private const string TiesDrawInColumnOrder =
        "a tie of a majority vote is broken by a draw, and the draws are made in the order of the nominal columns";
    private const string TrainedToATolerance =
        "sums over columns round differently in another order, and training to a tolerance can then end with other support vectors on the margin";
    private const string NoiseDrawnInColumnOrder = "the noise of a row is drawn column by column";

    /// <summary>All cases.</summary>
    public static IReadOnlyList<ResamplerCase> All { get; } =
    [
        new("SMOTE", s => new Smote(new() { SamplingStrategy = s }), FeatureMix.Numeric) { TakesMissing = false },
        new("SMOTE on raw units", s => new Smote(new() { SamplingStrategy = s, FeatureScaling = FeatureScaling.None }), FeatureMix.Numeric) { TakesMissing = false },
        new("Borderline-SMOTE1", s => new BorderlineSmote(new() { SamplingStrategy = s }), FeatureMix.Numeric) { TakesMissing = false },
        new("Borderline-SMOTE2", s => new BorderlineSmote(new() { SamplingStrategy = s, Kind = BorderlineKind.Borderline2 }), FeatureMix.Numeric) { TakesMissing = false },
        new("ADASYN", s => new Adasyn(new() { SamplingStrategy = s }), FeatureMix.Numeric) { TakesMissing = false },
        new("SVM-SMOTE", s => new SvmSmote(new() { SamplingStrategy = s }), FeatureMix.Numeric)
        {
            TakesMissing = false, Reordering = ColumnReordering.None, ReorderingReason = TrainedToATolerance,
        },
        new("SMOTE-NC", s => new SmoteNc(new() { SamplingStrategy = s }), FeatureMix.Mixed)
        {
            Reordering = ColumnReordering.OfNumericColumns, ReorderingReason = TiesDrawInColumnOrder,
        },
        new("SMOTE-NC on numbers", s => new SmoteNc(new() { SamplingStrategy = s }), FeatureMix.Numeric),
        new("SMOTE-N", s => new SmoteN(new() { SamplingStrategy = s }), FeatureMix.Nominal)
        {
            Reordering = ColumnReordering.None, ReorderingReason = TiesDrawInColumnOrder,
        },
        new("K-means-SMOTE", s => new KMeansSmote(new() { SamplingStrategy = s }), FeatureMix.Numeric) { TakesMissing = false, Neighbors = 1 },
        new("K-means-SMOTE of three clusters", s => new KMeansSmote(new() { SamplingStrategy = s, Clusters = 3 }), FeatureMix.Numeric) { TakesMissing = false, Neighbors = 1 },
        new("Random oversampling", s => new RandomOversampler(new() { SamplingStrategy = s }), FeatureMix.Mixed) { Neighbors = 0 },
        new("Random oversampling, smoothed", s => new RandomOversampler(new() { SamplingStrategy = s, Shrinkage = 1 }), FeatureMix.Mixed)
        {
            Neighbors = 0, Reordering = ColumnReordering.None, ReorderingReason = NoiseDrawnInColumnOrder,
        },
        new("Automatic on numbers", s => new AutomaticOversampler(new() { SamplingStrategy = s }), FeatureMix.Numeric),
        new("Automatic on mixed columns", s => new AutomaticOversampler(new() { SamplingStrategy = s }), FeatureMix.Mixed)
        {
            Reordering = ColumnReordering.OfNumericColumns, ReorderingReason = TiesDrawInColumnOrder,
        },
        new("Automatic on categories", s => new AutomaticOversampler(new() { SamplingStrategy = s }), FeatureMix.Nominal)
        {
            Reordering = ColumnReordering.None, ReorderingReason = TiesDrawInColumnOrder,
        },
    ];
}
