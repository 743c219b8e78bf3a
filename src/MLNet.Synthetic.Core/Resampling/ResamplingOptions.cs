// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>What every resampling step can be told, whatever its algorithm.</summary>
public abstract record ResamplingOptions : StepOptions;
