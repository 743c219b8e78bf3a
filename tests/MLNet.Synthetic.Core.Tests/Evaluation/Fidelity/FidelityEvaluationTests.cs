// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Collections;
using MLNet.Synthetic.Testing;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class FidelityEvaluationTests
{
    private const double NaN = double.NaN;

    public static IEnumerable<object[]> RealSets => RealData.All.Select(d => new object[] { d });

    public static IEnumerable<object[]> Tables =>
    [
        ["identical", Table([1, 2, 3, 4], [0, 1, 0, 1], "ab"), Table([1, 2, 3, 4], [0, 1, 0, 1], "ab")],
        ["disjoint", Table([1, 2, 3, 4], [0, 1, 0, 1], "ab"), Table([11, 12, 13, 14], [0, 1, 0, 1], "cd")],
        ["real constant", Table([1, 1, 1, 1], [0, 0, 0, 0], "a"), Table([1, 2, 3, 4], [0, 1, 0, 1], "ab")],
        ["synthetic constant", Table([1, 2, 3, 4], [0, 1, 0, 1], "ab"), Table([1, 1, 1, 1], [0, 0, 0, 0], "a")],
        ["real all missing", Table([NaN, NaN, NaN], [-1, -1, -1], "a"), Table([1, 2, 3], [0, 1, 0], "ab")],
        ["synthetic all missing", Table([1, 2, 3], [0, 1, 0], "ab"), Table([NaN, NaN, NaN], [-1, -1, -1], "a")],
        ["all missing", Table([NaN, NaN], [-1, -1], "a"), Table([NaN, NaN], [-1, -1], "a")],
        ["one synthetic row", Table([1, 2, 3], [0, 1, 0], "ab"), Table([2], [1], "ab")],
        ["two equal rows", Table([1, 1], [0, 0], "a"), Table([1, 1], [0, 0], "a")],
        ["infinite", Table([1, double.PositiveInfinity, 3], [0, 1, 0], "ab"), Table([double.NegativeInfinity, 2, 3], [0, 1, 1], "ab")],
        ["huge and tiny", Table([1e300, -1e300, 1e-300], [0, 1, 0], "ab"), Table([1e300, 1e299, -1e300], [0, 1, 1], "ab")],
    ];

    [TestMethod]
    [DynamicData(nameof(RealSets))]
    public void Measure_CopyShuffledAndFreshRows_AreToldApart(RealData real)
    {
        var split = new RealSplit(real);

        FidelitySection copy = Measure(split, split.Train), shuffled = Measure(split, split.Shuffled), fresh = Measure(split, split.Fresh);

        Assert.AreEqual(ScoreVerdict.BetterThanPossible, copy.Scores[0].Verdict, copy.Scores[0].ToString());
        Assert.Contains("copied", string.Join("\n", copy.Findings));
        Assert.AreEqual(1, copy.SdMetrics!.Quality!.Value, 1e-9);
        Assert.AreEqual(ScoreVerdict.Worse, shuffled.Scores[0].Verdict, shuffled.Scores[0].ToString());
        Assert.Contains("The dependence between columns is lost", shuffled.Findings[0]);
        Assert.AreEqual(1, shuffled.SdMetrics!.ColumnShapes!.Value, 1e-9);
        Assert.AreEqual(ScoreVerdict.WithinNoise, fresh.Scores[0].Verdict, fresh.Scores[0].ToString());
        Assert.AreEqual("fidelity.pair-trends", fresh.Scores[0].Key);
        Assert.HasCount(1, fresh.Findings, string.Join("\n", fresh.Findings));      // nothing is wrong with them
        foreach (var section in new[] { copy, shuffled, fresh })
            AssertFinite(section);
    }

    [TestMethod]
    [TestCategory("Slow")]
    public void Measure_FreshRowsManyTimes_AreWithinNoiseNearlyAlways()
    {
        int worse = 0, better = 0;
        for (int seed = 1; seed <= 20; seed++)
        {
            var split = new RealSplit(RealData.Hpc, seed);
            var verdict = Measure(split, split.Fresh).Scores[0].Verdict;
            worse += verdict == ScoreVerdict.Worse ? 1 : 0;
            better += verdict == ScoreVerdict.BetterThanPossible ? 1 : 0;
        }

        Assert.IsLessThanOrEqualTo(2, worse);                         // 95 % intervals: one of twenty expected on both sides together
        Assert.IsLessThanOrEqualTo(2, better);
    }

    [TestMethod]
    public void Measure_AnyNumberOfThreads_GivesTheSame()
    {
        var split = new RealSplit(RealData.Credit);

        string one = Text(Measure(split, split.Shuffled, threads: 1)), three = Text(Measure(split, split.Shuffled, threads: 3));

        Assert.AreEqual(one, three);
    }

    [TestMethod]
    [DynamicData(nameof(Tables))]
    public void Measure_AtTheEnds_IsNeverNaN(string name, Table real, Table synthetic)
    {
        foreach (var holdout in new[] { real, null, synthetic })
        {
            var section = FidelityEvaluation.Measure(EvaluationData.Of(real, synthetic, holdout), new RunContext(new Rng(1)));

            AssertFinite(section);
            Assert.HasCount(9, section.Scores, name);
            foreach (var score in section.Scores)
                Assert.IsTrue(score.Value is not null || score.Note is { Length: > 0 }, $"{name}: {score.Key} has neither a value nor a reason");
            if (name == "disjoint" && holdout == real)
                Assert.AreEqual(0, section.Scores.Single(s => s.Key == "fidelity.column-shapes").Value!.Value);
        }
    }

    [TestMethod]
    public void Measure_OneColumn_SaysWhyThereAreNoPairs()
    {
        var table = new Table(new NumericColumn("x", [1, 2, 3, 4]));

        var section = FidelityEvaluation.Measure(EvaluationData.Of(table, table, table), new RunContext(new Rng(1)));

        Assert.IsNull(section.Scores[0].Value);
        Assert.AreEqual("There is only one column.", section.Scores[0].Note);
    }

    [TestMethod]
    public void Measure_PairTrends_AreThoseOfAllRowsByHand()
    {
        // category and category: cells (a,c) ½, (b,d) ½ against ¼ each: overlap ½
        Table real = Pair([0, 0, 1, 1], [0, 0, 1, 1]), synthetic = Pair([0, 0, 1, 1], [0, 1, 0, 1]);

        var section = FidelityEvaluation.Measure(EvaluationData.Of(real, synthetic, real), new RunContext(new Rng(1)));

        Assert.AreEqual(0.5, section.Scores[0].Value!.Value, 1e-12);
        Assert.AreEqual(1, section.Scores[0].Floor!.Value, 1e-12);
        Assert.AreEqual(0, section.Pairs.Single().Synthetic!.Value, 1e-12);

        static Table Pair(int[] a, int[] b) => new(new CategoryColumn("a", a, ["a", "b"]), new CategoryColumn("b", b, ["c", "d"]));
    }

    [TestMethod]
    public void Measure_ParityOfThreeColumns_IsSeenByThreeWayMarginsOnly()
    {
        Table real = Bits(parity: true, 1), holdout = Bits(parity: true, 2), synthetic = Bits(parity: false, 3);

        var section = FidelityEvaluation.Measure(EvaluationData.Of(real, synthetic, holdout), new RunContext(new Rng(1)));

        Assert.AreEqual(ScoreVerdict.WithinNoise, section.Scores[0].Verdict);
        Assert.AreEqual(ScoreVerdict.Worse, section.Scores.Single(s => s.Key == "fidelity.three-way-margins").Verdict);
        Assert.AreEqual(ScoreVerdict.Worse, section.Scores.Single(s => s.Key == "fidelity.mmd").Verdict);

        static Table Bits(bool parity, long seed)
        {
            var random = new Rng(seed);
            var bits = Enumerable.Range(0, 2000).Select(_ => (A: random.Next(2), B: random.Next(2), C: random.Next(2))).ToArray();
            return new(Column("a", b => b.A), Column("b", b => b.B), Column("c", b => parity ? b.A ^ b.B : b.C));

            CategoryColumn Column(string name, Func<(int A, int B, int C), int> bit) => new(name, Array.ConvertAll(bits, b => bit(b)), ["no", "yes"]);
        }
    }

    [TestMethod]
    public void Measure_Mistakes_AreNamed()
    {
        var split = new RealSplit(RealData.Credit);
        var synthetic = new Table([.. split.Fresh.Columns.Select(c => c.Name switch
        {
            "Age" => new NumericColumn("Age", Array.ConvertAll(((NumericColumn)c).Values, v => v + 30)),
            "Time" => new NumericColumn("Time", [.. Enumerable.Repeat(60.0, c.Count)]),
            "Income" => new NumericColumn("Income", [.. ((NumericColumn)c).Values.Select((v, i) => i % 2 == 0 ? NaN : v)]),
            "Home" => new CategoryColumn("Home", [.. ((CategoryColumn)c).Codes.Select((v, i) => i % 10 == 0 ? ((CategoryColumn)c).Levels.Length : v)], [.. ((CategoryColumn)c).Levels, "castle"]),
            _ => c,
        })]);

        string findings = string.Join("\n", Measure(split, synthetic).Findings);

        StringAssert.Contains(findings, "Column 'Age': its distribution");
        StringAssert.Contains(findings, "lie outside the training rows' range of 18 to ");
        StringAssert.Contains(findings, "Column 'Time' has the same value in all synthetic rows.");
        StringAssert.Contains(findings, "of the synthetic values are missing");
        StringAssert.Contains(findings, "hold categories that the training rows lack: 'castle'.");
    }

    [TestMethod]
    public void Measure_Histograms_AreSmallAndSumToOne()
    {
        var split = new RealSplit(RealData.LendingClub);

        foreach (var column in Measure(split, split.Fresh).Columns)
        {
            var histogram = column.Histogram;
            Assert.IsLessThanOrEqualTo(27, histogram.Labels.Count, column.Name);
            Assert.HasCount(histogram.Labels.Count, histogram.Real);
            Assert.HasCount(histogram.Labels.Count, histogram.Synthetic);
            Assert.AreEqual(1, histogram.Real.Sum(), 1e-9, column.Name);
            Assert.AreEqual(1, histogram.Synthetic.Sum(), 1e-9, column.Name);
            Assert.AreEqual(histogram.Labels.Count, histogram.Labels.Distinct().Count(), column.Name);
            if (histogram.Edges is { } edges)
                Assert.HasCount(histogram.Labels.Count(l => l != "missing") + 1, edges);
        }
    }

    private static FidelitySection Measure(RealSplit split, Table synthetic, int? threads = null)
        => FidelityEvaluation.Measure(EvaluationData.Of(split.Train, synthetic, split.Holdout), new RunContext(new Rng(1), maxDegreeOfParallelism: threads));

    private static Table Table(double[] numbers, int[] codes, string levels)
        => new(new NumericColumn("x", numbers), new NumericColumn("y", [.. numbers.Select((v, i) => v * v - i)]), new CategoryColumn("c", codes, [.. levels.Select(l => l.ToString())]));

    private static string Text(FidelitySection section)
        => string.Join("\n", section.Scores.Select(s => $"{s.Key} {s.Value:R} {s.Interval?.Low:R} {s.FloorInterval?.High:R} {s.Verdict}").Concat(section.Findings).Concat(section.Pairs.Select(p => p.ToString())));

    /// <summary>No number anywhere in a section is NaN or infinite.</summary>
    private static void AssertFinite(object? part)
    {
        switch (part)
        {
            case double number:
                Assert.IsTrue(double.IsFinite(number), "a figure is not finite");
                break;
            case null or string or Enum:
                break;
            case IEnumerable items:
                foreach (object? item in items)
                    AssertFinite(item);
                break;
            default:
                foreach (var property in part.GetType().GetProperties().Where(p => p.GetIndexParameters().Length == 0 && p.Name != "EqualityContract"))
                {
                    if (property.PropertyType.Namespace is "MLNet.Synthetic" or "System.Collections.Generic" || Nullable.GetUnderlyingType(property.PropertyType) == typeof(double) || property.PropertyType == typeof(double))
                        AssertFinite(property.GetValue(part));
                }

                break;
        }
    }
}
