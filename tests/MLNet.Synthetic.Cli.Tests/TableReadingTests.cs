// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.IO.Compression;
using System.Text;
using MLNet.Synthetic.Cli;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class TableReadingTests
{
    [TestMethod]
    public void Read_QuotesAndLineBreaksInQuotes_AreOneCell()
    {
        using var at = new Workplace();
        var table = Read(at.Write("a.csv", "name,note\r\nx,\"one\ntwo, \"\"three\"\"\"\r\ny,plain\r\n"));
        CollectionAssert.AreEqual(new[] { "one\ntwo, \"three\"", "plain" }, Texts(table, "note"));
    }

    [TestMethod]
    public void Read_ByteOrderMark_IsNoPartOfTheFirstName()
    {
        using var at = new Workplace();
        File.WriteAllText(at["a.csv"], "näme,b\nÄ,1\n", new UTF8Encoding(true));
        var table = Read(at["a.csv"]);
        Assert.AreEqual("näme", table.Table.Columns[0].Name);
        CollectionAssert.AreEqual(new[] { "Ä" }, Texts(table, "näme"));
    }

    [TestMethod]
    [DataRow(";")]
    [DataRow("\t")]
    [DataRow("|")]
    public void Read_OtherSeparators_AreFoundInTheHeader(string separator)
    {
        using var at = new Workplace();
        var table = Read(at.Write("a.csv", $"a{separator}\"b,c,d,e\"\n1{separator}2\n"));
        CollectionAssert.AreEqual(new[] { "a", "b,c,d,e" }, table.Table.Columns.Select(c => c.Name).ToArray());
    }

    [TestMethod]
    public void Read_DecimalCommas_AreNumbersWhenAsked()
    {
        using var at = new Workplace();
        string path = at.Write("a.csv", "a;b\n1.234,5;x\n-0,25;y\n");
        CollectionAssert.AreEqual(new[] { 1234.5, -0.25 }, Numbers(Read(path, new() { DecimalComma = true }), "a"));
        Assert.AreEqual(CellType.Text, Read(path).Formats[0].Type);
    }

    [TestMethod]
    public void Read_Gzip_IsUnpacked()
    {
        using var at = new Workplace();
        using (var packed = new GZipStream(File.Create(at["a.csv.gz"]), CompressionLevel.Fastest))
            packed.Write("a,b\n1,2\n"u8);
        CollectionAssert.AreEqual(new[] { 2.0 }, Numbers(Read(at["a.csv.gz"]), "b"));
        at.Write("b.csv.gz", "a,b\n1,2\n");
        StringAssert.Contains(Assert.ThrowsExactly<SyntheticDataException>(() => Read(at["b.csv.gz"])).Message, "unpacked");
    }

    [TestMethod]
    [DataRow("a,b\n1,2\n3\n", "line 3, column 2")]
    [DataRow("a,b\n1,2\n3,4,5\n", "line 3, column 3")]
    [DataRow("a,b\n1,\"x\ny\"\n2,\"z\"q\n", "line 4, column 2")]
    [DataRow("a,b\n1,2\n\"3,4\n", "line 3, column 1")]
    [DataRow("a,b\n1,2\n3,x\"y\n", "line 3, column 2")]
    public void Read_Malformed_NamesLineAndColumn(string text, string place)
    {
        using var at = new Workplace();
        StringAssert.Contains(Assert.ThrowsExactly<SyntheticDataException>(() => Read(at.Write("a.csv", text))).Message, place);
    }

    [TestMethod]
    [DataRow("", "empty")]
    [DataRow("a,b\n", "no rows")]
    [DataRow("a,a\n1,2\n", "both named 'a'")]
    [DataRow("a,\n1,2\n", "has no name")]
    public void Read_NoTable_SaysWhy(string text, string why)
    {
        using var at = new Workplace();
        StringAssert.Contains(Assert.ThrowsExactly<SyntheticDataException>(() => Read(at.Write("a.csv", text))).Message, why);
    }

    [TestMethod]
    public void Read_TypesOfCells_AreFound()
    {
        using var at = new Workplace();
        var table = Read(at.Write("a.csv", "whole,real,code,date,time,gaps\n1,1.5,007,2024-05-31,31.12.2024 23:59,2024-01-01\nNA,-2e3,012,2024-06-01,01.01.2025 00:00,\n"));
        CollectionAssert.AreEqual(
            new[] { CellType.Number, CellType.Number, CellType.Text, CellType.Time, CellType.Time, CellType.Time }, table.Formats.Select(f => f.Type).ToArray());
        CollectionAssert.AreEqual(new[] { true, false }, table.Formats.Take(2).Select(f => f.IsWhole).ToArray());
        Assert.IsTrue(double.IsNaN(Numbers(table, "whole")[1]));
    }

    [TestMethod]
    public void Read_OtherFileOfOtherType_NamesTheCell()
    {
        using var at = new Workplace();
        var first = Read(at.Write("a.csv", "a,b\n1,x\n"));
        var error = Assert.ThrowsExactly<SyntheticDataException>(() => LoadedTable.Read(at.Write("b.csv", "b,a\nx,1\ny,two\n"), new(), first.Formats));
        StringAssert.Contains(error.Message, "line 3, column 2 ('a'): 'two' is not a number");
    }

    [TestMethod]
    public void Read_JsonLines_KeepsKeysThatComeLate()
    {
        using var at = new Workplace();
        var table = Read(at.Write("a.jsonl", "{\"a\": 1, \"b\": \"x\"}\n\n{\"a\": null, \"c\": true}\n"));
        CollectionAssert.AreEqual(new[] { "x", null }, Texts(table, "b"));
        CollectionAssert.AreEqual(new[] { null, "true" }, Texts(table, "c"));
        StringAssert.Contains(Assert.ThrowsExactly<SyntheticDataException>(() => Read(at.Write("b.jsonl", "{\"a\": 1}\n{\"a\": [1]}\n"))).Message, "line 2");
        StringAssert.Contains(Assert.ThrowsExactly<SyntheticDataException>(() => Read(at.Write("c.jsonl", "{\"a\": 1}\n{\"a\": \n"))).Message, "line 2");
    }

    [TestMethod]
    [DataRow("rows.csv")]
    [DataRow("rows.csv.gz")]
    [DataRow("rows.tsv")]
    [DataRow("rows.jsonl")]
    [DataRow("rows.jsonl.gz")]
    [DataRow("rows.parquet")]
    public void WriteAll_ThenRead_GivesTheSameRows(string file)
    {
        using var at = new Workplace();
        var first = Read(at.Write("a.csv", "n,x,t,d,e\n1,0.1,\"a \"\"b\"\"\nc;d,\",2024-05-31,2024-01-01 10:00:00\n,-1e-7, x ,2023-01-01,\n3,,,2022-12-31,1999-12-31 23:59:59\n"));
        var options = new OutputOptions(at[file], FileFormats.Of(file), FileFormats.IsTabbed(file) ? '\t' : ',', false, "");
        Assert.AreEqual(3, RowWriter.WriteAll(DataViewWriter.ToDataView(first.Table), first.Formats, options, TextWriter.Null, null, CancellationToken.None));
        var second = Read(at[file]);
        Assert.AreEqual(TableHash.Of(first.Table), TableHash.Of(second.Table));
        Assert.AreEqual(string.Join(',', first.Formats.Select(f => f.Type)), string.Join(',', second.Formats.Select(f => f.Type)));
    }

    [TestMethod]
    public void WriteAll_DecimalCommas_AreReadBack()
    {
        using var at = new Workplace();
        var first = Read(at.Write("a.csv", "a,b\n1234.5,x\n0.25,y\n"));
        RowWriter.WriteAll(DataViewWriter.ToDataView(first.Table), first.Formats, new(at["b.csv"], FileFormat.Csv, ';', true, ""), TextWriter.Null, null, CancellationToken.None);
        Assert.AreEqual("a;b\n1234,5;x\n0,25;y\n", File.ReadAllText(at["b.csv"]));
        CollectionAssert.AreEqual(new[] { 1234.5, 0.25 }, Numbers(Read(at["b.csv"], new() { DecimalComma = true }), "a"));
    }

    [TestMethod]
    public void Read_DamagedParquet_IsADataError()
    {
        using var at = new Workplace();
        var first = Read(at.Write("a.csv", Workplace.Customers(50)));
        RowWriter.WriteAll(DataViewWriter.ToDataView(first.Table), first.Formats, new(at["a.parquet"], FileFormat.Parquet, ',', false, ""), TextWriter.Null, null, CancellationToken.None);
        byte[] bytes = File.ReadAllBytes(at["a.parquet"]);
        File.WriteAllBytes(at["b.parquet"], bytes[..(bytes.Length / 2)]);
        StringAssert.Contains(Assert.ThrowsExactly<SyntheticDataException>(() => Read(at["b.parquet"])).Message, "Parquet");
    }

    private static LoadedTable Read(string path, TableReadOptions? options = null) => LoadedTable.Read(path, options ?? new());

    private static string?[] Texts(LoadedTable table, string name)
        => table.Table[name] is CategoryColumn column ? [.. column.Codes.Select(code => code < 0 ? null : column.Levels[code])] : throw new AssertFailedException($"'{name}' is no text");

    private static double[] Numbers(LoadedTable table, string name) => ((NumericColumn)table.Table[name]).Values;
}
