// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class MatrixTests
{
    [TestMethod]
    public void FromRows_RowsOfOneLength_CopiesThem()
    {
        double[] row = [1, 2];

        var x = Matrix.FromRows(row, [3, 4]);
        row[0] = 9;
        x[1, 0] = 7;

        CollectionAssert.AreEqual(new double[] { 1, 2, 7, 4 }, x.Values.ToArray());
        CollectionAssert.AreEqual(new double[] { 7, 4 }, x[1].ToArray());
    }

    [TestMethod]
    public void FromRows_RowsOfDifferentLength_NamesTheRow()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => Matrix.FromRows([1, 2], [3]));

        StringAssert.Contains(error.Message, "Row 1 has 1 values but row 0 has 2");
    }

    [TestMethod]
    public void Constructor_ValuesOfOtherLength_Throws()
        => Assert.ThrowsExactly<ArgumentException>(() => new Matrix(2, 3, new double[5]));

    [TestMethod]
    [DataRow(-1, 1)]
    [DataRow(1, -1)]
    [DataRow(50_000, 50_000)]
    public void Constructor_ImpossibleSize_Throws(int rows, int columns)
        => Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new Matrix(rows, columns));

    [TestMethod]
    public void Constructor_NoColumns_KeepsItsRows()
    {
        var x = new Matrix(3, 0);

        Assert.AreEqual(3, x.Rows);
        Assert.IsTrue(x[2].IsEmpty);
    }
}
