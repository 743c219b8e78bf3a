// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using MLNet.Synthetic.Testing;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class TableSchemaTests
{
    [TestMethod]
    [DataRow(new double[] { 1, 2, -3 }, 0)]
    [DataRow(new double[] { 1, 2.5 }, 1)]
    [DataRow(new double[] { 0.25, 0.1 }, 2)]
    [DataRow(new double[] { 1234567.89, 7654321.5 }, 2)]              // cents of large amounts
    [DataRow(new double[] { 0.1 + 0.2 }, 1)]                          // 0.30000000000000004
    [DataRow(new double[] { 1e17, 5 }, 0)]
    [DataRow(new double[] { 0.123456 }, 6)]
    public void Infer_Numbers_CountsDecimals(double[] values, int decimals)
        => Assert.AreEqual(decimals, Infer(new NumericColumn("x", values)).Decimals);

    [TestMethod]
    [DataRow(0.1f, 1)]
    [DataRow(16777.25f, 2)]
    [DataRow(19.99f, 2)]
    [DataRow(8388607.5f, 1)]
    public void Infer_NumbersThatWereFloats_CountsTheirDecimals(float value, int decimals)
        => Assert.AreEqual(decimals, Infer(new NumericColumn("x", [value, 3])).Decimals);

    [TestMethod]
    [DataRow(1.0 / 3)]
    [DataRow(1e-9)]
    [DataRow(Math.PI)]
    public void Infer_MoreThanSixDecimals_NoNumberOfThem(double value)
        => Assert.IsNull(Infer(new NumericColumn("x", [1, value])).Decimals);

    [TestMethod]
    public void Infer_NumbersWithMissing_RangeOfTheObserved()
    {
        var column = Infer(new NumericColumn("x", [3, double.NaN, -1, 3]));

        Assert.AreEqual(new ColumnSchema("x", ColumnKind.Numeric, ColumnRole.Feature, 1, 2, -1, 3, 0), column);
    }

    [TestMethod]
    public void Infer_NothingObserved_NoRange()
    {
        Assert.AreEqual(new ColumnSchema("x", ColumnKind.Numeric, ColumnRole.Feature, 2, 0, null, null, null), Infer(new NumericColumn("x", [double.NaN, double.NaN])));
        Assert.AreEqual(new ColumnSchema("t", ColumnKind.Timestamp, ColumnRole.Feature, 0, 0, null, null, null), Infer(new TimestampColumn("t", [])));
    }

    [TestMethod]
    [DataRow("CustomerId", 21, ColumnRole.Id)]
    [DataRow("id", 21, ColumnRole.Id)]
    [DataRow("row_id", 21, ColumnRole.Id)]
    [DataRow("CustomerID", 21, ColumnRole.Id)]
    [DataRow("CustomerId", 20, ColumnRole.Feature)]                   // too few to tell
    [DataRow("paid", 21, ColumnRole.Feature)]
    public void Infer_WholeNumbersAllDifferent_IdByName(string name, int rows, ColumnRole role)
        => Assert.AreEqual(role, Infer(new NumericColumn(name, [.. Enumerable.Range(0, rows).Select(i => (double)i)])).Role);

    [TestMethod]
    public void Infer_RepeatedOrBrokenNumbers_NoId()
    {
        Assert.AreEqual(ColumnRole.Feature, Infer(new NumericColumn("id", [.. Enumerable.Range(0, 30).Select(i => i / 2.0)])).Role);
        Assert.AreEqual(ColumnRole.Feature, Infer(new NumericColumn("id", [.. Enumerable.Range(0, 30).Select(i => i / 2 * 1.0)])).Role);
    }

    [TestMethod]
    [DataRow(30, 40, ColumnKind.Text, ColumnRole.Ignore)]             // 30 levels in 40 rows
    [DataRow(20, 20, ColumnKind.Category, ColumnRole.Feature)]        // few enough whatever the rows
    [DataRow(30, 60, ColumnKind.Category, ColumnRole.Feature)]        // half are different: not more than half
    [DataRow(30, 59, ColumnKind.Text, ColumnRole.Ignore)]
    public void Infer_Categories_FreeTextWhenMostDiffer(int levels, int rows, ColumnKind kind, ColumnRole role)
    {
        var column = Infer(new CategoryColumn("c", [.. Enumerable.Range(0, rows).Select(i => i % levels)], [.. Enumerable.Range(0, levels + 5).Select(i => $"level {i}")]));

        Assert.AreEqual((kind, role, levels), (column.Kind, column.Role, column.Distinct));
    }

    [TestMethod]
    public void Infer_LabelAndCategoricalNames_TakeTheirRoles()
    {
        var table = new Table(new NumericColumn("month", [1, 2, 3]), new CategoryColumn("y", [0, 1, 0], ["no", "yes"]));

        var schema = TableSchema.Infer(table, "y", ["month"]);

        Assert.AreEqual((ColumnKind.Category, ColumnRole.Feature), (schema["month"].Kind, schema["month"].Role));
        Assert.AreEqual((ColumnKind.Category, ColumnRole.Label), (schema["y"].Kind, schema["y"].Role));
    }

    [TestMethod]
    public void Infer_NameThatIsNoColumn_ListsTheNames()
    {
        var table = new Table(new NumericColumn("month", [1]));

        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => TableSchema.Infer(table, "label")).Message, "no column 'label'");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => TableSchema.Infer(table, null, ["day"])).Message, "no column 'day'");
    }

    [TestMethod]
    public void Infer_OtherKinds_VectorsAreFeaturesTheRestIsLeftAlone()
    {
        Assert.AreEqual(ColumnRole.Feature, Infer(new NumericVectorColumn("v", new Matrix(2, 3))).Role);
        Assert.AreEqual(ColumnRole.Ignore, Infer(new OtherColumn<string>("o", ["a", "b"])).Role);
    }

    [TestMethod]
    public void With_OneColumn_OnlyThatIsCorrected()
    {
        var schema = TableSchema.Infer(new(new NumericColumn("a", [1]), new NumericColumn("b", [2])));

        var corrected = schema.With("b", c => c with { Role = ColumnRole.Ignore });

        Assert.AreSame(schema["a"], corrected["a"]);
        Assert.AreEqual(ColumnRole.Ignore, corrected["b"].Role);
        Assert.AreEqual(ColumnRole.Feature, schema["b"].Role);
        Assert.ThrowsExactly<ArgumentException>(() => schema.With("c", c => c));
    }

    [TestMethod]
    public void ToString_MixedTable_ReadsAsATable()
    {
        var table = new Table(
            new NumericColumn("age", [20, double.NaN, 40.5]),
            new CategoryColumn("city", [1, 0, 1], ["Oslo", "Rome"]),
            new TimestampColumn("seen", [new DateTime(2024, 2, 29).Ticks, new DateTime(2023, 1, 2, 3, 4, 5).Ticks, DateTime.MaxValue.Ticks]));

        string text = TableSchema.Infer(table, "city").ToString();

        string[] expected =
        [
            "column  kind       role     missing  distinct              minimum              maximum  decimals",
            "age     Numeric    Feature        1         2                   20                 40.5         1",
            "city    Category   Label          0         2                                                    ",
            "seen    Timestamp  Feature        0         3  2023-01-02 03:04:05  9999-12-31 23:59:59          ",
        ];
        CollectionAssert.AreEqual(expected, text.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [TestMethod]
    public void Infer_CreditData_AsItIs()
    {
        var schema = TableSchema.Infer(RealData.Credit.Table, "Status");

        Assert.AreEqual(ColumnRole.Label, schema["Status"].Role);
        Assert.AreEqual(new ColumnSchema("Income", ColumnKind.Numeric, ColumnRole.Feature, 381, schema["Income"].Distinct, 6, 959, 0), schema["Income"]);
        Assert.AreEqual((ColumnKind.Category, 6), (schema["Home"].Kind, schema["Home"].Missing));
    }

    private static ColumnSchema Infer(TableColumn column) => TableSchema.Infer(new(column)).Columns[0];
}
