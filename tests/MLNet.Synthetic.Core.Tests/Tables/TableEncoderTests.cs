// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using MLNet.Synthetic.Testing;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class TableEncoderTests
{
    private const double None = double.NaN;

    private static readonly Table Everything = new(
        new NumericColumn("age", [20, None, 40.5, -1e-300]),
        new CategoryColumn("city", [1, 0, CategoryColumn.MissingCode, 2], ["Oslo", "Rome", "Lima"]),
        new TimestampColumn("seen", [new DateTime(2024, 2, 29, 12, 0, 1).Ticks, new DateTime(1950, 1, 1).Ticks, new DateTime(2024, 3, 1).Ticks, 0]),
        new NumericColumn("zip", [90210, 501, None, 501]),
        new NumericVectorColumn("vector", Matrix.FromRows([0.5, 1, 0, 0, 7], [None, 0, 0, 1, 8], [1, 0, 0, 0, None], [0, 0, 1, 0, 9]), ["a", "b", "c", "d", "e"], [1..4]),
        new OtherColumn<string>("note", ["p", "q", "r", "s"]),
        new CategoryColumn("y", [0, 1, 0, 1], ["no", "yes"]));

    private static readonly TableSchema Schema = TableSchema.Infer(Everything, "y", ["zip"]);

    [TestMethod]
    public void Encode_EveryKind_NumbersAndCodes()
    {
        var encoder = TableEncoder.For(Everything, Schema);

        var x = encoder.Encode(Everything);

        CollectionAssert.AreEqual(new[] { "age", "city", "seen", "zip", "vector" }, encoder.ColumnNames.ToArray());
        CollectionAssert.AreEqual(new[] { "age", "city", "seen", "zip", "vector.a", "vector[1..3]", "vector.e" }, encoder.FeatureNames.ToArray());
        CollectionAssert.AreEqual(new[] { 0, 1, 0, 1, 0, 1, 0 }, encoder.Kinds.Select(k => (int)k).ToArray());
        CollectionAssert.AreEqual(new[] { 20, 1, Since1950(new(2024, 2, 29, 12, 0, 1)), 1, 0.5, 0, 7 }, x[0].ToArray());
        CollectionAssert.AreEqual(new[] { 40.5, None, Since1950(new(2024, 3, 1)), None, 1, 3, None }, x[2].ToArray());   // no 1 in the block: a code of its own
        Assert.IsTrue(double.IsNaN(x[3, 2]));

        static double Since1950(DateTime time) => time.Ticks - new DateTime(1950, 1, 1).Ticks;
    }

    [TestMethod]
    public void Decode_OfEncoded_EveryColumnAsItWas()
    {
        var encoder = TableEncoder.For(Everything, Schema);

        var decoded = encoder.Decode(encoder.Encode(Everything));

        AssertSame(Everything, decoded, ["age", "city", "seen", "zip", "vector"]);
    }

    [TestMethod]
    public void Decode_OfEncodedRealSets_EveryColumnAsItWas()
    {
        foreach (var set in RealData.All)
        {
            var encoder = TableEncoder.For(set.Table, TableSchema.Infer(set.Table, set.Label));

            var decoded = encoder.Decode(encoder.Encode(set.Table));

            AssertSame(set.Table, decoded, [.. set.Table.Columns.Select(c => c.Name).Where(n => n != set.Label)]);
        }
    }

    [TestMethod]
    public void For_NumbersOnly_LeavesCodesOutAndOneHotSlotsNumbers()
    {
        var encoder = TableEncoder.For(Everything, Schema, nominal: false);

        var x = encoder.Encode(Everything);

        CollectionAssert.AreEqual(new[] { "age", "seen", "vector" }, encoder.ColumnNames.ToArray());
        Assert.AreEqual(7, x.Columns);
        AssertSame(Everything, encoder.Decode(x), ["age", "seen", "vector"]);
    }

    [TestMethod]
    public void Encode_OnePlainVector_PassedOnWithoutACopy()
    {
        var vectors = new NumericVectorColumn("Features", Matrix.FromRows([1, 2], [3, None]));
        var table = new Table(vectors);
        var encoder = TableEncoder.For(table, TableSchema.Infer(table));

        var x = encoder.Encode(table);

        Assert.AreSame(vectors.Values, x);
        Assert.AreSame(x, ((NumericVectorColumn)encoder.Decode(x)["Features"]).Values);
    }

    [TestMethod]
    [DataRow(new double[] { 1, 1, 0 })]                               // two ones
    [DataRow(new double[] { 0, 0.5, 0 })]                             // not a one
    [DataRow(new double[] { 0, None, 0 })]
    [DataRow(new double[] { 0, 2, 0 })]                               // a count: bags of words have the same annotations
    public void For_BlockThatIsNotOneHot_StaysNumbers(double[] odd)
    {
        var table = new Table(new NumericVectorColumn("v", Matrix.FromRows([1, 0, 0], [0, 0, 1], odd), oneHotBlocks: [0..3]));

        var encoder = TableEncoder.For(table, TableSchema.Infer(table));

        Assert.IsTrue(encoder.Kinds.All(k => k == FeatureKind.Numeric));
        AssertSame(table, encoder.Decode(encoder.Encode(table)), ["v"]);
    }

    [TestMethod]
    public void Decode_TwoOneHotBlocksSideBySide_KeepsBlocksAndValues()
    {
        var table = new Table(new NumericVectorColumn("v", Matrix.FromRows([1, 0, 0, 1], [0, 1, 0, 0]), oneHotBlocks: [0..2, 2..4]));
        var encoder = TableEncoder.For(table, TableSchema.Infer(table));

        var x = encoder.Encode(table);

        CollectionAssert.AreEqual(new double[] { 0, 1, 1, 2 }, x.Values.ToArray());
        AssertSame(table, encoder.Decode(x), ["v"]);
    }

    [TestMethod]
    public void Decode_ValuesBetweenTimes_RoundedAndKeptInTheCalendar()
    {
        var table = new Table(new TimestampColumn("t", [DateTime.MaxValue.Ticks - 10, DateTime.MaxValue.Ticks]));
        var encoder = TableEncoder.For(table, TableSchema.Infer(table));

        var decoded = (TimestampColumn)encoder.Decode(Matrix.FromRows([2.6], [1e9], [-9e18]))["t"];

        CollectionAssert.AreEqual(new[] { DateTime.MaxValue.Ticks - 7, DateTime.MaxValue.Ticks, 1 }, decoded.Ticks);
    }

    [TestMethod]
    public void Encode_NoRows_EmptyBothWays()
    {
        var empty = Everything.Take([]);
        var encoder = TableEncoder.For(empty, Schema);

        var x = encoder.Encode(empty);

        Assert.AreEqual(0, x.Rows);
        Assert.AreEqual(0, encoder.Decode(x).Count);
    }

    [TestMethod]
    public void Decode_OtherNumberOfColumns_Throws()
        => Assert.ThrowsExactly<ArgumentException>(() => TableEncoder.For(Everything, Schema).Decode(new Matrix(1, 3)));

    [TestMethod]
    public void Encode_TableOfOtherLevels_NamesTheColumn()
    {
        var error = EncodeOther<ArgumentException>(new CategoryColumn("c", [0, 1], ["Oslo", "Rome"]), new CategoryColumn("c", [0, 1], ["Rome", "Oslo"]));

        StringAssert.Contains(error.Message, "'c' has other levels");
    }

    [TestMethod]
    public void Encode_TableWithUnseenCode_NamesColumnAndRow()
    {
        var error = EncodeOther<SyntheticDataException>(new NumericColumn("zip", [501, 90210]), new NumericColumn("zip", [501, 777]), "zip");

        StringAssert.Contains(error.Message, "'zip' holds the category 777 in row 1");
    }

    [TestMethod]
    public void Encode_TableOfOtherTypeOrSlots_NamesTheColumn()
    {
        StringAssert.Contains(EncodeOther<ArgumentException>(new NumericColumn("c", [1]), new TimestampColumn("c", [1])).Message, "'c'");
        StringAssert.Contains(
            EncodeOther<ArgumentException>(new NumericVectorColumn("c", new Matrix(1, 2)), new NumericVectorColumn("c", new Matrix(1, 3))).Message, "'c' has 3 slots");
    }

    [TestMethod]
    public void Encode_BlockNoLongerOneHot_NamesSlotsAndRow()
    {
        var error = EncodeOther<SyntheticDataException>(
            new NumericVectorColumn("v", Matrix.FromRows([1, 0], [0, 1]), oneHotBlocks: [0..2]),
            new NumericVectorColumn("v", Matrix.FromRows([1, 0], [0.5, 0.5]), oneHotBlocks: [0..2]));

        StringAssert.Contains(error.Message, "slots 0 to 1 of row 1");
    }

    private static TException EncodeOther<TException>(TableColumn learned, TableColumn other, params string[] categorical) where TException : Exception
    {
        var table = new Table(learned);
        var encoder = TableEncoder.For(table, TableSchema.Infer(table, null, categorical));
        return Assert.ThrowsExactly<TException>(() => encoder.Encode(new(other)));
    }

    private static void AssertSame(Table expected, Table actual, string[] names)
    {
        CollectionAssert.AreEqual(names, actual.Columns.Select(c => c.Name).ToArray());
        foreach (string name in names)
        {
            switch (expected[name], actual[name])
            {
                case (NumericColumn e, NumericColumn a):
                    CollectionAssert.AreEqual(e.Values, a.Values);
                    break;
                case (CategoryColumn e, CategoryColumn a):
                    CollectionAssert.AreEqual(e.Codes, a.Codes);
                    CollectionAssert.AreEqual(e.Levels, a.Levels);
                    break;
                case (TimestampColumn e, TimestampColumn a):
                    CollectionAssert.AreEqual(e.Ticks, a.Ticks);
                    break;
                case (NumericVectorColumn e, NumericVectorColumn a):
                    CollectionAssert.AreEqual(e.Values.Values.ToArray(), a.Values.Values.ToArray());
                    CollectionAssert.AreEqual(e.SlotNames?.ToArray(), a.SlotNames?.ToArray());
                    CollectionAssert.AreEqual(e.OneHotBlocks.ToArray(), a.OneHotBlocks.ToArray());
                    break;
                default:
                    Assert.Fail($"{name}: {actual[name].GetType()}");
                    break;
            }
        }
    }
}
