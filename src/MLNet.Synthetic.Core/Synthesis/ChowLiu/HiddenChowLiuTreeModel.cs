// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Numerics.Tensors;

namespace MLNet.Synthetic;

/// <summary>A fitted <see cref="HiddenChowLiuTree"/>.</summary>
internal sealed class HiddenChowLiuTreeModel : ITableDensity
{
    private readonly ColumnCode[] _columns;
    private readonly HiddenTree _tree;

    /// <summary>A model from its parts.</summary>
    public HiddenChowLiuTreeModel(TableSchema schema, ColumnCode[] columns, HiddenTree tree, int trainingRows)
        => (Schema, _columns, _tree, TrainingRows) = (schema, columns, tree, trainingRows);

    public TableSchema Schema { get; }

    public int BlockRows => 4096;

    /// <summary>Rows that the model was fitted on.</summary>
    public int TrainingRows { get; }

    /// <summary>The distribution of the codes.</summary>
    public HiddenTree Tree => _tree;

    /// <summary>Codes of the columns, (d).</summary>
    public IReadOnlyList<ColumnCode> Columns => _columns;

    public bool CanFix(IReadOnlyCollection<string> columnNames) => GivenColumns.CanFixAny(columnNames, Schema);

    public double[] LogLikelihood(Table table, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(run);
        byte[][] codes = Encode(table, table.Count);
        double[] logLikelihood = HiddenTreeTraining.LogLikelihoods(_tree, codes, run);
        double unseen = -Math.Log(TrainingRows + 1.0);               // a value that training never met counts as one row more
        foreach (byte[] column in codes)
        {
            for (int i = 0; i < logLikelihood.Length; i++)
                logLikelihood[i] += column[i] == ColumnCode.Unseen ? unseen : 0;
        }

        return logLikelihood;
    }

    public Table Sample(int rows, Table? given, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(run);
        GivenColumns.Check(given, rows, this);
        byte[][]? evidence = given is null or { Columns.Count: 0 } ? null : Encode(given, rows);
        WarnOfUnseen(evidence, run);
        byte[][] codes = [.. _columns.Select(_ => new byte[rows])];   // (d)(rows)
        double[][] within = [.. _columns.Select(_ => new double[rows])];
        run.ForChunks(rows, BlockRows, (block, start, end) =>
        {
            var random = run.Random.Fork(block);
            if (evidence is null)
                DrawBlock(codes, within, start, end, random);
            else
                DrawGiven(evidence, codes, within, start, end, random);
        });
        return new([.. _columns.Select((column, c) => GivenColumns.Find(given, column.Name) ?? column.Decode(codes[c], within[c]))]);
    }

    /// <summary>Draws a whole block from the root to the leaves and keeps its first rows, so that a longer table starts with a shorter one.</summary>
    private void DrawBlock(byte[][] codes, double[][] within, int start, int end, Rng random)
    {
        int k = _tree.States;
        var states = new int[_tree.Order.Length][];                   // (d)(BlockRows)
        foreach (int c in _tree.Order)
        {
            var stream = random.Fork(_columns[c].Name);
            var draw = new SystematicDraw(BlockRows, stream);
            states[c] = c == _tree.Root
                ? draw.Next(new int[BlockRows], [_tree.Prior])
                : draw.Next(states[_tree.Parents[c]], [.. Enumerable.Range(0, k).Select(p => _tree.Transitions[c].AsSpan(p * k, k).ToArray())]);
            int[] drawn = draw.Next(states[c], [.. Enumerable.Range(0, k).Select(z => EmissionsOf(c, z))]);
            double[] places = draw.Places(drawn, _tree.Counts[c]);
            for (int i = start; i < end; i++)
                (codes[c][i], within[c][i]) = ((byte)drawn[i - start], places[i - start]);
        }
    }

    private float[] EmissionsOf(int column, int state)
        => [.. Enumerable.Range(0, _tree.Counts[column]).Select(x => _tree.Emissions[column][x * _tree.States + state])];

    /// <summary>Draws rows given some of their codes: the evidence goes up the tree, then states are drawn down from it.</summary>
    private void DrawGiven(byte[][] evidence, byte[][] codes, double[][] within, int start, int end, Rng random)
    {
        int k = _tree.States, d = _tree.Order.Length;
        var pass = new HiddenTreePass(_tree);
        var streams = _columns.Select(column => random.Fork(column.Name)).ToArray();
        var states = new int[d];
        var weights = new float[Math.Max(k, _tree.Counts.Max())];
        Span<double> logLikelihood = stackalloc double[HiddenTreePass.BlockRows];
        for (int at = start; at < end; at += HiddenTreePass.BlockRows)
        {
            int rows = Math.Min(HiddenTreePass.BlockRows, end - at);
            pass.Upward(evidence, at, rows, logLikelihood[..rows]);
            for (int r = 0; r < rows; r++)
            {
                foreach (int c in _tree.Order)
                {
                    var below = pass.Evidence(c).Slice(r * k, k);     // the prior is in that of the root
                    var state = weights.AsSpan(0, k);
                    if (c == _tree.Root)
                        below.CopyTo(state);
                    else
                        TensorPrimitives.Multiply(below, _tree.Transitions[c].AsSpan(states[_tree.Parents[c]] * k, k), state);
                    states[c] = Draw(state, streams[c].NextDouble());
                    var emission = weights.AsSpan(0, _tree.Counts[c]);
                    for (int x = 0; x < emission.Length; x++)
                        emission[x] = _tree.Emissions[c][x * k + states[c]];
                    (codes[c][at + r], within[c][at + r]) = ((byte)Draw(emission, streams[c].NextDouble()), streams[c].NextDouble());
                }
            }
        }
    }

    private static int Draw(ReadOnlySpan<float> weights, double u)
    {
        double left = u * TensorPrimitives.Sum(weights);
        int last = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            if (weights[i] <= 0)
                continue;
            last = i;
            left -= weights[i];
            if (left < 0)
                break;
        }

        return last;
    }

    private void WarnOfUnseen(byte[][]? evidence, RunContext run)
    {
        foreach (var (column, codes) in _columns.Zip(evidence ?? []))
        {
            if (codes.AsSpan().Count(ColumnCode.Unseen) is > 0 and var unseen)
                run.Warn($"Column '{column.Name}' is given values in {unseen:N0} rows that training never met: they say nothing of the other columns.");
        }
    }

    /// <summary>Codes of the columns of a table, (d)(n); columns that it has not are unobserved.</summary>
    private byte[][] Encode(Table table, int rows)
    {
        foreach (var column in table.Columns)
            _ = Schema[column.Name];
        return Array.ConvertAll(_columns, column =>
        {
            if (GivenColumns.Find(table, column.Name) is { } found)
                return column.Encode(found);
            var codes = new byte[rows];
            Array.Fill(codes, ColumnCode.Unobserved);
            return codes;
        });
    }
}
