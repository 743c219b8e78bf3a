// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Text.Json.Nodes;

namespace MLNet.Synthetic.Tests;

/// <summary>A report says the same in memory, in its file and on a terminal.</summary>
[TestClass]
public sealed class EvaluationReportTests
{
    private static IEnumerable<(string, EvaluationReport)> Reports => [("Census", MadeReport.Of()), ("Hostile", MadeReport.Of([.. MadeReport.Hostile.Where(h => !h.Contains("half"))]))];

    [TestMethod]
    [DynamicData(nameof(Reports))]
    public void LoadJson_WhatWasSaved_IsTheSameReport(string name, EvaluationReport report)
    {
        string file = Path.Combine(Path.GetTempPath(), $"report-{name}-{Guid.NewGuid():N}.json");
        try
        {
            report.SaveJson(file);

            var loaded = EvaluationReport.LoadJson(file);

            Assert.AreEqual(ReportJson.Write(report), ReportJson.Write(loaded));
            Assert.AreEqual(report.ToString(), loaded.ToString());
            Assert.AreEqual(HtmlReport.Of(report), HtmlReport.Of(loaded));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [TestMethod]
    [DataRow("", "report")]
    [DataRow("[]", "schemaVersion")]
    [DataRow("{}", "schemaVersion")]
    [DataRow("""{ "schemaVersion": 99 }""", "99")]
    [DataRow("""{ "schemaVersion": 1 }""", "provenance")]
    [DataRow("""{ "schemaVersion": 1, "detection": { "tellingColumns": [1] } }""", "'column'")]
    public void LoadJson_AnythingElse_ErrorSaysWhat(string json, string expected)
    {
        var error = Assert.ThrowsExactly<SyntheticDataException>(() => ReportJson.Read(json, "report.json"));

        StringAssert.Contains(error.Message, expected, StringComparison.Ordinal);
    }

    [TestMethod]
    public void SaveJson_EveryProperty_IsInTheSchemaPage()
    {
        string page = File.ReadAllText(Path.Combine(Testing.RealData.Root, "docs", "report-schema.md"));

        var missing = Names(JsonNode.Parse(ReportJson.Write(MadeReport.Of()))!).Distinct().Where(name => !page.Contains($"`{name}`", StringComparison.Ordinal));

        Assert.AreEqual("", string.Join(", ", missing));
    }

    [TestMethod]
    public void SaveHtml_WhereAFileIs_ReplacesItWholeAndLeavesNothingElse()
    {
        string folder = Directory.CreateTempSubdirectory("mlnet-synthetic-report-").FullName;
        try
        {
            string file = Path.Combine(folder, "report.html");
            File.WriteAllText(file, new string('x', 5_000_000));

            MadeReport.Of().SaveHtml(file);

            StringAssert.EndsWith(File.ReadAllText(file).TrimEnd(), "</html>", StringComparison.Ordinal);
            CollectionAssert.AreEqual(new[] { file }, Directory.GetFiles(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestMethod]
    public void ToString_HostileNames_HasNoControlCharactersAndIsNarrow()
    {
        string text = MadeReport.Of(MadeReport.Hostile, MadeReport.Hostile[7]).ToString();

        Assert.IsFalse(text.Any(c => char.IsControl(c) && c is not ('\n' or '\r')));
        Assert.IsTrue(MadeReport.Of().ToString().Split('\n').All(line => line.Length <= 101));
    }

    private static IEnumerable<string> Names(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => p.Value?.Parent is JsonObject && IsDictionary(p.Key) ? [p.Key] : Names(p.Value).Prepend(p.Key)),
        JsonArray a => a.SelectMany(Names),
        _ => [],
    };

    private static bool IsDictionary(string name) => name is "options" or "seconds";
}
