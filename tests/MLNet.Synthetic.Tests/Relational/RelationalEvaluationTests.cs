// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using static MLNet.Synthetic.Tests.Shop;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class RelationalEvaluationTests
{
    private static readonly MLContext s_ml = new(seed: 1);
    private static readonly RelationalEvaluationOptions s_options = new() { OrderColumnName = "Date", Seed = 1, Bootstraps = 20 };

    [TestMethod]
    public void Measure_FreshRealTables_AreWithinNoise()
    {
        var report = Evaluate(Of(1000, seed: 2));

        Assert.IsTrue(report.Scores.All(s => s.Value is not null && s.Verdict == ScoreVerdict.WithinNoise), report.ToString());
        Assert.AreEqual(1, report["relational.key-uniqueness"].Value);
        Assert.AreEqual(1, report["relational.referential-integrity"].Value);
    }

    [TestMethod]
    public void Measure_BrokenKeys_AreTheSharesOfGoodOnes()
    {
        var (customers, orders) = Of(200, seed: 2);
        customers[3] = customers[3] with { CustomerId = customers[0].CustomerId };
        for (int i = 0; i < 30; i++)
            orders[i].CustomerId = 1;

        var report = Evaluate((customers, orders));

        Assert.AreEqual(199 / 200.0, report["relational.key-uniqueness"].Value!.Value, 1e-12);
        Assert.IsLessThanOrEqualTo(1 - 30.0 / orders.Length, report["relational.referential-integrity"].Value!.Value);
        Assert.AreEqual(ScoreVerdict.Worse, report["relational.referential-integrity"].Verdict);
    }

    [TestMethod]
    public void Measure_OrdersDealtToOtherCustomers_TrendsAndSiblingsAreWorse()
    {
        var (customers, orders) = Of(1000, seed: 2);
        int[] keys = [.. orders.Select(o => o.CustomerId)];
        new Rng(5).Shuffle<int>(keys);
        for (int i = 0; i < orders.Length; i++)
            orders[i].CustomerId = keys[i];

        var report = Evaluate((customers, orders));

        Assert.AreEqual(ScoreVerdict.WithinNoise, report["relational.cardinality-shape"].Verdict);
        Assert.AreEqual(ScoreVerdict.Worse, report["relational.parent-child-trends"].Verdict, report.ToString());
        Assert.AreEqual(ScoreVerdict.Worse, report["relational.sibling-trends"].Verdict, report.ToString());
    }

    [TestMethod]
    public void Measure_EveryCustomerTwiceTheOrders_CardinalityIsWorse()
    {
        var (customers, orders) = Of(1000, seed: 2);

        var report = Evaluate((customers, [.. orders, .. orders]));

        Assert.AreEqual(ScoreVerdict.Worse, report["relational.cardinality-shape"].Verdict);
        Assert.IsLessThan(1, report["relational.cardinality-boundaries"].Value!.Value);
    }

    [TestMethod]
    public void Measure_SyntheticWithoutChildren_SaysWhatIsMissing()
    {
        var report = Evaluate((Of(100, seed: 2).Customers, []));

        Assert.IsNull(report["relational.parent-child-trends"].Value);
        Assert.IsNotNull(report["relational.parent-child-trends"].Note);
        Assert.IsNotNull(report["relational.cardinality-shape"].Value);
        Assert.ThrowsExactly<ArgumentException>(() => report["relational.none"]);
    }

    private static RelationalReport Evaluate((Customer[] Customers, Order[] Orders) synthetic)
    {
        var real = Views(s_ml, 1000);
        return s_ml.Synthetic.EvaluateRelational(real.Customers, real.Orders, (s_ml.Data.LoadFromEnumerable(synthetic.Customers), s_ml.Data.LoadFromEnumerable(synthetic.Orders)), Key, s_options);
    }
}
