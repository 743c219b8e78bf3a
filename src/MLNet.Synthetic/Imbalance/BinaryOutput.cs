// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic;

/// <summary>The output columns of a binary model rewritten with ML.NET's own transforms, so that they agree with one another and with its evaluators.</summary>
/// <remarks>
/// ML.NET's evaluators look at <c>Score</c> &gt; 0 and drop rows whose score is infinite without a word, so <c>Score</c> must move with <c>PredictedLabel</c>, and log-odds are clamped.
/// </remarks>
internal sealed class BinaryOutput(MLContext ml, string score, string probability, string predictedLabel)
{
    /// <summary>Log-odds of p, finite for every float in [0, 1] and different for different p.</summary>
    private const string LogOdds = "log(max(p, 1E-30)) - log(max(1 - p, 3E-08))";

    /// <summary>The expression for a probability whose odds are multiplied.</summary>
    public static string Reweighted(double odds) => Invariant($"p : p * {odds:R} / (p * {odds:R} + 1 - p)");

    /// <summary>Score becomes the log-odds of the probability, and the predicted label follows.</summary>
    public IEstimator<ITransformer> FromProbability()
        => ml.Transforms.Expression(score, $"p : {LogOdds}", probability).Append(Label());

    /// <summary>Score becomes the log-odds of the probability above those of a threshold: positive exactly where the probability is above it.</summary>
    public IEstimator<ITransformer> AboveProbability(float threshold)
    {
        double logOdds = Math.Log(Math.Max(threshold, 1e-30)) - Math.Log(Math.Max(1 - threshold, 3e-8));
        string shifted = Invariant($"{LogOdds} + ({-logOdds:R})");
        return ml.Transforms.Expression(score, Invariant($"p : p > {threshold:R} ? max({shifted}, 1E-07) : min({shifted}, 0)"), probability).Append(Label());
    }

    /// <summary>Score is lowered by a threshold.</summary>
    public IEstimator<ITransformer> AboveScore(float threshold)
        => ml.Transforms.Expression(score, Invariant($"s : s - ({threshold:R})"), score).Append(Label());

    private IEstimator<ITransformer> Label() => ml.Transforms.Expression(predictedLabel, "s : s > 0", score);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
