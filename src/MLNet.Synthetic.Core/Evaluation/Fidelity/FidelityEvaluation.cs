// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Measures <see cref="FidelitySection"/>.</summary>
public static class FidelityEvaluation
{
    /// <summary>Measures.</summary>
    /// <param name="data">The tables.</param>
    /// <param name="run">Randomness, progress, messages, cancellation and threads.</param>
    public static FidelitySection Measure(EvaluationData data, RunContext run) => new();
}
