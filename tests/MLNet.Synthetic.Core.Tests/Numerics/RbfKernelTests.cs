// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Runtime.Intrinsics;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class RbfKernelTests
{
    private static readonly RunContext Run = new(new Rng(1));

    [TestMethod]
    public void Exp_NumbersDownToMinus87_AgreeWithFloat64()
    {
        double worst = 0;
        for (int i = 0; i <= 87_000; i++)
        {
            float x = -i / 1000f;
            worst = Math.Max(worst, Math.Abs(RbfKernel.Exp(Vector512.Create(x))[0] / Math.Exp(x) - 1) / (1 - x));
        }

        Assert.IsLessThan(2.5e-7, worst);                             // relative, by 1 + |x|: x log₂e itself is rounded
    }

    [TestMethod]
    public void Exp_BeyondItsRange_StaysFinite()
    {
        Assert.AreEqual(Math.Exp(-87), RbfKernel.Exp(Vector512.Create(float.NegativeInfinity))[0], 1e-43);
        Assert.AreEqual(1f, RbfKernel.Exp(Vector512.Create(0.01f))[0]);
    }

    [TestMethod]
    [DataRow(1, 1, 1)]
    [DataRow(7, 3, 5)]
    [DataRow(64, 6, 30)]
    [DataRow(700, 130, 17)]
    [DataRow(1300, 800, 2)]
    public void AmongAndAddTo_RandomPoints_AgreeWithFloat64(int n, int q, int d)
    {
        const double Gamma = 0.2;
        var random = new Rng(3);
        var x = new Matrix(n, d);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < d; j++)
                x[i, j] = 100 + random.NextGaussian();                // far from 0: centring matters
        }

        int[] points = [.. Enumerable.Range(0, n)];
        random.Shuffle(points.AsSpan());
        points = points[..q];
        float[] weights = [.. points.Select(_ => (float)random.NextGaussian())];
        int stride = (q + 63) / 64 * 64;
        var matrix = new float[q * stride];
        double[] sums = [.. Enumerable.Range(0, n).Select(i => (double)i)];

        using var kernel = new RbfKernel(Space(x), Gamma);
        kernel.Among(points, matrix, Run);
        kernel.AddTo(sums, points, weights, Run);

        double K(int a, int b) => Math.Exp(-Gamma * BruteForce.SquaredDistance(x[a].ToArray(), x[b].ToArray()));
        for (int i = 0; i < q; i++)
        {
            for (int j = 0; j < q; j++)
                Assert.AreEqual(K(points[i], points[j]), matrix[i * stride + j], 3e-6);
        }

        for (int i = 0; i < n; i += 13)
            Assert.AreEqual(i + points.Select((p, t) => weights[t] * K(p, i)).Sum(), sums[i], 1e-4);
    }

    [TestMethod]
    public void New_PointsTooFarApart_SaysHowToMendIt()
    {
        var x = Matrix.FromRows([0], [1e20]);

        var error = Assert.ThrowsExactly<SyntheticDataException>(() => new RbfKernel(Space(x), 1));

        StringAssert.Contains(error.Message, "Lower γ");
    }

    internal static MixedSpace Space(Matrix x)
        => new(x, [.. Enumerable.Range(0, x.Rows)], [.. Enumerable.Repeat(1.0, x.Columns)]);
}
