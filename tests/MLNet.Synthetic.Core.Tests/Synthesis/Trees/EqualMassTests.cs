// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class EqualMassTests
{
    [TestMethod]
    public void Group_EqualCounts_MakesEqualGroups()
        => CollectionAssert.AreEqual(new ushort[] { 0, 0, 0, 1, 1, 1, 2, 2, 2 }, Group([1, 1, 1, 1, 1, 1, 1, 1, 1], 3));

    [TestMethod]
    public void Group_HeavyValue_StandsAlone()
        => CollectionAssert.AreEqual(new ushort[] { 0, 0, 1, 2, 2 }, Group([1, 1, 20, 1, 1], 3));

    [TestMethod]
    public void Group_FewerValuesThanGroups_OneEach()
        => CollectionAssert.AreEqual(new ushort[] { 0, 1, 2 }, Group([5, 1, 5], 6));

    [TestMethod]
    public void Group_NoRows_NoGroups()
        => Assert.AreEqual(0, EqualMass.Group([0, 0], 0, 4, new ushort[2]));

    private static ushort[] Group(int[] counts, int most)
    {
        var groups = new ushort[counts.Length];
        int found = EqualMass.Group(counts, counts.Sum(), most, groups);
        Assert.AreEqual(groups.Max() + 1, found);
        return groups;
    }
}
