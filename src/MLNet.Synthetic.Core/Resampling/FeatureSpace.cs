// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>All rows of a resampling problem as points, for algorithms that compare rows of different classes.</summary>
internal static class FeatureSpace
{
    /// <summary>The rows as points 0, 1, ..., n − 1.</summary>
    /// <remarks>
    /// Two rows that differ in a nominal column are farther apart by the median of the standard deviations of the numeric columns over all rows, as
    /// in SMOTE-NC, or by 1 where no column is numeric. Missing cells: see <see cref="MixedSpace"/>.
    /// </remarks>
    public static MixedSpace Of(ResamplingInput input, FeatureScaling scaling, string algorithm, RunContext run)
    {
        input.RequireFeatures(algorithm);
        int[] all = [.. Enumerable.Range(0, input.X.Rows)];
        var scales = FeatureScales.Of(input, scaling, run);
        bool mixed = input.Kinds.Distinct().Count() == 2;
        return new(input.X, all, scales, input.Kinds, mixed ? SmoteNc.MedianDeviation(input, all, scales, run) : 1);
    }
}
