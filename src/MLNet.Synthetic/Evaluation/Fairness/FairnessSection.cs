// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Whether synthesis lessened or amplified a bias between protected groups.</summary>
public sealed record FairnessSection() : ReportSection("Fairness")
{
    /// <summary>Each group in each training set.</summary>
    public IReadOnlyList<GroupFairness> Groups { get; init; } = [];
}

/// <summary>How one group fares with a model trained on real, synthetic or both kinds of rows, tested on real rows.</summary>
/// <param name="Column">Protected column.</param>
/// <param name="Group">Level of it.</param>
/// <param name="TrainedOn"><c>real</c>, <c>synthetic</c> or <c>both</c>.</param>
/// <param name="Rows">Test rows of the group.</param>
/// <param name="Representation">Share of the group in the training rows.</param>
/// <param name="PositiveRate">Share predicted positive (demographic parity compares it).</param>
/// <param name="TruePositiveRate">Share of positives predicted positive (equalised odds); null: the group has none.</param>
/// <param name="FalsePositiveRate">Share of negatives predicted positive (equalised odds); null: the group has none.</param>
/// <param name="CalibrationError">Expected calibration error in the group; null: the model gives no probabilities.</param>
public sealed record GroupFairness(
    string Column, string Group, string TrainedOn, int Rows, double Representation, double PositiveRate, double? TruePositiveRate, double? FalsePositiveRate, double? CalibrationError);
