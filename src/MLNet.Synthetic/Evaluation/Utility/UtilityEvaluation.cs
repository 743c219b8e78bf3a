// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic;

/// <summary>Measures <see cref="UtilitySection"/>.</summary>
internal static class UtilityEvaluation
{
    public static UtilitySection Measure(MLContext ml, EvaluationData data, RunContext run) => new();
}
