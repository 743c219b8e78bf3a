// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic;

/// <summary>One division of data into rows to train on and rows to test on.</summary>
/// <param name="TrainSet">Rows to train on.</param>
/// <param name="TestSet">Rows to test on.</param>
/// <param name="Repeat">Number of the repetition, from 0.</param>
/// <param name="Fold">Number of the fold within it, from 0.</param>
public sealed record CrossValidationFold(IDataView TrainSet, IDataView TestSet, int Repeat, int Fold);
