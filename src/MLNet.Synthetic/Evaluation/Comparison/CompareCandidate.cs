// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic;

/// <summary>One way to deal with a label that <c>ml.Synthetic.Compare</c> tries.</summary>
public sealed class CompareCandidate
{
    private readonly Func<CompareTask, IEstimator<ITransformer>> _build;

    private CompareCandidate(string name, Func<CompareTask, IEstimator<ITransformer>> build)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        (Name, _build) = (name, build);
    }

    /// <summary>The pipeline as it is. It is always tried, and what the others are held against.</summary>
    public static CompareCandidate None { get; } = new("none", task => task.Pipeline(null));

    /// <summary>Class weights that give all classes the same weight, for a pipeline given as a function of the weight column.</summary>
    public static CompareCandidate ClassWeights { get; } = new("class weights", task => task.Weighted());

    /// <summary>Name in the table, unique.</summary>
    public string Name { get; }

    /// <summary>The pipeline with the threshold that is best on held-out training rows (binary labels).</summary>
    /// <param name="objective">What the threshold shall make best; null: the metric of the comparison where it depends on a threshold, else F1.</param>
    public static CompareCandidate Threshold(ThresholdObjective? objective = null)
        => new(objective is null ? "threshold" : $"threshold ({objective})", task => task.Ml.Synthetic.TuneThreshold(task.Pipeline(null), task.Label, new() { Objective = objective ?? task.Objective, Seed = task.Seed }));

    /// <summary>A step in front of the pipeline: an oversampler, an undersampler, a synthesizer.</summary>
    /// <param name="name">Name in the table.</param>
    /// <param name="step">The step, e.g. <c>ml.Synthetic.SmoteNc("Fraud")</c>.</param>
    public static CompareCandidate Step(string name, IEstimator<ITransformer> step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return new(name, task => new EstimatorChain<ITransformer>().Append(step).Append(task.Pipeline(null)));
    }

    /// <summary>Another whole pipeline, for steps that stand elsewhere than in front.</summary>
    /// <param name="name">Name in the table.</param>
    /// <param name="pipeline">The pipeline, which ends with a trainer for the same label.</param>
    public static CompareCandidate Pipeline(string name, IEstimator<ITransformer> pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        return new(name, _ => pipeline);
    }

    /// <summary>The pipeline to cross-validate.</summary>
    internal IEstimator<ITransformer> Build(CompareTask task) => _build(task);
}

/// <summary>What candidates are built from.</summary>
/// <param name="Ml">The context.</param>
/// <param name="Label">Name of the label.</param>
/// <param name="Pipeline">The user's pipeline for a weight column, null for none.</param>
/// <param name="TakesWeights">Whether the user's pipeline is a function of the weight column.</param>
/// <param name="WeightColumn">A column name that the data does not have.</param>
/// <param name="Objective">The objective of a threshold.</param>
/// <param name="Seed">Seed of what a candidate draws itself.</param>
internal sealed record CompareTask(
    MLContext Ml, string Label, Func<string?, IEstimator<ITransformer>> Pipeline, bool TakesWeights, string WeightColumn, ThresholdObjective Objective, int Seed)
{
    /// <summary>The pipeline behind a step that adds class weights.</summary>
    public IEstimator<ITransformer> Weighted() => TakesWeights
        ? Ml.Synthetic.ClassWeights(Label, new() { WeightColumnName = WeightColumn }).Append(Pipeline(WeightColumn))
        : throw new ArgumentException("Class weights need a pipeline given as a function of the weight column: Compare(data, label, weight => ...FastTree(label, exampleWeightColumnName: weight)).");
}
