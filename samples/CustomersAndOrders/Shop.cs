// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using MLNet.Synthetic;

namespace CustomersAndOrders;

/// <summary>A shop made by code: its customers' segments decide how many orders they have and of what amount; a customer keeps to a level of spending and mostly to a branch.</summary>
internal static class Shop
{
    private static readonly string[] s_branches = ["North", "South", "East", "West"];
    private static readonly DateTime s_start = new(2023, 1, 1), s_end = new(2024, 12, 31);

    public static string[] Segments { get; } = ["Basic", "Silver", "Gold"];

    public static (Customer[] Customers, Order[] Orders) Of(int count)
    {
        var customers = new Customer[count];
        var orders = new List<Order>();
        for (int i = 0; i < count; i++)
        {
            var random = new Rng(seed: 1).Fork(i);
            int segment = (int)(3 * Math.Pow(random.NextDouble(), 1.5));
            customers[i] = new() { CustomerId = 10_000 + i, Segment = Segments[segment], Age = 18 + random.Next(70) };
            int most = random.NextDouble() < 0.1 ? 0 : (int)(-Math.Log(1 - random.NextDouble()) * (2 + 4 * segment)) + 1;   // a heavy tail
            double level = random.NextGaussian();
            string branch = s_branches[random.Next(s_branches.Length)];
            var date = s_start.AddDays(random.Next(500));
            for (int k = 0; k < most && date <= s_end; k++, date = date.AddDays(3 + random.Next(28)))
            {
                orders.Add(new()
                {
                    OrderId = 1_000_000 + orders.Count,
                    CustomerId = customers[i].CustomerId,
                    Date = date,
                    Branch = random.NextDouble() < 0.85 ? branch : s_branches[random.Next(s_branches.Length)],
                    Amount = Math.Round(30 * (1 + 2 * segment) * Math.Exp(0.5 * level + 0.3 * random.NextGaussian()), 2),
                });
            }
        }

        return (customers, [.. orders]);
    }
}

internal sealed record Customer
{
    public int CustomerId { get; set; }

    public string Segment { get; set; } = "";

    public float Age { get; set; }
}

internal sealed record Order
{
    public int OrderId { get; set; }

    public int CustomerId { get; set; }

    public DateTime Date { get; set; }

    public string Branch { get; set; } = "";

    public double Amount { get; set; }
}
