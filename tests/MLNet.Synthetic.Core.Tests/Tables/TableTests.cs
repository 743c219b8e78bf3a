// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class TableTests
{
    private static readonly Table Mixed = new(
        new NumericColumn("age", [20, double.NaN, 40]),
        new CategoryColumn("city", [1, 0, CategoryColumn.MissingCode], ["Oslo", "Rome"]),
        new TimestampColumn("seen", [10, 20, 30]),
        new NumericVectorColumn("scores", Matrix.FromRows([1, 2], [3, double.NaN], [double.NaN, double.NaN])),
        new OtherColumn<string>("note", ["x", "y", "z"]));

    [TestMethod]
    public void Indexer_KnownName_ThatColumn()
    {
        Assert.AreSame(Mixed.Columns[1], Mixed["city"]);
        Assert.AreEqual(3, Mixed.Count);
    }

    [TestMethod]
    public void Indexer_UnknownName_ListsTheNames()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => Mixed["town"]);

        StringAssert.Contains(error.Message, "'town'");
        StringAssert.Contains(error.Message, "'age', 'city', 'seen', 'scores', 'note'");
    }

    [TestMethod]
    public void Missing_EachKind_CountsRows()
        => CollectionAssert.AreEqual(new[] { 1, 1, 0, 2, 0 }, Mixed.Columns.Select(c => c.Missing).ToArray());

    [TestMethod]
    public void Take_RowsInAnyOrder_EveryColumnFollows()
    {
        var taken = Mixed.Take([2, 0, 2]);

        CollectionAssert.AreEqual(new double[] { 40, 20, 40 }, ((NumericColumn)taken["age"]).Values);
        CollectionAssert.AreEqual(new[] { -1, 1, -1 }, ((CategoryColumn)taken["city"]).Codes);
        CollectionAssert.AreEqual(new long[] { 30, 10, 30 }, ((TimestampColumn)taken["seen"]).Ticks);
        CollectionAssert.AreEqual(new[] { double.NaN, double.NaN, 1, 2, double.NaN, double.NaN }, ((NumericVectorColumn)taken["scores"]).Values.Values.ToArray());
        CollectionAssert.AreEqual(new[] { "z", "x", "z" }, ((OtherColumn<string>)taken["note"]).Values);
        CollectionAssert.AreEqual(Mixed.Columns.Select(c => (c.Name, c.Kind)).ToArray(), taken.Columns.Select(c => (c.Name, c.Kind)).ToArray());
    }

    [TestMethod]
    public void Take_NoRows_KeepsTheColumns()
    {
        var taken = Mixed.Take([]);

        Assert.AreEqual(0, taken.Count);
        Assert.HasCount(5, taken.Columns);
    }

    [TestMethod]
    public void Constructor_ColumnsOfDifferentLength_NamesBoth()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => new Table(new NumericColumn("a", [1, 2]), new NumericColumn("b", [1])));

        StringAssert.Contains(error.Message, "Column 'b' has 1 rows but 'a' has 2");
    }

    [TestMethod]
    public void Constructor_TwoColumnsOfOneName_NamesIt()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => new Table(new NumericColumn("a", [1]), new NumericColumn("a", [1])));

        StringAssert.Contains(error.Message, "'a'");
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(-2)]
    public void CategoryColumn_CodeWithoutLevel_NamesColumnCodeAndRow(int code)
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => new CategoryColumn("city", [0, code], ["Oslo", "Rome"]));

        StringAssert.Contains(error.Message, $"'city' holds code {code} in row 1, but has 2 levels");
    }

    [TestMethod]
    public void NumericVectorColumn_NamesOrBlocksThatDoNotFit_Throws()
    {
        Assert.ThrowsExactly<ArgumentException>(() => new NumericVectorColumn("v", new Matrix(1, 2), ["only one"]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new NumericVectorColumn("v", new Matrix(1, 2), oneHotBlocks: [0..3]));
    }

    [TestMethod]
    public void Constructors_NoValues_Throw()
    {
        Assert.ThrowsExactly<ArgumentNullException>(() => new NumericColumn("a", null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => new TimestampColumn("a", null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => new OtherColumn<int>("a", null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => new CategoryColumn("a", null!, []));
    }
}
