// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic;

/// <summary>Codes of categories, by descending frequency.</summary>
/// <remarks>
/// The 200 most frequent levels have a code each. Rarer ones share up to 54 more by groups of about equal mass of neighbours in ordinal order, since codes of places, products and
/// diagnoses have their prefixes in common. One more code is the missing value, one a level that training rows do not have.
/// </remarks>
internal sealed class CategoryCodes : ColumnCodes
{
    private const int OwnCodes = 200, SharedCodes = 54;
    private const byte CodeOfMissing = OwnCodes + SharedCodes, CodeOfUnseen = CodeOfMissing + 1;
    private const double ManyRows = 0.05;
    private readonly byte[] _codes;                                   // code of each level
    private readonly int[] _levels;                                   // level of each donor
    private readonly double[]? _numbers;

    /// <param name="schema">The column.</param>
    /// <param name="codec">Its values as numbers: the levels, or where they are numbers themselves, these.</param>
    /// <param name="codes">Code of each level.</param>
    /// <param name="levels">The levels that occur, by descending frequency, (v).</param>
    /// <param name="numbers">The levels of a column of numbers, ascending; null for one of categories.</param>
    public CategoryCodes(ColumnSchema schema, ColumnCodec codec, byte[] codes, int[] levels, double[]? numbers) : base(schema, codec)
        => (_codes, _levels, _numbers) = (codes, levels, numbers);

    /// <inheritdoc/>
    public override bool IsOrdered => false;

    /// <inheritdoc/>
    public override int MissingDonor => _levels.Length;

    /// <inheritdoc/>
    public override byte MissingCode => CodeOfMissing;

    /// <summary>Learns a column of categories, or of numbers that are codes of categories.</summary>
    public static TrainingColumn Learn(TableColumn column, ColumnSchema schema, SequentialTreesOptions options, RunContext run)
    {
        var codec = ColumnCodec.For(column, schema);
        if (column is CategoryColumn categories)
            return Learn(categories.Codes, categories.Levels, codec, null, schema, options, run);

        double[] values = codec.Encode(column), numbers = [.. values.Where(v => !double.IsNaN(v)).Distinct().Order()];
        int[] level = Array.ConvertAll(values, v => double.IsNaN(v) ? CategoryColumn.MissingCode : Array.BinarySearch(numbers, v));
        return Learn(level, Array.ConvertAll(numbers, v => v.ToString("R", CultureInfo.InvariantCulture)), codec, numbers, schema, options, run);
    }

    private static TrainingColumn Learn(int[] level, string[] names, ColumnCodec codec, double[]? numbers, ColumnSchema schema, SequentialTreesOptions options, RunContext run)
    {
        var counts = new int[names.Length];
        foreach (int l in level)
        {
            if (l >= 0)
                counts[l]++;
        }

        int[] levels = [.. Enumerable.Range(0, names.Length).Where(l => counts[l] > 0).OrderByDescending(l => counts[l]).ThenBy(l => names[l], StringComparer.Ordinal)];
        int kept = levels.Count(l => counts[l] >= options.RareCategoryRows);   // they come first
        TellRare([.. levels[kept..].Select(l => (names[l], counts[l]))], level.Length, schema, options, run);

        byte[] codes = CodesOf(levels, counts, names);
        var donorOf = new int[names.Length];
        for (int v = 0; v < levels.Length; v++)
            donorOf[levels[v]] = v < kept ? v : -1;
        return new(new CategoryCodes(schema, codec, codes, levels, numbers), Numbers: null,
            Array.ConvertAll(level, l => l < 0 ? CodeOfMissing : codes[l]), Array.ConvertAll(level, l => l < 0 ? levels.Length : donorOf[l]), Fine: null);
    }

    private static byte[] CodesOf(int[] levels, int[] counts, string[] names)
    {
        var codes = new byte[names.Length];
        codes.AsSpan().Fill(CodeOfUnseen);
        for (int v = 0; v < Math.Min(levels.Length, OwnCodes); v++)
            codes[levels[v]] = (byte)v;

        int[] rest = [.. levels.Skip(OwnCodes).OrderBy(l => names[l], StringComparer.Ordinal)];
        int[] mass = Array.ConvertAll(rest, l => counts[l]);
        var groups = new ushort[rest.Length];
        EqualMass.Group(mass, mass.Sum(), SharedCodes, groups);
        for (int i = 0; i < rest.Length; i++)
            codes[rest[i]] = (byte)(OwnCodes + groups[i]);
        return codes;
    }

    private static void TellRare((string Name, int Rows)[] rare, int rows, ColumnSchema schema, SequentialTreesOptions options, RunContext run)
    {
        if (rare.Length == 0)
            return;
        int rareRows = rare.Sum(r => r.Rows);
        string message = $"Column '{schema.Name}': {rare.Length:N0} categories that fewer than {options.RareCategoryRows} rows have ({string.Join(", ", rare.Take(3).Select(r => $"'{r.Name}'"))}" +
            $"{(rare.Length > 3 ? ", ..." : "")}; {rareRows:N0} of {rows:N0} rows) are not drawn: others stand in for them.";
        if (schema.Role == ColumnRole.Label || rareRows > ManyRows * rows)
            run.Warn($"{message} Lower {nameof(SequentialTreesOptions.RareCategoryRows)} to draw them.");
        else
            run.Info(message);
    }

    /// <inheritdoc/>
    public override byte CodeOf(double number)
    {
        if (double.IsNaN(number))
            return CodeOfMissing;
        int level = _numbers is null ? (int)number : Array.BinarySearch(_numbers, number);
        return level < 0 ? CodeOfUnseen : _codes[level];
    }

    /// <inheritdoc/>
    public override double NumberOf(int donor, Rng random)
        => donor == MissingDonor ? double.NaN : _numbers is null ? _levels[donor] : _numbers[_levels[donor]];
}
