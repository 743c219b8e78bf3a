// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using MLNet.Synthetic.Testing;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class RandomOversamplerTests
{
    [TestMethod]
    public void Resample_Plain_CopiesRowsDrawnUniformly()
    {
        var input = MadeData.Of(FeatureMix.Mixed, [200, 4]);
        var strategy = SamplingStrategy.Counts(new Dictionary<string, int> { ["b"] = 40_004 });

        var rows = new RandomOversampler(new() { SamplingStrategy = strategy }).Resample(input, new(new(1)));

        Assert.IsNull(rows.Values);
        var used = rows.Sources.CountBy(s => s).Select(s => s.Value).ToArray();
        Assert.HasCount(4, used);
        foreach (int times in used)
            Assert.AreEqual(10_000, times, 5 * Math.Sqrt(40_000 * 0.25 * 0.75));
    }

    [TestMethod]
    [DataRow(1.0)]
    [DataRow(0.3)]
    public void Resample_Smoothed_NoiseHasTheDeviationOfTheKernelFormula(double shrinkage)
    {
        const int New = 50_000;
        var input = MadeData.Of(FeatureMix.Mixed, [200, 40], seed: 2);
        int[] members = input.RowsByClass()[1], numeric = input.ColumnsOf(FeatureKind.Numeric);
        var strategy = SamplingStrategy.Counts(new Dictionary<string, int> { ["b"] = 40 + New });
        double unit = Math.Pow(4.0 / ((numeric.Length + 2) * 40), 1.0 / (numeric.Length + 4));    // p = 3, m = 40: (1/50)^(1/7) = 0.5719

        var rows = new RandomOversampler(new() { SamplingStrategy = strategy, Shrinkage = shrinkage }).Resample(input, new(new(1)));

        Assert.AreEqual(0.5719, unit, 1e-4);
        var noises = numeric.Select(j => Enumerable.Range(0, New).Select(i => rows.Values![i, j] - input.X[rows.Sources[i], j]).ToArray()).ToArray();
        for (int c = 0; c < numeric.Length; c++)
        {
            double width = shrinkage * unit * Plain.Deviation([.. members.Select(i => input.X[i, numeric[c]])]);
            Assert.AreEqual(0, noises[c].Average(), 5 * width / Math.Sqrt(New));
            Assert.AreEqual(width, Plain.Deviation(noises[c]), 5 * width / Math.Sqrt(2.0 * New));
            Assert.AreEqual(0.6827, noises[c].Count(n => Math.Abs(n) < width) / (double)New, 5 * Math.Sqrt(0.6827 * 0.3173 / New));   // normal, not only of that width
        }

        double correlation = noises[0].Zip(noises[1], (a, b) => a * b).Average() / (Plain.Deviation(noises[0]) * Plain.Deviation(noises[1]));
        Assert.AreEqual(0, correlation, 5 / Math.Sqrt(New));
        foreach (int j in input.ColumnsOf(FeatureKind.Nominal))
            Assert.IsTrue(Enumerable.Range(0, New).All(i => rows.Values![i, j] == input.X[rows.Sources[i], j]));
    }

    [TestMethod]
    public void Resample_SmoothedWithoutAnyVariation_WarnsOfCopies()
    {
        var warnings = new List<string>();

        new RandomOversampler(new() { Shrinkage = 1 }).Resample(MadeData.Of(FeatureMix.Numeric, [20, 1]), new(new(1), warning: warnings.Add));

        Assert.HasCount(1, warnings);
        StringAssert.Contains(warnings[0], "class 'b' (1 rows)");
    }

    [TestMethod]
    public void FeatureUse_WithoutNoise_LooksAtNoColumn()
    {
        Assert.AreEqual(FeatureUse.None, new RandomOversampler().FeatureUse);
        Assert.AreEqual(FeatureUse.NumericAndNominal, new RandomOversampler(new() { Shrinkage = 0.5 }).FeatureUse);
    }

    [TestMethod]
    [DataRow(-0.1)]
    [DataRow(double.NaN)]
    [DataRow(double.PositiveInfinity)]
    public void Constructor_ImpossibleShrinkage_Throws(double shrinkage)
    {
        var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new RandomOversampler(new() { Shrinkage = shrinkage }));

        Assert.AreEqual("Shrinkage", error.ParamName);
    }
}
