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
    private const byte MissingCode = OwnCodes + SharedCodes, UnseenCode = MissingCode + 1;
    private const double ManyRows = 0.05;
    private readonly int[] _levels;                                   // level of each donor
    private readonly byte[] _codes;                                   // code of each level
    private readonly string[]? _names;
    private readonly double[]? _numbers;

    /// <param name="schema">The column.</param>
    /// <param name="levels">The levels that occur, by descending frequency, (v).</param>
    /// <param name="codes">Code of every level, whether it occurs or not.</param>
    /// <param name="names">The levels of a category column; null for one of numbers.</param>
    /// <param name="numbers">The levels of a column of numbers that are codes of categories, ascending; null for one of names.</param>
    public CategoryCodes(ColumnSchema schema, int[] levels, byte[] codes, string[]? names, double[]? numbers) : base(schema)
        => (_levels, _codes, _names, _numbers) = (levels, codes, names, numbers);

    /// <inheritdoc/>
    public override bool IsOrdered => false;

    /// <inheritdoc/>
    public override int MissingDonor => _levels.Length;

    /// <summary>Learns a column of categories.</summary>
    public static TrainingColumn Learn(CategoryColumn column, ColumnSchema schema, SequentialTreesOptions options, RunContext run)
    {
        int[] ordinal = [.. Enumerable.Range(0, column.Levels.Length)];
        string[] names = [.. column.Levels];
        Array.Sort(names, ordinal, StringComparer.Ordinal);
        return Learn(column.Codes, ordinal, schema, (levels, codes) => new(schema, levels, codes, column.Levels, null), l => column.Levels[l], options, run);
    }

    /// <summary>Learns a column of numbers that are codes of categories.</summary>
    public static TrainingColumn Learn(NumericColumn column, ColumnSchema schema, SequentialTreesOptions options, RunContext run)
    {
        double[] numbers = [.. column.Values.Where(v => !double.IsNaN(v)).Distinct().Order()];
        int[] ordinal = [.. Enumerable.Range(0, numbers.Length)];
        return Learn(LevelsOf(column, numbers), ordinal, schema, (levels, codes) => new(schema, levels, codes, null, numbers),
            l => numbers[l].ToString(CultureInfo.InvariantCulture), options, run);
    }

    private static TrainingColumn Learn(
        int[] level, int[] ordinal, ColumnSchema schema, Func<int[], byte[], CategoryCodes> toCodes, Func<int, string> nameOf, SequentialTreesOptions options, RunContext run)
    {
        var counts = new int[ordinal.Length];
        foreach (int l in level)
        {
            if (l >= 0)
                counts[l]++;
        }

        int[] levels = [.. Enumerable.Range(0, counts.Length).Where(l => counts[l] > 0).OrderByDescending(l => counts[l]).ThenBy(l => l)];
        int kept = levels.Count(l => counts[l] >= options.RareCategoryRows);   // they come first
        TellRare([.. levels[kept..].Select(l => (nameOf(l), counts[l]))], level.Length, schema, options, run);

        byte[] codes = CodesOf(levels, counts, ordinal);
        var donorOf = new int[counts.Length];
        for (int v = 0; v < levels.Length; v++)
            donorOf[levels[v]] = v < kept ? v : -1;
        return new(toCodes(levels, codes), Array.ConvertAll(level, l => l < 0 ? MissingCode : codes[l]),
            Array.ConvertAll(level, l => l < 0 ? levels.Length : donorOf[l]), Fine: null);
    }

    private static byte[] CodesOf(int[] levels, int[] counts, int[] ordinal)
    {
        var codes = new byte[counts.Length];
        codes.AsSpan().Fill(UnseenCode);
        for (int v = 0; v < Math.Min(levels.Length, OwnCodes); v++)
            codes[levels[v]] = (byte)v;
        if (levels.Length <= OwnCodes)
            return codes;

        int[] rest = [.. ordinal.Where(l => counts[l] > 0 && codes[l] == UnseenCode)];
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
    public override DrawnColumn Draw(int rows) => new Drawn(this, rows);

    /// <inheritdoc/>
    public override DrawnColumn Given(TableColumn column)
    {
        int[] level = (column, _names, _numbers) switch
        {
            (CategoryColumn given, not null, _) when given.Levels.AsSpan().SequenceEqual(_names) => given.Codes,
            (NumericColumn given, _, not null) => LevelsOf(given, _numbers),
            _ => throw OtherType(column),
        };
        return new GivenColumn(Array.ConvertAll(level, l => l switch { < 0 => MissingCode, int.MaxValue => UnseenCode, _ => _codes[l] }), column);
    }

    /// <summary>The level of each number: −1 where missing, the largest integer where there is none.</summary>
    private static int[] LevelsOf(NumericColumn column, double[] numbers) => Array.ConvertAll(column.Values, value =>
    {
        if (double.IsNaN(value))
            return CategoryColumn.MissingCode;
        int level = Array.BinarySearch(numbers, value);
        return level < 0 ? int.MaxValue : level;
    });

    private sealed class Drawn(CategoryCodes column, int rows) : DrawnColumn(new byte[rows])
    {
        private readonly int[] _drawn = new int[rows];

        public override void Set(int row, int donor, Rng random)
        {
            int level = donor == column.MissingDonor ? CategoryColumn.MissingCode : column._levels[donor];
            _drawn[row] = level;
            Codes[row] = level < 0 ? MissingCode : column._codes[level];
        }

        public override TableColumn ToColumn() => column._names is string[] names
            ? new CategoryColumn(column.Schema.Name, _drawn, names)
            : new NumericColumn(column.Schema.Name, Array.ConvertAll(_drawn, l => l < 0 ? double.NaN : column._numbers![l]));
    }
}
