// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using MLNet.Synthetic;

namespace DocsSnippets;

/// <summary>Code of docs/relational.md.</summary>
internal static class RelationalPage
{
    public static void Run(MLContext ml)
    {
        var (made, madeOrders) = Made();
        IDataView customers = ml.Data.LoadFromEnumerable(made), orders = ml.Data.LoadFromEnumerable(madeOrders);
        string folder = Directory.GetCurrentDirectory();
        Directory.SetCurrentDirectory(Directory.CreateTempSubdirectory("relational").FullName);

        // snippet: fit
        var relational = ml.Synthetic.Relational("CustomerId", new RelationalOptions { OrderColumnName = "Date", Seed = 1 });
        RelationalModel model = relational.Fit(customers, orders);
        var (newCustomers, newOrders) = model.Sample(rows: 1_000);                             // lazy: drawn while somebody reads
        Console.WriteLine(model.Summary);
        // end

        Console.WriteLine($"{newCustomers.GetRowCount()} {ml.Data.CreateEnumerable<Order>(newOrders, true).Count()}");

        // snippet: tables
        var options = new RelationalOptions
        {
            Parent = new SequentialTreesOptions { CategoricalColumnNames = ["Region"] },
            Child = new SequentialTreesOptions { Constraints = [TableConstraint.Between("Amount", 0, 10_000)] },
            ForeignKeyColumnName = "CustomerId",                                               // where it is called otherwise in the child table
            ChildKeyColumnName = "OrderId",                                                    // where its name does not say that it is an id
            Orphans = OrphanRows.Drop,
            Siblings = SiblingContext.Earlier,
        };
        // end

        Console.WriteLine(ml.Synthetic.Relational("CustomerId", options with { Seed = 1 }).Fit(customers, orders).Summary);

        // snippet: conditions
        var busy = model.Sample(rows: 100, new SampleOptions { Conditions = SampleCondition.Parse("Age > 50 and ChildCount >= 3") });
        // end

        Console.WriteLine(ml.Data.CreateEnumerable<Order>(busy.Children, true).Count());

        // snippet: save
        model.Save("shop.synth");
        RelationalModel loaded = ml.Synthetic.LoadRelational("shop.synth");
        // end

        Console.WriteLine(loaded.Summary);

        // snippet: evaluate
        RelationalReport report = ml.Synthetic.EvaluateRelational(customers, orders, model.Sample(rows: 1_000), "CustomerId",
            new RelationalEvaluationOptions { OrderColumnName = "Date", IgnoredColumnNames = ["OrderId"], Seed = 1 });
        Console.WriteLine(report);
        Score shape = report["relational.cardinality-shape"];
        // end

        Console.WriteLine(shape.Verdict);
        Directory.SetCurrentDirectory(folder);
    }

    private static (Customer[] Customers, Order[] Orders) Made()
    {
        var (customers, orders) = (new List<Customer>(), new List<Order>());
        for (int i = 0; i < 1000; i++)
        {
            var random = new Rng(1).Fork(i);
            customers.Add(new() { CustomerId = 1000 + i, Age = 20 + random.Next(60), Region = random.Next(4) });
            double level = random.NextGaussian();
            for (int k = random.Next(2 + (int)customers[i].Age / 10); k > 0; k--)
            {
                orders.Add(new()
                {
                    OrderId = orders.Count, CustomerId = 1000 + i, Date = new DateTime(2024, 1, 1).AddDays(random.Next(365)),
                    Amount = (float)Math.Round(customers[i].Age * Math.Exp(0.5 * level + 0.2 * random.NextGaussian()), 2),
                });
            }
        }

        return ([.. customers], [.. orders]);
    }

    private sealed class Customer
    {
        public int CustomerId { get; set; }

        public float Age { get; set; }

        public float Region { get; set; }
    }

    private sealed class Order
    {
        public int OrderId { get; set; }

        public int CustomerId { get; set; }

        public DateTime Date { get; set; }

        public float Amount { get; set; }
    }
}
