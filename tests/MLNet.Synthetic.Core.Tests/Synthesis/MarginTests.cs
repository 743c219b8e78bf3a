// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class MarginTests
{
    [TestMethod]
    public void OfNumbers_CommonAndRareOnes_CommonComeBackAndRareAreSmoothedHalfway()
    {
        // 2 missing, 6 zeros (common), one 10 and one 20 (rare): cells of 0.2, 0.6, 0.1 and 0.1
        var margin = Margin.OfNumbers([double.NaN, double.NaN, 0, 0, 0, 0, 0, 0, 20, 10], areCodes: false);

        Assert.AreEqual(4, margin.Cells);
        Assert.IsTrue(double.IsNaN(margin.At(0)));
        Assert.IsTrue(double.IsNaN(margin.At(0.1999)));
        Assert.AreEqual(0, margin.At(0.2));
        Assert.AreEqual(0, margin.At(0.7999));
        Assert.AreEqual(5, margin.At(0.8), 1e-9);                     // 10 owns 5 to 15
        Assert.AreEqual(10, margin.At(0.85), 1e-9);
        Assert.AreEqual(15, margin.At(0.9), 1e-9);                    // 20 owns 15 to 20: nothing beyond the largest
        Assert.AreEqual(20, margin.At(0.9999999999), 1e-6);
        Assert.AreEqual((0.8, 0.9), Rounded(margin.Places(margin.CellOf(10))));
        Assert.AreEqual((0.85, 0.85), Rounded(margin.PlacesOf(10)!.Value));
        Assert.AreEqual((0.2, 0.8), Rounded(margin.PlacesOf(0)!.Value));
        Assert.AreEqual((0, 0.2), Rounded(margin.PlacesOf(double.NaN)!.Value));
        Assert.AreEqual((1, 1), margin.PlacesOf(1000));
    }

    [TestMethod]
    public void OfNumbers_Codes_AllComeBack()
    {
        var margin = Margin.OfNumbers([3, 1, 1, 2], areCodes: true);

        CollectionAssert.AreEqual(new double[] { 1, 1, 2, 3 }, new[] { 0.0, 0.4, 0.6, 0.8 }.Select(margin.At).ToArray());
    }

    [TestMethod]
    public void OfCategories_WithoutOrder_MostFrequentComesFirst()
    {
        var margin = Margin.OfCategories([2, 0, 0, 0, 2, 1], order: null, rowsOfACommonCategory: 1);

        CollectionAssert.AreEqual(new double[] { 0, 2, 1 }, new[] { 0.1, 0.6, 0.9 }.Select(margin.At).ToArray());
        Assert.IsNull(margin.PlacesOf(7));
        Assert.IsNull(margin.PlacesOf(double.NaN));
    }

    [TestMethod]
    public void OfCategories_WithOrder_FollowsTheMeanAndKeepsRareOnesTogether()
    {
        // means: 0 → 5, 1 → −5, 2 and 3 have one row each, 8 and −6, and stand at their common mean of 1
        var margin = Margin.OfCategories([0, 0, 1, 1, 2, 3], order: [4, 6, -4, -6, 8, -6], rowsOfACommonCategory: 2);

        CollectionAssert.AreEqual(new double[] { 1, 2, 3, 0 }, new[] { 0.1, 0.4, 0.6, 0.9 }.Select(margin.At).ToArray());
    }

    [TestMethod]
    public void NumberCodec_WholeNumbersOfAGrain_KeepIt()
    {
        var column = new NumericColumn("price", [250, double.NaN, 1250, 450]);
        var codec = ColumnCodec.For(column, TableSchema.Infer(new Table(column)).Columns[0]);

        CollectionAssert.AreEqual(new double[] { 250, 650, 1250, double.NaN }, ((NumericColumn)codec.Decode([249, 610, 1300, double.NaN])).Values);
    }

    [TestMethod]
    public void TimestampCodec_TicksBeyondDoublePrecision_AreExactToTheirGrain()
    {
        long first = new DateTime(1900, 1, 1).Ticks + 3, hour = TimeSpan.TicksPerHour;
        var column = new TimestampColumn("t", [first, first + 6 * hour, first + 10_000_000L * hour / 10]);
        var codec = ColumnCodec.For(column, TableSchema.Infer(new Table(column)).Columns[0]);

        double[] steps = codec.Encode(column);

        CollectionAssert.AreEqual(new double[] { 0, 3, 500_000 }, steps);          // of two hours
        CollectionAssert.AreEqual(column.Ticks, ((TimestampColumn)codec.Decode([0, 3, 500_000])).Ticks);
        Assert.AreEqual(first + 4 * hour, ((TimestampColumn)codec.Decode([1.6])).Ticks[0]);
    }

    private static (double, double) Rounded((double From, double To) places) => (Math.Round(places.From, 9), Math.Round(places.To, 9));
}
