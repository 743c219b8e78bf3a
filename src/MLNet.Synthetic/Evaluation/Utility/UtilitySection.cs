// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Whether models trained on synthetic rows work on real ones.</summary>
public sealed record UtilitySection() : ReportSection("Utility")
{
    /// <summary>The metric of a model that has learned nothing; null: not measured.</summary>
    public double? Chance { get; init; }

    /// <summary>Metric of each trainer in each setting.</summary>
    public IReadOnlyList<UtilityResult> Results { get; init; } = [];

    /// <summary>Groups that models serve worse when trained with synthetic rows, worst first.</summary>
    public IReadOnlyList<SliceHarm> Slices { get; init; } = [];

    /// <summary>The metric over the number of synthetic rows added per real row; empty: not measured.</summary>
    public IReadOnlyList<RatioPoint> RatioCurve { get; init; } = [];
}

/// <summary>One trainer in one setting.</summary>
/// <param name="Trainer">Name of the trainer.</param>
/// <param name="Setting">TRTR, TSTR, TRTS or TRSTR (train on real and synthetic, test on real).</param>
/// <param name="Metric">Name of the metric.</param>
/// <param name="Value">Its mean over the repetitions.</param>
/// <param name="Interval">95 % interval of the mean.</param>
public sealed record UtilityResult(string Trainer, string Setting, string Metric, double Value, ScoreInterval Interval);

/// <summary>A group of test rows that a model trained with synthetic rows serves differently.</summary>
/// <param name="Slice">The group, e.g. <c>sex = Female</c>.</param>
/// <param name="Rows">Test rows in it.</param>
/// <param name="Metric">Name of the metric.</param>
/// <param name="Real">Metric of the model trained on real rows.</param>
/// <param name="Synthetic">Metric of the model trained on synthetic rows.</param>
/// <param name="Difference">95 % interval of synthetic less real.</param>
public sealed record SliceHarm(string Slice, int Rows, string Metric, double Real, double Synthetic, ScoreInterval Difference);

/// <summary>One point of the curve over hybrid data sets.</summary>
/// <param name="SyntheticPerReal">Synthetic rows for each real row, ≥ 0.</param>
/// <param name="Value">Mean of the metric on real test rows.</param>
/// <param name="Interval">95 % interval of the mean.</param>
public sealed record RatioPoint(double SyntheticPerReal, double Value, ScoreInterval Interval);
