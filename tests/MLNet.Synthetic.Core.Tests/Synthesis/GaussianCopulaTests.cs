// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Tests;

/// <summary>The copula against laws that are known: its own, and what rejection gives.</summary>
[TestClass]
public sealed class GaussianCopulaTests
{
    private const int Rows = 20_000;

    [TestMethod]
    [DataRow(0.0)]
    [DataRow(-0.5)]
    [DataRow(0.7)]
    [DataRow(0.9)]
    public void LatentCorrelation_BinaryColumns_IsTheOneBehindThem(double rho)
    {
        // z cut at its median: P(both above) = 1/4 + asin(ρ) / 2π (Sheppard 1899), here in exact counts
        double both = 0.25 + Math.Asin(rho) / (2 * Math.PI);
        int n = (int)Math.Round(both * Rows), half = Rows / 2;
        double[] a = [.. Enumerable.Range(0, Rows).Select(i => i < half ? 1.0 : 0.0)], b = [.. Enumerable.Range(0, Rows).Select(i => i < n || (i >= half && i < Rows - n) ? 1.0 : 0.0)];

        var r = Correlations(new CategoryColumn("a", Codes(a), ["0", "1"]), new CategoryColumn("b", Codes(b), ["0", "1"]));

        Assert.AreEqual(rho, r[0, 1], rho == 0.9 ? 0.02 : 0.003);     // twenty terms of the series, and counts rounded to rows

        static int[] Codes(double[] values) => Array.ConvertAll(values, v => 1 - (int)v);   // the first level is the one of a's first rows
    }

    [TestMethod]
    public void LatentCorrelation_NumbersAndCategories_IsTheOneBehindThem()
    {
        var (x, y) = Normal(0.6, Rows);
        var cut = new CategoryColumn("y", Array.ConvertAll(y, v => v < -1 ? 0 : v < 0.3 ? 1 : 2), ["low", "middle", "high"]);

        var both = Correlations(new NumericColumn("x", x), new NumericColumn("y", y));
        var one = Correlations(new NumericColumn("x", x), new NumericColumn("y", Array.ConvertAll(cut.Codes, c => (double)c)));

        Assert.AreEqual(0.6, both[0, 1], 0.02);                       // 3 deviations: (1 − ρ²) / √n = 0.0045
        Assert.AreEqual(0.6, one[0, 1], 0.03);
    }

    [TestMethod]
    public void Sample_NormalNumbers_HaveTheirCorrelationAgain()
    {
        var (x, y) = Normal(-0.7, Rows);

        var drawn = Draw(Fit(new NumericColumn("x", x), new NumericColumn("y", y)), Rows);

        Assert.AreEqual(-0.7, Correlation(Values(drawn, "x"), Values(drawn, "y")), 0.02);
        Assert.AreEqual(1, Plain.Deviation(Values(drawn, "x")), 0.03);
    }

    [TestMethod]
    public void Sample_GivenNumber_OthersHaveTheConditionalNormalLaw()
    {
        var (x, y) = Normal(0.8, Rows);
        var model = Fit(new NumericColumn("x", x), new NumericColumn("y", y));

        double[] drawn = Values(model.Sample(Rows, new(new NumericColumn("x", [.. Enumerable.Repeat(1.5, Rows)])), new(new(2))), "y");

        Assert.AreEqual(0.8 * 1.5, drawn.Average(), 0.05);
        Assert.AreEqual(0.6, Plain.Deviation(drawn), 0.03);           // √(1 − ρ²)
    }

