// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class TableCompletionTests
{
    [TestMethod]
    public void Impute_ModelThatCanBeGivenTheOthers_FillsEveryCellExactly()
    {
        var real = Couples(400);
        var model = new WholeRows().Fit(real, TableSchema.Infer(real), Run(0));
        var holed = Holed(real, 0.3);

        var (filled, summary) = new TableCompletion(model).Impute(holed, Run(1));

        AssertGivenCellsAreKept(holed, filled);
        Assert.AreEqual(holed.Columns.Sum(c => (long)c.Missing), summary.Exact);
        Assert.AreEqual(0, summary.Matched + summary.Near + summary.Closest + summary.LeftMissing);
        Assert.IsNull(summary.EffectiveCandidates);
    }

    [TestMethod]
    public void Impute_ModelThatCannot_TakesCellsFromNearCandidates()
    {
        // b = a + 100 up to noise, c tells whether a is above 0: candidates near in what is given know the rest.
        var real = Couples(400);
        var model = new WholeRows([]).Fit(real, TableSchema.Infer(real), Run(0));
        var holed = Holed(real, 0.3);

        var (filled, summary) = new TableCompletion(model).Impute(holed, Run(1));

        AssertGivenCellsAreKept(holed, filled);
        var (a, b, c) = (Numbers(filled, "a"), Numbers(filled, "b"), ((CategoryColumn)filled["c"]).Codes);
        int[] drawn = [.. Enumerable.Range(0, 400).Where(i => double.IsNaN(Numbers(holed, "a")[i]) != double.IsNaN(Numbers(holed, "b")[i]))];
        Assert.IsLessThan(0.1, drawn.Average(i => Math.Abs(b[i] - a[i] - 100)));
        Assert.AreEqual(0, summary.Exact + summary.Closest + summary.LeftMissing - drawn.Length * 0, EmptyRows(holed) * 3);   // only rows without any cell are drawn exactly
        Assert.IsInRange(1, 10, summary.EffectiveCandidates!.Value);
        Assert.IsGreaterThan(0.97, Enumerable.Range(0, 400).Average(i => (a[i] > 0) == (c[i] == 1) ? 1.0 : 0));
    }

    [TestMethod]
    public void Impute_ModelThatCanBeGivenOneColumn_UsesItAndComparesTheOthers()
    {
        var real = Couples(400);
        var model = new WholeRows(["c"]).Fit(real, TableSchema.Infer(real), Run(0));
        var holed = new Table(real["a"], new NumericColumn("b", [.. Enumerable.Repeat(double.NaN, 400)]), real["c"]);

        var (filled, summary) = new TableCompletion(model).Impute(holed, Run(1));

        Assert.IsLessThan(0.1, Enumerable.Range(0, 400).Average(i => Math.Abs(Numbers(filled, "b")[i] - Numbers(real, "a")[i] - 100)));
        Assert.AreEqual(400, summary.Matched + summary.Near);
    }

    [TestMethod]
    public void Impute_CategoryThatNoCandidateHas_ClosestIsTakenAndCounted()
    {
        var real = new Table(new NumericColumn("a", [1, 2, 3, 4]), new CategoryColumn("c", [0, 0, 1, 1], ["x", "y", "never"]));
        var model = new WholeRows([]).Fit(real, TableSchema.Infer(real), Run(0));

        var (filled, summary) = new TableCompletion(model).Impute(new(new NumericColumn("a", [double.NaN]), new CategoryColumn("c", [2], ["x", "y", "never"])), Run(1));

        Assert.AreEqual(1, summary.Closest);
        Assert.AreEqual(2, ((CategoryColumn)filled["c"]).Codes[0]);
        Assert.Contains(Numbers(filled, "a")[0], new double[] { 1, 2, 3, 4 });
    }

    [TestMethod]
    public void Impute_ColumnThatIsAlwaysMissing_StaysMissingAndIsCounted()
    {
        var real = new Table(new NumericColumn("a", [1, 2]), new NumericColumn("b", [double.NaN, double.NaN]));
        var model = new WholeRows().Fit(real, TableSchema.Infer(real), Run(0));
        var warnings = new List<string>();

        var (filled, summary) = new TableCompletion(model).Impute(real, new(new Rng(1), warning: warnings.Add));

        Assert.AreEqual(2, summary.LeftMissing);
        Assert.HasCount(1, warnings);
        Assert.AreEqual(2, filled["b"].Missing);
    }

    [TestMethod]
    public void AddColumns_PartialTable_HasARowForEachAndKeepsMissingCells()
    {
        var real = Couples(400);
        var model = new WholeRows(["a"]).Fit(real, TableSchema.Infer(real), Run(0));
        var given = new Table(new NumericColumn("b", [101, double.NaN, 99]));

        var (completed, _) = new TableCompletion(model).AddColumns(given, Run(1));

        Assert.AreEqual("a b c", string.Join(' ', completed.Columns.Select(c => c.Name)));
        Assert.AreEqual("101 NaN 99", string.Join(' ', Numbers(completed, "b")));
        Assert.AreEqual(1, Numbers(completed, "a")[0], 0.3);
        Assert.AreEqual(-1, Numbers(completed, "a")[2], 0.3);
    }

    [TestMethod]
    public void Impute_ConstrainedModel_FilledRowsObey()
    {
        var real = ConstraintTests.Orders(300, 1, 0);
        var model = new ConstrainedSynthesizer(
            new WholeRows(), [TableConstraint.Ordered("Low", "Middle", "High"), TableConstraint.Sum("Total", "Net", "Tax"), TableConstraint.FixedCombinations("City", "Country")])
            .Fit(real, TableSchema.Infer(real), Run(0));
        var holed = ConstraintTests.Orders(300, 1, 0.3);

        var (filled, summary) = new TableCompletion(model).Impute(holed, Run(1));

        AssertGivenCellsAreKept(holed, filled);
        Assert.IsEmpty(model.Violations(filled));
        Assert.AreEqual(0, summary.LeftMissing + summary.Broken);
    }

    [TestMethod]
    public void Impute_GivenCellsBreakAConstraint_RowIsFilledAndCounted()
    {
        var real = ConstraintTests.Orders(300, 1, 0);
        var model = new ConstrainedSynthesizer(new WholeRows(), [TableConstraint.Ordered("Low", "Middle")]).Fit(real, TableSchema.Infer(real), Run(0));

        var (filled, summary) = new TableCompletion(model).Impute(new(new NumericColumn("Low", [5]), new NumericColumn("Middle", [4])), Run(1));

        Assert.AreEqual(1, summary.Broken);
        Assert.AreEqual("5 4", $"{Numbers(filled, "Low")[0]} {Numbers(filled, "Middle")[0]}");
    }

    [TestMethod]
    public void Impute_UnknownColumnOrOtherLevels_Refuses()
    {
        var real = Couples(20);
        var completion = new TableCompletion(new WholeRows().Fit(real, TableSchema.Infer(real), Run(0)));

        Assert.Contains("'a', 'b', 'c'", Assert.ThrowsExactly<ArgumentException>(() => completion.Impute(new(new NumericColumn("z", [1])), Run(1))).Message);
        Assert.Contains("other levels", Assert.ThrowsExactly<ArgumentException>(() => completion.Impute(new(new CategoryColumn("c", [0], ["high", "low"])), Run(1))).Message);
    }

    [TestMethod]
    public void Impute_AnyNumberOfThreads_SameCells()
    {
        var real = Couples(300);
        var model = new WholeRows(["c"]).Fit(real, TableSchema.Infer(real), Run(0));
        var holed = Holed(real, 0.3);

        string one = ConstraintTests.Text(new TableCompletion(model).Impute(holed, new(new Rng(1), maxDegreeOfParallelism: 1)).Table);
        string eight = ConstraintTests.Text(new TableCompletion(model).Impute(holed, new(new Rng(1), maxDegreeOfParallelism: 8)).Table);

        Assert.AreEqual(one, eight);
    }

    private static void AssertGivenCellsAreKept(Table given, Table filled)
    {
        foreach (var column in given.Columns)
        {
            for (int i = 0; i < given.Count; i++)
            {
                double cell = TableRows.Number(column, i);
                if (double.IsNaN(cell))
                    Assert.IsFalse(double.IsNaN(TableRows.Number(filled[column.Name], i)), $"{column.Name} {i}");
                else
                    Assert.AreEqual(cell, TableRows.Number(filled[column.Name], i));
            }
        }
    }

    /// <summary>a is normal, b is a + 100 with little noise, c tells whether a is above 0.</summary>
    private static Table Couples(int rows)
    {
        var random = new Rng(2).Fork("couples");
        double[] a = [.. Enumerable.Range(0, rows).Select(_ => random.NextGaussian())];
        return new(new NumericColumn("a", a), new NumericColumn("b", [.. a.Select(v => v + 100 + 0.01 * random.NextGaussian())]), new CategoryColumn("c", [.. a.Select(v => v > 0 ? 1 : 0)], ["low", "high"]));
    }

    private static Table Holed(Table table, double missing)
    {
        var random = new Rng(3).Fork("holes");
        return new([.. table.Columns.Select(c => c is CategoryColumn categories
            ? (TableColumn)new CategoryColumn(c.Name, [.. categories.Codes.Select(v => random.NextDouble() < missing ? -1 : v)], categories.Levels)
            : new NumericColumn(c.Name, [.. ((NumericColumn)c).Values.Select(v => random.NextDouble() < missing ? double.NaN : v)]))]);
    }

    private static int EmptyRows(Table table) => Enumerable.Range(0, table.Count).Count(i => table.Columns.All(c => double.IsNaN(TableRows.Number(c, i))));

    private static double[] Numbers(Table table, string name) => ((NumericColumn)table[name]).Values;

    private static RunContext Run(long seed) => new(new Rng(seed));
}
