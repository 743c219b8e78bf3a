// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class SiblingsTests
{
    [TestMethod]
    public void Earlier_ThreeChildren_AreMeansAndMostFrequentCategories()
    {
        var siblings = new Siblings(2, [Row([], []).Columns[0], Row([], []).Columns[1]]);
        siblings.Add([0, 1], Row([1, 10], [0, 2]));
        siblings.Add([0, 1], Row([2, double.NaN], [1, -1]));
        siblings.Add([0], Row([6], [1]));

        CollectionAssert.AreEqual(new[] { 3.0 }, ((NumericColumn)siblings.Earlier("n", [0])).Values);
        CollectionAssert.AreEqual(new[] { 10.0 }, ((NumericColumn)siblings.Earlier("n", [1])).Values);
        CollectionAssert.AreEqual(new[] { 1, 2 }, ((CategoryColumn)siblings.Earlier("c", [0, 1])).Codes);
        CollectionAssert.AreEqual(new[] { 6.0 }, ((NumericColumn)siblings.Previous("n", [0])).Values);
        CollectionAssert.AreEqual(new[] { 4.0, 4.0 }, siblings.Place("place", 2).Values);
    }

    [TestMethod]
    public void Steps_ThereAndBack_AreTheValues()
    {
        var order = new SiblingOrder("n", 0, Largest: 9, Decimals: 1);
        NumericColumn before = new("n", [1.1, 5]), now = new("n", [1.4, 9]);

        var steps = order.ToSteps(new(now), before);

        CollectionAssert.AreEqual(new[] { 0.3, 4 }, ((NumericColumn)steps["n"]).Values);
        CollectionAssert.AreEqual(now.Values, ((NumericColumn)order.FromSteps(steps, before)["n"]).Values);
        CollectionAssert.AreEqual(new[] { 1 }, order.Beyond(new(new NumericColumn("n", [0.3, 4.1])), before));
        CollectionAssert.AreEqual(new[] { 1.1, 9 }, ((NumericColumn)order.FromSteps(new(new NumericColumn("n", [-2, 40])), before)["n"]).Values);
    }

    [TestMethod]
    public void Match_Keys_AreRowsOfParentsAndMinusOneForOrphans()
    {
        NumericColumn parents = new("key", [7, 3, 5]), children = new("key", [3, 3, double.NaN, 8, 7]);

        CollectionAssert.AreEqual(new[] { 1, 1, -1, -1, 0 }, FamilyKeys.Match(parents, children));
        CollectionAssert.AreEqual(
            new[] { 1, -1, 0 }, FamilyKeys.Match(new CategoryColumn("key", [0, 1], ["a", "b"]), new CategoryColumn("key", [0, 1, 2], ["b", "c", "a"])));
        StringAssert.Contains(FamilyKeys.DescribeOrphans([1, -1], new NumericColumn("key", [3, 8])), "1 of 2 child rows belong to no parent row: row 1 (8)");
    }

    private static Table Row(double[] numbers, int[] codes) => new(new NumericColumn("n", numbers), new CategoryColumn("c", codes, ["x", "y", "z"]));
}
