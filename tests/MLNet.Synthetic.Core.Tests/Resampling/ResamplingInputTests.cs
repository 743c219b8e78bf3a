// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class ResamplingInputTests
{
    [TestMethod]
    [DataRow(double.PositiveInfinity)]
    [DataRow(double.NegativeInfinity)]
    public void Constructor_InfiniteFeature_NamesColumnAndRow(double value)
    {
        var x = Matrix.FromRows([1, 2], [3, value], [double.NaN, 4]);

        var error = Assert.ThrowsExactly<SyntheticDataException>(() => new ResamplingInput(x, [0, 1, 0], featureNames: ["age", "income"]));

        StringAssert.Contains(error.Message, "'income' is infinite in row 1");
    }

    [TestMethod]
    [DataRow(1e200)]
    [DataRow(-1.7e308)]
    public void Constructor_NumberTooLargeToSquare_NamesColumnAndRow(double value)
    {
        var error = Assert.ThrowsExactly<SyntheticDataException>(() => new ResamplingInput(Matrix.FromRows([1], [value]), [0, 1], featureNames: ["income"]));

        StringAssert.Contains(error.Message, "'income'");
        StringAssert.Contains(error.Message, "in row 1, too large");
    }

    [TestMethod]
    public void Constructor_LargestNumberAllowed_Passes()
        => Assert.IsFalse(new ResamplingInput(Matrix.FromRows([1e150], [-1e150]), [0, 1]).HasMissing);

    [TestMethod]
    [DataRow(-1.0)]
    [DataRow(0.5)]
    [DataRow(1e10)]
    public void Constructor_NominalCellThatIsNoCode_NamesColumnRowAndValue(double value)
    {
        var x = Matrix.FromRows([0], [value]);

        var error = Assert.ThrowsExactly<SyntheticDataException>(() => new ResamplingInput(x, [0, 1], [FeatureKind.Nominal], ["city"]));

        StringAssert.Contains(error.Message, "'city' holds");
        StringAssert.Contains(error.Message, "in row 1");
    }

    [TestMethod]
    public void Constructor_MissingCell_IsNoticed()
    {
        Assert.IsTrue(new ResamplingInput(Matrix.FromRows([0, 1], [2, double.NaN]), [0, 1]).HasMissing);
        Assert.IsTrue(new ResamplingInput(Matrix.FromRows([0, 1], [2, double.NaN]), [0, 1], [FeatureKind.Numeric, FeatureKind.Nominal]).HasMissing);
        Assert.IsFalse(new ResamplingInput(Matrix.FromRows([0, 1], [2, 3]), [0, 1]).HasMissing);
    }

    [TestMethod]
    public void Constructor_LengthsThatDoNotMatch_Throws()
    {
        var x = new Matrix(2, 2);

        Assert.ThrowsExactly<ArgumentException>(() => new ResamplingInput(x, [0]));
        Assert.ThrowsExactly<ArgumentException>(() => new ResamplingInput(x, [0, 1], [FeatureKind.Numeric]));
        Assert.ThrowsExactly<ArgumentException>(() => new ResamplingInput(x, [0, 1], featureNames: ["a"]));
        Assert.ThrowsExactly<ArgumentException>(() => new ResamplingInput(x, [0, 2], classNames: ["a", "b"]));
        Assert.ThrowsExactly<ArgumentException>(() => new ResamplingInput(x, [0, -1]));
    }

    [TestMethod]
    public void Constructor_UndefinedKind_Throws()
        => Assert.ThrowsExactly<ArgumentException>(() => new ResamplingInput(new Matrix(2, 1), [0, 1], [(FeatureKind)7]));

    [TestMethod]
    public void Constructor_TwoClassesOfOneName_NamesIt()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => new ResamplingInput(new Matrix(2, 1), [0, 1], classNames: ["yes", "yes"]));

        StringAssert.Contains(error.Message, "Two classes are named 'yes'");
    }

    [TestMethod]
    public void RowsByClass_ClassesInAnyOrder_AscendingRowNumbers()
    {
        var rows = new ResamplingInput(new Matrix(5, 1), [2, 0, 2, 0, 0]).RowsByClass();

        CollectionAssert.AreEqual(new[] { 1, 3, 4 }, rows[0]);
        Assert.IsEmpty(rows[1]);
        CollectionAssert.AreEqual(new[] { 0, 2 }, rows[2]);
    }
}
