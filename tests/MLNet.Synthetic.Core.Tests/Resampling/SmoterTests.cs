// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using MLNet.Synthetic.Testing;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class SmoterTests
{
    private static readonly Relevance AboveFifty = Relevance.Through(new(49, 0), new(50, 1));

    [TestMethod]
    [DataRow(10, 20, 1, 3, 12.5)]                                     // three times nearer to the first: (3 · 10 + 1 · 20) / 4
    [DataRow(10, 20, 0, 3, 10)]
    [DataRow(10, 20, 3, 0, 20)]
    [DataRow(10, 20, 0, 0, 15)]
    [DataRow(-4, -4, 1, 3, -4)]
    public void Label_TwoSeeds_IsTheMeanWeightedByNearness(double a, double b, double fromA, double fromB, double expected)
    {
        Assert.AreEqual(expected, Smoter.Label(a, b, fromA, fromB), 1e-15);
    }

    [TestMethod]
    public void Resample_TwoRareRowsOfNumbers_LabelMovesWithTheRow()
    {
        // Rare rows: (0, 0) with label 100 and (4, 8) with label 140: a point a share u of the way has the label 100 + 40 u.
        var x = new Matrix(22, 2);
        for (int i = 0; i < 20; i++)
            (x[i, 0], x[i, 1]) = (i, -i);
        (x[21, 0], x[21, 1]) = (4, 8);
        double[] labels = [.. Enumerable.Range(0, 20).Select(i => (double)i), 100, 140];

        var rows = new Smoter(new() { Relevance = AboveFifty, BumpStrategy = BumpStrategy.Percentages(500, 100) }).Resample(new(x, labels), new(new(1)));

        Assert.AreEqual(8, rows.Count);
        for (int i = 0; i < rows.Count; i++)
        {
            double u = rows.Values![i, 0] / 4;
            Assert.AreEqual(8 * u, rows.Values[i, 1], 1e-12);
            Assert.AreEqual(100 + 40 * u, rows.Targets![i], 1e-12);
        }
    }

    [TestMethod]
    public void Resample_TwoRareRowsThatDifferInACategory_CountsItAsTheWholeRangeOfANumber()
    {
        // Numbers range over 0 to 10. Rare: (0, code 0, label 100) and (5, code 1, label 140), so d² between them is 0.5² + 1². A new row at share u with code 0 has
        // distances u/2 from the first and √((1 − u)²/4 + 1) from the second.
        var x = new Matrix(22, 2);
        for (int i = 0; i < 20; i++)
            (x[i, 0], x[i, 1]) = (i % 11, 2);
        (x[21, 0], x[21, 1]) = (5, 1);
        double[] labels = [.. Enumerable.Range(0, 20).Select(i => (double)i), 100, 140];

        var rows = new Smoter(new() { Relevance = AboveFifty, BumpStrategy = BumpStrategy.Percentages(5000, 100) })
            .Resample(new(x, labels, [FeatureKind.Numeric, FeatureKind.Nominal]), new(new(1)));

        int[] codes = new int[2];
        for (int i = 0; i < rows.Count; i++)
        {
            double u = rows.Values![i, 0] / 5, code = rows.Values[i, 1];
            double first = Math.Sqrt(u * u / 4 + code), second = Math.Sqrt((1 - u) * (1 - u) / 4 + 1 - code);
            Assert.AreEqual((second * 100 + first * 140) / (first + second), rows.Targets![i], 1e-12);
            codes[(int)code]++;
        }

        Assert.AreEqual(98, rows.Count);
        Assert.IsTrue(codes[0] is > 25 and < 73, $"{codes[0]} of 98 took the first code");   // even chances: 49 ± 5 deviations
    }

    [TestMethod]
    [DataRow("credit_data.csv", "Price")]
    [DataRow("lending_club.csv", "annual_inc")]
    [DataRow("hpc_data.csv", "compounds")]
    public void Resample_RealRows_LieBetweenARareRowAndOneOfItsTrueNeighbors(string file, string label)
    {
        var input = RealData.All.Single(d => d.Name == file).Input(label);

        var rows = new Smoter(new() { Relevance = Relevance.BoxPlot(Extremes.High) }).Resample(input, new(new(1)));

        var reference = new RareReference(input, Extremes.High);
        Assert.IsGreaterThan(1000, rows.Count);
        Assert.AreEqual(reference.Rare.Length + rows.Count, rows.Kept!.Length - reference.Rare.Length, 1);
        for (int i = 0; i < rows.Count; i++)
            Assert.IsTrue(reference.IsBetween(rows, i), $"new row {i}, grown from row {rows.Sources[i]}");
    }
}
