// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using MLNet.Synthetic.Testing;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class ConstraintTests
{
    private static readonly DateTime Start = new(2020, 1, 1);

    /// <summary>Which constraints, what they must be unable to break.</summary>
    public static IEnumerable<object[]> Cases =>
        from model in new[] { "whole", "loose" }
        from missing in new[] { 0, 0.2 }
        from seed in new[] { 1, 2, 3 }
        select new object[] { model, missing, seed };

    public static IEnumerable<object[]> Algorithms => from c in SynthesizerCases.All from missing in new[] { 0, 0.2 } select new object[] { c, missing };

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Sample_ConstraintsThatCanBeRewritten_HoldInEveryRowWithoutRedrawing(string model, double missing, int seed)
    {
        var table = Orders(300, seed, missing);
        TableConstraint[] constraints =
        [
            TableConstraint.Ordered("Low", "Middle", "High"),
            TableConstraint.StrictlyOrdered("Ordered", "Shipped"),
            TableConstraint.FixedCombinations("City", "Country"),
            TableConstraint.OneHot("IsA", "IsB", "IsC"),
            TableConstraint.Sum("Total", "Net", "Tax"),
        ];

        var constrained = Fit(model, constraints, table);
        var drawn = constrained.Sample(1000, null, Run(seed));

        AssertObeyed(drawn);
        Assert.IsEmpty(constrained.Violations(drawn));
        Assert.AreEqual(new ConstraintCounts(1000, 0, 0), constrained.Counts);
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Sample_ConstraintsThatOverlap_HoldInEveryRow(string model, double missing, int seed)
    {
        var table = Orders(300, seed, missing);
        TableConstraint[] constraints =
        [
            TableConstraint.Ordered("Net", "Total"),                  // the total is rewritten as a sum: this one is checked
            TableConstraint.Sum("Total", "Net", "Tax"),
            TableConstraint.Ordered("Low", "Middle"),
            TableConstraint.StrictlyOrdered("Low", "High"),           // both orders are kept by construction: each writes another column
            TableConstraint.Between("Middle", 0, 120),
            TableConstraint.Between("Ordered", Start, Start.AddDays(400)),
            TableConstraint.Custom("a shipped order has a net above 5", ["Net", "Shipped"], row => row.Number("Net") > 5 || row.Time("Shipped") < Start),
        ];

        var constrained = Fit(model, constraints, table, new() { ViolatingRows = ViolatingRows.Drop });
        var drawn = constrained.Sample(1000, null, Run(seed));

        Assert.IsEmpty(constrained.Violations(drawn));
        long[] shipped = ((TimestampColumn)drawn["Shipped"]).Ticks;
        var (low, high, middle, net) = (Numbers(drawn, "Low"), Numbers(drawn, "High"), Numbers(drawn, "Middle"), Numbers(drawn, "Net"));
        for (int i = 0; i < drawn.Count; i++)
        {
            Assert.IsFalse(low[i] >= high[i] || low[i] > middle[i] || middle[i] > 120 || (net[i] <= 5 && shipped[i] != TimestampColumn.MissingTicks), $"row {i}");
            Assert.IsFalse(net[i] > Numbers(drawn, "Total")[i], $"row {i}");
        }
    }

    [TestMethod]
    [DynamicData(nameof(Algorithms))]
    public void Sample_EveryAlgorithm_ObeysAllConstraints(SynthesizerCase c, double missing)
    {
        var table = Orders(400, 1, missing);
        TableConstraint[] constraints =
        [
            TableConstraint.Ordered("Low", "Middle", "High"), TableConstraint.StrictlyOrdered("Ordered", "Shipped"), TableConstraint.FixedCombinations("City", "Country"),
            TableConstraint.OneHot("IsA", "IsB", "IsC"), TableConstraint.Sum("Total", "Net", "Tax"), TableConstraint.Custom("net below 90 in A", ["Net", "IsA"], r => r.Number("IsA") == 0 || r.Number("Net") < 90),
        ];
        var model = new ConstrainedSynthesizer(c.Create(), constraints, new() { ViolatingRows = ViolatingRows.Drop }).Fit(table, TableSchema.Infer(table), Run(0));

        var drawn = new TableSampler(model).Draw(3000, Run(2));
        var met = new TableSampler(new ConditionedModel(model, SampleCondition.Parse("Middle>10 and Country=B and IsA=1"), Run(3))).Draw(500, Run(4));

        AssertObeyed(drawn);
        AssertObeyed(met);
        Assert.IsEmpty(model.Violations(drawn));
        Assert.IsEmpty(model.Violations(met));
        Assert.IsTrue(Numbers(met, "Middle").All(v => v > 10) && ((CategoryColumn)met["Country"]).Codes.All(k => k == 1) && Numbers(met, "IsA").All(v => v == 1));
    }

    [TestMethod]
    public void Sample_OrderOfWholeNumbersAboveDecimals_IsRoundedUpward()
    {
        // b is whole and at least a; the only distance is 0.4: 1.6 + 0.4 = 2, 2.6 + 0.4 = 3. A model that draws a = 2.5 must get 3, not round(2.9) or round(2.5).
        var table = new Table(new NumericColumn("a", [1.6, 2.6]), new NumericColumn("b", [2, 3]));

        var drawn = Fit("loose", [TableConstraint.Ordered("a", "b")], table).Sample(200, null, Run(4));

        for (int i = 0; i < 200; i++)
        {
            double a = Numbers(drawn, "a")[i], b = Numbers(drawn, "b")[i];
            Assert.IsTrue(b >= a && b == Math.Round(b), $"{a} {b}");
        }
    }

    [TestMethod]
    public void Sample_WholeRowsOfAnyTable_ComeBackAsTheyWere()
    {
        var table = Orders(120, 5, 0.2);
        TableConstraint[] constraints =
        [
            TableConstraint.Ordered("Low", "Middle", "High"), TableConstraint.Ordered("Ordered", "Shipped"), TableConstraint.FixedCombinations("City", "Country"),
            TableConstraint.OneHot("IsA", "IsB", "IsC"), TableConstraint.Sum("Total", "Net", "Tax"),
        ];

        var drawn = Fit("whole", constraints, table).Sample(400, null, Run(6));

        var rows = Enumerable.Range(0, table.Count).Select(i => Text(table, i)).ToHashSet();
        foreach (int i in Enumerable.Range(0, drawn.Count))
            Assert.Contains(Text(drawn, i), rows);
    }

    [TestMethod]
    public void Fit_ViolatingTrainingRows_AreNamedBeforeTraining()
    {
        var table = new Table(new NumericColumn("a", [1, 5, 3, 9]), new NumericColumn("b", [2, 4, 3, 8]));

        var error = Assert.ThrowsExactly<SyntheticDataException>(() => Fit("whole", [TableConstraint.Ordered("a", "b")], table));

        Assert.Contains("'a <= b' is broken by 2 of 4 training rows: row 1 (a: 5, b: 4), 3 (a: 9, b: 8).", error.Message);
    }

    [TestMethod]
    public void Fit_ViolatingTrainingRowsDropped_LearnsTheOthers()
    {
        var table = new Table(new NumericColumn("a", [1, 5, 3, 9]), new NumericColumn("b", [2, 4, 3, 8]));

        var drawn = Fit("whole", [TableConstraint.Ordered("a", "b")], table, new() { ViolatingRows = ViolatingRows.Drop }).Sample(100, null, Run(1));

        Assert.AreEqual("1, 3", string.Join(", ", Numbers(drawn, "a").Distinct().Order()));
    }

    [TestMethod]
    public void Fit_NoRowObeys_SaysThatConstraintsContradict()
    {
        var table = new Table(new NumericColumn("a", [1, 2]), new NumericColumn("b", [3, 4]));
        TableConstraint[] constraints = [TableConstraint.Custom("a above 1", ["a"], r => r.Number("a") > 1), TableConstraint.Custom("b below 4", ["b"], r => r.Number("b") < 4)];

        var error = Assert.ThrowsExactly<SyntheticDataException>(() => Fit("whole", constraints, table, new() { ViolatingRows = ViolatingRows.Drop }));

        Assert.Contains("contradict", error.Message);
    }

    [TestMethod]
    public void Constructor_OrdersInACircle_Refuses()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => new ConstrainedSynthesizer(new WholeRows(), [TableConstraint.Ordered("a", "b", "c"), TableConstraint.Ordered("c", "a")]));

        Assert.Contains("circle", error.Message);
    }

    [TestMethod]
    public void Constructor_RangesAgainstAnOrder_Refuses()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(
            () => new ConstrainedSynthesizer(new WholeRows(), [TableConstraint.Ordered("a", "b", "c"), TableConstraint.Between("a", 10, null), TableConstraint.Between("c", null, 5)]));

        Assert.Contains("'a <= b <= c'", error.Message);
    }

    [TestMethod]
    public void Fit_UnknownColumnOrWrongKind_Refuses()
    {
        var table = new Table(new NumericColumn("a", [1, 2]), new CategoryColumn("c", [0, 1], ["x", "y"]));

        Assert.Contains("'a', 'c'", Assert.ThrowsExactly<ArgumentException>(() => Fit("whole", [TableConstraint.Ordered("a", "nothing")], table)).Message);
        Assert.Contains("holds categories", Assert.ThrowsExactly<ArgumentException>(() => Fit("whole", [TableConstraint.Ordered("a", "c")], table)).Message);
    }

    [TestMethod]
    public void Sample_HopelessCustomConstraint_ErrorTellsWhatWasTried()
    {
        var table = new Table(new NumericColumn("a", [0, 1]), new NumericColumn("b", [0, 1]));
        var model = Fit("whole", [TableConstraint.Custom("never again", ["a"], new Once(2).Holds)], table, new() { MostDrawsPerRow = 3 });

        var error = Assert.ThrowsExactly<SyntheticDataException>(() => model.Sample(10, null, Run(1)));

        Assert.Contains("'never again'", error.Message);
        Assert.Contains("0 of 3,010 rows drawn", error.Message);
    }

    [TestMethod]
    public void Sample_RowsThatNoDrawMends_AreRepairedAndCounted()
    {
        // The total is fixed at 10 by the caller, the parts are drawn without regard to it: no draw adds up, so parts are shifted.
        var table = new Table(new NumericColumn("a", [1.25, 2.5]), new NumericColumn("b", [3.5, 4.75]), new NumericColumn("total", [4.75, 7.25]));
        var model = new ConstrainedSynthesizer(new LooseCells(), [TableConstraint.FixedCombinations("a", "total"), TableConstraint.Sum("total", "a", "b")], new() { MostDrawsPerRow = 2 })
            .Fit(table, TableSchema.Infer(table), Run(1));

        var drawn = model.Sample(50, null, Run(2));

        Assert.IsEmpty(model.Violations(drawn));
        Assert.AreEqual(50, model.Counts.Rows);
        Assert.IsGreaterThan(0, model.Counts.Repaired);
    }

    [TestMethod]
    public void CanFix_RewrittenColumns_OnlyWithWhatTheyAreMadeOf()
    {
        var table = Orders(50, 1, 0);
        var model = Fit("whole", [TableConstraint.Ordered("Low", "Middle"), TableConstraint.Sum("Total", "Net", "Tax"), TableConstraint.FixedCombinations("City", "Country")], table);

        Assert.IsTrue(model.CanFix(["Low"]));
        Assert.IsFalse(model.CanFix(["Middle"]));
        Assert.IsTrue(model.CanFix(["Low", "Middle"]));
        Assert.IsFalse(model.CanFix(["Total"]));
        Assert.IsTrue(model.CanFix(["Net", "Tax"]));
        Assert.IsTrue(model.CanFix(["City"]));
        Assert.IsFalse(model.CanFix(["City", "Low"]));
        Assert.IsTrue(model.CanFix(["City", "Country", "Low"]));
    }

    [TestMethod]
    public void Sample_OneColumnOfACombinationGiven_DrawsTheOthersInProportion()
    {
        // Of four rows of country 0, three are city 0 and one is city 1.
        var table = new Table(new CategoryColumn("Country", [0, 0, 0, 0, 1, 1], ["A", "B"]), new CategoryColumn("City", [0, 0, 0, 1, 2, 2], ["a", "b", "c"]));
        var model = Fit("whole", [TableConstraint.FixedCombinations("Country", "City")], table);

        var drawn = model.Sample(4000, new Table(new CategoryColumn("Country", new int[4000], ["A", "B"])), Run(3));

        int[] cities = ((CategoryColumn)drawn["City"]).Codes;
        Assert.AreEqual(0.75, cities.Count(c => c == 0) / 4000.0, 0.03);   // 4 standard deviations
        Assert.DoesNotContain(2, cities);
    }

    [TestMethod]
    public void Sample_GivenValuesBreakAConstraint_RefusesBeforeDrawing()
    {
        var table = Orders(50, 1, 0);
        var model = Fit("whole", [TableConstraint.Ordered("Low", "Middle"), TableConstraint.FixedCombinations("City", "Country")], table);

        var order = Assert.ThrowsExactly<SyntheticDataException>(() => model.Sample(1, new Table(new NumericColumn("Low", [5]), new NumericColumn("Middle", [4])), Run(1)));
        var city = Assert.ThrowsExactly<SyntheticDataException>(
            () => model.Sample(1, new Table(new CategoryColumn("City", [0], ["a", "b", "c"]), new CategoryColumn("Country", [1], ["A", "B"])), Run(1)));

        Assert.Contains("(Low: 5, Middle: 4)", order.Message);
        Assert.Contains("'a'", city.Message);
    }

    [TestMethod]
    public void Sample_AnyNumberOfThreads_SameRows()
    {
        var table = Orders(200, 1, 0.1);
        var model = Fit("whole", [TableConstraint.Ordered("Low", "High"), TableConstraint.Custom("net above 20", ["Net"], r => r.Number("Net") > 20)], table, new() { ViolatingRows = ViolatingRows.Drop });

        string one = Text(model.Sample(900, null, new(new Rng(7), maxDegreeOfParallelism: 1)));
        string eight = Text(model.Sample(900, null, new(new Rng(7), maxDegreeOfParallelism: 8)));

        Assert.AreEqual(one, eight);
    }

    private static ConstrainedModel Fit(string model, TableConstraint[] constraints, Table table, ConstraintOptions? options = null)
        => new ConstrainedSynthesizer(model == "whole" ? new WholeRows() : new LooseCells(), constraints, options).Fit(table, TableSchema.Infer(table), Run(0));

    private static RunContext Run(long seed) => new(new Rng(seed));

    private static double[] Numbers(Table table, string name) => ((NumericColumn)table[name]).Values;

    internal static string Text(Table table) => string.Join('\n', Enumerable.Range(0, table.Count).Select(i => Text(table, i)));

    internal static string Text(Table table, int row) => string.Join(' ', table.Columns.Select(c => TableRows.Text(c, row)));

    /// <summary>Written against the data alone, not with the library's own checks.</summary>
    private static void AssertObeyed(Table drawn)
    {
        var (low, middle, high) = (Numbers(drawn, "Low"), Numbers(drawn, "Middle"), Numbers(drawn, "High"));
        var (net, tax, total) = (Numbers(drawn, "Net"), Numbers(drawn, "Tax"), Numbers(drawn, "Total"));
        var (ordered, shipped) = (((TimestampColumn)drawn["Ordered"]).Ticks, ((TimestampColumn)drawn["Shipped"]).Ticks);
        var (city, country) = (((CategoryColumn)drawn["City"]).Codes, ((CategoryColumn)drawn["Country"]).Codes);
        for (int i = 0; i < drawn.Count; i++)
        {
            double[] chain = [.. new[] { low[i], middle[i], high[i] }.Where(v => !double.IsNaN(v))];
            Assert.IsTrue(chain.SequenceEqual(chain.Order()), $"row {i}: {string.Join(' ', chain)}");
            Assert.IsTrue(double.IsNaN(middle[i]) || middle[i] == Math.Round(middle[i], 1), $"row {i}: {middle[i]}");
            Assert.IsTrue(ordered[i] == 0 || shipped[i] == 0 || ordered[i] < shipped[i], $"row {i}");
            Assert.IsTrue(city[i] < 0 || country[i] < 0 || country[i] == city[i] / 2, $"row {i}");
            double ones = Numbers(drawn, "IsA")[i] + Numbers(drawn, "IsB")[i] + Numbers(drawn, "IsC")[i];
            Assert.IsTrue(double.IsNaN(ones) || ones == 1, $"row {i}: {ones}");
            Assert.IsFalse(Math.Abs(total[i] - net[i] - tax[i]) > 0.00501, $"row {i}: {total[i]} {net[i]} {tax[i]}");
        }
    }

    /// <summary>Orders: three numbers in ascending order, two times, a city in its country, one-hot columns, a total of two parts.</summary>
    internal static Table Orders(int rows, long seed, double missing)
    {
        var random = new Rng(seed).Fork("orders");
        var numbers = new[] { "Low", "Middle", "High", "IsA", "IsB", "IsC", "Net", "Tax", "Total" }.ToDictionary(n => n, _ => new double[rows]);
        var (ordered, shipped) = (new long[rows], new long[rows]);
        var (city, country) = (new int[rows], new int[rows]);
        for (int i = 0; i < rows; i++)
        {
            var row = random.Fork(i);
            numbers["Low"][i] = Math.Round(20 * row.NextGaussian(), 2);
            numbers["Middle"][i] = Math.Round(numbers["Low"][i] + 10 * row.NextDouble() + 0.1, 1);
            numbers["High"][i] = Math.Ceiling(numbers["Middle"][i] + 50 * row.NextDouble() * row.NextDouble()) + 0.0;    // no negative zero
            int one = row.Next(3);
            for (int k = 0; k < 3; k++)
                numbers["Is" + (char)('A' + k)][i] = k == one ? 1 : 0;
            numbers["Net"][i] = Math.Round(100 * row.NextDouble(), 2);
            numbers["Tax"][i] = Math.Round(0.2 * numbers["Net"][i], 2);
            numbers["Total"][i] = Math.Round(numbers["Net"][i] + numbers["Tax"][i], 2);
            ordered[i] = Start.AddDays(row.Next(365)).Ticks;
            shipped[i] = ordered[i] + TimeSpan.FromHours(1 + row.Next(200)).Ticks;
            city[i] = row.Next(6);
            country[i] = city[i] / 2;
            foreach (string name in new[] { "Low", "Middle", "High", "IsB", "Net", "Total" })
                numbers[name][i] = row.NextDouble() < missing ? double.NaN : numbers[name][i];
            country[i] = row.NextDouble() < missing ? CategoryColumn.MissingCode : country[i];
            ordered[i] = row.NextDouble() < missing ? TimestampColumn.MissingTicks : ordered[i];
            shipped[i] = row.NextDouble() < missing ? TimestampColumn.MissingTicks : shipped[i];
        }

        return new([
            .. numbers.Select(n => new NumericColumn(n.Key, n.Value)), new TimestampColumn("Ordered", ordered), new TimestampColumn("Shipped", shipped),
            new CategoryColumn("City", city, ["a", "b", "c", "d", "e", "f"]), new CategoryColumn("Country", country, ["A", "B", "C"]),
        ]);
    }

    /// <summary>Holds for so many questions, then never again.</summary>
    private sealed class Once(int questions)
    {
        private int _asked;

        public bool Holds(TableRow row) => Interlocked.Increment(ref _asked) <= questions;
    }
}
