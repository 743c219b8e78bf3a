// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class MajorityVoteTests
{
    [TestMethod]
    [DataRow(new double[] { 4 }, 4.0)]
    [DataRow(new double[] { 1, 2, 2 }, 2.0)]
    [DataRow(new double[] { 9, 0, 9, 0, 9 }, 9.0)]
    [DataRow(new double[] { 3, 3, 1, 2, 1, 3 }, 3.0)]
    [DataRow(new double[] { -1, 5, -1 }, -1.0)]
    public void Of_OneWinner_IsIt(double[] codes, double winner)
        => Assert.AreEqual(winner, MajorityVote.Of(codes, new(1)));

    [TestMethod]
    [DataRow(new double[] { 1, 2 }, 2)]
    [DataRow(new double[] { 5, 1, 7 }, 3)]
    [DataRow(new double[] { 4, 4, 2, 2, 9, 8, 8 }, 3)]
    [DataRow(new double[] { 1, 2, 3, 4, 5 }, 5)]
    public void Of_Tie_EveryWinnerEquallyOften(double[] codes, int tied)
    {
        const int Votes = 20_000;
        var random = new Rng(1);
        var winners = new Dictionary<double, int>();

        for (int i = 0; i < Votes; i++)
        {
            double winner = MajorityVote.Of((double[])codes.Clone(), random);
            winners[winner] = winners.GetValueOrDefault(winner) + 1;
        }

        Assert.HasCount(tied, winners);
        double share = 1.0 / tied;
        foreach (int times in winners.Values)
            Assert.AreEqual(share, times / (double)Votes, 5 * Math.Sqrt(share * (1 - share) / Votes));
    }

    [TestMethod]
    public void Of_NoTie_DrawsNothing()
    {
        var (voted, untouched) = (new Rng(1), new Rng(1));

        MajorityVote.Of([1, 1, 2], voted);

        Assert.AreEqual(untouched.NextDouble(), voted.NextDouble());
    }
}
