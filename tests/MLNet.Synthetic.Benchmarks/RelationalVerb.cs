// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;

namespace MLNet.Synthetic.Benchmarks;

/// <summary>The verb <c>relational</c>: learns two made tables, reads as many synthetic parents with their children, and prints the CPU seconds of both, compilation included.</summary>
internal static class RelationalVerb
{
    private const string Usage = "relational [PARENTS 20000] [CHILDREN-PER-PARENT 5] [None|Previous|Earlier]";

    public static int Run(string[] arguments)
    {
        if (arguments.Length > 3)
        {
            Console.Error.WriteLine(Usage);
            return 1;
        }

        int count = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 20_000;
        double mean = arguments.Length > 1 ? double.Parse(arguments[1], CultureInfo.InvariantCulture) : 5;
        var siblings = arguments.Length > 2 ? Enum.Parse<SiblingContext>(arguments[2]) : SiblingContext.Earlier;
        var (parents, children) = Made(count, mean);
        var (customers, orders) = (DataViewWriter.ToDataView(parents), DataViewWriter.ToDataView(children));
        var ml = new MLContext(seed: 1);
        GC.Collect();
        long size = Environment.WorkingSet >> 20;
        var (start, clock) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        var model = ml.Synthetic.Relational("CustomerId", new() { OrderColumnName = "Date", Siblings = siblings, Seed = 1 }).Fit(customers, orders);
        var (fitted, fitClock) = (Environment.CpuUsage.TotalTime - start, clock.Elapsed);
        var sample = model.Sample(count);
        long rows = 0;
        foreach (var view in (IDataView[])[sample.Parents, sample.Children])
        {
            using var cursor = view.GetRowCursor(view.Schema);
            while (cursor.MoveNext())
                rows++;
        }

        var all = Environment.CpuUsage.TotalTime - start;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{count} parents x {parents.Columns.Count}, {children.Count} children x {children.Columns.Count}, {siblings}: fit {fitted.TotalSeconds:0.0} CPU s ({fitClock.TotalSeconds:0.0} s), fit + sample {all.TotalSeconds:0.0} CPU s ({clock.Elapsed.TotalSeconds:0.0} s), {rows - count} children drawn, peak {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB, before the fit {size}"));
        return 0;
    }

    /// <summary>Eight columns of customers and seven of orders: a customer's level moves its numbers, its number of orders (geometric) and their amounts.</summary>
    private static (Table Parents, Table Children) Made(int count, double mean)
    {
        string[] levels = ["a", "b", "c", "d"];
        double[] level = new double[count];
        var counts = new int[count];
        for (int i = 0; i < count; i++)
        {
            var random = new Rng(1).Fork(i);
            level[i] = random.NextGaussian();
            counts[i] = Math.Min((int)(-Math.Log(1 - random.NextDouble()) * (mean + 0.5) * Math.Exp(0.5 * level[i] - 0.125)), 200);
        }

        double[] Like(string name, double[] of, double noise) => [.. of.Select((v, i) => v + noise * new Rng(2).Fork(name).Fork(i).NextGaussian())];
        NumericColumn Number(string name, double[] of) => new(name, Array.ConvertAll(Like(name, of, 0.8), v => Math.Round(100 * Math.Exp(v), 2)));
        CategoryColumn Category(string name, double[] of) => new(name, Array.ConvertAll(Like(name, of, 1), v => Math.Clamp((int)Math.Floor(v + 2), 0, 3)), levels);
        TimestampColumn Days(string name, double[] of) => new(name, Array.ConvertAll(of, d => new DateTime(2022, 1, 1).AddDays(Math.Floor(d)).Ticks));

        var parents = new Table(
            new NumericColumn("CustomerId", [.. Enumerable.Range(1, count).Select(i => (double)i)]), Number("Income", level), Number("Savings", level), new NumericColumn("Age", Array.ConvertAll(Like("Age", level, 1), v => Math.Round(45 + 10 * v))),
            Category("Segment", level), Category("Region", new double[count]), Category("Channel", level), Days("Since", [.. Like("Since", new double[count], 1).Select(v => 300 + 80 * Math.Clamp(v, -3, 3))]));
        int[] owner = [.. counts.SelectMany((c, i) => Enumerable.Repeat(i, c))];
        double[] ofOwner = Array.ConvertAll(owner, i => level[i]), days = new double[owner.Length];
        for (int i = 0; i < owner.Length; i++)
            days[i] = i > 0 && owner[i] == owner[i - 1] ? days[i - 1] + 3 + new Rng(3).Fork(i).Next(28) : 600 + new Rng(3).Fork(i).Next(300);
        var children = new Table(
            new NumericColumn("OrderId", [.. Enumerable.Range(1, owner.Length).Select(i => 1e6 + i)]), new NumericColumn("CustomerId", Array.ConvertAll(owner, i => i + 1.0)), Days("Date", days),
            Number("Amount", ofOwner), Number("Discount", new double[owner.Length]), Category("Branch", ofOwner), Category("Product", new double[owner.Length]));
        return (parents, children);
    }
}
