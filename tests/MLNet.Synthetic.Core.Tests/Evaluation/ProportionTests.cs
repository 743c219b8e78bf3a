// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class ProportionTests
{
    [TestMethod]
    [DataRow(0.5, 10, 0.2366, 0.7634)]
    [DataRow(0.0, 10, 0.0, 0.2775)]
    [DataRow(1.0, 10, 0.7225, 1.0)]
    [DataRow(81 / 263.0, 263, 0.2553, 0.3662)]                        // Newcombe (1998), table I
    public void Interval_Shares_EqualWilson(double share, int trials, double low, double high)
    {
        var interval = new Proportion(share, trials).Interval;

        Assert.AreEqual(low, interval.Low, 1e-4);
        Assert.AreEqual(high, interval.High, 1e-4);
    }

    [TestMethod]
    public void Less_NewcombesExample_EqualsPaper()
    {
        var interval = new Proportion(56 / 70.0, 70).Less(new(48 / 80.0, 80));        // Newcombe (1998), table II, example (a), method 10

        Assert.AreEqual(0.0524, interval.Low, 1e-4);
        Assert.AreEqual(0.3339, interval.High, 1e-4);
    }

    [TestMethod]
    public void RowGroups_RowsOfTwoTables_AreEqualWhereAllCellsAre()
    {
        Table first = MadeTables.Numbers([1, 1, double.NaN, 0], ["a", "b", "a", "a"]), second = MadeTables.Numbers([double.NaN, -0.0, 1], ["a", "a", "a"]);

        var groups = RowGroups.Of([first, second]);

        CollectionAssert.AreEqual(new[] { 0, 1, 2, 3 }, groups.Groups[0]);
        CollectionAssert.AreEqual(new[] { 2, 3, 0 }, groups.Groups[1]);
        CollectionAssert.AreEqual(new[] { 1, 1, 1, 1 }, groups.Sizes(0));
        CollectionAssert.AreEqual(new[] { 1, 0, 1, 1 }, groups.Sizes(1));
    }
}
