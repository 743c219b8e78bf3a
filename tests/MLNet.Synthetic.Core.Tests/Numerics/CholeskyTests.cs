// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class CholeskyTests
{
    [TestMethod]
    public void Factor_SmallMatrix_IsTheOneByHand()
    {
        var l = Cholesky.Factor(Matrix.FromRows([4, 2, 2], [2, 5, 3], [2, 3, 6]))!;

        CollectionAssert.AreEqual(new double[] { 2, 0, 0, 1, 2, 0, 1, 1, 2 }, l.Values.ToArray());
    }

    [TestMethod]
    public void PositiveDefinite_CorrelationsThatFit_StayAsTheyAre()
    {
        var (r, shrinkage) = Cholesky.PositiveDefinite(Matrix.FromRows([1, 0.5], [0.5, 1]));

        Assert.AreEqual(0.5, r[0, 1], 1e-5);
        Assert.IsLessThan(1e-5, shrinkage);
    }

    [TestMethod]
    public void PositiveDefinite_CorrelationsThatDoNotFit_AreShrunkToTheEdge()
    {
        // all three −0.9: eigenvalue 1 + 2 · (−0.9) = −0.8; (1 − λ) (−0.9) = −0.5 is the edge, λ = 4/9
        var (r, shrinkage) = Cholesky.PositiveDefinite(Matrix.FromRows([1, -0.9, -0.9], [-0.9, 1, -0.9], [-0.9, -0.9, 1]));

        Assert.AreEqual(4.0 / 9, shrinkage, 1e-5);
        Assert.IsNotNull(Cholesky.Factor(r));
    }
}
