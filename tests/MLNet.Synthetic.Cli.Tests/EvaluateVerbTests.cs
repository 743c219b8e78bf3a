// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Text.Json.Nodes;
using MLNet.Synthetic.Cli;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class EvaluateVerbTests
{
    [TestMethod]
    [TestCategory("Slow")]
    public void Evaluate_CopyOfTheTrainingData_FailsTheGate()
    {
        using var at = new Workplace();
        string real = at.Write("real.csv", Workplace.Customers(250, seed: 1)), fresh = at.Write("fresh.csv", Workplace.Customers(250, seed: 2));
        string copy = at["copy.csv"], gate = at.Write("gate.json", "{ \"headlines\": { \"copying\": [\"good\"] } }");
        File.Copy(real, copy);
        var run = Workplace.Run("evaluate", real, copy, "--holdout", fresh, "--id", "Id", "--gate", gate, "--report", at["r.html"], "--seed", "1", "--json");
        Assert.AreEqual(ExitCode.Failed, run.Code, run.Error);
        Assert.IsFalse((bool)run.Json["gate"]!["passed"]!);
        Assert.AreEqual("Bad", (string)run.Json["report"]!["headlines"]!.AsArray().First(h => (string)h!["key"]! == "copying")!["grade"]!);
        StringAssert.Contains(File.ReadAllText(at["r.html"]), "<html");
    }

    [TestMethod]
    [TestCategory("Slow")]
    public void Generate_WithReport_HoldsOutAFifthAndSaysSo()
    {
        using var at = new Workplace();
        string data = at.Write("a.csv", Workplace.Customers(300));
        var run = Workplace.Run("generate", data, "--id", "Id", "-o", at["b.csv"], "--report", at["r.json"], "--gate", "default", "--seed", "2").Done();
        StringAssert.Contains(run.Output, "240 rows are learned; 60, drawn at random, are held out");
        Assert.AreEqual(300, LoadedTable.Read(at["b.csv"], new()).Table.Count);
        Assert.AreEqual(60, EvaluationReport.LoadJson(at["r.json"]).Provenance.Tables.Single(t => t.Name == "holdout").Rows);
        var manifest = JsonNode.Parse(File.ReadAllText(at["b.csv.provenance.json"]))!;
        Assert.AreEqual(240, (int)manifest["training"]!["rows"]!);
        Assert.IsTrue(manifest["report"]!["headlines"]!.AsArray().Any(h => (string)h!["key"]! == "copying"));
    }

    [TestMethod]
    public void Evaluate_WrongFiles_AreDataErrors()
    {
        using var at = new Workplace();
        string real = at.Write("real.csv", Workplace.Customers(30)), other = at.Write("other.csv", "Id,Age\n1,2\n");
        var run = Workplace.Run("evaluate", real, other);
        Assert.AreEqual(ExitCode.Data, run.Code);
        StringAssert.Contains(run.Error, "has no column 'Balance'");
        Assert.AreEqual(ExitCode.Data, Workplace.Run("evaluate", real, real, "--gate", at["none.json"]).Code);
        Assert.AreEqual(ExitCode.Data, Workplace.Run("evaluate", real, real, "--gate", at.Write("gate.json", "{ \"scores\": { \"nonsense\": {} } }")).Code);
    }
}
