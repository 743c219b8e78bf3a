// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic;

/// <summary>Several columns as one category: the number of their combination.</summary>
internal sealed class JointRewrite : ColumnRewrite
{
    private readonly Combinations _known;
    private readonly string[] _levels;

    public JointRewrite(Combinations known, ColumnRole role)
    {
        _known = known;
        _levels = [.. Enumerable.Range(0, known.Counts.Length).Select(k => k.ToString(CultureInfo.InvariantCulture))];
        Schema = new(string.Join('+', Writes), ColumnKind.Category, role, Missing: 0, _levels.Length, null, null, null);
    }

    /// <summary>The levels of the category: the numbers of the combinations.</summary>
    public IReadOnlyList<string> Levels => _levels;

    public override IReadOnlyList<string> Reads => [];

    public override IReadOnlyList<string> Writes => [.. _known.Table.Columns.Select(c => c.Name)];

    public override ColumnSchema Schema { get; }

    public override TableColumn? Encode(Table table)
    {
        int[] codes = _known.CodesOf([.. Writes.Select(n => table[n])]);
        return codes.Contains(-1) ? null : new CategoryColumn(Schema.Name, codes, _levels);
    }

    public override TableColumn[] Decode(TableColumn? standIn, Func<string, TableColumn> columns)
    {
        int[] codes = ((CategoryColumn)standIn!).Codes;
        return codes.Contains(CategoryColumn.MissingCode)
            ? throw new SyntheticDataException($"The model drew no combination of {string.Join(", ", Writes)} for a row: it is damaged.")
            : [.. _known.Table.Take(codes).Columns];
    }

    /// <summary>Whether the given columns of each row occur together in a known combination.</summary>
    public bool[] Knows(Table given)
    {
        string[] names = [.. Writes.Where(n => given.Columns.Any(c => c.Name == n))];
        if (names.Length == 0)
            return [.. Enumerable.Repeat(true, given.Count)];
        return Array.ConvertAll(Combinations.Of([.. names.Select(n => _known.Table[n])]).CodesOf([.. names.Select(n => given[n])]), code => code >= 0);
    }

    /// <summary>A combination for each row in which only some of the columns are given, drawn in proportion to the training rows; null: one row's values occur in none.</summary>
    public TableColumn? Draw(Table given, Rng random)
    {
        string[] names = [.. Writes.Where(n => given.Columns.Any(c => c.Name == n))];
        TableColumn[] columns = [.. names.Select(n => _known.Table[n])];
        var parts = Combinations.Of(columns);                         // of the given columns alone
        int[] partOfKnown = parts.CodesOf(columns), wanted = parts.CodesOf([.. names.Select(n => given[n])]);
        if (wanted.Contains(-1))
            return null;

        var members = Enumerable.Range(0, _levels.Length).GroupBy(k => partOfKnown[k]).ToDictionary(g => g.Key, g => g.ToArray());
        var codes = new int[wanted.Length];
        for (int i = 0; i < codes.Length; i++)
            codes[i] = Pick(members[wanted[i]], random.NextDouble());
        return new CategoryColumn(Schema.Name, codes, _levels);
    }

    private int Pick(int[] combinations, double u)
    {
        double left = u * combinations.Sum(k => (double)_known.Counts[k]);
        foreach (int k in combinations)
        {
            if ((left -= _known.Counts[k]) < 0)
                return k;
        }

        return combinations[^1];
    }
}
