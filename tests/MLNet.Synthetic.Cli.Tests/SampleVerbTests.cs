// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.IO.Compression;
using MLNet.Synthetic.Cli;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class SampleVerbTests
{
    [TestMethod]
    [DataRow("rows.csv")]
    [DataRow("rows.csv.gz")]
    [DataRow("rows.jsonl")]
    public void Sample_AnyThreads_WritesTheSameBytesInOrder(string file)
    {
        using var at = new Workplace();
        string model = Model(at);
        string[] hashes = [.. new[] { "1", "2", "8" }.Select(threads =>
        {
            Workplace.Run("sample", model, "--rows", "20000", "-o", at[file], "--threads", threads, "-q").Done();
            return FileRecord.Hash(at[file]);
        })];

        Assert.AreEqual(1, hashes.Distinct().Count());
        Workplace.Run("verify", at[file]).Done();
        if (file == "rows.csv")
            CollectionAssert.AreEqual(Enumerable.Range(1, 20_000).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)).ToArray(), File.ReadLines(at[file]).Skip(1).Select(l => l[..l.IndexOf(',')]).ToArray());
    }

    [TestMethod]
    public void Sample_Gzip_HoldsTheRowsOfTheCsv()
    {
        using var at = new Workplace();
        string model = Model(at);
        Workplace.Run("sample", model, "--rows", "9000", "-o", at["a.csv"], "-q").Done();
        Workplace.Run("sample", model, "--rows", "9000", "-o", at["a.csv.gz"], "-q").Done();

        using var text = new StreamReader(new GZipStream(File.OpenRead(at["a.csv.gz"]), CompressionMode.Decompress));

        Assert.AreEqual(File.ReadAllText(at["a.csv"]), text.ReadToEnd());
    }

    [TestMethod]
    public void Sample_Fewer_IsTheBeginningOfMore()
    {
        using var at = new Workplace();
        string model = Model(at);
        Workplace.Run("sample", model, "--rows", "100", "-o", at["few.csv"], "-q").Done();
        Workplace.Run("sample", model, "--rows", "20000", "-o", at["many.csv"], "-q").Done();
        CollectionAssert.AreEqual(File.ReadAllLines(at["few.csv"]), File.ReadLines(at["many.csv"]).Take(101).ToArray());
    }

    [TestMethod]
    [DataRow("generate")]
    [DataRow("sample")]
    public void Shares_OfTheLabelOrAnotherColumn_AreExact(string verb)
    {
        using var at = new Workplace();
        string source = verb == "sample" ? Model(at) : at.Write("a.csv", Workplace.Customers(300));
        string[] label = verb == "generate" ? ["--label", "Churn"] : [];
        Workplace.Run([verb, source, "--rows", "1000", "--shares", "Churn: yes=30%, no=0.7", "-o", at["b.csv"], "-q", .. label]).Done();
        Assert.AreEqual(300, File.ReadLines(at["b.csv"]).Count(line => line.EndsWith(",yes", StringComparison.Ordinal)));

        Workplace.Run(verb, source, "--rows", "90", "--shares", "City: \"Washington, D.C.\"=1, Bern=2", "--where", "Age>40", "-o", at["b.csv"], "-q").Done();
        Assert.AreEqual(60, File.ReadLines(at["b.csv"]).Count(line => line.Contains(",Bern,", StringComparison.Ordinal)));
        Assert.AreEqual(30, File.ReadLines(at["b.csv"]).Count(line => line.Contains("\"Washington, D.C.\"", StringComparison.Ordinal)));
    }

    [TestMethod]
    [DataRow("Churn yes=1", ExitCode.Usage, "':' is expected")]
    [DataRow("Churn: yes=many", ExitCode.Usage, "'many' is no share")]
    [DataRow("Churn: yes=1, yes=2", ExitCode.Usage, "twice")]
    [DataRow("Churn: yes=0", ExitCode.Usage, "above 0")]
    [DataRow("Churn: maybe=1", ExitCode.Data, "no level 'maybe'")]
    [DataRow("Chum: yes=1", ExitCode.Data, "no column 'Chum'")]
    public void Shares_ThatCannotBe_AreRefused(string shares, int code, string why)
    {
        using var at = new Workplace();
        var run = Workplace.Run("sample", Model(at), "--shares", shares, "-o", at["b.csv"]);
        Assert.AreEqual(code, run.Code);
        StringAssert.Contains(run.Error, why);
        Assert.IsFalse(run.Error.Contains("Parameter", StringComparison.Ordinal), run.Error);
        Assert.IsFalse(File.Exists(at["b.csv"]));
    }

    private static string Model(Workplace at)
    {
        Workplace.Run("fit", at.Write("a.csv", Workplace.Customers(300)), "--label", "Churn", "--id", "Id", "-o", at["m.synth"], "--seed", "1", "-q").Done();
        return at["m.synth"];
    }
}
