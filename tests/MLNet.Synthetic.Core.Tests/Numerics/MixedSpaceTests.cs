// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class MixedSpaceTests
{
    private const FeatureKind Numeric = FeatureKind.Numeric, Nominal = FeatureKind.Nominal;

    [TestMethod]
    public void SquaredDistance_Numbers_DividedByTheirScales()
    {
        var space = new MixedSpace(Matrix.FromRows([0, 100], [3, 500]), [0, 1], [1, 100]);

        Assert.AreEqual(9 + 16, space.SquaredDistance(0, 1), 1e-12);
    }

    [TestMethod]
    public void SquaredDistance_CodesThatDiffer_AddThePenaltySquaredEach()
    {
        var x = Matrix.FromRows([1, 0, 0, 7], [3, 0, 1, 8]);

        var space = new MixedSpace(x, [0, 1], [2, 1, 1, 1], [Numeric, Nominal, Nominal, Nominal], nominalPenalty: 3);

        Assert.AreEqual(1 + 2 * 9, space.SquaredDistance(0, 1), 1e-12);
    }

    [TestMethod]
    public void SquaredDistance_MissingCells_SumOfComparedColumnsEnlargedToAll()
    {
        var x = Matrix.FromRows([1, double.NaN, 0, 5], [3, 4, 1, double.NaN]);

        var space = new MixedSpace(x, [0, 1], [1, 1, 1, 1], [Numeric, Numeric, Nominal, Nominal], nominalPenalty: 2);

        Assert.AreEqual((4 + 4) * 4 / 2.0, space.SquaredDistance(0, 1), 1e-12);  // two of four columns compared
    }

    [TestMethod]
    public void SquaredDistance_NothingToCompare_Infinite()
    {
        var x = Matrix.FromRows([1, double.NaN], [double.NaN, 2]);

        var space = new MixedSpace(x, [0, 1], [1, 1], [Numeric, Nominal]);

        Assert.IsTrue(double.IsPositiveInfinity(space.SquaredDistance(0, 1)));
    }

    [TestMethod]
    public void Constructor_SomeRows_PointsAreThose()
    {
        var space = new MixedSpace(Matrix.FromRows([0], [10], [13]), [2, 1], [1]);

        Assert.AreEqual(2, space.Count);
        Assert.AreEqual(9, space.SquaredDistance(0, 1));
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(-1)]
    [DataRow(double.NaN)]
    [DataRow(double.PositiveInfinity)]
    public void Constructor_ScaleNotAboveZero_Throws(double scale)
        => Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new MixedSpace(new Matrix(2, 1), [0, 1], [scale]));

    [TestMethod]
    [DataRow(-1)]
    [DataRow(double.NaN)]
    [DataRow(double.PositiveInfinity)]
    public void Constructor_ImpossiblePenalty_Throws(double penalty)
        => Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new MixedSpace(new Matrix(2, 1), [0, 1], [1], [Nominal], penalty));

    [TestMethod]
    [DataRow(double.PositiveInfinity, 1)]
    [DataRow(1e200, 1)]
    [DataRow(1.0, 1e-200)]
    public void Constructor_NumberTooLargeToSquare_NamesColumnAndRow(double value, double scale)
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => new MixedSpace(Matrix.FromRows([0], [value]), [0, 1], [scale]));

        StringAssert.Contains(error.Message, "Column 0 of row 1");
    }

    [TestMethod]
    public void Constructor_ScalesOrKindsOfOtherLength_Throws()
    {
        Assert.ThrowsExactly<ArgumentException>(() => new MixedSpace(new Matrix(2, 2), [0, 1], [1]));
        Assert.ThrowsExactly<ArgumentException>(() => new MixedSpace(new Matrix(2, 2), [0, 1], [1, 1], [Numeric]));
    }
}
