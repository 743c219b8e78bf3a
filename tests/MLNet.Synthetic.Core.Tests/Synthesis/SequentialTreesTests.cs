// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using MLNet.Synthetic.Testing;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class SequentialTreesTests
{
    private const string Label = "y";

    [TestMethod]
    public void Sample_AsManyRowsAsLearned_ReproducesTheCountsOfTheFirstColumn()
    {
        var table = new Table(Categories(Label, 2000, i => i % 10 < 7 ? 0 : i % 10 < 9 ? 1 : 2));

        int[] codes = Codes(Sample(Fit(table), 2000), Label);

        CollectionAssert.AreEqual(new[] { 1400, 400, 200 }, Enumerable.Range(0, 3).Select(c => codes.Count(x => x == c)).ToArray());
        CollectionAssert.AreNotEqual(((CategoryColumn)table[Label]).Codes, codes);   // in another order
    }

    [TestMethod]
    public void Sample_HalfAsManyRows_TakesEveryDonorZeroOrOneTimes()
    {
        var table = new Table(new NumericColumn("x", [.. Enumerable.Range(0, 100).Select(i => (double)i)]));

        double[] drawn = Numbers(Sample(Fit(table, new() { SmoothingRanks = 0 }), 50), "x");

        Assert.HasCount(50, drawn.Distinct().ToArray());
        Assert.IsTrue(drawn.Order().Zip(drawn.Order().Skip(1), (a, b) => b - a).All(gap => gap == 2));
    }

    [TestMethod]
    public void Sample_RandomDonors_HaveTheNoiseOfAFreshSample()
    {
        var table = new Table(Categories(Label, 1000, i => i % 2));

        var model = Fit(table, new() { Donors = DonorDraw.Random });
        double[] shares = [.. Enumerable.Range(0, 200).Select(seed => Codes(Sample(model, 1000, seed), Label).Average())];

        double deviation = Math.Sqrt(shares.Average(s => (s - 0.5) * (s - 0.5)));
        Assert.AreEqual(Math.Sqrt(0.25 / 1000), deviation, 0.003);    // 0.0158; 2.5 deviations of its own estimate
    }

    [TestMethod]
    public void Sample_DeterministicRelation_IsReproduced()
    {
        // y = f(x): a category from a number, and a number from the category
        var table = new Table(
            new NumericColumn("x", [.. Enumerable.Range(0, 3000).Select(i => i % 300 / 3.0)]),
            Categories("f", 3000, i => i % 300 / 100),
            new NumericColumn("g", [.. Enumerable.Range(0, 3000).Select(i => new[] { 5.0, -1, 40 }[i % 300 / 100])]));

        var drawn = Sample(Fit(table), 3000);

        var (x, f, g) = (Numbers(drawn, "x"), Codes(drawn, "f"), Numbers(drawn, "g"));
        int wrong = Enumerable.Range(0, 3000).Count(i => f[i] != Math.Clamp((int)(x[i] / 33.33), 0, 2) || g[i] != new[] { 5.0, -1, 40 }[f[i]]);
        Assert.IsLessThanOrEqualTo(30, wrong, $"{wrong} of 3,000 rows break the relation");   // values at the two borders
    }

    [TestMethod]
    public void Sample_SumOfTwoColumns_IsMetMoreCloselyThanBySplitsOnEach()
    {
        var random = new Rng(3);
        double[] a = [.. Enumerable.Range(0, 4000).Select(_ => random.NextGaussian())], b = [.. a.Select(_ => random.NextGaussian())];
        var table = new Table(new NumericColumn("a", a), new NumericColumn("b", b), new NumericColumn("sum", [.. a.Zip(b, (p, q) => p + q)]));

        var drawn = Sample(Fit(table), 4000);

        double[] off = [.. Enumerable.Range(0, 4000).Select(i => Numbers(drawn, "sum")[i] - Numbers(drawn, "a")[i] - Numbers(drawn, "b")[i])];
        Assert.IsLessThan(0.1, Plain.Deviation(off));                 // of a sum with deviation 1.4
    }

    [TestMethod]
    public void Fit_IndependentColumns_HardlySplits()
    {
        var random = new Rng(5);
        var table = new Table([.. Enumerable.Range(0, 6).Select(j => (TableColumn)(j % 2 == 0
            ? new NumericColumn($"n{j}", [.. Enumerable.Range(0, 2000).Select(_ => random.NextGaussian())])
            : Categories($"c{j}", 2000, _ => random.Next(4))))]);

        var some = Fit(table, new() { StopStrength = 4 });
        var strict = Fit(table, new() { StopStrength = 15 });
        var none = Fit(table, new() { StopStrength = 0 });

        Assert.IsTrue(strict.Trees.All(t => t.Leaves == 1));
        Assert.IsLessThan(60, some.Trees.Sum(t => t.Leaves));         // the best of hundreds of cuts is tried in each node, so that a few pass
        Assert.IsGreaterThan(800, none.Trees.Sum(t => t.Leaves));
    }

    [TestMethod]
    public void Sample_RareCategories_AreNeverDrawnUnlessAskedFor()
    {
        var table = new Table(Categories(Label, 2000, i => i % 2), Categories("place", 2000, i => i < 4 ? 3 : i < 9 ? 4 : i % 3, "a", "b", "c", "rare", "enough"));
        var messages = new List<string>();

        int[] protectedCodes = Codes(Sample(Fit(table, messages: messages), 20_000), "place");
        int[] all = Codes(Sample(Fit(table, new() { RareCategoryRows = 0 }), 20_000), "place");

        Assert.DoesNotContain(3, protectedCodes);
        Assert.DoesNotContain(CategoryColumn.MissingCode, protectedCodes);
        Assert.Contains(4, protectedCodes);
        Assert.Contains(3, all);
        StringAssert.Contains(messages.Single(), "'rare'");
    }

    [TestMethod]
    public void Sample_OnlyRareCategories_AreMissingAndSaid()
    {
        var table = new Table(Categories(Label, 100, i => i % 2), Categories("name", 100, i => i, [.. Enumerable.Range(0, 100).Select(i => $"n{i}")]));
        var warnings = new List<string>();

        var drawn = Sample(Fit(table, messages: warnings), 50);

        Assert.AreEqual(50, drawn["name"].Missing);
        StringAssert.Contains(warnings.Single(), "100 of 100 rows");
    }

    [TestMethod]
    public void Sample_TenThousandLevels_KeepTheirShareAndTheirTieToTheLabel()
    {
        const int Levels = 10_000, Rows = 60_000;
        var table = new Table(Categories(Label, Rows, i => i % Levels < Levels / 2 ? 0 : 1), Categories("zip", Rows, i => i % Levels, [.. Enumerable.Range(0, Levels).Select(i => $"{i:00000}")]));

        var drawn = Sample(Fit(table), Rows);

        var (y, zip) = (Codes(drawn, Label), Codes(drawn, "zip"));
        Assert.IsGreaterThan(9_900, zip.Distinct().Count());
        Assert.IsGreaterThan(0.97, Enumerable.Range(0, Rows).Count(i => y[i] == (zip[i] < Levels / 2 ? 0 : 1)) / (double)Rows);
    }

    [TestMethod]
    public void Sample_FixedLabel_IsExactAndOthersFollow()
    {
        var table = new Table(new NumericColumn("x", [.. Enumerable.Range(0, 1000).Select(i => i % 2 * 100.0 + i % 7)]), Categories(Label, 1000, i => i % 2));
        var model = Fit(table);
        int[] wanted = [.. Enumerable.Range(0, 500).Select(i => i < 450 ? 1 : 0)];

        var drawn = model.Sample(500, new(new CategoryColumn(Label, wanted, ["0", "1", "2", "3"])), new(new(1)));

        Assert.IsTrue(model.CanFix([Label]));
        Assert.IsFalse(model.CanFix(["x"]));
        Assert.IsTrue(model.CanFix(["x", Label]));
        CollectionAssert.AreEqual(wanted, Codes(drawn, Label));
        CollectionAssert.AreEqual(wanted, Numbers(drawn, "x").Select(x => x >= 50 ? 1 : 0).ToArray());
    }

    [TestMethod]
    public void Sample_FirstColumnsGivenWithUnseenValues_StillDraws()
    {
        var table = MadeTable.Of(800);
        var model = Fit(table, new() { FirstColumnNames = ["city", "amount"] });
        var given = new Table(
            new CategoryColumn(MadeTable.Label, [0, 1, -1], ["no", "yes"]),
            new CategoryColumn("city", [4, -1, 0], ((CategoryColumn)table["city"]).Levels),   // 4: a level that no row has
            new NumericColumn("amount", [1e9, -1e9, double.NaN]));

        var drawn = model.Sample(3, given, new(new(1)));

        CollectionAssert.AreEqual(new[] { 4, -1, 0 }, Codes(drawn, "city"));
        Assert.AreSame(given["amount"], drawn["amount"]);
        Assert.IsTrue(Numbers(drawn, "age").All(v => v is > 0 and < 100));
    }

    [TestMethod]
    public void Sample_ExtremesOfASmoothedColumn_AreProtected()
    {
        var random = new Rng(9);
        double[] values = [.. Enumerable.Range(0, 1000).Select(_ => random.NextGaussian())], sorted = [.. values.Order()];

        double[] drawn = Numbers(Sample(Fit(new(new NumericColumn("x", values))), 20_000), "x");
        double[] open = Numbers(Sample(Fit(new(new NumericColumn("x", values)), new() { ProtectedExtremes = 0 }), 20_000), "x");

        Assert.IsTrue(drawn.All(v => v >= sorted[4] && v <= sorted[^4]));
        Assert.IsTrue(open.Any(v => v > sorted[^4]));
    }

    [TestMethod]
    public void Sample_ValueOfManyRows_IsKept()
    {
        var random = new Rng(9);
        double[] values = [.. Enumerable.Range(0, 1000).Select(i => i % 5 == 0 ? 12.5 : random.NextGaussian())];

        double[] drawn = Numbers(Sample(Fit(new(new NumericColumn("x", values))), 1000), "x");

        Assert.AreEqual(200, drawn.Count(v => v == 12.5), 15);        // rare neighbours may be moved onto it
    }

    [TestMethod]
    public void Sample_RareNumbersOfAFewValuedColumn_AreNeverDrawnUnlessAskedFor()
    {
        double[] values = [.. Enumerable.Range(0, 2000).Select(i => i < 3 ? 97.0 : i == 3 ? 41 : i % 4 * 10)];   // 0, 10, 20, 30, and four rows of their own
        var table = new Table(new NumericColumn("x", values), Categories(Label, 2000, i => i % 2));
        var messages = new List<string>();

        double[] drawn = Numbers(Sample(Fit(table, messages: messages), 2000), "x");
        double[] all = Numbers(Sample(Fit(table, new() { RareCategoryRows = 0 }), 2000), "x");

        CollectionAssert.AreEquivalent(new[] { 0.0, 10, 20, 30 }, drawn.Distinct().ToArray());
        Assert.AreEqual(values.Count(v => v >= 30), drawn.Count(v => v == 30), 2);   // the nearest value has their rows
        Assert.Contains(41, all);
        Assert.AreEqual(3, all.Count(v => v == 97), 1);
        StringAssert.Contains(messages.Single(), "2 values that fewer than 5 rows have (4 of 2,000 rows)");
    }

    [TestMethod]
    public void Sample_FewRowsOfManyValues_AreSmoothed()
    {
        double[] values = [.. Enumerable.Range(0, 40).Select(i => i * i / 7.0)];   // forty values are few, but each has one row

        double[] drawn = Numbers(Sample(Fit(new(new NumericColumn("x", values))), 1000), "x");

        Assert.IsEmpty(drawn.Intersect(values[..4].Concat(values[^3..])));
        Assert.IsGreaterThan(500, drawn.Distinct().Count());
    }

    [TestMethod]
    public void Sample_SmoothedStepsOfADecimal_StayOnTheirGrid()
    {
        var random = new Rng(4);
        double[] values = [.. Enumerable.Range(0, 1000).Select(_ => Math.Round(0.4 + 0.005 * Math.Round(400 * random.NextDouble()), 3))];

        double[] drawn = Numbers(Sample(Fit(new(new NumericColumn("x", values))), 5000), "x");

        Assert.IsTrue(drawn.All(v => Math.Abs(v / 0.005 - Math.Round(v / 0.005)) < 1e-9));
        Assert.IsNotEmpty(drawn.Except(values));                      // steps that no training row has are drawn too
    }

    [TestMethod]
    public void Fit_LongTable_AllocatesLessThanThreeTimesIt()
    {
        const int Rows = 1_000_000, Columns = 3;
        var random = new Rng(2);
        var table = new Table([.. Enumerable.Range(0, Columns).Select(j => (TableColumn)new NumericColumn($"n{j}", [.. Enumerable.Range(0, Rows).Select(_ => random.NextGaussian())]))]);
        var schema = TableSchema.Infer(table);
        var learner = new SequentialTrees(new() { StopStrength = 1000 });
        var run = new RunContext(new(1), maxDegreeOfParallelism: 1);

        long before = GC.GetAllocatedBytesForCurrentThread();
        _ = learner.Fit(table, schema, run);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.IsLessThan(3L * Rows * Columns * sizeof(double), allocated);   // so that no choice of the garbage collector can make it four times
    }

    [TestMethod]
    public void Sample_MissingOnlyAndConstantColumns_AreKept()
    {
        var table = new Table(new NumericColumn("none", [.. Enumerable.Repeat(double.NaN, 60)]), new NumericColumn("one", [.. Enumerable.Repeat(3.0, 60)]), Categories(Label, 60, i => i % 2));

        var drawn = Sample(Fit(table), 40);

        Assert.AreEqual(40, drawn["none"].Missing);
        Assert.IsTrue(Numbers(drawn, "one").All(v => v == 3));
    }

    [TestMethod]
    public void Fit_AnySeedAndThreads_GivesTheSameTrees()
    {
        var table = RealData.Credit.Table;
        var schema = TableSchema.Infer(table, RealData.Credit.Label);

        var one = (SequentialTreesModel)new SequentialTrees().Fit(table, schema, new(new(1), maxDegreeOfParallelism: 1));
        var two = (SequentialTreesModel)new SequentialTrees().Fit(table, schema, new(new(2), maxDegreeOfParallelism: 8));

        CollectionAssert.AreEqual(one.Order.ToArray(), two.Order.ToArray());
        foreach (var (a, b) in one.Trees.Zip(two.Trees))
        {
            CollectionAssert.AreEqual(a.Column, b.Column);
            CollectionAssert.AreEqual(a.Donors, b.Donors);
        }
    }

    [TestMethod]
    public void Fit_LabelAndFirstColumns_ComeFirst()
    {
        var model = Fit(MadeTable.Of(300), new() { FirstColumnNames = ["when", "age"] });

        CollectionAssert.AreEqual(new[] { MadeTable.Label, "when", "age" }, model.Order.Take(3).ToArray());
        Assert.HasCount(11, model.Order.Distinct().ToArray());
    }

    [TestMethod]
    public void Fit_FirstColumnThatIsNotThere_NamesIt()
        => StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => Fit(MadeTable.Of(50), new() { FirstColumnNames = ["nope"] })).Message, "'nope'");

    [TestMethod]
    public void Options_OutOfRange_NameTheProperty()
    {
        foreach (var (options, name) in new (SequentialTreesOptions, string)[]
        {
            (new() { StopStrength = double.NaN }, nameof(SequentialTreesOptions.StopStrength)), (new() { MinimumLeafRows = 0 }, nameof(SequentialTreesOptions.MinimumLeafRows)),
            (new() { TargetBins = 1 }, nameof(SequentialTreesOptions.TargetBins)), (new() { PredictorBins = 251 }, nameof(SequentialTreesOptions.PredictorBins)),
            (new() { SmoothingRanks = -1 }, nameof(SequentialTreesOptions.SmoothingRanks)), (new() { Order = (ColumnOrder)9 }, nameof(SequentialTreesOptions.Order)),
        })
            Assert.AreEqual(name, Assert.Throws<ArgumentException>(() => new SequentialTrees(options)).ParamName);
    }

    private static SequentialTreesModel Fit(Table table, SequentialTreesOptions? options = null, List<string>? messages = null)
    {
        string? label = table.Columns.Select(c => c.Name).FirstOrDefault(n => n is Label or MadeTable.Label);
        var schema = TableSchema.Infer(table, label);
        schema = new([.. schema.Columns.Select(c => c with { Kind = c.Kind == ColumnKind.Text ? ColumnKind.Category : c.Kind })]);
        return (SequentialTreesModel)new SequentialTrees(options).Fit(table, schema, new(new(1), info: m => messages?.Add(m), warning: m => messages?.Add(m)));
    }

    private static Table Sample(SequentialTreesModel model, int rows, long seed = 1) => model.Sample(rows, null, new(new(seed)));

    private static CategoryColumn Categories(string name, int rows, Func<int, int> code, params string[] levels)
        => new(name, [.. Enumerable.Range(0, rows).Select(code)], levels.Length > 0 ? levels : ["0", "1", "2", "3"]);

    private static double[] Numbers(Table table, string column) => ((NumericColumn)table[column]).Values;

    private static int[] Codes(Table table, string column) => ((CategoryColumn)table[column]).Codes;
}
