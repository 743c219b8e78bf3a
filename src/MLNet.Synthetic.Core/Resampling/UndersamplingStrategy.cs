// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic;

/// <summary>Which classes shrink, and to how many rows.</summary>
public sealed class UndersamplingStrategy
{
    private readonly string _description;
    private readonly Func<ClassCounts, IReadOnlyDictionary<string, int>> _targets;

    private UndersamplingStrategy(string description, Func<ClassCounts, IReadOnlyDictionary<string, int>> targets)
        => (_description, _targets) = (description, targets);

    /// <summary>Every class shrinks to the size of the smallest.</summary>
    public static UndersamplingStrategy NotMinority { get; } = new(
        nameof(NotMinority), classes => classes.ByName.Keys.ToDictionary(name => name, _ => classes.ByName.Values.Min()));

    /// <summary>Only the largest class shrinks, to the size of the smallest; of several largest classes the first by name.</summary>
    public static UndersamplingStrategy MajorityOnly { get; } = new(
        nameof(MajorityOnly), classes => new Dictionary<string, int> { [classes.Largest] = classes.ByName.Values.Min() });

    /// <summary>Every class with more rows shrinks until the smallest class is <paramref name="minorityToMajority"/> times its size.</summary>
    /// <param name="minorityToMajority">In (0, 1]; 1 balances the classes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The ratio is not in (0, 1].</exception>
    public static UndersamplingStrategy Ratio(double minorityToMajority)
    {
        if (!(minorityToMajority > 0 && minorityToMajority <= 1))
            throw new ArgumentOutOfRangeException(nameof(minorityToMajority), minorityToMajority, "A ratio lies above 0 and at most at 1.");
        return new(string.Create(CultureInfo.InvariantCulture, $"Ratio({minorityToMajority})"), classes => Shrink(classes.ByName, minorityToMajority));
    }

    /// <summary>Named classes shrink to exactly these numbers of rows; the others stay as they are.</summary>
    /// <param name="rowsByClass">Rows wanted by class name, ≥ 1: a Boolean label's classes are <c>True</c> and <c>False</c>, a number is written as in C#.</param>
    public static UndersamplingStrategy Counts(IReadOnlyDictionary<string, int> rowsByClass)
    {
        ArgumentNullException.ThrowIfNull(rowsByClass);
        var copy = new Dictionary<string, int>(rowsByClass);
        return new($"Counts({string.Join(", ", copy.Select(c => $"{c.Key}: {c.Value}"))})", _ => copy);
    }

    /// <summary>A function from the rows each class has to the rows it shall have; classes it leaves out stay as they are.</summary>
    public static UndersamplingStrategy From(Func<IReadOnlyDictionary<string, int>, IReadOnlyDictionary<string, int>> targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        return new("From(function)", classes => targets(classes.ByName));
    }

    /// <inheritdoc/>
    public override string ToString() => _description;

    /// <summary>The classes that have to shrink, by ascending code.</summary>
    /// <param name="input">Labelled rows.</param>
    /// <returns>For each class that shrinks: its code, name, rows (m), and how many of them are wanted (1 to m − 1).</returns>
    /// <exception cref="SyntheticDataException">There are no rows or only one class, a named class is absent, or it would need more rows than there are.</exception>
    public IReadOnlyList<ClassSurplus> Surpluses(ResamplingInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var classes = ClassCounts.Of(input);
        var targets = _targets(classes) ?? throw new SyntheticDataException($"The function of {nameof(UndersamplingStrategy)}.{nameof(From)} returned null.");
        foreach (var (name, target) in targets)
        {
            classes.Require(name, $"{nameof(UndersamplingStrategy)} {this}");
            int count = classes.ByName[name];
            if (target > count)
            {
                throw new SyntheticDataException(
                    $"{nameof(UndersamplingStrategy)} {this} asks for {target} rows of class '{name}', which has {count}. An undersampler removes rows only: ask for at most {count}.");
            }

            if (target < 1)
            {
                throw new SyntheticDataException(
                    $"{nameof(UndersamplingStrategy)} {this} asks for {target} rows of class '{name}'. A class keeps at least one row: filter it out before this step instead.");
            }
        }

        return [.. Enumerable.Range(0, classes.Rows.Length)
            .Where(c => targets.TryGetValue(input.ClassNames[c], out int target) && target < classes.Rows[c].Length)
            .Select(c => new ClassSurplus(c, input.ClassNames[c], classes.Rows[c], targets[input.ClassNames[c]]))];
    }

    private static Dictionary<string, int> Shrink(IReadOnlyDictionary<string, int> counts, double ratio)
    {
        int minority = counts.Values.Min();
        double wanted = Math.Round(minority / ratio, MidpointRounding.AwayFromZero);
        var (largest, count) = counts.MaxBy(c => c.Value);
        if (wanted > count)
        {
            throw new SyntheticDataException(string.Create(CultureInfo.InvariantCulture,
                $"{nameof(UndersamplingStrategy)} Ratio({ratio}) would add rows: the largest class, '{largest}', has {count} rows to {minority} ") +
                string.Create(CultureInfo.InvariantCulture, $"of the smallest ({(double)minority / count:0.####}). Ask for a higher ratio."));
        }

        return counts.Where(c => c.Value > wanted).ToDictionary(c => c.Key, _ => (int)wanted);
    }
}
