// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic;

/// <summary>What an ensemble algorithm is given: the training rows and a trainer.</summary>
internal sealed class EnsembleTask(
    MLContext ml, IEstimator<ITransformer> trainer, IDataView input, string label, bool[] positive, Rng random, HostLog log, EnsembleOptions options)
{
    public const string Score = "Score", Probability = "Probability", PredictedLabel = "PredictedLabel";

    public MLContext Ml => ml;

    public IDataView Input => input;

    public string Label => label;

    /// <summary>Whether each row is positive, (n).</summary>
    public bool[] Positive => positive;

    public Rng Random => random;

    public HostLog Log => log;

    /// <summary>Rows of the smaller class.</summary>
    public int[] Minority { get; } = Rows(positive, positive.Count(p => p) * 2L <= positive.Length);

    /// <summary>Rows of the larger class.</summary>
    public int[] Majority { get; } = Rows(positive, positive.Count(p => p) * 2L > positive.Length);

    /// <summary>Trains a member on a view of training rows.</summary>
    public ITransformer Train(IDataView rows, int member)
    {
        options.Cancellation.ThrowIfCancellationRequested();
        var fitted = trainer.Fit(rows);
        options.Progress?.Report(new("ensemble", member + 1, options.Members));
        return fitted;
    }

    private static int[] Rows(bool[] positive, bool wanted) => [.. Enumerable.Range(0, positive.Length).Where(i => positive[i] == wanted)];
}

/// <summary>A trained member.</summary>
/// <param name="Model">Its model.</param>
/// <param name="Vote">What its vote counts, &gt; 0.</param>
internal sealed record EnsembleMember(ITransformer Model, double Vote);

/// <summary>Trained members and how they vote.</summary>
/// <param name="Members">The members, at least one.</param>
/// <param name="ByProbability">Whether they vote with their probabilities, or with their predicted labels.</param>
/// <param name="Odds">What the odds of the result are multiplied by, 1: nothing.</param>
internal sealed record Ensemble(IReadOnlyList<EnsembleMember> Members, bool ByProbability, double Odds = 1);

/// <summary>How the members of an ensemble come about.</summary>
internal interface IEnsembleAlgorithm
{
    Ensemble Train(EnsembleTask task, int members);
}
