// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic;

/// <summary>Measures <see cref="FairnessSection"/>.</summary>
internal static class FairnessEvaluation
{
    public static FairnessSection Measure(MLContext ml, EvaluationData data, RunContext run) => new();
}
