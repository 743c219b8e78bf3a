// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic;

/// <summary>The classes of a label column.</summary>
/// <param name="Codes">Class code of each row, (n).</param>
/// <param name="Names">Name of each class, by code; a class need not occur.</param>
internal sealed record LabelClasses(int[] Codes, string[] Names)
{
    private const int MostFractional = 20, MostWhole = 1000;

    /// <summary>Rows of each class, by code.</summary>
    public int[] Counts()
    {
        var counts = new int[Names.Length];
        foreach (int code in Codes)
            counts[code]++;
        return counts;
    }

    /// <summary>Reads the classes from a label column.</summary>
    /// <exception cref="SyntheticDataException">A label is missing, or the column holds no classes.</exception>
    public static LabelClasses Of(TableColumn label)
    {
        if (label.Missing > 0)
        {
            throw new SyntheticDataException(
                $"The label '{label.Name}' is missing in {label.Missing} of {label.Count} rows. Remove those rows before this step (ml.Data.FilterRowsByMissingValues or a filter of your own).");
        }

        return label switch
        {
            CategoryColumn categories => new(categories.Codes, categories.Levels),
            NumericColumn numbers => OfNumbers(numbers),
            _ => throw new SyntheticDataException(
                $"The label '{label.Name}' is of kind {label.Kind}. Classes are Boolean, text, key or number columns."),
        };
    }

    /// <summary>Whether each row is positive, (n), as ML.NET's binary trainers read a label: true, or the number 1.</summary>
    /// <exception cref="SyntheticDataException">A label is missing, or the classes are not true and false.</exception>
    public static bool[] PositivesOf(TableColumn label)
    {
        var classes = Of(label);
        if (classes.Names.FirstOrDefault(name => name is not ("True" or "False" or "1" or "0")) is string other)
            throw new SyntheticDataException($"The label '{label.Name}' has the class '{other}'. A binary label is Boolean, or a number that is 0 or 1: convert it first.");
        bool[] positive = [.. classes.Names.Select(name => name is "True" or "1")];
        return Array.ConvertAll(classes.Codes, code => positive[code]);
    }

    /// <summary>Whether a label holds numbers that look like a quantity rather than classes.</summary>
    public static bool IsQuantity(TableColumn label) => label is NumericColumn { Missing: 0 } numbers && AreMany(Levels(numbers));

    private static LabelClasses OfNumbers(NumericColumn label)
    {
        double[] levels = Levels(label);
        if (AreMany(levels))
        {
            throw new SyntheticDataException(
                $"The label '{label.Name}' has {levels.Length:N0} different numbers, which look like a quantity rather than classes. Classes are needed here: bin it or convert it first, or use SMOTER or SMOGN for a numeric label.");
        }

        return new(
            Array.ConvertAll(label.Values, value => Array.BinarySearch(levels, value)),
            Array.ConvertAll(levels, value => value.ToString("R", CultureInfo.InvariantCulture)));
    }

    private static double[] Levels(NumericColumn label) => [.. label.Values.Distinct().Order()];

    private static bool AreMany(double[] levels) => levels.Length > (levels.All(v => v == Math.Floor(v)) ? MostWhole : MostFractional);
}
