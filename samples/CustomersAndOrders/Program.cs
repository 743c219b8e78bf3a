// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

// Two tables that a key binds: a bank's customers and their orders, synthesized together.   ./build.cmd sample CustomersAndOrders [--quick]

using System.Globalization;
using CustomersAndOrders;
using Microsoft.ML;
using MLNet.Synthetic;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
int count = args.Contains("--quick") ? 2_000 : 20_000;
var ml = new MLContext(seed: 1);

// 1. The real tables: one row a customer, any number of orders each, none among them.
var (realCustomers, realOrders) = Shop.Of(count);
IDataView customers = ml.Data.LoadFromEnumerable(realCustomers), orders = ml.Data.LoadFromEnumerable(realOrders);

// 2. Learn both and draw new customers with their orders: new keys, and every order has its customer.
var relational = ml.Synthetic.Relational("CustomerId", new() { OrderColumnName = "Date", Seed = 1 });
var model = relational.Fit(customers, orders);
var sample = model.Sample(rows: count);
Console.WriteLine(model.Summary);

// 3. How alike are they? Averages by segment, then the figures of how the tables are bound, with and without what siblings share.
var synthetic = (Customers: ml.Data.CreateEnumerable<Customer>(sample.Parents, false).ToArray(), Orders: ml.Data.CreateEnumerable<Order>(sample.Children, false).ToArray());
Console.WriteLine("segment   orders per customer      average amount      orders at the same branch as the one before");
foreach (string segment in Shop.Segments)
{
    var (real, made) = (Averages(realCustomers, realOrders, segment), Averages(synthetic.Customers, synthetic.Orders, segment));
    Console.WriteLine($"{segment,-9} {real.Orders,6:0.00} {made.Orders,6:0.00} {real.Amount,16:0.0} {made.Amount,7:0.0} {real.SameBranch,19:0.00} {made.SameBranch,6:0.00}");
}

var without = ml.Synthetic.Relational("CustomerId", new() { OrderColumnName = "Date", Seed = 1, Siblings = SiblingContext.None }).Fit(customers, orders);
var evaluation = new RelationalEvaluationOptions { OrderColumnName = "Date", IgnoredColumnNames = ["OrderId"], Seed = 1 };
Console.WriteLine("\nwith siblings");
Console.Write(ml.Synthetic.EvaluateRelational(customers, orders, sample, "CustomerId", evaluation));
Console.WriteLine("\nevery order on its own");
Console.Write(ml.Synthetic.EvaluateRelational(customers, orders, without.Sample(rows: count), "CustomerId", evaluation));

// 4. Only some customers: what a condition says of parents holds for their orders too.
var busy = model.Sample(rows: 500, new SampleOptions { Conditions = SampleCondition.Parse("Segment = Gold and ChildCount >= 8") });
Console.WriteLine($"\n500 busy gold customers have {ml.Data.CreateEnumerable<Order>(busy.Children, false).Count()} orders");

// 5. One file holds both tables, and gives the same rows in another process.
string path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "shop.synth");
model.Save(path);
var loaded = new MLContext().Synthetic.LoadRelational(path);
Console.WriteLine($"loaded: {ml.Data.CreateEnumerable<Order>(loaded.Sample(rows: count).Children, false).SequenceEqual(synthetic.Orders)}");

static (double Orders, double Amount, double SameBranch) Averages(Customer[] customers, Order[] orders, string segment)
{
    var ids = customers.Where(c => c.Segment == segment).Select(c => c.CustomerId).ToHashSet();
    var families = orders.Where(o => ids.Contains(o.CustomerId)).GroupBy(o => o.CustomerId).Select(g => g.OrderBy(o => o.Date).ToArray()).ToArray();
    var pairs = families.SelectMany(f => f.Zip(f.Skip(1))).ToArray();
    return (families.Sum(f => f.Length) / (double)ids.Count, families.SelectMany(f => f).Average(o => o.Amount), pairs.Average(p => p.First.Branch == p.Second.Branch ? 1.0 : 0));
}

// Expected output (the last digit may differ elsewhere):
//   20000 parents (SequentialTrees, 2 columns) with 0 to 48 of 96662 children (SequentialTrees, 3 columns), by 'CustomerId'
//   segment   orders per customer      average amount      orders at the same branch as the one before
//   Basic       2.27   2.27             35.2    36.1                0.80   0.79
//   Silver      5.70   5.70            107.8   110.4                0.79   0.79
//   Gold        8.98   8.98            179.0   176.3                0.80   0.79
//
//   with siblings
//   Key uniqueness 1.000 (floor 1.000): within noise
//   Referential integrity 1.000 (floor 1.000): within noise
//   Cardinality shape 0.993 (floor 0.985): within noise
//   Cardinality boundaries 1.000 (floor 1.000): within noise
//   Parent-child trends 0.981 (floor 0.979): within noise
//   Sibling trends 0.995 (floor 0.993): within noise
//
//   every order on its own
//   Key uniqueness 1.000 (floor 1.000): within noise
//   Referential integrity 1.000 (floor 1.000): within noise
//   Cardinality shape 0.993 (floor 0.985): within noise
//   Cardinality boundaries 1.000 (floor 1.000): within noise
//   Parent-child trends 0.982 (floor 0.979): within noise
//   Sibling trends 0.774 (floor 0.993): worse than real
//
//   500 busy gold customers have 7965 orders
//   loaded: True