    [TestMethod]
    public void Sample_SeveralGivenCategories_GiveWhatRejectionGives()
    {
        var (x, y) = Normal(0.7, Rows);
        double[] z = [.. x.Zip(y, (a, b) => 0.5 * a - 0.4 * b + 0.5 * new Rng(BitConverter.DoubleToInt64Bits(a)).NextGaussian())];
        string[] levels = ["low", "middle", "high"];
        static int Cut(double v) => v < -0.5 ? 0 : v < 1 ? 1 : 2;
        var model = Fit(new NumericColumn("a", Array.ConvertAll(x, v => (double)Cut(v))), new NumericColumn("b", Array.ConvertAll(y, v => (double)Cut(v))), new NumericColumn("z", z));
        var free = Draw(model, 20 * Rows);

        foreach (var (a, b) in new[] { (0.0, 0.0), (2.0, 1.0), (0.0, 1.0) })
        {
            var given = new Table(new NumericColumn("a", [.. Enumerable.Repeat(a, Rows)]), new NumericColumn("b", [.. Enumerable.Repeat(b, Rows)]));
            double[] drawn = Values(model.Sample(Rows, given, new(new(3))), "z");
            double[] rejected = [.. Values(free, "z").Where((_, i) => Values(free, "a")[i] == a && Values(free, "b")[i] == b)];

            Assert.IsGreaterThan(2000, rejected.Length);
            double error = Plain.Deviation(rejected) * Math.Sqrt(1.0 / rejected.Length + 1.0 / Rows);
            Assert.AreEqual(rejected.Average(), drawn.Average(), 4.5 * error, $"{levels[(int)a]}, {levels[(int)b]}");
            Assert.AreEqual(Plain.Deviation(rejected), Plain.Deviation(drawn), 0.03);
        }
    }

    [TestMethod]
    public void Sample_GivenUnseenCategory_NamesIt()
    {
        var column = new CategoryColumn("c", [0, 1, 0, 1], ["a", "b", "never"]);
        var model = Fit(column, new NumericColumn("x", [1, 2, 3, 4]));

        var error = Assert.Throws<ArgumentException>(() => model.Sample(1, new(new CategoryColumn("c", [2], column.Levels)), new(new(1))));

        StringAssert.Contains(error.Message, "'never'");
    }

    [TestMethod]
    public void Fit_CopiesOfAColumn_StayAlike()
    {
        var (x, _) = Normal(0, 2000);

        var drawn = Draw(Fit([.. Enumerable.Range(0, 5).Select(j => new NumericColumn($"x{j}", x))]), 2000);

        Assert.IsGreaterThan(0.995, Correlation(Values(drawn, "x0"), Values(drawn, "x4")));
    }

    private static Matrix Correlations(params TableColumn[] columns)
    {
        var table = new Table(columns);
        var schema = TableSchema.Infer(table, null, [.. columns.Where(c => c.Name == "y" && ((NumericColumn)c).Values.Distinct().Count() < 10).Select(c => c.Name)]);
        var run = new RunContext(new(1));
        var learned = MarginalColumn.Learn(table, schema, orderByLabel: true, run);
        return LatentCorrelation.Of(
            [.. learned.Zip(columns, (l, c) => l.Scores(c))], [.. learned.Select(l => LatentCorrelation.Coefficients(l.Margin, l.CellScores()))], run);
    }

    private static ITableModel Fit(params TableColumn[] columns)
    {
        var table = new Table(columns);
        return new GaussianCopula().Fit(table, TableSchema.Infer(table, null, [.. columns.OfType<NumericColumn>().Where(c => c.Values.Distinct().Take(10).Count() < 5).Select(c => c.Name)]), new(new(1)));
    }

    private static Table Draw(ITableModel model, int rows) => new TableSampler(model).Draw(rows, new(new(1)));

    private static double[] Values(Table table, string column) => ((NumericColumn)table[column]).Values;

    private static (double[] X, double[] Y) Normal(double rho, int rows)
    {
        var random = new Rng(11);
        double[] x = [.. Enumerable.Range(0, rows).Select(_ => random.NextGaussian())];
        return (x, Array.ConvertAll(x, v => rho * v + Math.Sqrt(1 - rho * rho) * random.NextGaussian()));
    }

    private static double Correlation(double[] x, double[] y)
    {
        double mx = x.Average(), my = y.Average();
        return x.Zip(y, (a, b) => (a - mx) * (b - my)).Average() / (Plain.Deviation(x) * Plain.Deviation(y));
    }
}
