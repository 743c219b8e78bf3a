// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Measures <see cref="PrivacySection"/>.</summary>
public static class PrivacyEvaluation
{
    /// <summary>Measures.</summary>
    /// <param name="data">The tables.</param>
    /// <param name="run">Randomness, progress, messages, cancellation and threads.</param>
    public static PrivacySection Measure(EvaluationData data, RunContext run) => new();
}
