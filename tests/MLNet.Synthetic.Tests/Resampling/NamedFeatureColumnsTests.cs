// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic.Tests;

/// <summary>Columns that a user names though the algorithm does not look at them.</summary>
[TestClass]
public sealed class NamedFeatureColumnsTests
{
    private static readonly MLContext Ml = new(seed: 1);
    private static readonly string[] FourRareJobs = ["fixed", "fixed", "freelance", "freelance"];

    [TestMethod]
    public void FitResample_SmoteWithNamedNominalColumn_CopiesThatColumn()
    {
        var resampled = Ml.Synthetic.Smote("Bad", new() { FeatureColumnNames = ["Age", "Job"], Neighbors = 2 }).FitResample(People());

        string[] jobs = [.. resampled.GetColumn<string>("Job").Skip(12).Order()];
        CollectionAssert.AreEqual(FourRareJobs, jobs);               // four new rows grow from the four rare ones
    }

    [TestMethod]
    public void FitResample_CopiesWithNamedColumns_CopiesThem()
    {
        var resampled = Ml.Synthetic.RandomOversample("Bad", new() { FeatureColumnNames = ["Age", "Job"] }).FitResample(People());

        Assert.AreEqual(16, resampled.GetRowCount());
    }

    private static IDataView People() => Ml.Data.LoadFromEnumerable(Enumerable.Range(0, 12).Select(i => new Person
    {
        Age = 20 + i,
        Job = i < 8 ? "none" : FourRareJobs[i - 8],
        Bad = i >= 8,
    }));

    private sealed class Person
    {
        public float Age { get; set; }
        public string Job { get; set; } = "";
        public bool Bad { get; set; }
    }
}
