// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using static MLNet.Synthetic.Tests.Shop;

namespace MLNet.Synthetic.Tests;

/// <summary>What every synthesizer of two tables promises, whatever its settings.</summary>
[TestClass]
public sealed class RelationalContractTests
{
    private const int Customers = 200;
    private static readonly MLContext s_ml = new(seed: 1);
    private static readonly (IDataView Customers, IDataView Orders) s_views = Views(s_ml, Customers);

    /// <summary>Settings that differ in what is learned.</summary>
    public static IEnumerable<(string Name, RelationalOptions Options)> Cases =>
    [
        ("default", new() { Seed = 3 }),
        ("in order", new() { Seed = 3, OrderColumnName = "Date" }),
        ("previous only", new() { Seed = 3, OrderColumnName = "Date", Siblings = SiblingContext.Previous }),
        ("order only", new() { Seed = 3, OrderColumnName = "Date", Siblings = SiblingContext.None }),
        ("no siblings", new() { Seed = 3, Siblings = SiblingContext.None }),
        ("copula", new() { Seed = 3, OrderColumnName = "Date", Parent = new GaussianCopulaOptions { GibbsSweeps = 2 }, Child = new GaussianCopulaOptions { GibbsSweeps = 2 } }),
        ("hidden tree", new() { Seed = 3, OrderColumnName = "Date", Parent = new HiddenChowLiuTreeOptions(), Child = new HiddenChowLiuTreeOptions() }),
        ("independent", new() { Seed = 3, OrderColumnName = "Date", Parent = new IndependentColumnsOptions(), Child = new IndependentColumnsOptions() }),
    ];

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Sample_AnySeed_KeysAreNewUniqueAndValid(string name, RelationalOptions options)
    {
        var model = s_ml.Synthetic.Relational(Key, options).Fit(s_views.Customers, s_views.Orders);
        var real = Of(Customers);

        for (int seed = 0; seed < 8; seed++)
        {
            var (customers, orders) = Rows(s_ml, model.Sample(150, seed));

            int[] keys = [.. customers.Select(c => c.CustomerId)];
            Assert.HasCount(150, customers, name);
            Assert.HasCount(150, keys.ToHashSet(), name);
            Assert.IsEmpty(keys.Intersect(real.Customers.Select(c => c.CustomerId)), name);
            Assert.IsEmpty(orders.Select(o => o.CustomerId).Except(keys), name);
            Assert.HasCount(orders.Length, orders.Select(o => o.OrderId).ToHashSet(), name);
            Assert.IsEmpty(orders.Select(o => o.OrderId).Intersect(real.Orders.Select(o => o.OrderId)), name);
            int most = orders.GroupBy(o => o.CustomerId).Max(g => g.Count());
            Assert.IsLessThanOrEqualTo(model.Summary.MostChildren, most, name);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Sample_FirstOfMany_IsTheShorterSample(string name, RelationalOptions options)
    {
        var model = s_ml.Synthetic.Relational(Key, options).Fit(s_views.Customers, s_views.Orders);

        var (few, fewOrders) = Rows(s_ml, model.Sample(100));
        var (many, manyOrders) = Rows(s_ml, model.Sample(1500));

        CollectionAssert.AreEqual(few, many[..100], name);
        CollectionAssert.AreEqual(fewOrders, manyOrders[..fewOrders.Length], name);
        Assert.IsFalse(few.Any(c => c.CustomerId == manyOrders[fewOrders.Length].CustomerId), name);
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Sample_AnyNumberOfThreads_SameRows(string name, RelationalOptions options)
    {
        var samples = new[] { 1, 2, 8 }.Select(threads => Rows(s_ml, s_ml.Synthetic.Relational(Key, options with { MaxDegreeOfParallelism = threads }).Fit(s_views.Customers, s_views.Orders).Sample(200))).ToArray();

        foreach (var sample in samples[1..])
        {
            CollectionAssert.AreEqual(samples[0].Customers, sample.Customers, name);
            CollectionAssert.AreEqual(samples[0].Orders, sample.Orders, name);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Save_Loaded_SameRowsAndSchemas(string name, RelationalOptions options)
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("relational").FullName, "shop.synth");
        var model = s_ml.Synthetic.Relational(Key, options).Fit(s_views.Customers, s_views.Orders);

        model.Save(path);
        var other = new MLContext(seed: 99);
        var loaded = other.Synthetic.LoadRelational(path);

        var (expected, expectedOrders) = Rows(s_ml, model.Sample(150, seed: 5));
        var (customers, orders) = Rows(other, loaded.Sample(150, seed: 5));
        CollectionAssert.AreEqual(expected, customers, name);
        CollectionAssert.AreEqual(expectedOrders, orders, name);
        Assert.AreEqual(model.Summary.ToString(), loaded.Summary.ToString());
        CollectionAssert.AreEqual(s_views.Orders.Schema.Select(c => (c.Name, c.Type)).ToArray(), loaded.Sample(1).Children.Schema.Select(c => (c.Name, c.Type)).ToArray());
        byte[] first = File.ReadAllBytes(path);
        loaded.Save(path);
        CollectionAssert.AreEqual(first, File.ReadAllBytes(path), name);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Sample_ReadTwiceAndPartly_SameRows(string name, RelationalOptions options)
    {
        var sample = s_ml.Synthetic.Relational(Key, options).Fit(s_views.Customers, s_views.Orders).Sample(200);

        var whole = Rows(s_ml, sample);
        var again = Rows(s_ml, sample);
        var keys = DataViewReader.Read(sample.Children, [Key]);

        CollectionAssert.AreEqual(whole.Orders, again.Orders, name);
        CollectionAssert.AreEqual(whole.Orders.Select(o => (double)o.CustomerId).ToArray(), ((NumericColumn)keys[Key]).Values, name);
        Assert.AreEqual(0, Rows(s_ml, s_ml.Synthetic.Relational(Key, options).Fit(s_views.Customers, s_views.Orders).Sample(0)).Orders.Length);
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Sample_OrderColumn_OrdersStandInItAndInItsRange(string name, RelationalOptions options)
    {
        if (options.OrderColumnName is null)
            return;
        var latest = Of(Customers).Orders.Max(o => o.Date);

        var (_, orders) = Rows(s_ml, s_ml.Synthetic.Relational(Key, options).Fit(s_views.Customers, s_views.Orders).Sample(600));

        foreach (var family in orders.GroupBy(o => o.CustomerId))
            CollectionAssert.AreEqual(family.Select(o => o.Date).Order().ToArray(), family.Select(o => o.Date).ToArray(), name);
        Assert.IsLessThanOrEqualTo(latest, orders.Max(o => o.Date));
        Assert.IsTrue(orders.All(o => o.Date.TimeOfDay == default), name);
    }
}
