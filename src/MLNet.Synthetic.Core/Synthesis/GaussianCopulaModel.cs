// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Numerics.Tensors;

namespace MLNet.Synthetic;

/// <summary>What a Gaussian copula has learned: margins and the correlations of the latent normal numbers.</summary>
internal sealed class GaussianCopulaModel(TableSchema schema, MarginalColumn[] columns, Matrix correlations, int gibbsSweeps) : ITableModel
{
    private const int RowsPerChunk = 512;

    public TableSchema Schema => schema;

    /// <summary>The margins.</summary>
    public IReadOnlyList<MarginalColumn> Columns => columns;

    /// <summary>Correlations of the latent normal numbers, (d, d).</summary>
    public Matrix Correlations => correlations;

    /// <summary>Gibbs sweeps over the latent numbers of given columns.</summary>
    public int GibbsSweeps => gibbsSweeps;

    public int BlockRows => 1 << 14;

    public bool CanFix(IReadOnlyCollection<string> columnNames) => columnNames.All(name => schema.Columns.Any(c => c.Name == name));

    /// <summary>
    /// z = L e with the given columns first: their z is known or drawn, which gives the first e by substitution; the other e are standard normal.
    /// </summary>
    public Table Sample(int rows, Table? given, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(run);
        GivenColumns.Check(given, rows, this);
        int d = columns.Length, m = given?.Columns.Count ?? 0;
        int[] order = [.. Enumerable.Range(0, d)                      // given ones first, then by name, so that the order of the table's columns does not matter
            .OrderBy(j => GivenColumns.Find(given, columns[j].Schema.Name) is null)
            .ThenBy(j => columns[j].Schema.Name, StringComparer.Ordinal)];
        var l = Cholesky.Factor(Reordered(order)) ?? throw new InvalidOperationException("The correlations are positive definite in every order.");
        var latent = m == 0 ? null : new GivenLatent(l, [.. order[..m].Select(j => Intervals(columns[j], GivenColumns.Find(given, columns[j].Schema.Name)!))], gibbsSweeps);

        var values = new double[d][];
        foreach (int j in order[m..])
            values[j] = new double[rows];
        run.ForChunks(rows, RowsPerChunk, (chunk, start, end) =>
        {
            var random = run.Random.Fork(chunk);
            var e = new double[d];                                    // (d) independent standard normal numbers
            for (int i = start; i < end; i++)
            {
                latent?.Draw(i, random, e);
                for (int k = m; k < d; k++)
                    e[k] = random.NextGaussian();
                for (int k = m; k < d; k++)
                {
                    double z = TensorPrimitives.Dot<double>(l[k][..(k + 1)], e.AsSpan(0, k + 1));
                    values[order[k]][i] = columns[order[k]].Margin.At(NormalDistribution.Cdf(z));
                }
            }
        });

        var drawn = new TableColumn[d];
        run.ForChunks(d, 1, (j, _, _) => drawn[j] = GivenColumns.Find(given, columns[j].Schema.Name) ?? columns[j].Codec.Decode(values[j]));
        return new(drawn);
    }

    private Matrix Reordered(int[] order)
    {
        var reordered = new Matrix(order.Length, order.Length);
        for (int i = 0; i < order.Length; i++)
        {
            for (int j = 0; j < order.Length; j++)
                reordered[i, j] = correlations[order[i], order[j]];
        }

        return reordered;
    }

    /// <summary>The latent numbers that the given value of each row can have, (rows).</summary>
    private static (double Low, double High)[] Intervals(MarginalColumn column, TableColumn given)
    {
        double[] values = column.Codec.Encode(given);
        var known = new Dictionary<double, (double, double)>();
        var intervals = new (double, double)[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            if (!known.TryGetValue(values[i], out intervals[i]))
            {
                var (from, to) = column.Margin.PlacesOf(values[i]) ?? throw new ArgumentException(
                    $"Column '{given.Name}' is given as {TableRows.Text(given, i)} in row {i}, which did not occur in the training rows.", nameof(given));
                known.Add(values[i], intervals[i] = (NormalDistribution.Quantile(from), NormalDistribution.Quantile(to)));
            }
        }

        return intervals;
    }
}
