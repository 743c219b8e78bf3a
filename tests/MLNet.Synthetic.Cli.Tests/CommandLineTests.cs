// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using System.Text.Json.Nodes;
using MLNet.Synthetic.Cli;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class CommandLineTests
{
    [TestMethod]
    public void Generate_Csv_KeepsRowsTypesDecimalsAndDates()
    {
        using var at = new Workplace();
        string data = at.Write("a.csv", Workplace.Customers(400));
        Workplace.Run("generate", data, "--label", "Churn", "--id", "Id", "-o", at["b.csv"], "--seed", "3").Done();

        string[] lines = File.ReadAllLines(at["b.csv"]);
        Assert.AreEqual("Id,Age,Balance,City,Joined,Churn", lines[0]);
        var real = LoadedTable.Read(data, new() { Ids = ["Id"] });
        var made = LoadedTable.Read(at["b.csv"], new() { Ids = ["Id"] });
        Assert.AreEqual(400, made.Table.Count);
        CollectionAssert.AreEqual(real.Formats.ToArray(), made.Formats.ToArray());
        StringAssert.StartsWith(lines[1], "1,");
        StringAssert.StartsWith(lines[400], "400,");
        CollectionAssert.IsSubsetOf(((CategoryColumn)made.Table["City"]).Levels, ((CategoryColumn)real.Table["City"]).Levels);
        double[] balances = [.. ((NumericColumn)made.Table["Balance"]).Values.Where(v => !double.IsNaN(v))];
        Assert.IsTrue(balances.All(v => Math.Round(v, 2) == v), "two decimals");
        Assert.IsTrue(balances.Length is > 300 and < 400, "some are missing");
        Assert.IsTrue(made.Table["Joined"] is TimestampColumn);
    }

    [TestMethod]
    public void Generate_SameSeed_GivesSameRowsOnAnyThreads()
    {
        using var at = new Workplace();
        string data = at.Write("a.csv", Workplace.Customers(300));
        foreach (var (file, threads, seed) in new[] { ("1.csv", "1", "5"), ("2.csv", "4", "5"), ("3.csv", "1", "6") })
            Workplace.Run("generate", data, "--label", "Churn", "-o", at[file], "--seed", seed, "--threads", threads).Done();
        Assert.AreEqual(File.ReadAllText(at["1.csv"]), File.ReadAllText(at["2.csv"]));
        Assert.AreNotEqual(File.ReadAllText(at["1.csv"]), File.ReadAllText(at["3.csv"]));
    }

    [TestMethod]
    public void Generate_TargetDcrShare_PrintsStrengthAndCost()
    {
        using var at = new Workplace();
        string data = at.Write("a.csv", Workplace.Customers(300));
        var run = Workplace.Run("generate", data, "--label", "Churn", "--target-dcr-share", "0.55", "-o", at["b.csv"], "--seed", "1").Done();
        StringAssert.Contains(run.Error + run.Output, "0.55 was asked for");
        StringAssert.Contains(run.Error + run.Output, "AUC of bagged trees");
    }

    [TestMethod]
    [DataRow("0.4", "trees", "from 0.5")]
    [DataRow("0.55", "copula", "no knob")]
    public void Generate_TargetDcrShareThatCannotBe_SaysHowToMend(string share, string algorithm, string message)
    {
        using var at = new Workplace();
        string data = at.Write("a.csv", Workplace.Customers(300));
        var run = Workplace.Run("generate", data, "--label", "Churn", "-a", algorithm, "--target-dcr-share", share, "-o", at["b.csv"]);
        Assert.AreEqual(ExitCode.Usage, run.Code);
        StringAssert.Contains(run.Error, message);
    }

    [TestMethod]
    [DataRow("trees")]
    [DataRow("hidden-tree")]
    [DataRow("copula")]
    [DataRow("independent")]
    public void Generate_EveryAlgorithm_MeetsConditions(string algorithm)
    {
        using var at = new Workplace();
        string data = at.Write("a.csv", Workplace.Customers(300));
        var run = Workplace.Run("generate", data, "--label", "Churn", "-a", algorithm, "--rows", "40", "--where", "Churn=yes and Age>50", "-o", "-", "--format", "jsonl", "--seed", "1").Done();
        var rows = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToArray();
        Assert.AreEqual(40, rows.Length);
        Assert.IsTrue(rows.All(r => (double)r["Age"]! > 50 && (string)r["Churn"]! == "yes"));
        StringAssert.Contains(run.Error, "40 synthetic rows");
    }

    [TestMethod]
    public void Generate_Provenance_TellsWhatWasMadeFromWhat()
    {
        using var at = new Workplace();
        string data = at.Write("a.csv", Workplace.Customers(200));
        var told = Workplace.Run("generate", data, "--label", "Churn", "-o", at["b.jsonl"], "--seed", "3", "--flag", "Made", "--json").Done().Json;
        Assert.AreEqual(at["b.jsonl.provenance.json"], (string?)told["provenance"]);
        var manifest = JsonNode.Parse(File.ReadAllText(at["b.jsonl.provenance.json"]))!;
        Assert.IsTrue((bool)manifest["synthetic"]!);
        Assert.AreEqual(0, (int)manifest["realRows"]!);
        Assert.AreEqual(3, (int)manifest["seed"]!);
        Assert.AreEqual("Churn", (string)manifest["options"]!["label"]!);
        Assert.AreEqual(FileRecord.Hash(data), (string)manifest["training"]!["sha256"]!);
        Assert.AreEqual(FileRecord.Hash(at["b.jsonl"]), (string)manifest["output"]!["sha256"]!);
        Assert.AreEqual(200, (int)manifest["output"]!["rows"]!);
        Assert.IsTrue(File.ReadLines(at["b.jsonl"]).All(line => (bool)JsonNode.Parse(line)!["Made"]!));
    }

    [TestMethod]
    public void Verify_FlippedByteLostRowOrOtherTraining_Fails()
    {
        using var at = new Workplace();
        string data = at.Write("a.csv", Workplace.Customers(200));
        Workplace.Run("generate", data, "-o", at["b.csv"], "-q").Done();
        Workplace.Run("verify", at["b.csv"], "--training", data).Done();

        byte[] bytes = File.ReadAllBytes(at["b.csv"]);
        bytes[^10] ^= 1;
        File.WriteAllBytes(at["b.csv"], bytes);
        var flipped = Workplace.Run("verify", at["b.csv"]);
        Assert.AreEqual(ExitCode.Failed, flipped.Code);
        StringAssert.Contains(flipped.Output, "SHA-256");

        File.WriteAllLines(at["b.csv"], File.ReadAllLines(at["b.csv"])[..^1]);
        StringAssert.Contains(Workplace.Run("verify", at["b.csv"]).Output, "199 rows");
        bytes[^10] ^= 1;
        File.WriteAllBytes(at["b.csv"], bytes);
        Workplace.Run("verify", at["b.csv"]).Done();
        Assert.AreEqual(ExitCode.Failed, Workplace.Run("verify", at["b.csv"], "--training", at["b.csv"]).Code);
        Assert.AreEqual(ExitCode.Data, Workplace.Run("verify", data).Code);
        at.Write("b.csv.provenance.json", "{ \"synthetic\": ");
        Assert.AreEqual(ExitCode.Data, Workplace.Run("verify", at["b.csv"]).Code);
    }

    [TestMethod]
    public void Oversample_Rare_GrowsToTheMajorityAndMarksNewRows()
    {
        using var at = new Workplace();
        string text = string.Concat(Enumerable.Range(0, 120).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i % 7},{i * 0.37 % 5:0.00},{(i < 100 ? "no" : "yes")}\n")));
        string data = at.Write("a.csv", "A,B,Y\n" + text);
        var told = Workplace.Run("oversample", data, "--label", "Y", "--method", "smote", "-o", at["b.csv"], "--flag", "Made", "--seed", "1", "--json").Done().Json;
        Assert.AreEqual(80, (int)told["synthetic"]!);
        string[] lines = File.ReadAllLines(at["b.csv"])[1..];
        Assert.AreEqual(100, lines.Count(l => l.Contains(",yes,")));
        Assert.AreEqual(80, lines.Count(l => l.EndsWith(",true", StringComparison.Ordinal)));
        CollectionAssert.AreEqual(text.Split('\n')[..120].Select(l => l.Split(',')[2]).ToArray(), lines[..120].Select(l => l.Split(',')[2]).ToArray());
        Assert.IsTrue(lines.All(l => !l.Split(',')[0].Contains('.')), "whole numbers stay whole");
        Assert.AreEqual(120, (int)JsonNode.Parse(File.ReadAllText(at["b.csv.provenance.json"]))!["realRows"]!);
        Workplace.Run("verify", at["b.csv"]).Done();
    }

    [TestMethod]
    public void FitThenSample_GivesTheRowsOfGenerate()
    {
        using var at = new Workplace();
        string data = at.Write("a.csv", Workplace.Customers(300));
        Workplace.Run("fit", data, "--label", "Churn", "--id", "Id", "-o", at["m.synth"], "--seed", "4").Done();
        Workplace.Run("sample", at["m.synth"], "--rows", "150", "-o", at["b.csv"]).Done();
        Workplace.Run("generate", data, "--label", "Churn", "--id", "Id", "--rows", "150", "-o", at["c.csv"], "--seed", "4").Done();
        Assert.AreEqual(File.ReadAllText(at["c.csv"]), File.ReadAllText(at["b.csv"]));
        Workplace.Run("verify", at["m.synth"], "--training", data).Done();
        Workplace.Run("verify", at["b.csv"], "--training", data).Done();
        var manifest = JsonNode.Parse(File.ReadAllText(at["b.csv.provenance.json"]))!;
        Assert.AreEqual(FileRecord.Hash(at["m.synth"]), (string)manifest["model"]!["sha256"]!);
        var told = Workplace.Run("inspect", at["m.synth"], "--json").Done().Json;
        Assert.AreEqual(300, (int)told["rows"]!);
        CollectionAssert.AreEqual(new[] { "Age", "Balance", "City", "Joined", "Churn" }, told["columns"]!.AsArray().Select(c => (string)c!["name"]!).ToArray());
        StringAssert.Contains(Workplace.Run("inspect", at["m.synth"]).Done().Output, "the label");

        byte[] bytes = File.ReadAllBytes(at["m.synth"]);
        bytes[bytes.Length / 2] ^= 4;
        File.WriteAllBytes(at["m.synth"], bytes);
        Assert.AreEqual(ExitCode.Data, Workplace.Run("sample", at["m.synth"], "--rows", "5", "-o", "-").Code);
        File.Delete(at["m.synth.provenance.json"]);
        Assert.AreEqual(ExitCode.Data, Workplace.Run("sample", at["m.synth"], "--rows", "5", "-o", "-").Code);
    }

    [TestMethod]
    [DataRow("csv")]
    [DataRow("jsonl")]
    [DataRow("parquet")]
    public void FitAndSample_MissingTimes_KeepTheirShareAndFormat(string format)
    {
        using var at = new Workplace();
        string rows = string.Concat(Enumerable.Range(0, 200).Select(i => $"{i % 7},{(i % 4 == 0 ? "" : $"{1 + i % 28:00}.03.2024")}\n"));
        string data = at.Write("a.csv", "A,T\n" + rows);

        Workplace.Run("fit", data, "-o", at["m.synth"], "--seed", "1").Done();
        Workplace.Run("sample", at["m.synth"], "--rows", "400", "-o", at[$"b.{format}"]).Done();

        var made = LoadedTable.Read(at[$"b.{format}"], new());
        var times = (TimestampColumn)made.Table["T"];
        Assert.AreEqual(100, times.Missing, 40);
        Assert.IsTrue(times.Ticks.All(t => t == TimestampColumn.MissingTicks || new DateTime(t) is { Year: 2024, Month: 3 }));
        Assert.IsTrue(format == "parquet" || File.ReadLines(at[$"b.{format}"]).Any(line => line.Contains(".03.2024", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Run_WrongUsage_ExitsWithTwoBeforeAnyWork()
    {
        using var at = new Workplace();
        string data = at.Write("a.csv", "A,B\n1,2\n");
        foreach (string[] args in new string[][]
        {
            ["nonsense"], ["generate"], ["generate", data], ["generate", data, "-o", at["b.xyz"]], ["generate", data, "-o", data], ["generate", data, "-o", at["b.csv"], "--lable", "A"],
            ["generate", data, "-o", at["b.csv"], "--algorithm", "magic"], ["generate", data, "-o", at["b.csv"], "--rows", "0"], ["generate", data, "-o", at["b.csv"], "--rows", "many"],
            ["generate", data, "-o", at["no/b.csv"]], ["generate", data, "-o", "-", "--json"], ["generate", data, "-o", "-", "--format", "parquet"],
            ["generate", data, "-o", at["b.csv"], "--where", "A >"], ["generate", data, "-o", at["b.csv"], "--report", "report.pdf"], ["generate", data, "-o", at["b.csv"], "--holdout", data],
            ["generate", data, "-o", at["b.csv"], "--threads", "0"], ["oversample", data, "-o", at["b.csv"]], ["oversample", data, "--label", "A", "-o", at["b.csv"], "--ratio", "2"],
            ["fit", data, "-o", at["model.zip"]], ["compare", data], ["compare", data, "--label", "B", "--folds", "1"],
        })
        {
            var run = Workplace.Run(args);
            Assert.AreEqual(ExitCode.Usage, run.Code, string.Join(' ', args));
            StringAssert.Contains(run.Error, "mlsynth: ");
        }

        CollectionAssert.AreEqual(new[] { data }, Directory.GetFiles(at.Folder));
    }

    [TestMethod]
    public void Run_DataError_SaysWhatWithoutAStackTrace()
    {
        using var at = new Workplace();
        string data = at.Write("a.csv", Workplace.Customers(30));
        var label = Workplace.Run("generate", data, "--label", "Chrn", "-o", at["b.csv"]);
        Assert.AreEqual(ExitCode.Data, label.Code);
        StringAssert.Contains(label.Error, "'Churn'");
        Assert.AreEqual(ExitCode.Data, Workplace.Run("generate", at["none.csv"], "-o", at["b.csv"]).Code);
        Assert.AreEqual(ExitCode.Data, Workplace.Run("generate", data, "--ignore", "Nope", "-o", at["b.csv"]).Code);
        Assert.AreEqual(ExitCode.Data, Workplace.Run("generate", data, "-o", at["b.csv"], "--where", "Nope=1").Code);
        var few = Workplace.Run("generate", data, "-o", at["b.csv"], "--report", at["r.html"]);
        Assert.AreEqual(ExitCode.Data, few.Code);
        StringAssert.Contains(few.Error, "--holdout");
        Assert.IsFalse(label.Error.Contains("   at ", StringComparison.Ordinal));
        CollectionAssert.AreEqual(new[] { data }, Directory.GetFiles(at.Folder));
    }

    [TestMethod]
    public void Run_Cancelled_LeavesNoFile()
    {
        using var at = new Workplace();
        string data = at.Write("a.csv", Workplace.Customers(300));
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        Assert.AreEqual(ExitCode.Cancelled, Workplace.Run(stopped.Token, "generate", data, "-o", at["b.csv"]).Code);

        var first = LoadedTable.Read(data, new());
        Assert.ThrowsExactly<OperationCanceledException>(() => RowWriter.WriteAll(
            DataViewWriter.ToDataView(first.Table), first.Formats, new(at["b.csv"], FileFormat.Csv, ',', false, ""), TextWriter.Null, null, stopped.Token));
        CollectionAssert.AreEqual(new[] { data }, Directory.GetFiles(at.Folder));
    }

    [TestMethod]
    [DataRow("generate")]
    [DataRow("fit")]
    [DataRow("sample")]
    [DataRow("inspect")]
    [DataRow("oversample")]
    [DataRow("compare")]
    [DataRow("evaluate")]
    [DataRow("verify")]
    public void Help_EveryVerb_ShowsExamplesAndExitCodes(string verb)
    {
        string help = Workplace.Run(verb, "--help").Done().Output;
        StringAssert.Contains(help, $"  mlsynth {verb} ");
        StringAssert.Contains(help, "Exit codes");
        StringAssert.Contains(Workplace.Run().Done().Output, verb);
    }
}
