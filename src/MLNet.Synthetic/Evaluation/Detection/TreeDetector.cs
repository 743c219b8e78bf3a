// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;

namespace MLNet.Synthetic;

/// <summary>Boosted trees that tell the rows of two tables apart. Trees see the rank of each number and the place of each category in alphabetical order; a missing value is the lowest.</summary>
internal static class TreeDetector
{
    private const int Trees = 200, Leaves = 32, ExamplesPerLeaf = 5;
    private const double LearningRate = 0.1;

    /// <summary>Scores of the rows of a fold by a model of the others, and the gain of each column.</summary>
    public static FoldScores Score(MLContext ml, PooledRows rows, int fold) => Score(ml, rows, fold, Trees);

    /// <inheritdoc cref="Score(MLContext, PooledRows, int)"/>
    /// <param name="ml">The context.</param>
    /// <param name="rows">Rows of both tables.</param>
    /// <param name="fold">The fold.</param>
    /// <param name="trees">Trees to boost: fewer for a quick look.</param>
    public static FoldScores Score(MLContext ml, PooledRows rows, int fold, int trees)
    {
        var (train, test) = DetectionRow.Split(rows, fold, i => new(rows.Columns.Count, [.. rows.Columns.Select(c => (float)c.Codes[i])]), rows.Columns.Count, ml);
        var trainer = ml.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options
        {
            LabelColumnName = nameof(DetectionRow.IsSecond),
            FeatureColumnName = nameof(DetectionRow.Features),
            NumberOfTrees = trees,
            NumberOfLeaves = Leaves,
            MinimumExampleCountPerLeaf = ExamplesPerLeaf,
            LearningRate = LearningRate,
            NumberOfThreads = 1,                                      // folds run side by side, and bits do not depend on the threads
            Seed = 1,
        });
        var model = trainer.Fit(train);
        var gains = new double[rows.Columns.Count];
        foreach (var tree in model.Model.SubModel.TrainedTreeEnsemble.Trees)
        {
            for (int node = 0; node < tree.NumberOfNodes; node++)
                gains[tree.NumericalSplitFeatureIndexes[node]] += Math.Max(0, tree.SplitGains[node]);
        }

        return DetectionRow.Scores(model.Transform(test), gains);
    }
}
