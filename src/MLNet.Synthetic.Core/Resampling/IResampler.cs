// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>An algorithm that adds rows to the classes that lack them, or drops rows of those that have too many.</summary>
/// <remarks>Implementations keep no state between calls and do not change their input: the same input and seed give the same rows.</remarks>
public interface IResampler
{
    /// <summary>Which columns the algorithm looks at; a step hands it only those.</summary>
    FeatureUse FeatureUse { get; }

    /// <summary>What kind of label the algorithm works with; classes, unless it says otherwise.</summary>
    LabelKind LabelKind => LabelKind.Classes;

    /// <summary>Resamples labelled rows.</summary>
    /// <param name="input">Features (n, d) with their kinds, and class codes (n). Not changed.</param>
    /// <param name="run">Randomness, progress, messages, cancellation and threads.</param>
    /// <returns>The kept row numbers, the new rows (m, d) with their classes (m), and the row each grew from (m).</returns>
    /// <exception cref="SyntheticDataException">The data cannot be resampled as asked.</exception>
    /// <exception cref="OperationCanceledException">The run was asked to stop.</exception>
    ResampledRows Resample(ResamplingInput input, RunContext run);
}
