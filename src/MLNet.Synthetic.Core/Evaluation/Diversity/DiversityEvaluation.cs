// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Measures <see cref="DiversitySection"/>.</summary>
public static class DiversityEvaluation
{
    /// <summary>Measures.</summary>
    /// <param name="data">The tables.</param>
    /// <param name="run">Randomness, progress, messages, cancellation and threads.</param>
    public static DiversitySection Measure(EvaluationData data, RunContext run) => new();
}
