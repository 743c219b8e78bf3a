// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic.Tests;

/// <summary>Customers and orders with known dependence, made from a seed.</summary>
/// <remarks>
/// Segments A, B and C have 1, 3 and 6 orders on average (a tenth of all customers has none), and orders of 20, 60 and 180 on average. A customer's level z moves all its orders by a factor e^(z / 2); nine in ten of its
/// orders are at the branch of the first. Orders of a customer are 7 to 35 days apart; the file is not in their order.
/// </remarks>
internal static class Shop
{
    public const string Key = "CustomerId";
    private static readonly string[] s_segments = ["A", "B", "C"], s_branches = ["North", "South", "East", "West"];
    private static readonly DateTime s_start = new(2023, 1, 1), s_end = new(2024, 12, 31);

    public static (Customer[] Customers, Order[] Orders) Of(int customers, long seed = 1)
    {
        var parents = new Customer[customers];
        var children = new List<Order>();
        for (int i = 0; i < customers; i++)
        {
            var random = new Rng(seed).Fork(i);
            int segment = random.Next(3);
            parents[i] = new() { CustomerId = 1000 + 3 * i, Segment = s_segments[segment], Age = 20 + random.Next(60) };
            int count = random.NextDouble() < 0.1 ? 0 : 1 + Enumerable.Range(0, 10).Count(_ => random.NextDouble() < new[] { 0.01, 0.2, 0.5 }[segment]);
            double level = random.NextGaussian();
            int branch = random.Next(s_branches.Length);
            var date = s_start.AddDays(random.Next(400));
            for (int k = 0; k < count && date <= s_end; k++)
            {
                children.Add(new()
                {
                    CustomerId = parents[i].CustomerId,
                    Branch = s_branches[random.NextDouble() < 0.9 ? branch : random.Next(s_branches.Length)],
                    Amount = (float)Math.Round(new[] { 20.0, 60, 180 }[segment] * Math.Exp(0.5 * level + 0.2 * random.NextGaussian()), 2),
                    Date = date,
                });
                date = date.AddDays(7 + random.Next(29));
            }
        }

        Order[] orders = [.. children];
        new Rng(seed).Fork("file").Shuffle<Order>(orders);
        for (int i = 0; i < orders.Length; i++)
            orders[i].OrderId = 500_000 + i;
        return (parents, orders);
    }

    /// <summary>The same as views.</summary>
    public static (IDataView Customers, IDataView Orders) Views(MLContext ml, int customers, long seed = 1)
    {
        var (parents, children) = Of(customers, seed);
        return (ml.Data.LoadFromEnumerable(parents), ml.Data.LoadFromEnumerable(children));
    }

    /// <summary>The rows of two views.</summary>
    public static (Customer[] Customers, Order[] Orders) Rows(MLContext ml, (IDataView Parents, IDataView Children) sample)
        => ([.. ml.Data.CreateEnumerable<Customer>(sample.Parents, reuseRowObject: false)], [.. ml.Data.CreateEnumerable<Order>(sample.Children, reuseRowObject: false)]);

    internal sealed record Customer
    {
        public int CustomerId { get; set; }

        public string Segment { get; set; } = "";

        public float Age { get; set; }
    }

    internal sealed record Order
    {
        public long OrderId { get; set; }

        public int CustomerId { get; set; }

        public string Branch { get; set; } = "";

        public float Amount { get; set; }

        public DateTime Date { get; set; }
    }
}
