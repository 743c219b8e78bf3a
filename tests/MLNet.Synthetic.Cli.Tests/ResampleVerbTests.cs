// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using System.Text.Json.Nodes;
using MLNet.Synthetic.Cli;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class ResampleVerbTests
{
    public static IEnumerable<object[]> Methods => Resamplers.Names.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Methods))]
    public void Oversample_EveryMethod_WritesRowsLikeThoseOfTheFile(string method)
    {
        using var at = new Workplace();
        bool isQuantity = method is "smoter" or "smogn", isNominal = method is "smote-n", isMixed = method is "smote-nc";
        string data = at.Write("a.csv", Rows(isQuantity, isNominal || isMixed, isNominal));

        var told = Workplace.Run("oversample", data, "--label", "Y", "--method", method, "-o", at["b.csv"], "--flag", "Made", "--seed", "1", "--json").Done().Json;

        var lines = File.ReadLines(at["b.csv"]).Skip(1).Select(line => line.Split(',')).ToArray();
        Assert.AreEqual((int)told["rows"]!, lines.Length);
        Assert.AreEqual((int)told["synthetic"]!, lines.Count(cells => cells[^1] == "true"));
        Assert.IsTrue(isNominal || lines.All(cells => cells[0].All(char.IsAsciiDigit)), "whole numbers stay whole");
        Assert.IsTrue(isNominal || lines.All(cells => cells[1].Length - cells[1].IndexOf('.') <= 3 || !cells[1].Contains('.')), "two decimals stay two");
        var manifest = JsonNode.Parse(File.ReadAllText(at["b.csv.provenance.json"]))!;
        Assert.AreEqual((int)told["synthetic"]! > 0, (bool)manifest["synthetic"]!);
        Assert.AreEqual(lines.Length - (int)told["synthetic"]!, (int)manifest["realRows"]!);
        Workplace.Run("verify", at["b.csv"]).Done();
    }

    [TestMethod]
    public void Oversample_RatioOfAnUndersampler_IsMet()
    {
        using var at = new Workplace();
        string data = at.Write("a.csv", Rows(false, false, false));
        var classes = Workplace.Run("oversample", data, "--label", "Y", "--method", "random-under", "--ratio", "0.5", "-o", at["b.csv"], "--json").Done().Json["classes"]!.AsArray();
        Assert.AreEqual(2 * (int)classes.Single(c => (string)c!["class"]! == "yes")!["after"]!, (int)classes.Single(c => (string)c!["class"]! == "no")!["after"]!);
    }

    [TestMethod]
    [DataRow("tomek-links")]
    [DataRow("smogn")]
    public void Oversample_RatioWhereThereIsNone_IsWrongUsage(string method)
    {
        using var at = new Workplace();
        var run = Workplace.Run("oversample", at.Write("a.csv", Rows(false, false, false)), "--label", "Y", "--method", method, "--ratio", "0.5", "-o", at["b.csv"]);
        Assert.AreEqual(ExitCode.Usage, run.Code);
        Assert.IsFalse(File.Exists(at["b.csv"]));
    }

    private static string Rows(bool isQuantity, bool hasText, bool onlyText)
    {
        var random = new Rng(1);
        var text = new System.Text.StringBuilder($"A,B,{(hasText ? "C," : "")}Y\n");
        for (int i = 0; i < 260; i++)
        {
            bool rare = i >= 220;
            int a = random.Next(50) + (rare ? 30 : 0);
            double b = random.Next(10_000) / 100.0 + (rare ? 40 : 0);
            string y = isQuantity ? (rare ? 200 + a : 20 + random.Next(30)).ToString(CultureInfo.InvariantCulture) : rare ? "yes" : "no";
            string first = onlyText ? $"c{a % 5},d{(int)b % 4}" : string.Create(CultureInfo.InvariantCulture, $"{a},{b:0.00}");
            text.Append(CultureInfo.InvariantCulture, $"{first},{(hasText ? $"e{random.Next(3)}," : "")}{y}\n");
        }

        return text.ToString();
    }
}
