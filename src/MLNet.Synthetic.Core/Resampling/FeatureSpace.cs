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
        RequireFeatures(input, algorithm);
        int[] all = [.. Enumerable.Range(0, input.X.Rows)];
        var scales = FeatureScales.Of(input, scaling, run);
        bool mixed = input.Kinds.Distinct().Count() == 2;
        return new(input.X, all, scales, input.Kinds, mixed ? SmoteNc.MedianDeviation(input, all, scales, run) : 1);
    }

    /// <summary>Refuses rows without features.</summary>
    public static void RequireFeatures(ResamplingInput input, string algorithm)
    {
        if (input.X.Columns == 0)
            throw new SyntheticDataException($"{algorithm} has no feature columns to compare rows by. Name some, or resample at random, which looks at none.");
    }

    /// <summary>Checks that every row has enough other rows to be its neighbours.</summary>
    /// <exception cref="SyntheticDataException">There are k rows or fewer.</exception>
    public static void RequireNeighbors(int rows, int neighbors, string setting, string algorithm)
    {
        if (rows <= neighbors)
            throw new SyntheticDataException($"{algorithm} with {setting} = {neighbors} needs more than {neighbors} rows but found {rows}. Lower {setting} to at most {Math.Max(1, rows - 1)}, or collect more rows.");
    }
}
