// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Codes of levels by falling frequency: each of the most frequent has its own, the rest share one, and missing has one where it occurs.</summary>
/// <remarks>A level of the shared code is drawn in proportion to its rows in training.</remarks>
internal sealed class LevelCode
{
    private readonly byte[] _codes;                                   // (levels); Unseen where a level has no rows
    private readonly int[][] _levels;                                 // (codes)(levels of the code, by falling frequency)
    private readonly double[][] _until;                               // running shares of these levels

    /// <summary>Codes of counted levels.</summary>
    /// <param name="counts">Rows of each level, (levels).</param>
    /// <param name="hasMissing">Whether cells are missing.</param>
    /// <param name="maxLevels">Most levels with a code of their own.</param>
    public LevelCode(int[] counts, bool hasMissing, int maxLevels)
    {
        int[] seen = [.. Enumerable.Range(0, counts.Length).Where(l => counts[l] > 0).OrderByDescending(l => counts[l])];
        int alone = seen.Length <= maxLevels ? seen.Length : maxLevels - 1;
        (Counts, HasMissing, MaxLevels) = (counts, hasMissing, maxLevels);
        _levels = [.. seen[..alone].Select(l => new[] { l }), .. alone < seen.Length ? new[] { seen[alone..] } : []];
        _codes = new byte[counts.Length];
        Array.Fill(_codes, ColumnCode.Unseen);
        for (int code = 0; code < _levels.Length; code++)
        {
            foreach (int level in _levels[code])
                _codes[level] = (byte)code;
        }

        _until = Array.ConvertAll(_levels, members =>
        {
            double all = members.Sum(l => (double)counts[l]), sum = 0;
            return Array.ConvertAll(members, l => (sum += counts[l]) / all);
        });
    }

    /// <summary>Rows of each level in training, (levels).</summary>
    public int[] Counts { get; }

    /// <summary>Whether the last code is that of a missing cell.</summary>
    public bool HasMissing { get; }

    /// <summary>Most levels with a code of their own.</summary>
    public int MaxLevels { get; }

    /// <summary>Number of codes.</summary>
    public int Count => _levels.Length + (HasMissing ? 1 : 0);

    /// <summary>The code of a level; −1: missing.</summary>
    public byte this[int level] => level >= 0 ? _codes[level] : HasMissing ? (byte)_levels.Length : ColumnCode.Unseen;

    /// <summary>A level of a code; −1: missing.</summary>
    /// <param name="code">The code.</param>
    /// <param name="within">Which of the levels of the code, in [0, 1).</param>
    public int Level(byte code, double within)
    {
        if (code == _levels.Length)
            return CategoryColumn.MissingCode;
        if (_levels[code] is [var only])
            return only;
        int at = Array.BinarySearch(_until[code], within);
        return _levels[code][Math.Min(at < 0 ? ~at : at + 1, _levels[code].Length - 1)];
    }
}

/// <summary>Codes of a column of categories.</summary>
internal sealed class CategoryLevels(string name, string[] levels, LevelCode code) : ColumnCode(name)
{
    /// <summary>Levels of the training table.</summary>
    public string[] Levels { get; } = levels;

    /// <summary>Codes of the levels.</summary>
    public LevelCode Code { get; } = code;

    public override int Count => Code.Count;

    public static CategoryLevels For(CategoryColumn column, int maxLevels)
    {
        var counts = new int[column.Levels.Length];
        foreach (int level in column.Codes)
        {
            if (level >= 0)
                counts[level]++;
        }

        return new(column.Name, column.Levels, new(counts, column.Missing > 0, maxLevels));
    }

    public override byte[] Encode(TableColumn column)
    {
        var categories = Require<CategoryColumn>(column);
        return ReferenceEquals(categories.Levels, Levels) || categories.Levels.AsSpan().SequenceEqual(Levels)
            ? Array.ConvertAll(categories.Codes, level => Code[level])
            : throw new ArgumentException($"Column '{column.Name}' has other levels than in training.", nameof(column));
    }

    public override CategoryColumn Decode(ReadOnlySpan<byte> codes, ReadOnlySpan<double> within)
    {
        var drawn = new int[codes.Length];
        for (int i = 0; i < drawn.Length; i++)
            drawn[i] = Code.Level(codes[i], within[i]);
        return new(Name, drawn, Levels);
    }
}

/// <summary>Codes of a column of numbers that stand for categories.</summary>
internal sealed class NumberLevels(string name, double[] values, LevelCode code) : ColumnCode(name)
{
    /// <summary>Distinct numbers, ascending.</summary>
    public double[] Values { get; } = values;

    /// <summary>Codes of the numbers.</summary>
    public LevelCode Code { get; } = code;

    public override int Count => Code.Count;

    public static NumberLevels For(NumericColumn column, int maxLevels)
    {
        double[] observed = [.. column.Values.Where(v => !double.IsNaN(v)).Order()];
        double[] values = [.. observed.Distinct()];
        var counts = new int[values.Length];
        foreach (double value in observed)
            counts[Array.BinarySearch(values, value)]++;
        return new(column.Name, values, new(counts, column.Missing > 0, maxLevels));
    }

    public override byte[] Encode(TableColumn column) => Array.ConvertAll(Require<NumericColumn>(column).Values, value =>
    {
        int level = double.IsNaN(value) ? -1 : Array.BinarySearch(Values, value);
        return level >= 0 || double.IsNaN(value) ? Code[level] : Unseen;
    });

    public override NumericColumn Decode(ReadOnlySpan<byte> codes, ReadOnlySpan<double> within)
    {
        var drawn = new double[codes.Length];
        for (int i = 0; i < drawn.Length; i++)
            drawn[i] = Code.Level(codes[i], within[i]) is >= 0 and var level ? Values[level] : double.NaN;
        return new(Name, drawn);
    }
}
