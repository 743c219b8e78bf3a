// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class NormalDistributionTests
{
    [TestMethod]
    [DataRow(0, 0.5)]
    [DataRow(1, 0.8413447460685429)]
    [DataRow(-1.959963984540054, 0.025)]
    [DataRow(-5, 2.866515718791939e-7)]
    [DataRow(-8, 6.220960574271785e-16)]
    [DataRow(-20, 2.753624118606233e-89)]
    public void Cdf_KnownValues_AreMet(double z, double expected) => Assert.AreEqual(1, NormalDistribution.Cdf(z) / expected, 1e-10);

    [TestMethod]
    public void Quantile_IsTheInverseOfCdf()
    {
        foreach (double p in new[] { 1e-300, 1e-30, 1e-12, 1e-5, 0.02, 0.075, 0.4, 0.5, 0.6, 0.93, 0.999, 1 - 1e-9 })
            Assert.AreEqual(1, NormalDistribution.Cdf(NormalDistribution.Quantile(p)) / p, 1e-10, $"{p}");
        Assert.AreEqual(double.NegativeInfinity, NormalDistribution.Quantile(0));
        Assert.AreEqual(double.PositiveInfinity, NormalDistribution.Quantile(1));
        Assert.AreEqual(1.2815515655446004, NormalDistribution.Quantile(0.9), 1e-14);
    }

    [TestMethod]
    [DataRow(0, 1, -0.5, 1.5)]
    [DataRow(3, 0.5, double.NegativeInfinity, 1)]
    [DataRow(-9, 1, 2, 2.5)]
    [DataRow(0, 1, 4, double.PositiveInfinity)]
    public void Truncated_UniformPlaces_HaveTheLawOfTheInterval(double mean, double deviation, double low, double high)
    {
        const int Steps = 200_000;
        double sum = 0, density = 0, weighted = 0;
        for (int i = 0; i < Steps; i++)
        {
            double z = NormalDistribution.Truncated(mean, deviation, low, high, (i + 0.5) / Steps);
            Assert.IsTrue(z >= low && z <= high);
            sum += z;
        }

        double from = Math.Max(low, Math.Min(mean, high) - 12 * deviation), to = Math.Min(high, Math.Max(mean, low) + 12 * deviation);
        for (int i = 0; i < Steps; i++)
        {
            double z = from + (to - from) * (i + 0.5) / Steps, d = NormalDistribution.Density((z - mean) / deviation);
            (density, weighted) = (density + d, weighted + d * z);
        }

        Assert.AreEqual(weighted / density, sum / Steps, 1e-3);
    }

    [TestMethod]
    public void Truncated_IntervalWhereDoublesUnderflow_GivesItsNearerEnd()
    {
        Assert.AreEqual(100, NormalDistribution.Truncated(0, 1, 100, 101, 0.3));
        Assert.AreEqual(-100, NormalDistribution.Truncated(0, 1, -101, -100, 0.3));
    }
}
