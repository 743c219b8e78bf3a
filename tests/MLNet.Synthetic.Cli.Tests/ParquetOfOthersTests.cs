// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using MLNet.Synthetic.Cli;

namespace MLNet.Synthetic.Tests;

/// <summary>Parquet as other programs write it: see Data/README.md.</summary>
[TestClass]
public sealed class ParquetOfOthersTests
{
    [TestMethod]
    public void Read_DuckDb_HasAllTypes()
    {
        var table = Read("duck_snappy.parquet");

        Assert.AreEqual(40, table.Table.Count);
        string[] numbers = ["a_int8", "b_int16", "c_int32", "d_int64", "e_uint8", "f_uint16", "g_uint32", "h_uint64", "i_float", "k_dec32", "l_dec64", "m_dec128"];
        double[] steps = [1, 3, 100_000, 1e10, 1, 1, 1, 1, 0.5, 1.25, 12345.678, 12345.6789];
        for (int j = 0; j < numbers.Length; j++)
        {
            double first = numbers[j] == "g_uint32" ? 4e9 : 0;
            double[] expected = [.. Enumerable.Range(0, 40).Select(i => first + (i * steps[j]))];
            double[] read = Numbers(table, numbers[j]);
            for (int i = 0; i < 40; i++)
                Assert.AreEqual(expected[i], read[i], 1e-9 * Math.Max(1, expected[i]), numbers[j]);
        }

        CollectionAssert.AreEqual(Enumerable.Range(0, 40).Select(i => i % 5 == 0).ToArray(), Array.ConvertAll(Numbers(table, "j_double"), double.IsNaN));
        CollectionAssert.AreEquivalent(new[] { "true", "false" }, ((CategoryColumn)table.Table["n_bool"]).Levels);
        Assert.AreEqual(10, table.Table["p_null"].Missing);
        Assert.AreEqual(new DateTime(2024, 1, 1).Ticks, ((TimestampColumn)table.Table["q_date"]).Ticks[0]);
        foreach (string name in (string[])["r_us", "u_tz"])
            Assert.AreEqual(new DateTime(2024, 1, 1, 10, 0, 39).Ticks, ((TimestampColumn)table.Table[name]).Ticks[39], name);
        Assert.AreEqual(new DateTime(2024, 1, 1, 10, 0, 0, 123).Ticks, ((TimestampColumn)table.Table["s_ms"]).Ticks[0]);
        Assert.AreEqual(14, table.Table["v_nullts"].Missing);
    }

    [TestMethod]
    [DataRow("arrow_Gzip_PARQUET_1_0.parquet")]
    [DataRow("arrow_Zstd_PARQUET_2_6.parquet")]
    public void Read_Arrow_HasAllGroupsAndMissingCells(string file)
    {
        var table = Read(file);

        Assert.AreEqual(80, table.Table.Count);
        CollectionAssert.AreEqual(Enumerable.Range(0, 80).Select(i => i % 40 * 1000.0).ToArray(), Numbers(table, "int32"));
        CollectionAssert.AreEqual(Enumerable.Range(0, 80).Select(i => i % 40 % 3 == 0 ? double.NaN : i % 40 * 1e10).ToArray(), Numbers(table, "long_null"));
        CollectionAssert.AreEqual(new[] { "grøn", "blå", "rød" }, ((CategoryColumn)table.Table["text"]).Levels);
        Assert.AreEqual(new DateTime(2024, 1, 1, 10, 0, 7).Ticks, ((TimestampColumn)table.Table["ts_us"]).Ticks[47]);
        Assert.AreEqual(28, table.Table["ts_ms_null"].Missing);
        Assert.AreEqual(39 * 1.125, Numbers(table, "dec")[39]);
    }

    [TestMethod]
    [DataRow("duck_nested.parquet", "column 'list' is nested")]
    [DataRow("duck_blob.parquet", "column 'b' holds binary values")]
    public void Read_NoCells_IsRefusedUnlessLeftOut(string file, string fault)
    {
        StringAssert.Contains(Assert.ThrowsExactly<SyntheticDataException>(() => Read(file)).Message, fault);

        Assert.AreEqual(5, Read(file, file.Contains("nested", StringComparison.Ordinal) ? ["list", "st"] : ["b"]).Table.Count);
    }

    private static LoadedTable Read(string file, string[]? ignore = null) => LoadedTable.Read(Path.Combine(AppContext.BaseDirectory, "Data", file), new() { Ignore = ignore ?? [] });

    private static double[] Numbers(LoadedTable table, string name) => ((NumericColumn)table.Table[name]).Values;
}
