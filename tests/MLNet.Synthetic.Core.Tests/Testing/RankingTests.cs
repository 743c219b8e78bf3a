// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using MLNet.Synthetic.Testing;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class RankingTests
{
    [TestMethod]
    [DataRow(2, 1.960, 1.645)]                                        // Demšar (2006), table 5(a)
    [DataRow(3, 2.343, 2.052)]
    [DataRow(4, 2.569, 2.291)]
    [DataRow(5, 2.728, 2.459)]
    [DataRow(6, 2.850, 2.589)]
    [DataRow(7, 2.949, 2.693)]
    [DataRow(8, 3.031, 2.780)]
    [DataRow(9, 3.102, 2.855)]
    [DataRow(10, 3.164, 2.920)]
    public void NemenyiQuantile_TwoToTenMethods_AreThePublishedOnes(int methods, double five, double ten)
    {
        Assert.AreEqual(five, Ranking.NemenyiQuantile(methods), 1e-3);   // printed from quantiles of two or three decimals
        Assert.AreEqual(ten, Ranking.NemenyiQuantile(methods, alpha: 0.10), 1e-3);
    }

    [TestMethod]
    public void CriticalDifference_PublishedExample_Agrees()
    {
        Assert.AreEqual(1.25, Ranking.CriticalDifference(4, 14), 0.005);   // Demšar (2006), section 3.2.4
    }

    [TestMethod]
    public void Of_TiesAndFailures_ShareTheirPlaces()
    {
        CollectionAssert.AreEqual(new[] { 2.5, 1, 2.5, 4 }, Ranking.Of([0.5, 0.9, 0.5, double.NaN]));
        CollectionAssert.AreEqual(new[] { 1.5, 3, 1.5, 4.5, 4.5 }, Ranking.Of([0.5, 0.9, 0.5, double.NaN, double.NaN], lowerIsBetter: true));
    }
}
