// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using static MLNet.Synthetic.Tests.Shop;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class RelationalSynthesizerTests
{
    private static readonly MLContext s_ml = new(seed: 1);
    private static readonly RelationalOptions s_options = new() { Seed = 1, OrderColumnName = "Date" };
    private static readonly Lazy<((Customer[] Customers, Order[] Orders) Real, (Customer[] Customers, Order[] Orders) Synthetic)> s_shop = new(() =>
    {
        var views = Views(s_ml, 3000);
        return (Of(3000), Rows(s_ml, s_ml.Synthetic.Relational(Key, s_options).Fit(views.Customers, views.Orders).Sample(3000)));
    });

    [TestMethod]
    public void Sample_ChildrenPerParent_AreDistributedAsLearned()
    {
        double[] real = Counts(s_shop.Value.Real), synthetic = Counts(s_shop.Value.Synthetic);

        // two samples of 3000: the Kolmogorov-Smirnov distance is below 0.042 in 99 of 100 cases
        Assert.IsGreaterThan(1 - 0.042, ColumnMetrics.KsComplement(real, synthetic)!.Value);
        Assert.AreEqual(real.Count(c => c == 0) / 3000.0, synthetic.Count(c => c == 0) / 3000.0, 0.025);
        Assert.IsLessThanOrEqualTo(real.Max(), synthetic.Max());
    }

    [TestMethod]
    public void Sample_CountsAndAmounts_FollowTheParent()
    {
        var (real, synthetic) = s_shop.Value;

        foreach (string segment in (string[])["A", "B", "C"])
        {
            var (realCount, realAmount) = OfSegment(real, segment);
            var (count, amount) = OfSegment(synthetic, segment);
            Assert.AreEqual(realCount, count, 0.12 * realCount, segment);
            Assert.AreEqual(realAmount, amount, 0.12 * realAmount, segment);
        }
    }

    [TestMethod]
    public void Sample_Siblings_ShareWhatTheyShareInTheTrainingData()
    {
        var (real, synthetic) = s_shop.Value;

        Assert.AreEqual(SameBranch(real.Orders), SameBranch(synthetic.Orders), 0.06);
        Assert.AreEqual(LevelCorrelation(real), LevelCorrelation(synthetic), 0.12);
        Assert.IsGreaterThan(0.7, SameBranch(synthetic.Orders));
    }

    [TestMethod]
    public void Sample_NoSiblingContext_SiblingsShareOnlyTheirParent()
    {
        var views = Views(s_ml, 1500);

        var (_, orders) = Rows(s_ml, s_ml.Synthetic.Relational(Key, s_options with { Siblings = SiblingContext.None }).Fit(views.Customers, views.Orders).Sample(1500));

        Assert.AreEqual(0.25, SameBranch(orders), 0.06);
    }

    [TestMethod]
    public void Sample_StepsOfTheOrder_AreThoseOfTheTrainingData()
    {
        double[] real = Steps(s_shop.Value.Real.Orders), synthetic = Steps(s_shop.Value.Synthetic.Orders);

        Assert.IsGreaterThan(0.95, ColumnMetrics.KsComplement(real, synthetic)!.Value);
        Assert.IsLessThan(0.005, synthetic.Count(s => s < real.Min()) / (double)synthetic.Length);   // only where the last date cuts a step short
    }

    [TestMethod]
    public void Sample_ConditionsOnParents_AreMetByParentsAndTheirCounts()
    {
        var views = Views(s_ml, 600);
        var model = s_ml.Synthetic.Relational(Key, s_options).Fit(views.Customers, views.Orders);

        var (customers, orders) = Rows(s_ml, model.Sample(200, new SampleOptions { Conditions = SampleCondition.Parse($"Segment = 'C' and {model.Summary.CountColumnName} >= 5") }));

        Assert.IsTrue(customers.All(c => c.Segment == "C"));
        Assert.HasCount(200, orders.GroupBy(o => o.CustomerId).Where(g => g.Count() >= 5).ToArray());
        Assert.HasCount(200, orders.Select(o => o.CustomerId).ToHashSet());
    }

    [TestMethod]
    public void Sample_ConstraintsOfBothTables_Hold()
    {
        var views = Views(s_ml, 500);
        var options = s_options with
        {
            Parent = new SequentialTreesOptions { Constraints = [TableConstraint.Between("Age", 18, 79)] },
            Child = new SequentialTreesOptions { Constraints = [TableConstraint.Between("Amount", 0, 5000)] },
        };

        var (customers, orders) = Rows(s_ml, s_ml.Synthetic.Relational(Key, options).Fit(views.Customers, views.Orders).Sample(500));

        Assert.IsTrue(customers.All(c => c.Age is >= 18 and <= 79));
        Assert.IsTrue(orders.All(o => o.Amount is >= 0 and <= 5000));
    }

    [TestMethod]
    public void Sample_OneChildEach_OneChildEach()
    {
        var (customers, orders) = Of(300);
        var model = Fit(customers, [.. orders.DistinctBy(o => o.CustomerId)], s_options);
        var only = Fit([.. customers.Where(c => orders.Any(o => o.CustomerId == c.CustomerId))], [.. orders.DistinctBy(o => o.CustomerId)], s_options);

        Assert.IsTrue(Counts(Rows(s_ml, model.Sample(500))).All(c => c is 0 or 1));
        Assert.IsTrue(Counts(Rows(s_ml, only.Sample(500))).All(c => c == 1));
    }

    [TestMethod]
    public void Sample_TextKeys_AreNewTexts()
    {
        var (customers, orders) = Of(200);
        var parents = s_ml.Data.LoadFromEnumerable(customers.Select(c => new Named { Name = $"K{c.CustomerId}", Value = c.Age }));
        var children = s_ml.Data.LoadFromEnumerable(orders.Select(o => new Named { Name = $"K{o.CustomerId}", Value = o.Amount }));

        var sample = s_ml.Synthetic.Relational("Name", new() { Seed = 1 }).Fit(parents, children).Sample(150);

        string[] keys = [.. s_ml.Data.CreateEnumerable<Named>(sample.Parents, false).Select(p => p.Name)];
        Assert.HasCount(150, keys.ToHashSet());
        Assert.IsTrue(keys.All(k => k.StartsWith("synthetic-", StringComparison.Ordinal)));
        Assert.IsEmpty(s_ml.Data.CreateEnumerable<Named>(sample.Children, false).Select(c => c.Name).Except(keys));
    }

    [TestMethod]
    public void Fit_KeysThatDoNotBind_IsAnErrorThatCountsAndShows()
    {
        var (customers, orders) = Of(50);

        var twice = Assert.ThrowsExactly<SyntheticDataException>(() => Fit([.. customers, customers[7]], orders));
        var orphans = Assert.ThrowsExactly<SyntheticDataException>(() => Fit(customers, [.. orders, orders[0] with { CustomerId = 7 }, orders[1] with { CustomerId = 8 }]));
        var unlike = Assert.ThrowsExactly<ArgumentException>(() => s_ml.Synthetic.Relational(Key, new() { ForeignKeyColumnName = "Branch" }).Fit(s_ml.Data.LoadFromEnumerable(customers), s_ml.Data.LoadFromEnumerable(orders)));
        var empty = Assert.ThrowsExactly<SyntheticDataException>(() => Fit(customers, []));
        var none = Assert.ThrowsExactly<ArgumentException>(() => s_ml.Synthetic.Relational("Client").Fit(s_ml.Data.LoadFromEnumerable(customers), s_ml.Data.LoadFromEnumerable(orders)));

        StringAssert.Contains(twice.Message, "1 of 51 parent rows");
        StringAssert.Contains(twice.Message, "row 50 (1021)");
        StringAssert.Contains(orphans.Message, $"2 of {orders.Length + 2} child rows");
        StringAssert.Contains(orphans.Message, $"row {orders.Length} (7), {orders.Length + 1} (8)");
        StringAssert.Contains(orphans.Message, "OrphanRows");
        StringAssert.Contains(unlike.Message, "Convert one");
        StringAssert.Contains(empty.Message, "child table");
        StringAssert.Contains(none.Message, "'CustomerId'");
    }

    [TestMethod]
    public void Fit_MissingKeys_AreCounted()
    {
        Named[] parents = [.. Enumerable.Range(0, 30).Select(i => new Named { Name = i is 3 or 9 ? "" : $"K{i}", Value = i })];

        var missing = Assert.ThrowsExactly<SyntheticDataException>(() => s_ml.Synthetic.Relational("Name").Fit(s_ml.Data.LoadFromEnumerable(parents), s_ml.Data.LoadFromEnumerable(parents)));

        StringAssert.Contains(missing.Message, "missing in 2 of 30 parent rows: row 3, 9");
    }

    [TestMethod]
    public void Fit_OrphansDropped_LearnsTheOthersAndWarns()
    {
        var (customers, orders) = Of(200);
        var ml = new MLContext(seed: 1);
        var warnings = new List<string>();
        ml.Log += (_, e) => warnings.Add(e.Message);

        var model = ml.Synthetic.Relational(Key, s_options with { Orphans = OrphanRows.Drop }).Fit(ml.Data.LoadFromEnumerable(customers), ml.Data.LoadFromEnumerable([.. orders, orders[0] with { CustomerId = 7, Branch = "Moon" }]));

        Assert.AreEqual(orders.Length, model.Summary.ChildRows);
        Assert.IsTrue(warnings.Any(w => w.Contains("1 of", StringComparison.Ordinal) && w.Contains("left out", StringComparison.Ordinal)));
        Assert.IsFalse(Rows(ml, model.Sample(200)).Orders.Any(o => o.Branch == "Moon"));
        Assert.ThrowsExactly<SyntheticDataException>(() => Fit(customers, [.. orders.Select(o => o with { CustomerId = -1 })], s_options with { Orphans = OrphanRows.Drop }));
    }

    [TestMethod]
    public void Fit_SettingsOutOfRange_NameTheSetting()
    {
        var (customers, orders) = Of(30);

        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => Fit(customers, orders, new() { OrderColumnName = "Branch" })).Message, "OrderColumnName");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => Fit(customers, orders, new() { OrderColumnName = "When" })).Message, "'When'");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => Fit(customers, orders, s_options with { Child = new SequentialTreesOptions { Constraints = [TableConstraint.Between("Date", DateTime.MinValue, DateTime.MaxValue)] } })).Message, "steps");
        Assert.ThrowsExactly<ArgumentException>(() => s_ml.Synthetic.Relational(Key, new() { OrderColumnName = Key }));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => s_ml.Synthetic.Relational(Key, new() { Siblings = (SiblingContext)9 }));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => s_ml.Synthetic.Relational(Key, new() { MaxDegreeOfParallelism = 0 }));
    }

    [TestMethod]
    public void Fit_Cancelled_Stops()
    {
        var views = Views(s_ml, 50);
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.Throws<OperationCanceledException>(() => s_ml.Synthetic.Relational(Key, new() { Cancellation = stop.Token }).Fit(views.Customers, views.Orders));
    }

    [TestMethod]
    public void Load_FileOfOneTable_SaysWhichMethodReadsIt()
    {
        string folder = Directory.CreateTempSubdirectory("relational").FullName;
        var views = Views(s_ml, 100);
        s_ml.Synthetic.Tabular().Fit(views.Customers).Save(Path.Combine(folder, "one.synth"));
        s_ml.Synthetic.Relational(Key, s_options).Fit(views.Customers, views.Orders).Save(Path.Combine(folder, "two.synth"));

        var one = Assert.ThrowsExactly<SyntheticDataException>(() => s_ml.Synthetic.LoadRelational(Path.Combine(folder, "one.synth")));
        var two = Assert.ThrowsExactly<SyntheticDataException>(() => s_ml.Synthetic.Load(Path.Combine(folder, "two.synth")));

        StringAssert.Contains(one.Message, "Load");
        StringAssert.Contains(two.Message, "LoadRelational");
        Directory.Delete(folder, recursive: true);
    }

    private static RelationalModel Fit(Customer[] customers, Order[] orders, RelationalOptions? options = null)
        => s_ml.Synthetic.Relational(Key, options ?? s_options).Fit(s_ml.Data.LoadFromEnumerable(customers), s_ml.Data.LoadFromEnumerable(orders));

    private static double[] Counts((Customer[] Customers, Order[] Orders) shop)
    {
        var counts = shop.Orders.CountBy(o => o.CustomerId).ToDictionary();
        return [.. shop.Customers.Select(c => (double)counts.GetValueOrDefault(c.CustomerId))];
    }

    private static (double Count, double Amount) OfSegment((Customer[] Customers, Order[] Orders) shop, string segment)
    {
        var ids = shop.Customers.Where(c => c.Segment == segment).Select(c => c.CustomerId).ToHashSet();
        Order[] orders = [.. shop.Orders.Where(o => ids.Contains(o.CustomerId))];
        return (orders.Length / (double)ids.Count, orders.Average(o => (double)o.Amount));
    }

    /// <summary>Share of pairs of first and last orders of a customer that are at one branch.</summary>
    private static double SameBranch(Order[] orders)
        => orders.GroupBy(o => o.CustomerId).Where(g => g.Count() > 1).Average(g => g.MinBy(o => (o.Date, o.OrderId))!.Branch == g.MaxBy(o => (o.Date, o.OrderId))!.Branch ? 1.0 : 0);

    /// <summary>Correlation of the logarithms of first and last amounts of a customer, within segments.</summary>
    private static double LevelCorrelation((Customer[] Customers, Order[] Orders) shop)
    {
        var segments = shop.Customers.ToDictionary(c => c.CustomerId, c => c.Segment);
        var pairs = shop.Orders.GroupBy(o => o.CustomerId).Where(g => g.Count() > 2 && segments[g.Key] == "C")
            .Select(g => (X: Math.Log(g.MinBy(o => (o.Date, o.OrderId))!.Amount), Y: Math.Log(g.MaxBy(o => (o.Date, o.OrderId))!.Amount))).ToArray();
        return PairMetrics.Pearson([.. pairs.Select(p => p.X)], [.. pairs.Select(p => p.Y)])!.Value;
    }

    private static double[] Steps(Order[] orders)
        => [.. orders.GroupBy(o => o.CustomerId).SelectMany(g => g.OrderBy(o => o.Date).Zip(g.OrderBy(o => o.Date).Skip(1), (a, b) => (b.Date - a.Date).TotalDays))];

    private sealed class Named
    {
        public string Name { get; set; } = "";

        public float Value { get; set; }
    }
}
