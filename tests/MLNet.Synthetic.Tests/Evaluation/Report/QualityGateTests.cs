// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Tests;

/// <summary>A gate names what is violated, and refuses to be misread.</summary>
[TestClass]
public sealed class QualityGateTests
{
    [TestMethod]
    public void Check_ThresholdsMet_NoViolation()
    {
        var gate = QualityGate.Parse("""
            {
              // comments are allowed
              "headlines": { "copying": ["good"], "faithful": ["good", "caution"] },
              "scores": {
                "fidelity.pair-trends": { "min": 0.97 },
                "detection.c2st-trees": { "max": 0.7 },
                "privacy.dcr-share": { "min": 0.45, "max": 0.55, "verdicts": ["withinNoise"] },
                "utility.no-such": { "min": 1, "optional": true },
              }
            }
            """);

        Assert.IsEmpty(MadeReport.Of().Check(gate));
    }

    [TestMethod]
    public void Check_EachKindOfRule_IsViolatedWithKeyValueAndThreshold()
    {
        var gate = QualityGate.Parse("""
            {
              "headlines": { "diverse": ["good"] },
              "scores": {
                "fidelity.pair-trends": { "min": 0.98 },
                "detection.c2st-trees": { "max": 0.6, "verdicts": ["withinNoise"] },
                "diversity.clusters": { "min": 0 },
                "utility.no-such": { "max": 1 }
              }
            }
            """);

        var violations = MadeReport.Of().Check(gate);

        CollectionAssert.AreEqual(
            new[] { "diverse", "fidelity.pair-trends", "detection.c2st-trees", "detection.c2st-trees", "diversity.clusters", "utility.no-such" }, violations.Select(v => v.Key).ToArray());
        Assert.AreEqual(("0.973", "at least 0.980"), (violations[1].Value, violations[1].Threshold));
        Assert.AreEqual("Pair trends is 0.973; at least 0.980 is required.", violations[1].Sentence);
        Assert.AreEqual("worse than real", violations[3].Value);
        Assert.AreEqual("not measured", violations[4].Value);
        StringAssert.Contains(violations[5].Sentence, "fidelity.pair-trends", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Check_Default_RefusesCopiesAndWhatWasNotJudged()
    {
        var report = MadeReport.Of();
        var copying = report with { Privacy = report.Privacy! with { IsCopying = true } };
        copying = copying with { Headlines = ReportHeadlines.Of(copying) };
        var blind = report with { Privacy = null };
        blind = blind with { Headlines = ReportHeadlines.Of(blind) };

        Assert.IsEmpty(report.Check(QualityGate.Default));
        Assert.AreEqual("copying", copying.Check(QualityGate.Default).Single().Key);
        Assert.AreEqual("not judged", blind.Check(QualityGate.Default).Single().Value);
    }

    [TestMethod]
    [DataRow("""{ "scores": { "fidelity.pair-trends": { "mim": 1 } } }""", "mim")]
    [DataRow("""{ "score": {} }""", "score")]
    [DataRow("""{ "scores": { "fidelity.pair-trends": { "min": "high" } } }""", "$.scores['fidelity.pair-trends'].min")]
    [DataRow("""{ "scores": { "fidelity.pair-trends": { "verdicts": ["fine"] } } }""", "verdicts[0]")]
    [DataRow("{\n \"scores\": {\n \"fidelity.pair-trends\" { } } }", "line 3")]
    [DataRow("""{ "scores": { "fidelity.pair-trends": { "min": 2, "max": 1 } } }""", "scores[\"fidelity.pair-trends\"]")]
    [DataRow("""{ "scores": { "fidelity.pair-trends": {} } }""", "give min, max or verdicts")]
    [DataRow("""{ "scores": { "fidelity.pair-trends": null } }""", "fidelity.pair-trends")]
    [DataRow("""{ "scores": { "fidelty.pair-trends": { "min": 1 } } }""", "fidelty.pair-trends")]
    [DataRow("""{ "scores": { "a": { "min": 1 }, "a": { "min": 2 } } }""", "$.scores.a")]
    [DataRow("""{ "headlines": { "copied": ["good"] } }""", "headlines.copied")]
    [DataRow("""{ "headlines": { "copying": [] } }""", "headlines.copying")]
    [DataRow("{}", "without rules")]
    [DataRow("null", "null")]
    [DataRow("", "gate.json")]
    public void Parse_Malformed_ErrorNamesThePlace(string json, string place)
    {
        var error = Assert.ThrowsExactly<SyntheticDataException>(() => QualityGate.Parse(json, "gate.json"));

        StringAssert.Contains(error.Message, "gate.json", StringComparison.Ordinal);
        StringAssert.Contains(error.Message, place, StringComparison.Ordinal);
    }
}
