// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Tests;

/// <summary>Blocks and rejection, on a model that can fix nothing.</summary>
[TestClass]
public sealed class TableSamplerTests
{
    [TestMethod]
    public void DrawBlock_ValuesTheModelCannotFix_AreMetByRejection()
    {
        var sampler = Fixing(i => i % 10 == 0 ? 1 : 0);

        var drawn = sampler.Draw(500, new(new(1)));

        CollectionAssert.AreEqual(Enumerable.Range(0, 500).Select(i => i % 10 == 0 ? 1 : 0).ToArray(), ((CategoryColumn)drawn["class"]).Codes);
        foreach (var (x, code) in ((NumericColumn)drawn["x"]).Values.Zip(((CategoryColumn)drawn["class"]).Codes))
            Assert.AreEqual(code, x > 0.9 ? 1 : 0);                   // whole rows were kept, not labels written over
    }

    [TestMethod]
    public void DrawBlock_Rejecting_LongerTableBeginsWithAShorterOne()
    {
        var sampler = Fixing(i => i % 3 == 0 ? 1 : 0);

        double[] few = ((NumericColumn)sampler.Draw(70, new(new(1)))["x"]).Values, many = ((NumericColumn)sampler.Draw(230, new(new(1)))["x"]).Values;

        CollectionAssert.AreEqual(few, many[..70]);
        Assert.HasCount(230, many.Distinct().ToArray());
    }

    [TestMethod]
    public void DrawBlock_ValueThatNeverComes_SaysSoAndHowToMendIt()
    {
        var error = Assert.ThrowsExactly<SyntheticDataException>(() => Fixing(_ => 2).Draw(5, new(new(1))));

        StringAssert.Contains(error.Message, "'never'");
        StringAssert.Contains(error.Message, "'class'");
        StringAssert.Contains(error.Message, "fixes");
    }

    [TestMethod]
    public void Draw_NoRows_GivesTheColumns() => Assert.HasCount(2, new TableSampler(new Stubborn()).Draw(0, new(new(1))).Columns);

    private static TableSampler Fixing(Func<int, int> code) => new(
        new Stubborn(), (first, rows) => new(new CategoryColumn("class", [.. Enumerable.Range((int)first, rows).Select(code)], Stubborn.Levels)));

    /// <summary>x ~ U[0, 1), and its class.</summary>
    private sealed class Stubborn : ITableModel
    {
        public static string[] Levels { get; } = ["no", "yes", "never"];

        public TableSchema Schema { get; } = new();

        public int BlockRows => 64;

        public bool CanFix(IReadOnlyCollection<string> columnNames) => columnNames.Count == 0;

        public Table Sample(int rows, Table? given, RunContext run)
        {
            double[] x = [.. Enumerable.Range(0, rows).Select(i => run.Random.Fork(i).NextDouble())];
            return new(new NumericColumn("x", x), new CategoryColumn("class", Array.ConvertAll(x, v => v > 0.9 ? 1 : 0), Levels));
        }
    }
}
