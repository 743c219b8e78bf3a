// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>An oversampler, and a cleaner on its old and new rows together.</summary>
internal static class OversampleThenClean
{
    /// <summary>Grows, then cleans.</summary>
    /// <param name="input">Complete numbers.</param>
    /// <param name="oversampler">Keeps all old rows.</param>
    /// <param name="cleaner">Only drops rows; it is given features on one scale, that of the real rows, and measures them as they are.</param>
    /// <param name="scaling">How features are brought to one scale.</param>
    /// <param name="run">Randomness, progress and cancellation.</param>
    /// <returns>The old rows that are left, and the new ones that are.</returns>
    public static ResampledRows Resample(ResamplingInput input, IResampler oversampler, IResampler cleaner, FeatureScaling scaling, RunContext run)
    {
        var grown = oversampler.Resample(input, run);
        int[] kept = cleaner.Resample(Together(input, grown, FeatureScales.Of(input, scaling, run)), run).Kept!;

        int old = kept.AsSpan().BinarySearch(input.X.Rows) is var at && at < 0 ? ~at : at;      // places below it are old rows
        int[] stay = Array.ConvertAll(kept[old..], row => row - input.X.Rows);
        var values = Matrix.Uninitialized(stay.Length, input.X.Columns);
        for (int i = 0; i < stay.Length; i++)
            grown.Values![stay[i]].CopyTo(values[i]);
        return new(kept[..old], [.. stay.Select(i => grown.Sources[i])], [.. stay.Select(i => grown.Classes[i])], values);
    }

    private static ResamplingInput Together(ResamplingInput input, ResampledRows grown, double[] scales)
    {
        var x = Matrix.Uninitialized(input.X.Rows + grown.Count, input.X.Columns);
        for (int i = 0; i < x.Rows; i++)
            System.Numerics.Tensors.TensorPrimitives.Divide(i < input.X.Rows ? input.X[i] : grown.Values![i - input.X.Rows], scales, x[i]);
        return new(x, [.. input.Classes, .. grown.Classes], input.Kinds, input.FeatureNames, input.ClassNames);
    }
}
