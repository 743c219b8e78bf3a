// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>What is known of families while their children are gone through, one place after the other: the last child of each, and a summary of all so far.</summary>
/// <remarks>Learning goes through real families and drawing through those that are being drawn, with the same code.</remarks>
internal sealed class Siblings
{
    private readonly int[] _last;                                     // row of each family among the children of the last place
    private readonly Dictionary<string, Summary> _summaries;
    private Table? _children;
    private int _place;

    /// <param name="families">Number of families.</param>
    /// <param name="summarized">Child columns that are summed up.</param>
    public Siblings(int families, IReadOnlyList<TableColumn> summarized)
    {
        _last = new int[families];
        _summaries = summarized.ToDictionary(c => c.Name, c => c is CategoryColumn ? new MostFrequent(families) : (Summary)new Mean(families));
    }

    /// <summary>Adds the next child of some families.</summary>
    /// <param name="families">The families, each with a child at every place before.</param>
    /// <param name="children">Its row for each of them.</param>
    public void Add(int[] families, Table children)
    {
        for (int i = 0; i < families.Length; i++)
            _last[families[i]] = i;
        (_children, _place) = (children, _place + 1);
        foreach (var (name, summary) in _summaries)
            summary.Add(families, children[name]);
    }

    /// <summary>A column of the last child of some families.</summary>
    public TableColumn Previous(string column, int[] families) => _children![column].Take(Array.ConvertAll(families, f => _last[f]));

    /// <summary>The summary of a column over all children so far of some families.</summary>
    public TableColumn Earlier(string column, int[] families) => _summaries[column].Of(families, _children![column]);

    /// <summary>The place of the next child, from 1.</summary>
    public NumericColumn Place(string name, int rows)
    {
        var places = new double[rows];
        Array.Fill(places, _place + 1);
        return new(name, places);
    }

    private abstract class Summary
    {
        public abstract void Add(int[] families, TableColumn column);

        /// <param name="families">Families to tell of.</param>
        /// <param name="like">A column of the kind that is summed up.</param>
        public abstract TableColumn Of(int[] families, TableColumn like);
    }

    /// <summary>The mean of the observed numbers or times; missing where there is none.</summary>
    private sealed class Mean(int families) : Summary
    {
        private readonly double[] _mean = new double[families];
        private readonly int[] _count = new int[families];

        public override void Add(int[] families, TableColumn column)
        {
            double[] numbers = Cells.Numbers(column);
            for (int i = 0; i < families.Length; i++)
            {
                if (!double.IsNaN(numbers[i]))
                    _mean[families[i]] += (numbers[i] - _mean[families[i]]) / ++_count[families[i]];
            }
        }

        public override TableColumn Of(int[] families, TableColumn like)
        {
            double[] means = Array.ConvertAll(families, f => _count[f] == 0 ? double.NaN : _mean[f]);
            return like is TimestampColumn ? new TimestampColumn(like.Name, Array.ConvertAll(means, m => (long)m)) : new NumericColumn(like.Name, means);
        }
    }

    /// <summary>The most frequent category, the later one of equals; missing where there is none.</summary>
    private sealed class MostFrequent : Summary
    {
        private readonly Dictionary<(int Family, int Code), int> _counts = [];
        private readonly int[] _best, _bestCount;

        public MostFrequent(int families)
        {
            (_best, _bestCount) = (new int[families], new int[families]);
            Array.Fill(_best, CategoryColumn.MissingCode);
        }

        public override void Add(int[] families, TableColumn column)
        {
            int[] codes = ((CategoryColumn)column).Codes;
            for (int i = 0; i < families.Length; i++)
            {
                if (codes[i] < 0)
                    continue;
                int family = families[i], count = _counts[(family, codes[i])] = _counts.GetValueOrDefault((family, codes[i])) + 1;
                if (count >= _bestCount[family])
                    (_best[family], _bestCount[family]) = (codes[i], count);
            }
        }

        public override TableColumn Of(int[] families, TableColumn like) => new CategoryColumn(like.Name, Array.ConvertAll(families, f => _best[f]), ((CategoryColumn)like).Levels);
    }
}
