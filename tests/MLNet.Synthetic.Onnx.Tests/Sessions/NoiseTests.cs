// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using MLNet.Synthetic;

namespace MLNet.Synthetic.Tests.Sessions;

[TestClass]
public sealed class NoiseTests
{
    private const int Count = 200_003;                                // no multiple of a block

    [TestMethod]
    public void FillGaussian_ManyNumbers_AreNormalAndIndependent()
    {
        var numbers = new float[Count];

        Noise.FillGaussian(new Rng(11), numbers);

        double error = 1 / Math.Sqrt(Count);
        Assert.AreEqual(0, numbers.Average(), 5 * error);
        Assert.AreEqual(1, numbers.Average(x => (double)x * x), 5 * Math.Sqrt(2) * error);
        Assert.AreEqual(3, numbers.Average(x => Math.Pow(x, 4)), 5 * Math.Sqrt(96) * error);
        foreach (int lag in (int[])[1, 2, 512, 1024])                 // sine and cosine of a pair stand 512 apart
            Assert.AreEqual(0, Enumerable.Range(0, Count - lag).Average(i => (double)numbers[i] * numbers[i + lag]), 5 * error, $"lag {lag}");
        double distance = numbers.Order().Select((x, i) => Math.Abs(NormalDistribution.Cdf(x) - (i + 0.5) / Count)).Max();
        Assert.IsLessThan(2 * error, distance);                       // Kolmogorov: p < 0.001
    }

    [TestMethod]
    public void FillUniform_ManyNumbers_AreUniformAndNeverZeroOrOne()
    {
        var numbers = new float[Count];

        Noise.FillUniform(new Rng(12), numbers);

        Assert.IsTrue(numbers.All(x => x is > 0 and < 1));
        double distance = numbers.Order().Select((x, i) => Math.Abs(x - (i + 0.5) / Count)).Max();
        Assert.IsLessThan(2 / Math.Sqrt(Count), distance);
    }

    [TestMethod]
    public void Fill_ShorterSpan_HasTheFirstNumbersOfALonger()
    {
        float[] few = new float[700], many = new float[5000];

        Noise.FillGaussian(new Rng(3), few);
        Noise.FillGaussian(new Rng(3), many);

        CollectionAssert.AreEqual(few, many[..700]);
    }

    [TestMethod]
    public void Fill_OneStreamTwice_GoesOn()
    {
        float[] first = new float[10], second = new float[10];
        var random = new Rng(3);

        Noise.FillUniform(random, first);
        Noise.FillUniform(random, second);

        Assert.IsFalse(first.Intersect(second).Any());
    }
}
