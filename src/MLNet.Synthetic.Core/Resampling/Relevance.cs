// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Where the relevance of a numeric label comes from.</summary>
public sealed class Relevance
{
    private readonly string _description;
    private readonly Func<IReadOnlyCollection<double>, RelevanceFunction> _function;

    private Relevance(string description, Func<IReadOnlyCollection<double>, RelevanceFunction> function) => (_description, _function) = (description, function);

    /// <summary>The outliers of the box plot of the training labels are relevant; see <see cref="RelevanceFunction.OfBoxPlot"/>.</summary>
    /// <param name="extremes">The ends where rare values are looked for.</param>
    /// <param name="whisker">Longest whisker in distances between the hinges, ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The whisker is negative.</exception>
    public static Relevance BoxPlot(Extremes extremes = Extremes.Both, double whisker = 1.5)
    {
        if (!(whisker >= 0 && double.IsFinite(whisker)))
            throw new ArgumentOutOfRangeException(nameof(whisker), whisker, "The length of the whiskers is a finite number ≥ 0.");
        return new(FormattableString.Invariant($"BoxPlot({extremes}, {whisker})"), labels => RelevanceFunction.OfBoxPlot(labels, extremes, whisker));
    }

    /// <summary>What is relevant is known: the function passes through these points, whatever the training labels.</summary>
    /// <inheritdoc cref="RelevanceFunction.Through"/>
    public static Relevance Through(params IReadOnlyList<RelevancePoint> points)
    {
        var function = RelevanceFunction.Through(points);
        return new($"Through({string.Join(", ", function.ControlPoints.Select(p => FormattableString.Invariant($"{p.Label}: {p.Relevance}")))})", _ => function);
    }

    /// <summary>The relevance function for some labels.</summary>
    /// <param name="labels">The labels, (n), finite.</param>
    /// <exception cref="SyntheticDataException">The labels have no outliers to be found relevant.</exception>
    public RelevanceFunction For(IReadOnlyCollection<double> labels) => _function(labels);

    /// <inheritdoc/>
    public override string ToString() => _description;
}
