// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class HiddenChowLiuTreeTests
{
    private static readonly HiddenChowLiuTreeOptions s_small = new() { MaxStates = 8, MaxIterations = 20 };

    [TestMethod]
    public void LogLikelihood_AllCellsOfATinyTable_SumsToOne()
    {
        var model = FitTiny();

        double[] logLikelihood = model.LogLikelihood(TreeTables.TinyCells(), TreeTables.Run());

        Assert.AreEqual(1, logLikelihood.Sum(Math.Exp), 1e-5);
    }

    [TestMethod]
    public void LogLikelihood_SomeColumns_IsTheSumOverTheOthers()
    {
        var model = FitTiny();
        var cells = TreeTables.TinyCells();
        double[] joint = model.LogLikelihood(cells, TreeTables.Run());

        double[] some = model.LogLikelihood(new(cells["c"], cells["a"]), TreeTables.Run());

        for (int i = 0; i < 12; i++)
        {
            double sum = Enumerable.Range(0, 12).Where(j => j / 6 == i / 6 && j % 2 == i % 2).Sum(j => Math.Exp(joint[j]));
            Assert.AreEqual(sum, Math.Exp(some[i]), 1e-5, $"cell {i}");
        }
    }

    [TestMethod]
    public void LogLikelihood_Frequencies_AreThoseOfTheTable()
    {
        var table = TreeTables.Tiny(4000);
        double[] logLikelihood = FitTiny().LogLikelihood(TreeTables.TinyCells(), TreeTables.Run());

        var cells = Enumerable.Range(0, 4000).GroupBy(i => 6 * Codes(table, "a")[i] + 2 * Codes(table, "b")[i] + Codes(table, "c")[i]).ToDictionary(g => g.Key, g => g.Count() / 4000.0);

        for (int i = 0; i < 12; i++)
            Assert.AreEqual(cells.GetValueOrDefault(i), Math.Exp(logLikelihood[i]), 0.012, $"cell {i}");
    }

    [TestMethod]
    [DataRow("a")]
    [DataRow("b")]
    [DataRow("c")]
    [DataRow("a,c")]
    public void Sample_AnyColumnsGiven_FollowsTheExactCondition(string names)
    {
        const int Rows = 8000;
        var model = FitTiny();
        var cells = TreeTables.TinyCells();
        double[] p = [.. model.LogLikelihood(cells, TreeTables.Run()).Select(Math.Exp)];
        string[] fixedNames = names.Split(',');
        var given = new Table([.. fixedNames.Select(name => new CategoryColumn(name, [.. Enumerable.Repeat(1, Rows)], ((CategoryColumn)cells[name]).Levels))]);

        Assert.IsTrue(model.CanFix(fixedNames));
        var sample = model.Sample(Rows, given, TreeTables.Run(3));

        bool[] fits = [.. Enumerable.Range(0, 12).Select(i => fixedNames.All(name => Codes(cells, name)[i] == 1))];
        double mass = Enumerable.Range(0, 12).Where(i => fits[i]).Sum(i => p[i]);
        for (int i = 0; i < 12; i++)
        {
            double expected = fits[i] ? p[i] / mass : 0;
            double actual = Enumerable.Range(0, Rows).Count(r => Codes(sample, "a")[r] == i / 6 && Codes(sample, "b")[r] == i / 2 % 3 && Codes(sample, "c")[r] == i % 2) / (double)Rows;
            Assert.AreEqual(expected, actual, 4 * Math.Sqrt(expected * (1 - expected) / Rows) + 1e-9, $"cell {i}");      // four standard errors
        }
    }

    [TestMethod]
    public void Sample_NothingGiven_HasTheModelsFrequencies()
    {
        const int Rows = 8192;
        var model = FitTiny();
        double[] p = [.. model.LogLikelihood(TreeTables.TinyCells(), TreeTables.Run()).Select(Math.Exp)];

        var sample = model.Sample(Rows, null, TreeTables.Run(3));

        for (int i = 0; i < 12; i++)
        {
            double actual = Enumerable.Range(0, Rows).Count(r => Codes(sample, "a")[r] == i / 6 && Codes(sample, "b")[r] == i / 2 % 3 && Codes(sample, "c")[r] == i % 2) / (double)Rows;
            Assert.AreEqual(p[i], actual, 4 * Math.Sqrt(p[i] * (1 - p[i]) / Rows), $"cell {i}");
        }
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(8)]
    public void Fit_ManyThreads_SameModelAndSameRowsAsOne(int threads)
    {
        var table = TreeTables.Mixed(3000);
        var one = Fit(table, threads: 1);

        var many = Fit(table, threads);

        TreeTables.AssertSame(one.Sample(10000, null, TreeTables.Run(5, 1)), many.Sample(10000, null, TreeTables.Run(5, threads)));
        CollectionAssert.AreEqual(one.LogLikelihood(table, TreeTables.Run(1, 1)), many.LogLikelihood(table, TreeTables.Run(1, threads)));
        var given = new Table(table["whole"], table["label"]);
        TreeTables.AssertSame(one.Sample(3000, given, TreeTables.Run(5, 1)), many.Sample(3000, given, TreeTables.Run(5, threads)));
    }

    [TestMethod]
    public void Sample_FewerRows_AreTheFirstOfMore()
    {
        var model = Fit(TreeTables.Mixed(1000));

        var (few, many) = (model.Sample(5000, null, TreeTables.Run()), model.Sample(9000, null, TreeTables.Run()));

        TreeTables.AssertSame(few, many.Take([.. Enumerable.Range(0, 5000)]));
    }

    [TestMethod]
    public void Sample_MixedTable_KeepsTypesRangesAndGroups()
    {
        var table = TreeTables.Mixed(3000);

        var sample = Fit(table).Sample(3000, null, TreeTables.Run(2));

        double[] number = ((NumericColumn)sample["number"]).Values, whole = ((NumericColumn)sample["whole"]).Values, code = ((NumericColumn)sample["code"]).Values;
        Assert.IsTrue(whole.All(v => v == Math.Round(v) && v is >= 0 and <= 25));
        Assert.IsTrue(code.All(v => v is >= 100 and <= 104));
        Assert.IsTrue(((TimestampColumn)sample["time"]).Ticks.All(t => t % TimeSpan.TicksPerDay == 0));
        Assert.AreEqual(table["number"].Missing / 3000.0, sample["number"].Missing / 3000.0, 0.01);
        Assert.AreEqual(table["category"].Missing / 3000.0, sample["category"].Missing / 3000.0, 0.01);
        Assert.AreEqual(Correlation(((NumericColumn)table["number"]).Values, ((NumericColumn)table["whole"]).Values), Correlation(number, whole), 0.05);
    }

    [TestMethod]
    public void Sample_ManyLevels_DrawsOnlyKnownOnesWithTheirShares()
    {
        var random = new Rng(1);
        int[] codes = [.. Enumerable.Range(0, 20000).Select(i => i < 10000 ? i : random.Next(3))];
        string[] levels = [.. Enumerable.Range(0, 10001).Select(i => $"level {i}")];       // the last never occurs
        var table = new Table(new CategoryColumn("many", codes, levels), new NumericColumn("x", [.. codes.Select(c => (double)(c % 7))]));

        var sample = new HiddenChowLiuTree(s_small).Fit(table, TableSchema.Infer(table, categoricalColumnNames: ["many"]), TreeTables.Run()).Sample(20000, null, TreeTables.Run());

        int[] drawn = Codes(sample, "many");
        Assert.IsFalse(drawn.Contains(10000));
        Assert.AreEqual(codes.Count(c => c < 3) / 20000.0, drawn.Count(c => c < 3) / 20000.0, 0.01);
        Assert.IsGreaterThan(5000, drawn.Where(c => c >= 3).Distinct().Count());
    }

    [TestMethod]
    public void Sample_ValueNeverMet_WarnsAndKeepsIt()
    {
        var warnings = new List<string>();
        var model = Fit(TreeTables.Mixed(1000));
        var given = new Table(new CategoryColumn("category", [4, 4], ["a", "b", "c", "d", "never"]));

        var sample = model.Sample(2, given, new RunContext(new Rng(1), warning: warnings.Add));

        CollectionAssert.AreEqual(new[] { 4, 4 }, Codes(sample, "category"));
        StringAssert.Contains(warnings.Single(), "'category'");
    }

    [TestMethod]
    public void LogLikelihood_ValueNeverMet_IsFiniteAndLow()
    {
        var table = TreeTables.Mixed(1000);
        var model = Fit(table);
        var row = table.Take([0, 0]);
        var unknown = new Table([.. row.Columns.Select(c => c.Name == "category" ? new CategoryColumn("category", [0, 4], ["a", "b", "c", "d", "never"]) : c)]);

        double[] logLikelihood = model.LogLikelihood(unknown, TreeTables.Run());

        Assert.IsTrue(double.IsFinite(logLikelihood[1]));
        Assert.IsLessThan(logLikelihood[0], logLikelihood[1]);
    }

    [TestMethod]
    public void Fit_RowsTooFewToHoldSomeOut_DrawsColumnsIndependently()
    {
        var warnings = new List<string>();
        var table = TreeTables.Mixed(30);

        var sample = new HiddenChowLiuTree().Fit(table, TreeTables.SchemaOf(table), new RunContext(new Rng(1), warning: warnings.Add)).Sample(10, null, TreeTables.Run());

        Assert.AreEqual(10, sample.Count);
        StringAssert.Contains(warnings.Single(), "too few");
    }

    [TestMethod]
    public void Fit_InfiniteNumber_NamesColumnAndRow()
    {
        var table = new Table(new NumericColumn("x", [1, double.PositiveInfinity, 3]));

        var error = Assert.ThrowsExactly<SyntheticDataException>(() => new HiddenChowLiuTree().Fit(table, TableSchema.Infer(table), TreeTables.Run()));

        StringAssert.Contains(error.Message, "'x'");
        StringAssert.Contains(error.Message, "row 1");
    }

    private static ITableDensity Fit(Table table, int? threads = null)
        => (ITableDensity)new HiddenChowLiuTree(s_small).Fit(table, TreeTables.SchemaOf(table), TreeTables.Run(1, threads));

    private static ITableDensity FitTiny()
    {
        var table = TreeTables.Tiny(4000);
        return (ITableDensity)new HiddenChowLiuTree(s_small).Fit(table, TableSchema.Infer(table), TreeTables.Run());
    }

    private static int[] Codes(Table table, string name) => ((CategoryColumn)table[name]).Codes;

    private static double Correlation(double[] x, double[] y)
    {
        var pairs = x.Zip(y).Where(p => !double.IsNaN(p.First)).ToArray();
        double mx = pairs.Average(p => p.First), my = pairs.Average(p => p.Second);
        return pairs.Sum(p => (p.First - mx) * (p.Second - my)) / Math.Sqrt(pairs.Sum(p => (p.First - mx) * (p.First - mx)) * pairs.Sum(p => (p.Second - my) * (p.Second - my)));
    }
}
