// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>The classes of a label that was learned as a category: names, counts, and the value of each as the model takes it.</summary>
internal sealed class ClassValues
{
    private readonly TableColumn _values;                             // a row for each class

    private ClassValues(string[] names, int[] counts, TableColumn values) => (Names, Counts, _values) = (names, counts, values);

    /// <summary>Names of the classes that occur, (k).</summary>
    public string[] Names { get; }

    /// <summary>Rows of each, (k).</summary>
    public int[] Counts { get; }

    /// <summary>The classes of a label column; rows without a label are passed over.</summary>
    public static ClassValues Of(TableColumn label)
    {
        var observed = Observed(label);
        var classes = LabelClasses.Of(observed);
        int[] counts = classes.Counts(), example = new int[counts.Length];
        for (int i = classes.Codes.Length - 1; i >= 0; i--)
            example[classes.Codes[i]] = i;
        int[] occurring = [.. Enumerable.Range(0, counts.Length).Where(c => counts[c] > 0)];
        return new([.. occurring.Select(c => classes.Names[c])], [.. occurring.Select(c => counts[c])], observed.Take([.. occurring.Select(c => example[c])]));
    }

    /// <summary>What a file keeps of the classes.</summary>
    public SavedClasses Save() => new(Names, Counts, _values is CategoryColumn categories ? [.. categories.Codes.Select(code => (double)code)] : ((NumericColumn)_values).Values);

    /// <summary>The classes that a file describes.</summary>
    /// <param name="saved">Their description.</param>
    /// <param name="label">The label as the model draws it, without rows.</param>
    /// <exception cref="SyntheticDataException">A class is not a value of the label.</exception>
    public static ClassValues Load(SavedClasses saved, TableColumn label)
    {
        double[] values = [.. saved.Values];
        int most = label is CategoryColumn { Levels: var known } ? known.Length : int.MaxValue;
        if (saved.Names.Count != values.Length || saved.Counts.Count != values.Length || saved.Names.Contains(null!) || saved.Counts.Any(c => c < 0)
            || label is TimestampColumn || values.Any(v => !double.IsFinite(v)) || (label is CategoryColumn && values.Any(v => v < 0 || v >= most || v != Math.Floor(v))))
        {
            throw SavedSchema.Damaged("its classes are not values of the label");
        }

        return new([.. saved.Names], [.. saved.Counts], label is CategoryColumn categories
            ? new CategoryColumn(label.Name, Array.ConvertAll(values, v => (int)v), categories.Levels)
            : new NumericColumn(label.Name, values));
    }

    /// <summary>The place of a class.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the names.</exception>
    public int Find(string name)
    {
        int place = Array.IndexOf(Names, name);
        return place >= 0 ? place : throw new ArgumentException($"The label '{_values.Name}' has no class '{name}'. The classes are {string.Join(", ", Names.Select(n => $"'{n}'"))}.", nameof(name));
    }

    /// <summary>The label of each row of a table that has so many rows of each class, one class behind the other: for <see cref="TableSampler"/>.</summary>
    /// <param name="rows">Places of classes, and rows of each.</param>
    public Func<long, int, Table> Given(IReadOnlyList<(int Place, long Rows)> rows) => (first, count) =>
    {
        var places = new int[count];
        int part = 0;
        long end = rows[0].Rows;
        for (int i = 0; i < count; i++)
        {
            while (first + i >= end && part + 1 < rows.Count)
                end += rows[++part].Rows;
            places[i] = rows[part].Place;
        }

        return new(_values.Take(places));
    };

    /// <summary>How many rows each class had and has.</summary>
    /// <param name="drawn">The label of the synthetic rows.</param>
    /// <param name="keepsReal">Whether the real rows stay.</param>
    public ClassChange[] Changes(TableColumn drawn, bool keepsReal)
    {
        var observed = Observed(drawn);
        var classes = LabelClasses.Of(observed);
        int[] counts = classes.Counts();
        return [.. Names.Select((name, place) =>
        {
            int code = Array.IndexOf(classes.Names, name), made = code < 0 ? 0 : counts[code];
            return new ClassChange(name, Counts[place], made + (keepsReal ? Counts[place] : 0), made);
        })];
    }

    private static TableColumn Observed(TableColumn label) => label.Missing == 0 ? label : label.Take(
        [.. Enumerable.Range(0, label.Count).Where(i => label switch
        {
            CategoryColumn categories => categories.Codes[i] != CategoryColumn.MissingCode,
            NumericColumn numbers => !double.IsNaN(numbers.Values[i]),
            _ => true,
        })]);
}
