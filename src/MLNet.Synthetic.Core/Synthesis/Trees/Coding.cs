// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>How the columns of a training table are coded.</summary>
/// <param name="PredictorBins">Most steps of a number.</param>
/// <param name="SmoothingRanks">How far a rare number is moved when it is drawn, in ranks.</param>
/// <param name="ProtectedExtremes">Rows at each end of a smoothed column that are not reproduced.</param>
/// <param name="RareCategoryRows">A category of fewer rows is not drawn.</param>
internal sealed record Coding(int PredictorBins, int SmoothingRanks, int ProtectedExtremes, int RareCategoryRows);
