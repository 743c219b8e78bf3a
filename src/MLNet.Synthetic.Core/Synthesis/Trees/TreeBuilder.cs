// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Buffers;
using System.Runtime.InteropServices;

namespace MLNet.Synthetic;

/// <summary>Grows the tree of one column on the columns before it. Used once.</summary>
internal sealed class TreeBuilder
{
    private const int MostDepth = 30;                                 // a guard against trees that peel off a few rows at a time
    private const int CountedFrom = 5;                                // rows that make a class count in the stop rule
    private readonly TrainingColumn _target;
    private readonly CombinedPredictor[] _combined;
    private readonly (int Place, byte[] Codes, bool IsOrdered)[] _predictors;
    private readonly SequentialTreesOptions _options;
    private readonly StopRule _stop;
    private readonly TargetClasses _classes;
    private readonly SplitSearch _search;
    private readonly int[] _rows, _aside;                             // the rows that have a donor, those of a node side by side; room to part them
    private readonly byte[] _class;                                   // class of each row of the node at hand
    private readonly int[] _totals = new int[TargetClasses.Most];
    private readonly List<int> _column = [], _cut = [], _child = [], _leafStarts = [];
    private readonly List<ulong> _sets = [];

    /// <param name="target">The column.</param>
    /// <param name="before">The columns before it, with their places in the table.</param>
    /// <param name="columns">Columns of the table.</param>
    /// <param name="options">Settings.</param>
    /// <param name="stop">When a split is worth it.</param>
    /// <param name="terms">x ln x up to the number of rows.</param>
    public TreeBuilder(TrainingColumn target, (int Place, TrainingColumn Column)[] before, int columns, SequentialTreesOptions options, StopRule stop, EntropyTerms terms)
    {
        (_target, _options, _stop) = (target, options, stop);
        _combined = CombinedPredictor.Of(target, before, options.PredictorBins);
        var known = new KnownColumns(target.Rows, columns);
        foreach (var (place, column) in before)
            (known.Codes[place], known.Numbers[place]) = (column.Code, column.Numbers);
        _predictors =
        [
            .. before.Select(b => (b.Place, b.Column.Code, b.Column.Codes.IsOrdered)),
            .. _combined.Select((c, i) => (known.PlaceOf(i), ArrayPool<byte>.Shared.Rent(target.Rows), true)),
        ];
        for (int i = 0; i < _combined.Length; i++)
            _combined[i].CodesOf(known, _predictors[before.Length + i].Codes.AsSpan(0, target.Rows));

        _rows = DrawnRows(target);

        _aside = ArrayPool<int>.Shared.Rent(_rows.Length);
        _class = ArrayPool<byte>.Shared.Rent(_rows.Length);
        _classes = TargetClasses.Of(target, options.TargetBins);
        _search = new(Array.ConvertAll(_predictors, p => p.Codes), Array.ConvertAll(_predictors, p => p.IsOrdered), options.MinimumLeafRows, terms);
    }

    /// <summary>Grows the tree.</summary>
    /// <exception cref="OperationCanceledException">Asked to stop.</exception>
    public ConditionalTree Build(CancellationToken cancellation)
    {
        var open = new Stack<(int Node, int Start, int End, int Depth)>();
        open.Push((AddNode(), 0, _rows.Length, 0));
        while (open.TryPop(out var at))
        {
            cancellation.ThrowIfCancellationRequested();
            var split = at.Depth < MostDepth ? FindSplit(_rows.AsSpan(at.Start..at.End)) : null;
            if (split is null)
            {
                _child[at.Node] = _leafStarts.Count;
                _leafStarts.Add(at.Start);
                continue;
            }

            Write(split, at.Node);
            int middle = at.Start + Part(_rows.AsSpan(at.Start..at.End), _predictors[split.Predictor].Codes, _cut[at.Node]);
            int left = _child[at.Node] = AddNode(), right = AddNode();
            open.Push((right, middle, at.End, at.Depth + 1));
            open.Push((left, at.Start, middle, at.Depth + 1));        // left first: leaves are numbered as their rows lie
        }

        ArrayPool<int>.Shared.Return(_aside);
        ArrayPool<byte>.Shared.Return(_class);
        foreach (var (_, codes, _) in _predictors.AsSpan(_predictors.Length - _combined.Length))
            ArrayPool<byte>.Shared.Return(codes);
        int[] donors = SortedDonors();
        return new(_combined, [.. _column], [.. _cut], [.. _child], [.. _sets], [.. _leafStarts, donors.Length], donors);
    }

    /// <summary>The rows whose value may be drawn: of a number, all.</summary>
    private static int[] DrawnRows(TrainingColumn target)
    {
        var rows = new int[target.Rows];
        int drawn = 0;
        for (int row = 0; row < rows.Length; row++)
        {
            if (target.Fine is not null || target.DonorOf(row) >= 0)
                rows[drawn++] = row;
        }

        Array.Resize(ref rows, drawn);
        return rows;
    }

    private int AddNode()
    {
        _column.Add(-1);
        _cut.Add(0);
        _child.Add(0);
        return _column.Count - 1;
    }

    private Split? FindSplit(ReadOnlySpan<int> rows)
    {
        if (rows.Length < 2 * _options.MinimumLeafRows || _predictors.Length == 0)
            return null;
        int k = _classes.Number(rows, _class, _totals), counted = 0;
        var totals = _totals.AsSpan(0, k);
        foreach (int total in totals)
            counted += total >= CountedFrom ? 1 : 0;
        if (k < 2)
            return null;
        var split = _search.Best(rows, _class.AsSpan(0, rows.Length), totals);
        return split?.Gain >= _stop.LeastGain(counted) ? split : null;
    }

    private void Write(Split split, int node)
    {
        _column[node] = _predictors[split.Predictor].Place;
        _cut[node] = split.Set is null ? split.Threshold : ~(_sets.Count / ConditionalTree.SetWords);
        _sets.AddRange(split.Set ?? []);
    }

    /// <summary>Moves the rows that go left to the front, both sides in their old order.</summary>
    /// <returns>How many go left.</returns>
    private int Part(Span<int> rows, byte[] codes, int cut)
    {
        var sets = CollectionsMarshal.AsSpan(_sets);
        int left = 0, right = 0;
        foreach (int row in rows)
        {
            if (ConditionalTree.GoesLeft(sets, cut, codes[row]))
                rows[left++] = row;
            else
                _aside[right++] = row;
        }

        _aside.AsSpan(0, right).CopyTo(rows[left..]);
        return left;
    }

    /// <summary>The donors of the rows, ascending in each leaf; where no row has one, the missing value.</summary>
    private int[] SortedDonors()
    {
        if (_rows.Length == 0)
            return [_target.Codes.MissingDonor];
        for (int i = 0; i < _rows.Length; i++)
            _rows[i] = _target.DonorOf(_rows[i]);                     // the row numbers are not needed any more
        for (int leaf = 0; leaf < _leafStarts.Count; leaf++)
            _rows.AsSpan(_leafStarts[leaf]..(leaf + 1 < _leafStarts.Count ? _leafStarts[leaf + 1] : _rows.Length)).Sort();
        return _rows;
    }
}
