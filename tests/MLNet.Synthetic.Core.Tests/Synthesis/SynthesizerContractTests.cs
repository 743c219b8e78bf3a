// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using MLNet.Synthetic.Testing;

namespace MLNet.Synthetic.Tests;

/// <summary>What every table synthesizer promises, whatever its algorithm.</summary>
[TestClass]
public sealed class SynthesizerContractTests
{
    private const int Rows = 1500;
    private static readonly Table Made = MadeTable.Of(Rows);

    public static IEnumerable<object[]> Cases => SynthesizerCases.All.Select(c => new object[] { c });

    [TestMethod]
    public void All_EveryPublicSynthesizer_HasACase()
    {
        var algorithms = SynthesizerCases.Library.GetExportedTypes().Where(t => t.IsAssignableTo(typeof(ITableSynthesizer)) && !t.IsAbstract);

        CollectionAssert.AreEquivalent(algorithms.ToList(), SynthesizerCases.All.Select(c => c.Create().GetType()).Distinct().ToList());
    }

    [TestMethod]
    public void All_EveryPublicOptions_MakesItsSynthesizer()
    {
        var options = SynthesizerCases.Library.GetExportedTypes().Where(t => t.IsAssignableTo(typeof(SynthesisOptions)) && !t.IsAbstract)
            .Where(t => t != typeof(TabularOptions)).ToArray();       // sequential trees under another knob

        var made = options.Select(t => ((SynthesisOptions)Activator.CreateInstance(t)!).CreateSynthesizer().GetType());

        CollectionAssert.AreEquivalent(options.Select(t => t.Name).ToList(), made.Select(t => $"{t.Name}Options").ToList());
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Sample_AnyNumberOfRows_HasThemInTheColumnsOfTheSchema(SynthesizerCase c)
    {
        var model = Fit(c, Made);

        foreach (int rows in new[] { 0, 1, 7, 2000 })
        {
            var drawn = Draw(model, rows);

            Assert.AreEqual(rows, drawn.Count);
            CollectionAssert.AreEqual(Made.Columns.Select(x => $"{x.Name} {x.Kind}").ToArray(), drawn.Columns.Select(x => $"{x.Name} {x.Kind}").ToArray());
            CollectionAssert.AreEqual(Made.Columns.Select(x => x.Name).ToArray(), model.Schema.Columns.Select(x => x.Name).ToArray());
        }
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Sample_SameSeed_SameRowsOnAnyNumberOfThreads(SynthesizerCase c)
    {
        string[][] runs = [.. new[] { 1, 2, 8, 1 }.Select(threads => Dump(Draw(Fit(c, Made, threads: threads), 3000, seed: 5, threads)))];

        foreach (string[] run in runs[1..])
            CollectionAssert.AreEqual(runs[0], run);
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Sample_OtherSeed_OtherRows(SynthesizerCase c)
    {
        var model = Fit(c, Made);

        Assert.IsLessThan(10, Dump(Draw(model, 500, seed: 5)).Zip(Dump(Draw(model, 500, seed: 6))).Count(p => p.First == p.Second));
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Draw_LongerTable_BeginsWithTheRowsOfAShorterOne(SynthesizerCase c)
    {
        var model = Fit(c, Made);
        int more = model.BlockRows + 100;

        string[] some = Dump(Draw(model, 100)), many = Dump(Draw(model, more));
        string[] second = Dump(new TableSampler(model).DrawBlock(1, 60, new(new(1))));

        CollectionAssert.AreEqual(some, many[..100]);
        CollectionAssert.AreEqual(second, many[model.BlockRows..][..60]);
        Assert.HasCount(more, many);
        CollectionAssert.AreNotEqual(some[..60], second);
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void FitAndSample_AnyTable_LeaveItUnchanged(SynthesizerCase c)
    {
        var table = MadeTable.Of(300);
        string[] before = Dump(table);

        Draw(Fit(c, table), 300);

        CollectionAssert.AreEqual(before, Dump(table));
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Sample_EveryColumn_KeepsItsDomain(SynthesizerCase c)
    {
        var schema = MadeTable.SchemaOf(Made);

        var drawn = Draw(Fit(c, Made), 4000);

        foreach (var column in drawn.Columns)
        {
            var known = schema[column.Name];
            var real = Made[column.Name];
            var seen = Enumerable.Range(0, real.Count).Select(i => TableRows.Number(real, i)).ToHashSet();
            for (int i = 0; i < column.Count; i++)
            {
                double value = TableRows.Number(column, i);
                if (known.Kind == ColumnKind.Category || double.IsNaN(value))
                    Assert.Contains(value, seen, $"{column.Name}: {value}");     // known categories, and missing only where the data has missing values
                else if (column is NumericColumn)
                    Assert.AreEqual(known.Conform(value), value, column.Name);   // bounds and decimals
                else
                    Assert.IsTrue(value >= known.Minimum && value <= known.Maximum, column.Name);
            }
        }

        Assert.IsTrue(((TimestampColumn)drawn["when"]).Ticks.All(t => t % TimeSpan.TicksPerDay == 0));
        CollectionAssert.AreEqual(((CategoryColumn)Made["city"]).Levels, ((CategoryColumn)drawn["city"]).Levels);
        Assert.IsTrue(((NumericColumn)drawn["one"]).Values.All(v => v == 7.5));
        Assert.AreEqual(4000, drawn["none"].Missing);
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Sample_EveryTypeWithSomeOrAllCellsMissing_KeepsShareAndRangeAndIsSaved(SynthesizerCase c)
    {
        var table = TablesWithBlanks.Of(800);
        var schema = TablesWithBlanks.SchemaOf(table);
        var model = c.Create().Fit(table, schema, new(new(1)));
        using var file = new MemoryStream();

        var drawn = Draw(model, 4000);
        SavedSynthesizer.Write(file, model, new() { RowCount = table.Count });
        var read = SavedSynthesizer.Read(file).Model;

        foreach (var column in table.Columns)
            Assert.AreEqual(column.Missing / 800.0, drawn[column.Name].Missing / 4000.0, column.Missing % 800 == 0 ? 0 : c.IsTrainedBriefly ? 0.5 : 0.08, column.Name);
        foreach (long ticks in ((TimestampColumn)drawn["time some"]).Ticks.Where(t => t != TimestampColumn.MissingTicks))
            Assert.IsTrue(ticks >= schema["time some"].Minimum && ticks <= schema["time some"].Maximum && ticks % TimeSpan.TicksPerDay == 0);
        CollectionAssert.AreEqual(Dump(drawn), Dump(Draw(read, 4000)));
        Assert.AreEqual(model.Schema.ToString(), read.Schema.ToString());
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Sample_TimesWithBlanks_CanBeAskedForAndFilledIn(SynthesizerCase c)
    {
        var table = TablesWithBlanks.Of(400);
        var model = c.Create().Fit(table, TablesWithBlanks.SchemaOf(table), new(new(1)));
        RunContext run = new(new(2));

        var without = new ConditionedModel(model, [SampleCondition.IsMissing("time some")], run).Sample(50, null, run);
        var within = new ConditionedModel(model, [SampleCondition.IsBetween("time some", new DateTime(2024, 3, 1), null)], run).Sample(50, null, run);
        var filled = new TableCompletion(model).Impute(table.Take([.. Enumerable.Range(0, 40)]), run).Table;

        Assert.AreEqual(50, without["time some"].Missing);
        Assert.IsTrue(((TimestampColumn)within["time some"]).Ticks.All(t => t >= new DateTime(2024, 3, 1).Ticks));
        Assert.IsLessThanOrEqualTo(3, filled["time some"].Missing);   // of 12; a row with four cells to fill may run out of draws
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Sample_MissingAndHeavyValues_KeepTheirShares(SynthesizerCase c)
    {
        var drawn = Draw(Fit(c, Made), 10_000);

        Near(Made["income"].Missing / (double)Rows, drawn["income"].Missing / 10_000.0);
        Near(Made["city"].Missing / (double)Rows, drawn["city"].Missing / 10_000.0);
        Near(Share(Made, "half"), Share(drawn, "half"));
        Near(((CategoryColumn)Made[MadeTable.Label]).Codes.Average(), ((CategoryColumn)drawn[MadeTable.Label]).Codes.Average());

        static double Share(Table table, string column) => ((NumericColumn)table[column]).Values.Count(v => v == 0) / (double)table.Count;
        void Near(double expected, double actual) => Assert.AreEqual(expected, actual, c.IsTrainedBriefly ? 1 : 0.03);      // 4 deviations of both samples
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Sample_RareNumbers_AreNotTheRealOnes(SynthesizerCase c)
    {
        var drawn = Draw(Fit(c, Made), 5000);

        var real = ((NumericColumn)Made["income"]).Values.Where(v => !double.IsNaN(v)).ToHashSet();      // all different, many digits
        int copies = ((NumericColumn)drawn["income"]).Values.Count(real.Contains);
        Assert.IsLessThan(50, copies, $"{copies} of 5,000 numbers are those of a real row");
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Sample_EveryColumn_IsCloserToTheRealOneThanNoise(SynthesizerCase c)
    {
        var drawn = Draw(Fit(c, Made), Rows);

        foreach (var column in Made.Columns.Where(x => x.Name is not ("none" or "one" or "owner")))
        {
            double[] real = Numbers(column), random = [.. real.Select((_, i) => real.Min() + (real.Max() - real.Min()) * (i + 0.5) / real.Length)];
            double noise = Distance(real, random), ours = Distance(real, Numbers(drawn[column.Name]));
            Assert.IsLessThan((c.IsTrainedBriefly ? 3 : 0.5) * noise, ours, $"{column.Name}: {ours:0.000} against {noise:0.000} of noise");
        }
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Sample_PairsOfColumns_DependAsTheyDidWhereLearned(SynthesizerCase c)
    {
        var drawn = Draw(Fit(c, Made), 5000);

        foreach (var (a, b) in new[] { ("amount", "age"), (MadeTable.Label, "rating"), ("rating", "when"), (MadeTable.Label, "age") })
        {
            double real = RankCorrelation(Made, a, b), ours = RankCorrelation(drawn, a, b);
            Assert.IsGreaterThan(0.3, real);
            Assert.IsTrue(c.IsTrainedBriefly || Math.Abs((c.LearnsPairs ? real : 0) - ours) < 0.12, $"{a}, {b}: {real:0.00} in the data, {ours:0.00} drawn");
        }
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Fit_ReorderedColumns_GivesTheSameColumnsReordered(SynthesizerCase c)
    {
        var reversed = new Table([.. Made.Columns.Reverse()]);

        var (drawn, drawnOfReversed) = (Draw(Fit(c, Made), 500), Draw(Fit(c, reversed), 500));

        CollectionAssert.AreEqual(reversed.Columns.Select(x => x.Name).ToArray(), drawnOfReversed.Columns.Select(x => x.Name).ToArray());
        if (c.IgnoresColumnOrder)
            CollectionAssert.AreEqual(Dump(drawn), Dump(new Table([.. drawnOfReversed.Columns.Reverse()])));
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Fit_OneRow_DrawsThatRow(SynthesizerCase c)
    {
        var table = Made.Take([4]);

        foreach (string row in Dump(Draw(Fit(c, table), 20)))
            Assert.AreEqual(Dump(table)[0], row);
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Fit_OneCategory_DrawsIt(SynthesizerCase c)
    {
        var table = new Table(new CategoryColumn(MadeTable.Label, new int[50], ["only", "never"]), Made.Take([.. Enumerable.Range(0, 50)])["amount"]);

        Assert.IsTrue(((CategoryColumn)Draw(Fit(c, table), 100)[MadeTable.Label]).Codes.All(code => code == 0));
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Fit_OneColumn_Works(SynthesizerCase c)
        => Assert.AreEqual(30, Draw(Fit(c, new(Made["city"])), 30).Count);

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Fit_TenThousandCategories_DrawsKnownOnes(SynthesizerCase c)
    {
        const int Levels = 10_000, Many = 20_000;
        var random = new Rng(3);
        int[] codes = [.. Enumerable.Range(0, Many).Select(i => i < Levels - 1 ? i : random.Next(Levels - 1))];   // one level never occurs
        var table = new Table(
            new CategoryColumn(MadeTable.Label, Array.ConvertAll(codes, code => code % 2), ["a", "b"]),
            new CategoryColumn("place", codes, [.. Enumerable.Range(0, Levels).Select(i => $"p{i}")]));

        var drawn = (CategoryColumn)Draw(Fit(c, table), Many)["place"];

        Assert.DoesNotContain(Levels - 1, drawn.Codes);
        Assert.IsGreaterThan(5000, drawn.Codes.Distinct().Count());
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Fit_NoRows_Says(SynthesizerCase c)
        => StringAssert.Contains(Assert.ThrowsExactly<SyntheticDataException>(() => Fit(c, Made.Take([]))).Message, "no rows");

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Fit_InfiniteNumber_NamesColumnAndRow(SynthesizerCase c)
    {
        var table = new Table(new NumericColumn("x", [1, 2, double.PositiveInfinity, 3]));

        string message = Assert.ThrowsExactly<SyntheticDataException>(() => Fit(c, table)).Message;

        StringAssert.Contains(message, "'x'");
        StringAssert.Contains(message, "row 2");
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void FitAndSample_Cancelled_Stop(SynthesizerCase c)
    {
        var cancelled = new CancellationToken(canceled: true);
        var model = Fit(c, Made);

        Assert.Throws<OperationCanceledException>(() => c.Create().Fit(Made, MadeTable.SchemaOf(Made), new(new(1), cancellation: cancelled)));
        Assert.Throws<OperationCanceledException>(() => new TableSampler(model).Draw(5000, new(new(1), cancellation: cancelled)));
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Sample_FixedLabel_IsHonouredAndOthersFollowIt(SynthesizerCase c)
    {
        var model = Fit(c, Made);
        var label = (CategoryColumn)Made[MadeTable.Label];
        int[] codes = [.. Enumerable.Range(0, 2000).Select(i => i % 3 == 0 ? 1 : 0)];

        var drawn = new TableSampler(model, (first, rows) => new(new CategoryColumn(label.Name, [.. Enumerable.Range(0, rows).Select(i => codes[(first + i) % codes.Length])], label.Levels)))
            .Draw(2000, new(new(1)));

        CollectionAssert.AreEqual(codes, ((CategoryColumn)drawn[label.Name]).Codes);
        if (c.LearnsPairs && !c.IsTrainedBriefly)
        {
            foreach (int code in new[] { 0, 1 })
                Assert.AreEqual(Mean(Made, code), Mean(drawn, code), 0.35);       // of 1 to 5; the classes lie 2 apart
        }

        static double Mean(Table table, int code) => ((NumericColumn)table["rating"]).Values.Where((_, i) => ((CategoryColumn)table[MadeTable.Label]).Codes[i] == code).Average();
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Sample_GivenWhatIsNotThere_NamesIt(SynthesizerCase c)
    {
        var model = Fit(c, Made);

        StringAssert.Contains(Assert.Throws<ArgumentException>(() => model.Sample(1, new(new NumericColumn("nope", [1])), new(new(1)))).Message, "'nope'");
        Assert.Throws<ArgumentException>(() => model.Sample(2, new(Made[MadeTable.Label].Take([0])), new(new(1))));
        Assert.Throws<ArgumentException>(() => model.Sample(-1, null, new(new(1))));
    }

    private static ITableModel Fit(SynthesizerCase c, Table table, long seed = 1, int? threads = null)
        => c.Create().Fit(table, MadeTable.SchemaOf(table), new(new(seed), maxDegreeOfParallelism: threads));

    private static Table Draw(ITableModel model, int rows, long seed = 1, int? threads = null)
        => new TableSampler(model).Draw(rows, new(new(seed), maxDegreeOfParallelism: threads));

    private static string[] Dump(Table table)
        => [.. Enumerable.Range(0, table.Count).Select(i => string.Join(" | ", table.Columns.Select(c => BitConverter.DoubleToInt64Bits(TableRows.Number(c, i)))))];

    private static double[] Numbers(TableColumn column) => [.. Enumerable.Range(0, column.Count).Select(i => TableRows.Number(column, i)).Where(v => !double.IsNaN(v))];

    /// <summary>The distance of Kolmogorov and Smirnov.</summary>
    private static double Distance(double[] a, double[] b)
    {
        Array.Sort(a);
        Array.Sort(b);
        return a.Concat(b).Distinct().Max(v => Math.Abs(Below(a, v) - Below(b, v)));

        static double Below(double[] sorted, double value)
        {
            int low = 0, high = sorted.Length;
            while (low < high)
            {
                int middle = (low + high) / 2;
                (low, high) = sorted[middle] <= value ? (middle + 1, high) : (low, middle);
            }

            return low / (double)sorted.Length;
        }
    }

    private static double RankCorrelation(Table table, string a, string b)
    {
        double[] x = Ranks(table[a]), y = Ranks(table[b]);
        double mx = x.Average(), my = y.Average();
        return x.Zip(y, (p, q) => (p - mx) * (q - my)).Sum() / Math.Sqrt(x.Sum(p => (p - mx) * (p - mx)) * y.Sum(q => (q - my) * (q - my)));
    }

    private static double[] Ranks(TableColumn column)
    {
        double[] values = [.. Enumerable.Range(0, column.Count).Select(i => TableRows.Number(column, i))], sorted = [.. values.Order()];
        return Array.ConvertAll(values, v => (First(v) + Last(v)) / 2.0);

        int First(double v) => Bound(v, (s, t) => s < t);
        int Last(double v) => Bound(v, (s, t) => s <= t);
        int Bound(double v, Func<double, double, bool> below)
        {
            int low = 0, high = sorted.Length;
            while (low < high)
            {
                int middle = (low + high) / 2;
                (low, high) = below(sorted[middle], v) ? (middle + 1, high) : (low, middle);
            }

            return low;
        }
    }
}
