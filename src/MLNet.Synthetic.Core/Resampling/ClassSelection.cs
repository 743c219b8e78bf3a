// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Which classes a cleaning algorithm may take rows from. How many it takes is up to the data.</summary>
public sealed class ClassSelection
{
    private readonly string _description;
    private readonly Func<ClassCounts, IEnumerable<string>> _names;

    private ClassSelection(string description, Func<ClassCounts, IEnumerable<string>> names) => (_description, _names) = (description, names);

    /// <summary>Every class but the smallest; of several smallest classes the first by name is left alone.</summary>
    public static ClassSelection NotMinority { get; } = new(nameof(NotMinority), classes => classes.ByName.Keys.Where(name => name != classes.Smallest));

    /// <summary>Only the largest class; of several the first by name.</summary>
    public static ClassSelection MajorityOnly { get; } = new(nameof(MajorityOnly), classes => [classes.Largest]);

    /// <summary>Every class.</summary>
    public static ClassSelection All { get; } = new(nameof(All), classes => classes.ByName.Keys);

    /// <summary>Only these classes.</summary>
    /// <param name="names">Class names: a Boolean label's classes are <c>True</c> and <c>False</c>, a number is written as in C#.</param>
    /// <exception cref="ArgumentException">No class is named.</exception>
    public static ClassSelection Named(params IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (names.Count == 0)
            throw new ArgumentException("Name at least one class.", nameof(names));
        string[] copy = [.. names.Distinct()];
        return new($"Named({string.Join(", ", copy)})", _ => copy);
    }

    /// <inheritdoc/>
    public override string ToString() => _description;

    /// <summary>Whether each class may lose rows, by class code.</summary>
    /// <param name="input">Labelled rows.</param>
    /// <exception cref="SyntheticDataException">There are no rows or only one class, or a named class is absent.</exception>
    public IReadOnlyList<bool> Of(ResamplingInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var classes = ClassCounts.Of(input);
        var names = _names(classes).ToHashSet();
        foreach (string name in names)
            classes.Require(name, $"{nameof(ClassSelection)} {this}");
        return [.. input.ClassNames.Select(names.Contains)];
    }

    /// <summary>The rows of the selected classes, ascending.</summary>
    internal int[] RowsOf(ResamplingInput input)
    {
        var selected = Of(input);
        return [.. Enumerable.Range(0, input.Classes.Length).Where(i => selected[input.Classes[i]])];
    }
}
