// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class StopRuleTests
{
    [TestMethod]
    [DataRow(2, 7.879, DisplayName = "1 degree of freedom")]          // tables of χ²: upper 0.5 % points
    [DataRow(3, 10.597)]
    [DataRow(6, 16.750)]
    [DataRow(11, 25.188)]
    [DataRow(41, 66.766)]
    public void LeastGain_StrengthOfHalfAPercent_IsHalfTheChiSquarePoint(int classes, double point)
    {
        var rule = new StopRule(7.879 / 2);

        Assert.AreEqual(point / 2, rule.LeastGain(classes), 0.01 * point / 2);   // Wilson and Hilferty are within 1 % here
    }

    [TestMethod]
    public void LeastGain_TwoClasses_IsTheStrength()
    {
        foreach (double strength in new[] { 0.5, 3, 4, 7 })
            Assert.AreEqual(strength, new StopRule(strength).LeastGain(2), 1e-12);
    }

    [TestMethod]
    public void LeastGain_NoStrength_StopsNothing()
    {
        for (int classes = 0; classes <= 256; classes++)
            Assert.AreEqual(0, new StopRule(0).LeastGain(classes));
    }
}
