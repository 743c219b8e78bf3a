// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic;

/// <summary>Which classes grow, and to how many rows.</summary>
public sealed class SamplingStrategy
{
    private readonly string _description;
    private readonly Func<IReadOnlyDictionary<string, int>, IReadOnlyDictionary<string, int>> _targets;

    private SamplingStrategy(string description, Func<IReadOnlyDictionary<string, int>, IReadOnlyDictionary<string, int>> targets)
        => (_description, _targets) = (description, targets);

    /// <summary>Every class grows to the size of the largest.</summary>
    public static SamplingStrategy NotMajority { get; } = new(
        nameof(NotMajority), counts => counts.Keys.ToDictionary(name => name, _ => counts.Values.Max()));

    /// <summary>Only the smallest class grows, to the size of the largest; of several smallest classes the first by name.</summary>
    public static SamplingStrategy MinorityOnly { get; } = new(
        nameof(MinorityOnly),
        counts => new Dictionary<string, int> { [counts.OrderBy(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).First().Key] = counts.Values.Max() });

    /// <summary>Every class with fewer rows grows to <paramref name="minorityToMajority"/> times the size of the largest.</summary>
    /// <param name="minorityToMajority">In (0, 1]; 1 balances the classes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The ratio is not in (0, 1].</exception>
    public static SamplingStrategy Ratio(double minorityToMajority)
    {
        if (!(minorityToMajority > 0 && minorityToMajority <= 1))
            throw new ArgumentOutOfRangeException(nameof(minorityToMajority), minorityToMajority, "A ratio lies above 0 and at most at 1.");
        return new(string.Create(CultureInfo.InvariantCulture, $"Ratio({minorityToMajority})"), counts => Grow(counts, minorityToMajority));
    }

    /// <summary>Named classes grow to exactly these numbers of rows (real and synthetic together); the others stay as they are.</summary>
    /// <param name="rowsByClass">Rows wanted by class name: a Boolean label's classes are <c>True</c> and <c>False</c>, a number is written as in C#.</param>
    public static SamplingStrategy Counts(IReadOnlyDictionary<string, int> rowsByClass)
    {
        ArgumentNullException.ThrowIfNull(rowsByClass);
        var copy = new Dictionary<string, int>(rowsByClass);
        return new($"Counts({string.Join(", ", copy.Select(c => $"{c.Key}: {c.Value}"))})", _ => copy);
    }

    /// <summary>A function from the rows each class has to the rows it shall have; classes it leaves out stay as they are.</summary>
    public static SamplingStrategy From(Func<IReadOnlyDictionary<string, int>, IReadOnlyDictionary<string, int>> targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        return new("From(function)", targets);
    }

    /// <inheritdoc/>
    public override string ToString() => _description;

    /// <summary>The classes that have to grow, by ascending code.</summary>
    /// <param name="input">Labelled rows.</param>
    /// <returns>For each class that grows: its code, name, rows (m), and how many are missing (&gt; 0).</returns>
    /// <exception cref="SyntheticDataException">There are no rows or only one class, a named class is absent, or rows would have to go.</exception>
    public IReadOnlyList<ClassShortfall> Shortfalls(ResamplingInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var classes = ClassCounts.Of(input);
        var (rows, counts) = (classes.Rows, classes.ByName);
        var targets = _targets(counts) ?? throw new SyntheticDataException($"The function of {nameof(SamplingStrategy)}.{nameof(From)} returned null.");
        foreach (var (name, target) in targets)
        {
            classes.Require(name, $"{nameof(SamplingStrategy)} {this}");
            int count = counts[name];
            if (target < count)
            {
                throw new SyntheticDataException(
                    $"{nameof(SamplingStrategy)} {this} asks for {target} rows of class '{name}', which has {count}. An oversampler adds rows only: ask for at least {count}.");
            }
        }

        return [.. Enumerable.Range(0, rows.Length)
            .Where(c => targets.TryGetValue(input.ClassNames[c], out int target) && target > rows[c].Length)
            .Select(c => new ClassShortfall(c, input.ClassNames[c], rows[c], targets[input.ClassNames[c]] - rows[c].Length))];
    }

    /// <summary>The classes that have to grow, each with more rows than the neighbours a row of it needs.</summary>
    internal IReadOnlyList<ClassShortfall> ShortfallsWithNeighbors(ResamplingInput input, int neighbors, string algorithm)
    {
        var shortfalls = Shortfalls(input);
        foreach (var shortfall in shortfalls)
            shortfall.RequireNeighbors(neighbors, algorithm);
        return shortfalls;
    }

    private static Dictionary<string, int> Grow(IReadOnlyDictionary<string, int> counts, double ratio)
    {
        int majority = counts.Values.Max();
        int wanted = (int)Math.Round(ratio * majority, MidpointRounding.AwayFromZero);
        var (smallest, count) = counts.MinBy(c => c.Value);
        if (wanted < count)
        {
            throw new SyntheticDataException(string.Create(CultureInfo.InvariantCulture,
                $"{nameof(SamplingStrategy)} Ratio({ratio}) would remove rows: the smallest class, '{smallest}', already has {count} rows to {majority} ") +
                string.Create(CultureInfo.InvariantCulture, $"of the largest ({(double)count / majority:0.####}). Ask for a higher ratio."));
        }

        return counts.Where(c => c.Value < wanted).ToDictionary(c => c.Key, _ => wanted);
    }
}
