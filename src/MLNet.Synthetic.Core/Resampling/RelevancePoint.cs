// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>A point that a <see cref="RelevanceFunction"/> passes through.</summary>
/// <param name="Label">Value of the label, finite.</param>
/// <param name="Relevance">How much it matters to predict it well, in [0, 1].</param>
/// <param name="Slope">Relevance gained for each unit of the label at this point; 0 where relevance is lowest or highest.</param>
public readonly record struct RelevancePoint(double Label, double Relevance, double Slope = 0);
