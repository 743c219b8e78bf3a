// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using MLNet.Synthetic.Testing;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class DetectionEvaluationTests
{
    public static IEnumerable<object[]> RealSets => RealData.All.Select(d => new object[] { d });

    [TestMethod]
    [TestCategory("Slow")]
    [DynamicData(nameof(RealSets))]
    public void Measure_CopyShuffledAndFreshRows_AreJudgedRight(RealData real)
    {
        var split = new RealSplit(real);

        DetectionSection copy = Measure(split, split.Train), shuffled = Measure(split, split.Shuffled), fresh = Measure(split, split.Fresh);

        Assert.AreEqual(ScoreVerdict.WithinNoise, copy.Scores[0].Verdict, copy.Scores[0].ToString());
        Assert.AreEqual(ScoreVerdict.WithinNoise, fresh.Scores[0].Verdict, fresh.Scores[0].ToString());
        Assert.AreEqual(ScoreVerdict.Worse, shuffled.Scores[0].Verdict, shuffled.Scores[0].ToString());
        Assert.AreEqual(ScoreVerdict.WithinNoise, shuffled.Scores[1].Verdict, shuffled.Scores[1].ToString());      // single columns are right
        Assert.Contains("What gives them away most", shuffled.Findings[0]);
    }

    [TestMethod]
    public void Measure_OneColumnSpoilt_NamesIt()
    {
        var split = new RealSplit(RealData.Credit);
        var spoilt = new Table([.. split.Fresh.Columns.Select(c => c.Name == "Amount" ? new NumericColumn("Amount", Array.ConvertAll(((NumericColumn)c).Values, v => v + 0.5)) : c)]);

        var section = Measure(split, spoilt);

        Assert.IsGreaterThan(0.9, section.Scores[0].Value!.Value);
        Assert.AreEqual("Amount", section.TellingColumns[0].Column);
        Assert.IsGreaterThan(0.9, section.TellingColumns[0].Share);
        Assert.Contains("'Amount'", section.Findings[0]);
        foreach (var curve in section.RocCurves)
        {
            Assert.IsLessThanOrEqualTo(200, curve.X.Count);
            Assert.AreEqual((0, 0, 1, 1), (curve.X[0], curve.Y[0], curve.X[^1], curve.Y[^1]));
        }
    }

    [TestMethod]
    public void Measure_AnyNumberOfThreads_GivesTheSame()
    {
        var split = new RealSplit(RealData.Hpc);

        string one = Text(Measure(split, split.Shuffled, threads: 1)), three = Text(Measure(split, split.Shuffled, threads: 3));

        Assert.AreEqual(one, three);

        static string Text(DetectionSection s) => string.Join("\n", s.Scores.Select(x => $"{x.Value:R} {x.Interval!.Low:R} {x.Floor:R}").Concat(s.TellingColumns.Select(c => $"{c.Column} {c.Share:R}")).Concat(s.RocCurves.Select(c => string.Join(' ', c.Y))));
    }

    [TestMethod]
    public void Measure_FewRows_SaysWhy()
    {
        var table = new Table(new NumericColumn("x", [1, 2, 3, 4]));

        var section = DetectionEvaluation.Measure(new MLContext(seed: 1), EvaluationData.Of(table, table, table), new RunContext(new Rng(1)));

        Assert.HasCount(2, section.Scores);
        Assert.IsTrue(section.Scores.All(s => s.Value is null && s.Note!.Contains("at least 20 rows", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Measure_OddTables_AreFinite()
    {
        const int Rows = 60;
        var random = new Rng(1);
        Table[] tables =
        [
            new(new NumericColumn("constant", [.. Enumerable.Repeat(1.0, Rows)])),
            new(new NumericColumn("missing", [.. Enumerable.Repeat(double.NaN, Rows)]), new CategoryColumn("none", [.. Enumerable.Repeat(-1, Rows)], [])),
            new(new NumericColumn("infinite", [.. Enumerable.Range(0, Rows).Select(i => i % 7 == 0 ? double.PositiveInfinity : i % 5 == 0 ? double.NaN : i * 1e305)])),
            new(new CategoryColumn("levels", [.. Enumerable.Range(0, Rows).Select(_ => 400 * random.Next(25))], [.. Enumerable.Range(0, 10_000).Select(i => $"v{i % 9999 / 2}{i}")])),
        ];

        foreach (var table in tables)
        {
            foreach (var other in new[] { table, new Table([.. table.Columns.Select(c => c.Take([.. Enumerable.Repeat(3, Rows)]))]) })
            {
                var section = DetectionEvaluation.Measure(
                    new MLContext(seed: 1), EvaluationData.Of(table, other, table), new RunContext(new Rng(1)));
                foreach (var score in section.Scores)
                    Assert.IsTrue(score.Value is double value ? value is >= 0 and <= 1 && double.IsFinite(score.Interval!.High) : score.Note is { Length: > 0 }, table.Columns[0].Name);
            }
        }
    }

    [TestMethod]
    public void PooledRows_RepeatedRows_StayInOneFold()
    {
        var random = new Rng(1);
        var first = new Table(new NumericColumn("x", [.. Enumerable.Range(0, 300).Select(_ => random.NextDouble())]));
        var second = first.Take([.. Enumerable.Range(0, 300).Select(i => i / 2)]);       // each of 150 rows twice, and once in the first table

        var rows = PooledRows.Of(first, second, 3, new Rng(2));

        Assert.IsTrue(rows.AreGrouped);
        Assert.IsTrue(Enumerable.Range(0, rows.Count).GroupBy(i => rows.Columns[0].Codes[i]).All(g => g.Select(i => rows.Fold[i]).Distinct().Count() == 1));
        for (int fold = 0; fold < 3; fold++)
        {
            Assert.AreEqual(100, Enumerable.Range(0, 300).Count(i => rows.Fold[i] == fold), 4);
            Assert.AreEqual(100, Enumerable.Range(300, 300).Count(i => rows.Fold[i] == fold), 4);
        }
    }

    [TestMethod]
    public void PooledRows_CoarseTable_IsDealtRowByRow()
    {
        var coarse = new Table(new CategoryColumn("x", [.. Enumerable.Range(0, 90).Select(i => i % 3)], ["a", "b", "c"]));

        Assert.IsFalse(PooledRows.Of(coarse, coarse, 3, new Rng(2)).AreGrouped);
    }

    [TestMethod]
    public void DetectionRoc_SmallFold_IsAsByHand()
    {
        // of 2 × 3 pairs the second table's row scores higher in 4 and the same in 1
        var roc = DetectionRoc.Of([new([0.9f, 0.5f, 0.5f, 0.4f, 0.1f], [true, true, false, false, false], [])])!;
        var reversed = DetectionRoc.Of([new([-0.9f, -0.5f, -0.5f, -0.4f, -0.1f], [true, true, false, false, false], [])])!;

        Assert.AreEqual(5.5 / 6, roc.Auc, 1e-12);
        Assert.AreEqual(0.5 / 6, reversed.Auc, 1e-12);
        // places of the two: 1 and 5/6; of the three: 3/4, 1, 1
        Assert.AreEqual(Variance(1, 5 / 6.0) / 2 + Variance(0.75, 1, 1) / 3, roc.Variance, 1e-12);
        CollectionAssert.AreEqual(new[] { 0, 0.5, 1, 1, 1 }, roc.Curve.Y);
        Assert.IsNull(DetectionRoc.Of([new([1f], [true], [])]));

        static double Variance(params double[] values) => values.Sum(v => Math.Pow(v - values.Average(), 2)) / (values.Length - 1);
    }

    private static DetectionSection Measure(RealSplit split, Table synthetic, int? threads = null)
        => DetectionEvaluation.Measure(new MLContext(seed: 1), EvaluationData.Of(split.Train, synthetic, split.Holdout), new RunContext(new Rng(1), maxDegreeOfParallelism: threads));
}
