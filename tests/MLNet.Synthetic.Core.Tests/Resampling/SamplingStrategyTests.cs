// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class SamplingStrategyTests
{
    [TestMethod]
    public void Shortfalls_NotMajority_EveryOtherClassByCode()
    {
        var shortfalls = SamplingStrategy.NotMajority.Shortfalls(Rows("aaaabbc"));

        CollectionAssert.AreEqual(new[] { (1, "b", 2), (2, "c", 3) }, shortfalls.Select(s => (s.Class, s.Name, s.Missing)).ToArray());
        CollectionAssert.AreEqual(new[] { 4, 5 }, shortfalls[0].Members);
    }

    [TestMethod]
    [DataRow("aaaabbc", "c", 3)]
    [DataRow("aaaabbcc", "b", 2)]                                     // of two smallest the first by name
    [DataRow("abbcccc", "a", 3)]
    public void Shortfalls_MinorityOnly_TheSmallestClass(string classes, string name, int missing)
    {
        var shortfalls = SamplingStrategy.MinorityOnly.Shortfalls(Rows(classes));

        Assert.HasCount(1, shortfalls);
        Assert.AreEqual((name, missing), (shortfalls[0].Name, shortfalls[0].Missing));
    }

    [TestMethod]
    [DataRow(0.25, 1)]                                                // 2.5 rows are 3: one more than 2
    [DataRow(0.5, 3)]
    [DataRow(1.0, 8)]
    [DataRow(0.2, 0)]                                                 // exactly what there is
    public void Shortfalls_Ratio_RoundedToWholeRows(double ratio, int missing)
    {
        var shortfalls = SamplingStrategy.Ratio(ratio).Shortfalls(Rows("aaaaaaaaaabb"));

        Assert.AreEqual(missing, shortfalls.Sum(s => s.Missing));
    }

    [TestMethod]
    [DataRow(0.0)]
    [DataRow(-0.5)]
    [DataRow(1.01)]
    [DataRow(double.NaN)]
    public void Ratio_OutOfRange_Throws(double ratio)
        => Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => SamplingStrategy.Ratio(ratio));

    [TestMethod]
    public void Counts_ChangedAfterwards_KeepsWhatItWasGiven()
    {
        var counts = new Dictionary<string, int> { ["b"] = 5 };
        var strategy = SamplingStrategy.Counts(counts);

        counts["b"] = 500;

        Assert.AreEqual(3, strategy.Shortfalls(Rows("aaaabb")).Single().Missing);
    }

    [TestMethod]
    public void From_FunctionOfTheCounts_IsGivenClassesThatOccurOnly()
    {
        IReadOnlyDictionary<string, int>? given = null;
        var strategy = SamplingStrategy.From(counts =>
        {
            given = counts;
            return new Dictionary<string, int> { ["c"] = 4 };
        });
        var input = new ResamplingInput(new Matrix(4, 1), [0, 2, 2, 0], classNames: ["a", "b", "c"]);

        var shortfalls = strategy.Shortfalls(input);

        CollectionAssert.AreEquivalent(new Dictionary<string, int> { ["a"] = 2, ["c"] = 2 }, given!.ToDictionary());
        Assert.AreEqual(2, shortfalls.Single().Missing);
    }

    [TestMethod]
    public void From_FunctionThatReturnsNull_Says()
    {
        var error = Assert.ThrowsExactly<SyntheticDataException>(() => SamplingStrategy.From(_ => null!).Shortfalls(Rows("aab")));

        StringAssert.Contains(error.Message, "returned null");
    }

    [TestMethod]
    public void ToString_EveryStrategy_ReadsAsWritten()
    {
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            Assert.AreEqual("NotMajority", SamplingStrategy.NotMajority.ToString());
            Assert.AreEqual("Ratio(0.3)", SamplingStrategy.Ratio(0.3).ToString());
            Assert.AreEqual("Counts(b: 5)", SamplingStrategy.Counts(new Dictionary<string, int> { ["b"] = 5 }).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [TestMethod]
    public void RequireNeighbors_ExactlyEnoughRows_Passes()
    {
        var shortfall = new ClassShortfall(0, "a", [0, 1, 2], 5);

        shortfall.RequireNeighbors(2, "SMOTE");

        Assert.ThrowsExactly<SyntheticDataException>(() => shortfall.RequireNeighbors(3, "SMOTE"));
    }

    private static ResamplingInput Rows(string classes)
        => new(new Matrix(classes.Length, 1), [.. classes.Select(c => c - 'a')], classNames: ["a", "b", "c"]);
}
