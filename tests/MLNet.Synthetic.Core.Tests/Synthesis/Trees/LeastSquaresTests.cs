// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class LeastSquaresTests
{
    [TestMethod]
    public void Fit_ExactSum_FindsTheSlopes()
    {
        var random = new Rng(1);
        double[] a = [.. Enumerable.Range(0, 500).Select(_ => random.NextGaussian())], b = [.. a.Select(v => 100 * v + 300 * random.NextGaussian())];

        var (_, slopes) = LeastSquares.Fit([.. a, .. b], [.. a.Zip(b, (x, y) => 3 * x - 2 * y + 7)]);

        Assert.AreEqual(3, slopes[0], 0.01);
        Assert.AreEqual(-2, slopes[1], 0.001);
    }

    [TestMethod]
    public void Fit_CollinearAndConstantColumns_StaysFinite()
    {
        double[] a = [1, 2, 3, 4], constant = [5, 5, 5, 5];

        var (means, slopes) = LeastSquares.Fit([.. a, .. a, .. constant, double.NaN, double.NaN, double.NaN, double.NaN], [2, 4, 6, 8]);

        CollectionAssert.AreEqual(new double[] { 2.5, 2.5, 5, 0 }, means);
        Assert.AreEqual(2, slopes[0] + slopes[1], 1e-4);
        Assert.AreEqual(0, slopes[2]);
        Assert.AreEqual(0, slopes[3]);
    }
}
