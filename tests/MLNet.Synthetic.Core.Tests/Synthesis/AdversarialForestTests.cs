// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using System.Text.RegularExpressions;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed partial class AdversarialForestTests
{
    private static readonly AdversarialForestOptions s_small = new() { Trees = 10, MaximumRounds = 4 };

    [TestMethod]
    public void Fit_DependentColumns_TheAdversaryEndsAtChance()
    {
        var messages = new List<string>();

        new AdversarialForest(s_small).Fit(TreeTables.Mixed(2000), TreeTables.SchemaOf(TreeTables.Mixed(2000)), new(new(1), info: messages.Add));

        double[] accuracies = [.. messages.Select(m => Percent().Match(m)).Where(m => m.Success).Select(m => double.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture) / 100)];
        Assert.IsGreaterThan(0.75, accuracies[0]);                    // columns drawn by themselves are easily told from real rows
        Assert.IsLessThan(0.56, accuracies[1..].Min());
    }

    [TestMethod]
    public void Fit_Delta_EndsTheRounds()
    {
        var messages = new List<string>();

        new AdversarialForest(s_small with { Delta = 0.5 }).Fit(TreeTables.Mixed(500), TreeTables.SchemaOf(TreeTables.Mixed(500)), new(new(1), info: messages.Add));

        Assert.AreEqual(1, messages.Count(m => Percent().IsMatch(m)));
    }

    [TestMethod]
    public void LogLikelihood_AllCellsOfATinyTable_SumsToOne()
    {
        double[] logLikelihood = FitTiny().LogLikelihood(TreeTables.TinyCells(), TreeTables.Run());

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
            Assert.AreEqual(Enumerable.Range(0, 12).Where(j => j / 6 == i / 6 && j % 2 == i % 2).Sum(j => Math.Exp(joint[j])), Math.Exp(some[i]), 1e-5, $"cell {i}");
    }

    [TestMethod]
    public void LogLikelihood_TruncatedNormal_IntegratesToOne()
    {
        const int Steps = 40_000;
        var random = new Rng(1);
        double[] x = [.. Enumerable.Range(0, 1000).Select(i => i % 10 == 0 ? double.NaN : (i % 2 == 0 ? -3 : 2) + random.NextGaussian())];
        var table = new Table(new NumericColumn("x", x), new CategoryColumn("c", [.. Enumerable.Range(0, 1000).Select(i => i % 2)], ["a", "b"]));
        var model = (ITableDensity)new AdversarialForest(s_small with { LeafDensity = LeafDensity.TruncatedNormal }).Fit(table, TableSchema.Infer(table), TreeTables.Run());
        double low = x.Where(v => !double.IsNaN(v)).Min(), width = (x.Where(v => !double.IsNaN(v)).Max() - low) / Steps;

        double[] density = model.LogLikelihood(new(new NumericColumn("x", [double.NaN, .. Enumerable.Range(0, Steps).Select(i => low + (i + 0.5) * width)])), TreeTables.Run());

        Assert.AreEqual(1, Math.Exp(density[0]) + width * density[1..].Sum(Math.Exp), 2e-3);
        Assert.AreEqual(0.1, Math.Exp(density[0]), 0.01);             // one in ten is missing
    }

    [TestMethod]
    public void LogLikelihood_RealRows_AreLikelierThanShuffledOnes()
    {
        var (train, fresh) = (TreeTables.Mixed(2000), TreeTables.Mixed(500, seed: 2));
        var shuffled = new Table([.. fresh.Columns.Select((column, j) =>
        {
            int[] rows = [.. Enumerable.Range(0, fresh.Count)];
            new Rng(j).Shuffle(rows.AsSpan());
            return column.Take(rows);
        })]);

        foreach (var density in Enum.GetValues<LeafDensity>())
        {
            var model = (ITableDensity)new AdversarialForest(s_small with { LeafDensity = density }).Fit(train, TreeTables.SchemaOf(train), TreeTables.Run());
            double[] real = model.LogLikelihood(fresh, TreeTables.Run()), made = model.LogLikelihood(shuffled, TreeTables.Run());

            Assert.IsTrue(real.All(double.IsFinite) && made.All(double.IsFinite));
            Assert.IsGreaterThan(made.Average() + 1, real.Average(), $"{density}");
        }
    }

    [TestMethod]
    [DataRow("a")]
    [DataRow("b")]
    [DataRow("c")]
    [DataRow("a,c")]
    public void Sample_AnyColumnsGiven_HasTheFrequenciesOfTheData(string names)
    {
        const int Rows = 8000;
        var (model, table) = (FitTiny(), TreeTables.Tiny(4000));
        string[] fixedNames = names.Split(',');
        var given = new Table([.. fixedNames.Select(name => new CategoryColumn(name, [.. Enumerable.Repeat(1, Rows)], ((CategoryColumn)table[name]).Levels))]);

        Assert.IsTrue(model.CanFix(fixedNames));
        var sample = model.Sample(Rows, given, TreeTables.Run(3));

        double[] real = Cells(table, fixedNames), drawn = Cells(sample, fixedNames);
        for (int i = 0; i < 12; i++)
            Assert.AreEqual(real[i], drawn[i], 0.03, $"cell {i}");
    }

    [TestMethod]
    public void Sample_NumberGiven_OthersFollowIt()
    {
        var table = TreeTables.Mixed(3000);
        var model = Fit(table, s_small);

        foreach (double whole in new double[] { 2, 23 })
        {
            var sample = model.Sample(1000, new(new NumericColumn("whole", [.. Enumerable.Repeat(whole, 1000)])), TreeTables.Run());

            var numbers = ((NumericColumn)sample["number"]).Values.Where(v => !double.IsNaN(v));
            Assert.AreEqual(whole == 2 ? 0 : 6, numbers.Average(), 0.6);
            Assert.AreEqual(whole == 2 ? 0.1 : 0.9, ((CategoryColumn)sample["label"]).Codes.Average(), 0.1);
        }
    }

    [TestMethod]
    public void Sample_GivenWhatNoLeafHolds_SaysSoAndKeepsIt()
    {
        var messages = new List<string>();
        var model = Fit(TreeTables.Mixed(1000), s_small);
        var given = new Table(new NumericColumn("number", [-4, -4]), new NumericColumn("whole", [25, 25]), new CategoryColumn("category", [4, 0], ["a", "b", "c", "d", "never"]));

        var sample = model.Sample(2, given, new(new(1), info: messages.Add, warning: messages.Add));

        CollectionAssert.AreEqual(new[] { 4, 0 }, ((CategoryColumn)sample["category"]).Codes);
        CollectionAssert.AreEqual(new double[] { 25, 25 }, ((NumericColumn)sample["whole"]).Values);
        Assert.IsTrue(messages.Any(m => m.Contains("'category'", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Sample_TruncatedNormal_KeepsTypesAndCopiesNoNumber()
    {
        var table = TreeTables.Mixed(2000);

        var sample = Fit(table, s_small with { LeafDensity = LeafDensity.TruncatedNormal }).Sample(2000, null, TreeTables.Run(2));

        var real = ((NumericColumn)table["number"]).Values.Where(v => !double.IsNaN(v)).ToHashSet();
        Assert.IsLessThan(5, ((NumericColumn)sample["number"]).Values.Count(real.Contains));
        Assert.IsTrue(((NumericColumn)sample["whole"]).Values.All(v => v == Math.Round(v) && v is >= 0 and <= 25));
        Assert.IsTrue(((TimestampColumn)sample["time"]).Ticks.All(t => t % TimeSpan.TicksPerDay == 0));
        Assert.AreEqual(table["number"].Missing / 2000.0, sample["number"].Missing / 2000.0, 0.02);
    }

    [TestMethod]
    public void Fit_MoreRowsThanATreeTakes_KeepsShares()
    {
        var table = TreeTables.Mixed(3000);

        var sample = Fit(table, s_small with { MaximumTreeRows = 500 }).Sample(3000, null, TreeTables.Run());

        Assert.AreEqual(((CategoryColumn)table["label"]).Codes.Average(), ((CategoryColumn)sample["label"]).Codes.Average(), 0.03);
    }

    [TestMethod]
    public void Sample_RareCategory_IsNotDrawn()
    {
        var table = new Table(new CategoryColumn("c", [.. Enumerable.Range(0, 500).Select(i => i < 3 ? 2 : i % 2)], ["a", "b", "rare"]), new NumericColumn("x", [.. Enumerable.Range(0, 500).Select(i => (double)(i % 2))]));

        var sample = new AdversarialForest(s_small).Fit(table, TableSchema.Infer(table), TreeTables.Run()).Sample(2000, null, TreeTables.Run());

        Assert.DoesNotContain(2, ((CategoryColumn)sample["c"]).Codes);
    }

    [TestMethod]
    public void Place_LeavesOfTooFewRows_GoToTheirSibling()
    {
        var tree = new ForestTree([0, -1, 0, -1, -1], [0, 0, 5, 0, 0], [1, 0, 3, 1, 2], []);     // code 0 | 1 to 5 | above
        byte[][] codes = [[0, 1, 1, 1, 9, 9, 9]];

        var leaves = RealLeaves.Of(tree, codes, [0, 1, 2, 3, 4, 5, 6], minimumLeafRows: 3);

        CollectionAssert.AreEqual(new[] { 0, 4, 7 }, leaves.Starts);                             // row 0 joins those of 1 to 5
        CollectionAssert.AreEqual(new[] { 0, -1, -1 }, leaves.Tree.Column);
        Assert.AreEqual(5, leaves.Tree.Cut[0]);
    }

    [TestMethod]
    public void New_SettingOutOfRange_NamesIt()
    {
        foreach (var (options, name) in new (AdversarialForestOptions, string)[]
        {
            (new() { Trees = 0 }, nameof(AdversarialForestOptions.Trees)), (new() { MinimumLeafRows = 0 }, nameof(AdversarialForestOptions.MinimumLeafRows)),
            (new() { MaximumRounds = 0 }, nameof(AdversarialForestOptions.MaximumRounds)), (new() { Delta = double.NaN }, nameof(AdversarialForestOptions.Delta)),
            (new() { PseudoRows = 0 }, nameof(AdversarialForestOptions.PseudoRows)), (new() { LeafDensity = (LeafDensity)7 }, nameof(AdversarialForestOptions.LeafDensity)),
        })
            Assert.AreEqual(name, Assert.Throws<ArgumentException>(() => new AdversarialForest(options)).ParamName);
    }

    /// <summary>Share of each of the twelve cells among the rows with level 1 in some columns.</summary>
    private static double[] Cells(Table table, string[] fixedNames)
    {
        int[] Codes(string name) => ((CategoryColumn)table[name]).Codes;
        int[] rows = [.. Enumerable.Range(0, table.Count).Where(i => fixedNames.All(name => Codes(name)[i] == 1))];
        var shares = new double[12];
        foreach (int i in rows)
            shares[6 * Codes("a")[i] + 2 * Codes("b")[i] + Codes("c")[i]] += 1.0 / rows.Length;
        return shares;
    }

    private static ITableDensity Fit(Table table, AdversarialForestOptions options) => (ITableDensity)new AdversarialForest(options).Fit(table, TreeTables.SchemaOf(table), TreeTables.Run());

    private static ITableDensity FitTiny()
    {
        var table = TreeTables.Tiny(4000);
        return (ITableDensity)new AdversarialForest(s_small).Fit(table, TableSchema.Infer(table), TreeTables.Run());
    }

    [GeneratedRegex("([0-9.]+) ?% of the rows are told right")]
    private static partial Regex Percent();
}
