// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using MLNet.Synthetic.Testing;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class BootstrapSmoteTests
{
    private const string Label = "label";
    private static readonly Table s_made = MadeTable.Of(600);

    [TestMethod]
    public void Sample_Classes_KeepTheirShares()
    {
        var table = Classes(700, 250, 50);

        var drawn = Draw(Fit(table), 20_000);

        int[] codes = ((CategoryColumn)drawn[Label]).Codes;
        double[] shares = [0.7, 0.25, 0.05];
        for (int code = 0; code < shares.Length; code++)
            Assert.AreEqual(shares[code], codes.Count(c => c == code) / 20_000.0, 0.013);    // 4 deviations
    }

    [TestMethod]
    public void Sample_EveryRow_LiesBetweenTwoTrainingRowsOfItsClass()
    {
        var table = Classes(60, 40, 20);
        var (x, y, labels) = Points(table);

        var (newX, newY, newLabels) = Points(Draw(Fit(table), 500));

        for (int i = 0; i < newX.Length; i++)
        {
            int[] members = [.. Enumerable.Range(0, x.Length).Where(row => labels[row] == newLabels[i])];
            Assert.IsTrue(members.Any(a => members.Any(b => a != b && IsOnSegment(a, b, i))), $"row {i} lies on no segment between two rows of its class");
        }

        bool IsOnSegment(int a, int b, int i)
        {
            double u = (newX[i] - x[a]) / (x[b] - x[a]);
            return u is >= -1e-9 and <= 1 + 1e-9 && Math.Abs(y[a] + u * (y[b] - y[a]) - newY[i]) < 1e-9;
        }
    }

    [TestMethod]
    public void Sample_NeighborOfAnotherClass_IsNeverUsed()
    {
        double[] x = [.. Enumerable.Range(0, 200).Select(i => i % 2 == 0 ? i / 100.0 : 1000 + i / 100.0)];
        var table = new Table(new CategoryColumn(Label, [.. x.Select((_, i) => i % 2)], ["a", "b"]), new NumericColumn("x", x));

        var drawn = Draw(Fit(table), 2000);

        foreach (var (code, value) in ((CategoryColumn)drawn[Label]).Codes.Zip(((NumericColumn)drawn["x"]).Values))
            Assert.AreEqual(code == 1, value >= 1000, $"{value} of class {code}");
    }

    [TestMethod]
    public void Sample_LabelIsAQuantity_IsBetweenThoseOfTwoRows()
    {
        double[] x = [.. Enumerable.Range(0, 300).Select(i => i + 0.125)];
        var table = new Table(new NumericColumn("x", x), new NumericColumn(Label, Array.ConvertAll(x, v => 2 * v)));

        var model = Fit(table);
        var drawn = Draw(model, 1000);

        Assert.IsFalse(model.CanFix([Label]));
        foreach (var (value, label) in ((NumericColumn)drawn["x"]).Values.Zip(((NumericColumn)drawn[Label]).Values))
            Assert.AreEqual(2 * value, label, 0.02);                 // one u for all numbers of a row; rounded to the decimals of each column
    }

    [TestMethod]
    public void Fit_ClassOfOneRow_WarnsAndDrawsItAsItIs()
    {
        var warnings = new List<string>();
        var table = Classes(30, 20, 1);

        var drawn = Draw(new BootstrapSmote().Fit(table, TableSchema.Infer(table, Label), new(new(1), warning: warnings.Add)), 2000);

        StringAssert.Contains(warnings.Single(), "1 rows have no other row of their class");
        var (x, _, labels) = Points(drawn);
        double only = Points(table).X[^1];
        Assert.IsTrue(x.Where((_, i) => labels[i] == 2).All(v => v == only));
        Assert.Contains(2, labels);
    }

    [TestMethod]
    public void Sample_Rows_LieNearerToTrainingRowsThanFreshOnesDo()
    {
        var drawn = Draw(Fit(s_made), 600);
        var fresh = MadeTable.Of(600, seed: 2);
        var space = new GowerSpace(s_made);
        var search = new GowerSearch(space.Rows(s_made));

        double ours = Mean(drawn), others = Mean(fresh);

        Assert.IsLessThan(0.7 * others, ours, $"mean distance to the closest training row {ours:0.0000}, of fresh rows {others:0.0000}: a baseline known to copy");
        double Mean(Table table) => search.Nearest(space.Rows(table), 1, TreeTables.Run()).DistancesOfRank(0).Average(space.Distance);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1001)]
    public void Create_NeighborsOutOfRange_NamesTheSetting(int neighbors)
        => StringAssert.Contains(Assert.Throws<ArgumentOutOfRangeException>(() => new BootstrapSmote(new() { Neighbors = neighbors })).Message, nameof(BootstrapSmoteOptions.Neighbors));

    [TestMethod]
    public void Save_Model_SaysThatItHoldsTrainingRows()
    {
        Assert.IsTrue(SavedCases.Read(SavedCases.Saved(SavedCases.Models["BootstrapSmote"].Value)).Manifest.HoldsTrainingRows);
        Assert.IsFalse(SavedCases.Read(SavedCases.Saved(SavedCases.Models["IndependentColumns"].Value)).Manifest.HoldsTrainingRows);
    }

    private static ITableModel Fit(Table table) => new BootstrapSmote().Fit(table, TableSchema.Infer(table, Label), TreeTables.Run());

    private static Table Draw(ITableModel model, int rows) => new TableSampler(model).Draw(rows, TreeTables.Run());

    /// <summary>Two numbers of many digits and a label.</summary>
    private static Table Classes(params int[] rows)
    {
        var random = new Rng(3);
        int[] codes = [.. rows.SelectMany((count, code) => Enumerable.Repeat(code, count))];
        return new(
            new CategoryColumn(Label, codes, [.. rows.Select((_, code) => $"c{code}")]),
            new NumericColumn("x", Array.ConvertAll(codes, code => code + random.NextGaussian())),
            new NumericColumn("y", Array.ConvertAll(codes, code => -code + random.NextGaussian())));
    }

    private static (double[] X, double[] Y, int[] Labels) Points(Table table)
        => (((NumericColumn)table["x"]).Values, ((NumericColumn)table["y"]).Values, ((CategoryColumn)table[Label]).Codes);
}
