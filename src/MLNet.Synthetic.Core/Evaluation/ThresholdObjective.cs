// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic;

/// <summary>What a threshold shall make as high as possible.</summary>
public sealed class ThresholdObjective
{
    private readonly string _description;
    private readonly Func<ThresholdPoint, double> _value;

    private ThresholdObjective(string description, Func<ThresholdPoint, double> value) => (_description, _value) = (description, value);

    /// <summary>F1: harmonic mean of precision and recall of the positive class.</summary>
    public static ThresholdObjective F1 { get; } = new(nameof(F1), p => p.F1Score);

    /// <summary>Geometric mean of recall and specificity.</summary>
    public static ThresholdObjective GMean { get; } = new(nameof(GMean), p => p.GMean);

    /// <summary>Mean of recall and specificity (Youden's index is twice it, less 1).</summary>
    public static ThresholdObjective BalancedAccuracy { get; } = new(nameof(BalancedAccuracy), p => p.BalancedAccuracy);

    /// <summary>Matthews correlation.</summary>
    public static ThresholdObjective MatthewsCorrelation { get; } = new(nameof(MatthewsCorrelation), p => p.MatthewsCorrelation);

    /// <summary>F measure that weighs recall β times as much as precision.</summary>
    /// <param name="beta">β &gt; 0; 2 favours recall, 0.5 precision.</param>
    public static ThresholdObjective FBeta(double beta)
    {
        if (!(beta > 0 && double.IsFinite(beta)))
            throw new ArgumentOutOfRangeException(nameof(beta), beta, "β is a finite number above 0.");
        return new(Text($"FBeta({beta})"), p => p.FBeta(beta));
    }

    /// <summary>The highest precision that still finds a share of the positive rows.</summary>
    /// <param name="recall">The recall to reach, in (0, 1].</param>
    public static ThresholdObjective PrecisionAtRecall(double recall)
    {
        if (!(recall > 0 && recall <= 1))
            throw new ArgumentOutOfRangeException(nameof(recall), recall, "A recall lies above 0 and at most at 1.");
        return new(Text($"PrecisionAtRecall({recall})"), p => p.Recall >= recall ? p.Precision : p.Recall - 1);   // any that reaches it beats any that does not
    }

    /// <summary>The mean profit of a row; losses are negative.</summary>
    /// <param name="truePositive">Profit of a positive row called positive.</param>
    /// <param name="falsePositive">Profit of a negative row called positive, usually negative.</param>
    /// <param name="falseNegative">Profit of a positive row called negative.</param>
    /// <param name="trueNegative">Profit of a negative row called negative.</param>
    /// <exception cref="ArgumentException">A number is not finite, or the profit is the same whatever a row is called.</exception>
    public static ThresholdObjective Profit(double truePositive, double falsePositive, double falseNegative = 0, double trueNegative = 0)
        => new(
            Text($"Profit(truePositive: {truePositive}, falsePositive: {falsePositive}, falseNegative: {falseNegative}, trueNegative: {trueNegative})"),
            Mean(truePositive, falsePositive, falseNegative, trueNegative));

    /// <summary>The mean cost of a row, which is minimised: the objective is its negative (Elkan 2001, "The foundations of cost-sensitive learning").</summary>
    /// <param name="falsePositive">Cost of a negative row called positive.</param>
    /// <param name="falseNegative">Cost of a positive row called negative.</param>
    /// <param name="truePositive">Cost of a positive row called positive.</param>
    /// <param name="trueNegative">Cost of a negative row called negative.</param>
    /// <exception cref="ArgumentException">A number is not finite, or the cost is the same whatever a row is called.</exception>
    public static ThresholdObjective Cost(double falsePositive, double falseNegative, double truePositive = 0, double trueNegative = 0)
        => new(
            Text($"Cost(falsePositive: {falsePositive}, falseNegative: {falseNegative}, truePositive: {truePositive}, trueNegative: {trueNegative})"),
            Mean(-truePositive, -falsePositive, -falseNegative, -trueNegative));

    /// <summary>An objective of your own.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="value">Its value at a threshold: a number, higher is better.</param>
    public static ThresholdObjective From(string name, Func<ThresholdPoint, double> value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        return new(name, value);
    }

    /// <summary>The objective at a threshold; higher is better.</summary>
    /// <exception cref="ArgumentException">It is not a number there.</exception>
    public double Value(ThresholdPoint point)
    {
        double value = _value(point);
        return double.IsNaN(value) ? throw new ArgumentException($"The objective {this} is not a number at {point}.", nameof(point)) : value;
    }

    /// <inheritdoc/>
    public override string ToString() => _description;

    private static Func<ThresholdPoint, double> Mean(double truePositive, double falsePositive, double falseNegative, double trueNegative)
    {
        if (!(double.IsFinite(truePositive) && double.IsFinite(falsePositive) && double.IsFinite(falseNegative) && double.IsFinite(trueNegative)))
            throw new ArgumentException("Profits and costs are finite numbers.");
        if (truePositive == falseNegative && falsePositive == trueNegative)
            throw new ArgumentException("What a row is called makes no difference here: give a right answer and a wrong one different values.");
        return p => (truePositive * p.TruePositives + falsePositive * p.FalsePositives + falseNegative * p.FalseNegatives + trueNegative * p.TrueNegatives)
            / ((double)p.TruePositives + p.FalsePositives + p.FalseNegatives + p.TrueNegatives);
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
