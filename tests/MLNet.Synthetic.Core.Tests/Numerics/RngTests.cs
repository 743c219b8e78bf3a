// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class RngTests
{
    private const int Draws = 200_000;

    [TestMethod]
    [DataRow(0ul, 0ul, 0ul, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [DataRow(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [DataRow(0x85a308d3_243f6a88ul, 0x03707344_13198a2eul, 0x299f31d0_a4093822ul, 0xd16cfe09u, 0x94fdcceb, 0x5001e420u, 0x24126ea1u)]
    public void Philox_KnownAnswersOfRandom123_Match(ulong low, ulong high, ulong key, uint w0, uint w1, uint w2, uint w3)
        => Assert.AreEqual((w0, w1, w2, w3), Rng.Philox(low, high, key));

    [TestMethod]
    public void NextDouble_ManyDraws_Uniform()
    {
        var random = new Rng(1);
        var counts = new int[100];

        for (int i = 0; i < Draws; i++)
            counts[(int)(random.NextDouble() * 100)]++;

        AssertChiSquare(counts);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(7)]
    [DataRow(1000)]
    [DataRow((1 << 30) + 1)]
    [DataRow(int.MaxValue)]
    public void Next_ManyDraws_UniformAndInRange(int limit)
    {
        var random = new Rng(2);
        int cells = Math.Min(limit, 1000);
        var counts = new int[cells];

        for (int i = 0; i < Draws; i++)
        {
            int value = random.Next(limit);
            Assert.IsTrue(value >= 0 && value < limit);
            counts[limit <= 1000 ? value : (int)((long)value * cells / limit)]++;
        }

        AssertChiSquare(counts);
    }

    [TestMethod]
    public void Next_LimitThatDoesNotDivideTheWords_EveryValueEquallyLikely()
    {
        const int Limit = 3 << 29;                                    // 2³² / limit = 8/3: without rejection one value in three is drawn 2/8, not 1/3 of the time
        var random = new Rng(10);
        var counts = new int[3];

        for (int i = 0; i < Draws; i++)
            counts[random.Next(Limit) % 3]++;

        AssertChiSquare(counts);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(-1)]
    public void Next_LimitNotPositive_Throws(int limit)
        => Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new Rng(1).Next(limit));

    [TestMethod]
    public void NextGaussian_ManyDraws_StandardNormal()
    {
        var random = new Rng(3);
        double[] values = [.. Enumerable.Range(0, Draws).Select(_ => random.NextGaussian()).Order()];

        double mean = values.Average(), variance = values.Average(v => v * v), fourth = values.Average(v => v * v * v * v);
        double distance = values.Select((v, i) => Math.Abs(NormalDistribution(v) - (i + 0.5) / Draws)).Max();

        Assert.AreEqual(0, mean, 5 / Math.Sqrt(Draws));               // five standard errors each
        Assert.AreEqual(1, variance, 5 * Math.Sqrt(2.0 / Draws));
        Assert.AreEqual(3, fourth, 5 * Math.Sqrt(96.0 / Draws));
        Assert.IsLessThan(2.2 / Math.Sqrt(Draws), distance);          // Kolmogorov: chance of 1e−4
    }

    [TestMethod]
    public void NextGaussian_PairsOfDraws_Uncorrelated()
    {
        var random = new Rng(4);
        double sum = 0;

        for (int i = 0; i < Draws / 2; i++)
            sum += random.NextGaussian() * random.NextGaussian();     // both halves of one Box-Muller pair

        Assert.AreEqual(0, sum / (Draws / 2), 5 / Math.Sqrt(Draws / 2));
    }

    [TestMethod]
    public void Shuffle_ThreeItems_EveryOrderEquallyOften()
    {
        var random = new Rng(5);
        var counts = new Dictionary<string, int>();

        for (int i = 0; i < 60_000; i++)
        {
            char[] items = ['a', 'b', 'c'];
            random.Shuffle(items.AsSpan());
            string order = new(items);
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        Assert.HasCount(6, counts);
        AssertChiSquare([.. counts.Values]);
    }

    [TestMethod]
    public void Fork_AfterDrawingFromParentAndSiblings_SameChild()
    {
        var untouched = new Rng(6);
        var used = new Rng(6);
        for (int i = 0; i < 5; i++)
        {
            used.NextDouble();
            used.NextGaussian();
            used.Fork("other").NextDouble();
            used.Fork(i).NextDouble();
        }

        CollectionAssert.AreEqual(Draw(untouched.Fork("child")), Draw(used.Fork("child")));
        CollectionAssert.AreEqual(Draw(untouched.Fork(7)), Draw(used.Fork(7)));
    }

    [TestMethod]
    public void Fork_ManyNamesAndNumbers_AllStreamsDiffer()
    {
        var root = new Rng(7);
        var streams = Enumerable.Range(-5000, 10_000).Select(i => root.Fork(i))
            .Concat(Enumerable.Range(-5000, 10_000).Select(i => root.Fork(i.ToString())))
            .Concat(Enumerable.Range(-5000, 10_000).Select(i => new Rng(i)))
            .Append(root.Fork("a").Fork("b")).Append(root.Fork("b").Fork("a")).Append(root.Fork("ab")).Append(root.Fork("ba")).Append(root.Fork(""));

        var firsts = streams.Select(s => s.NextDouble()).ToList();

        Assert.HasCount(30_005, firsts.Distinct());                   // chance of two equal ones among so many: 5e−8
    }

    [TestMethod]
    public void Fork_NeighboringNumbers_Uncorrelated()
    {
        var root = new Rng(8);
        double[] firsts = [.. Enumerable.Range(0, 50_000).Select(i => root.Fork(i).NextDouble() - 0.5)];

        double correlation = 12 * firsts.Zip(firsts.Skip(1), (a, b) => a * b).Average();

        Assert.AreEqual(0, correlation, 5 / Math.Sqrt(firsts.Length));
    }

    [TestMethod]
    public void NextSeed_ManyDraws_NeverNegative()
    {
        var random = new Rng(9);

        for (int i = 0; i < 1000; i++)
            Assert.IsGreaterThanOrEqualTo(0, random.NextSeed());
    }

    private static double[] Draw(Rng random) => [.. Enumerable.Range(0, 20).Select(_ => random.NextDouble())];

    /// <summary>Pearson's test against equal chances: mean c − 1 and variance 2 (c − 1) for c cells, five standard deviations allowed.</summary>
    private static void AssertChiSquare(int[] counts)
    {
        double expected = counts.Sum() / (double)counts.Length, freedom = counts.Length - 1;
        double statistic = counts.Sum(c => (c - expected) * (c - expected) / expected);
        Assert.IsLessThanOrEqualTo(freedom + 5 * Math.Sqrt(2 * freedom), statistic);
    }

    /// <summary>Abramowitz and Stegun 7.1.26, error below 1.5e−7.</summary>
    private static double NormalDistribution(double x)
    {
        double t = 1 / (1 + 0.3275911 * Math.Abs(x) / Math.Sqrt(2));
        double tail = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) * Math.Exp(-x * x / 2) / 2;
        return x < 0 ? tail : 1 - tail;
    }
}
