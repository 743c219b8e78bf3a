// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class KernelDiscrepancyTests
{
    private static readonly RunContext Run = new(new Rng(1));

    [TestMethod]
    public void Measure_SmallTables_EqualsTheFormula()
    {
        double[][] values = [[0, 1, 2, 3], [1, 1, 4, 5], [0, 2, 2, 3]];
        int[][] codes = [[0, 1, 0, 1], [1, 1, 1, 0], [0, 1, 1, 1]];
        ComparedColumn[] columns = [new("x", ColumnKind.Numeric, values, values.Select(v => new int[v.Length]).ToArray(), 1), new("c", ColumnKind.Category, null, codes, 2)];

        var measured = KernelDiscrepancy.Measure(columns, 2, Run)!.Value.Squared;

        double variance = 1.25;                                       // of 0, 1, 2, 3
        double[] distances = [.. from i in Enumerable.Range(0, 4) from j in Enumerable.Range(0, i) select Distance(0, i, 0, j)];
        Array.Sort(distances);
        double median = distances[distances.Length / 2];
        Assert.AreEqual(Squared(1), measured.Value, 1e-6);
        Assert.AreEqual(Squared(2), measured.Floor, 1e-6);

        double Distance(int s, int i, int t, int j) => Math.Pow(values[s][i] - values[t][j], 2) / (2 * variance) + (codes[s][i] == codes[t][j] ? 0 : 1);
        double Kernel(int s, int i, int t, int j) => Math.Exp(-Distance(s, i, t, j) / median);
        double Mean(int s, int t) => (from i in Enumerable.Range(0, 4) from j in Enumerable.Range(0, 4) where s != t || i != j select Kernel(s, i, t, j)).Average();
        double Squared(int t) => Mean(0, 0) + Mean(t, t) - 2 * Mean(0, t);
    }

    [TestMethod]
    public void Measure_OneRow_IsNotDefined()
    {
        ComparedColumn[] columns = [new("c", ColumnKind.Category, null, [[0, 1, 0], [1], [0]], 2)];

        Assert.IsNull(KernelDiscrepancy.Measure(columns, 2, Run));
    }
}
