// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic;

/// <summary>A fitted resampling step: resamples the view it was fitted on, and passes every other view through unchanged.</summary>
public sealed class ResamplingTransformer : TrainingOnlyTransformer
{
    internal ResamplingTransformer(HostLog log, IDataView training, IDataView resampled, TrainingFingerprint fingerprint, ITransformer? flag, ResamplingSummary summary)
        : base(log, training, new Lazy<IDataView>(resampled), fingerprint, flag) => Summary = summary;

    /// <summary>What the step did to its training data.</summary>
    public ResamplingSummary Summary { get; }

    private protected override string Work => "resampling";

    private protected override string Result => "resampled rows";

    private protected override string Otherwise => ", fit and transform one and the same view, or use FitResample";
}
