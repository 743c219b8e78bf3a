// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic;

/// <summary>Measures <see cref="DetectionSection"/>.</summary>
internal static class DetectionEvaluation
{
    public static DetectionSection Measure(MLContext ml, EvaluationData data, RunContext run) => new();
}
