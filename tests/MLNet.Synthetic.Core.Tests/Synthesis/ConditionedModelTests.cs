// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class ConditionedModelTests
{
    [TestMethod]
    [DataRow("Sex=Female")]
    [DataRow("sex=female")]
    [DataRow("Sex!=Male")]
    [DataRow("Age>40")]
    [DataRow("Age between 30 and 40 and Sex=Male")]
    [DataRow("Age>=30.0 and Age<31")]
    [DataRow("Income is missing")]
    [DataRow("Income is not missing and Income<900")]
    [DataRow("Day<2020-02-01")]
    [DataRow("Grade in A,C and Age not in 20,21,22")]
    public void Sample_Conditions_AreMetByEveryRowAndByAsManyRowsAsWanted(string text)
    {
        foreach (var fixable in new string[]?[] { null, [], ["Sex"] })
        {
            var conditions = text.StartsWith("sex", StringComparison.Ordinal) ? [SampleCondition.Is("Sex", "female")] : SampleCondition.Parse(text);
            var model = new ConditionedModel(People(fixable), conditions, Run(1));

            var drawn = model.Sample(300, null, Run(2));

            Assert.AreEqual(300, drawn.Count);
            for (int i = 0; i < drawn.Count; i++)
                Assert.IsTrue(IsMet(text, new TableRow(drawn, i)), ConstraintTests.Text(drawn, i));
        }
    }

    [TestMethod]
    public void Method_ByWhatTheModelCanBeGivenAndHowRareTheConditionsAre_IsChosen()
    {
        var messages = new List<string>();
        var run = new RunContext(new Rng(1), info: messages.Add, warning: messages.Add);

        var exact = new ConditionedModel(People(null), SampleCondition.Parse("Sex=Female and Age>=58.5"), run);
        var rejection = new ConditionedModel(People([]), SampleCondition.Parse("Sex=Female"), run);
        var values = new ConditionedModel(People(null), SampleCondition.Parse("Age>=57.5 and Sex=Male"), run, new() { MostDrawsPerRow = 4 });
        var resampling = new ConditionedModel(People([]), SampleCondition.Parse("Age>=58"), run, new() { MostDrawsPerRow = 4 });

        Assert.AreEqual(ConditioningMethod.Exact, exact.Method);
        Assert.AreEqual(1, exact.AcceptanceRate);
        Assert.AreEqual(ConditioningMethod.Rejection, rejection.Method);
        Assert.AreEqual(0.4, rejection.AcceptanceRate, 0.05);
        Assert.AreEqual(ConditioningMethod.DrawnValues, values.Method);
        Assert.AreEqual(ConditioningMethod.Resampling, resampling.Method);
        Assert.AreEqual(1000, rejection.EffectiveSampleSize(1000));
        Assert.IsLessThan(600, resampling.EffectiveSampleSize(1000));
        Assert.IsGreaterThan(100, resampling.EffectiveSampleSize(1000));
        Assert.HasCount(4, messages);                                 // one for each that is not exact, and a warning of repeated rows
    }

    [TestMethod]
    public void Sample_Rejection_HasTheDistributionOfTheRowsThatMeetTheConditions()
    {
        // Ages 20 to 60 alike for both sexes; grade A has a share of 1/2 up to age 40 and of 1/4 above.
        var table = Ages();
        var source = new WholeRows([]).Fit(table, TableSchema.Infer(table), Run(0));
        double expected = Share(table, i => Numbers(table, "Age")[i] > 40, i => Codes(table, "Grade")[i] == 0);

        var drawn = new ConditionedModel(source, SampleCondition.Parse("Age>40"), Run(1)).Sample(6000, null, Run(2));

        Assert.AreEqual(expected, Share(drawn, _ => true, i => Codes(drawn, "Grade")[i] == 0), 4 * Math.Sqrt(0.25 * 0.75 / 6000));
    }

    [TestMethod]
    public void Sample_DrawnValues_HasTheConditionalOfTheModelGivenThem()
    {
        var table = Ages();
        var source = new WholeRows().Fit(table, TableSchema.Infer(table), Run(0));
        double expected = Share(table, i => Numbers(table, "Age")[i] > 58, i => Codes(table, "Grade")[i] == 0);

        var model = new ConditionedModel(source, SampleCondition.Parse("Age>58"), Run(1), new() { MostDrawsPerRow = 4 });
        var drawn = model.Sample(3000, null, Run(2));

        Assert.AreEqual(ConditioningMethod.DrawnValues, model.Method);
        Assert.AreEqual(expected, Share(drawn, _ => true, i => Codes(drawn, "Grade")[i] == 0), 4 * Math.Sqrt(0.25 / model.EffectiveSampleSize(3000)));
    }

    [TestMethod]
    public void EffectiveSampleSize_Resampling_IsWhatTheVarianceOfMeansShows()
    {
        // Means over n rows drawn from k trial rows have the variance s² (1/n + 1/k): over many seeds the ratio to s² is 1 / ESS.
        var table = Ages();
        var source = new WholeRows([]).Fit(table, TableSchema.Infer(table), Run(0));
        double[] real = [.. Numbers(table, "Age").Where(a => a > 55)];
        double variance = real.Sum(a => (a - real.Average()) * (a - real.Average())) / real.Length;
        var options = new ConditioningOptions { MostDrawsPerRow = 4, MostTrialRows = 500, FewestMatches = 5 };
        double sum = 0, ess = 0;
        for (int seed = 0; seed < 200; seed++)
        {
            var model = new ConditionedModel(source, SampleCondition.Parse("Age>55"), Run(seed), options);
            double mean = Numbers(model.Sample(100, null, Run(seed + 1000)), "Age").Average();
            sum += (mean - real.Average()) * (mean - real.Average()) / 200;
            ess += model.EffectiveSampleSize(100) / 200;
        }

        Assert.AreEqual(variance / ess, sum, 0.4 * variance / ess);   // a variance of 200 means is off by √(2 / 200) = 0.1: four of these
    }

    [TestMethod]
    [DataRow("Nothing=1", "no column 'Nothing'")]
    [DataRow("Sex=Other", "has 'Male', 'Female'")]
    [DataRow("Sex>Male", "have no order")]
    [DataRow("Age=old", "holds numbers, but 'old' is none")]
    [DataRow("Day=soon", "holds times, but 'soon' is none")]
    [DataRow("Age>100", "range from 20 to 59")]
    [DataRow("Age=30.5", "decimals")]
    [DataRow("Age>30 and Age<31", "decimals")]
    [DataRow("Age>40 and Age<30", "the range is empty")]
    [DataRow("Age=30 and Age=31", "no value meets all")]
    [DataRow("Sex=Male and Sex!=Male", "no value meets all")]
    [DataRow("Sex not in Male,Female", "every level is excluded")]
    [DataRow("Age is missing", "no training row lacks it")]
    [DataRow("Income is missing and Income>5", "either missing")]
    [DataRow("Day<1990-01-01", "range from 2020-01-01")]
    public void Constructor_ConditionsThatNoRowCanMeet_Refuses(string text, string why)
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => new ConditionedModel(People([]), SampleCondition.Parse(text), Run(1)));

        Assert.Contains(why, error.Message);
    }

    [TestMethod]
    public void Constructor_HopelessTogether_SaysHowRareEachIsAlone()
    {
        var table = new Table(new NumericColumn("a", [.. Enumerable.Range(0, 100).Select(i => (double)i)]), new NumericColumn("b", [.. Enumerable.Range(0, 100).Select(i => (double)i)]));
        var source = new WholeRows([]).Fit(table, TableSchema.Infer(table), Run(0));

        var error = Assert.ThrowsExactly<SyntheticDataException>(() => new ConditionedModel(source, SampleCondition.Parse("a<50 and b>=50"), Run(1)));

        Assert.Contains("Only 0 of 200,000 trial rows", error.Message);
        Assert.MatchesRegex(@"'a<50' (4[5-9]|5[0-5])\.\d.?%, 'b>=50' (4[5-9]|5[0-5])\.\d.?%", error.Message);
    }

    [TestMethod]
    public void Sample_GivenValues_MustMeetTheConditions()
    {
        var model = new ConditionedModel(People(["Sex"]), SampleCondition.Parse("Sex=Male and Age>30"), Run(1));

        var drawn = model.Sample(2, new Table(new CategoryColumn("Sex", [0, 0], ["Male", "Female"])), Run(1));
        var error = Assert.ThrowsExactly<SyntheticDataException>(() => model.Sample(2, new Table(new CategoryColumn("Sex", [0, 1], ["Male", "Female"])), Run(1)));

        Assert.IsTrue(Numbers(drawn, "Age").All(a => a > 30));
        Assert.Contains("Row 1 is given 'Female'", error.Message);
    }

    [TestMethod]
    public void Sample_AnyNumberOfThreadsAndRows_SameRows()
    {
        foreach (string text in new[] { "Age>50", "Sex=Female", "Age>=58" })
        {
            string[] drawn = [.. new[] { 1, 8 }.Select(threads =>
            {
                var run = new RunContext(new Rng(3), maxDegreeOfParallelism: threads);
                return ConstraintTests.Text(new TableSampler(new ConditionedModel(People(["Sex"]), SampleCondition.Parse(text), run, new() { MostDrawsPerRow = 20 })).Draw(1200, run));
            })];
            var single = new RunContext(new Rng(3));
            string first = ConstraintTests.Text(new TableSampler(new ConditionedModel(People(["Sex"]), SampleCondition.Parse(text), single, new() { MostDrawsPerRow = 20 })).Draw(70, single));

            Assert.AreEqual(drawn[0], drawn[1]);
            Assert.StartsWith(first, drawn[0]);
        }
    }

    [TestMethod]
    public void Sample_OfAConstrainedModel_ObeysAndMeets()
    {
        var table = ConstraintTests.Orders(300, 1, 0.1);
        var constrained = new ConstrainedSynthesizer(new LooseCells(), [TableConstraint.Ordered("Low", "Middle", "High"), TableConstraint.FixedCombinations("City", "Country")])
            .Fit(table, TableSchema.Infer(table), Run(0));

        var drawn = new ConditionedModel(constrained, SampleCondition.Parse("Middle>10 and Country=B"), Run(1)).Sample(500, null, Run(2));

        Assert.IsEmpty(constrained.Violations(drawn));
        Assert.IsTrue(Numbers(drawn, "Middle").All(v => v > 10) && Codes(drawn, "Country").All(c => c == 1));
    }

    [TestMethod]
    public void Given_Shares_AreKeptAfterAnyNumberOfRows()
    {
        var shares = SampleShares.Of("Grade", new Dictionary<string, double> { ["A"] = 5, ["B"] = 3, ["C"] = 2 });

        int[] places = shares.Places(0, 1000);

        for (int n = 1; n <= 1000; n++)
        {
            for (int k = 0; k < 3; k++)
                Assert.AreEqual(n * (5 - 2 * k + (k == 2 ? 1 : 0)) / 10.0, places.Take(n).Count(p => p == k), 1, $"{n} rows");
        }

        CollectionAssert.AreEqual(places[700..800], shares.Places(700, 100));
    }

    [TestMethod]
    public void Given_Counts_AreMetExactly()
    {
        var shares = SampleShares.Counts("Grade", new Dictionary<string, long> { ["A"] = 7, ["B"] = 0, ["C"] = 990 });
        var model = People(["Grade"]);

        var drawn = new TableSampler(model, shares.Given(model, Run(1))).Draw((int)shares.Rows!, Run(2));

        Assert.AreEqual("7 0 990", string.Join(' ', Enumerable.Range(0, 3).Select(k => Codes(drawn, "Grade").Count(c => c == k))));
    }

    private static bool IsMet(string text, TableRow row) => text switch
    {
        "Sex=Female" or "sex=female" or "Sex!=Male" => row.Level("Sex") == "Female",
        "Age>40" => row.Number("Age") > 40,
        "Age between 30 and 40 and Sex=Male" => row.Number("Age") is >= 30 and <= 40 && row.Level("Sex") == "Male",
        "Age>=30.0 and Age<31" => row.Number("Age") == 30,
        "Income is missing" => row.IsMissing("Income"),
        "Income is not missing and Income<900" => row.Number("Income") < 900,
        "Day<2020-02-01" => row.Time("Day") < new DateTime(2020, 2, 1),
        _ => row.Level("Grade") is "A" or "C" && row.Number("Age") > 22,
    };

    /// <summary>People whose rows can be drawn given some columns: null: all.</summary>
    private static ITableModel People(string[]? fixable)
    {
        var random = new Rng(5).Fork("people");
        const int N = 800;
        var (age, income, sex, grade, day) = (new double[N], new double[N], new int[N], new int[N], new long[N]);
        for (int i = 0; i < N; i++)
        {
            var row = random.Fork(i);
            age[i] = 20 + row.Next(40);
            sex[i] = row.NextDouble() < 0.6 ? 0 : 1;
            income[i] = row.NextDouble() < 0.2 ? double.NaN : Math.Round(1000 + 200 * row.NextGaussian(), 2);
            grade[i] = row.Next(3);
            day[i] = new DateTime(2020, 1, 1).AddDays(row.Next(365)).Ticks;
        }

        var table = new Table(
            new NumericColumn("Age", age), new NumericColumn("Income", income), new CategoryColumn("Sex", sex, ["Male", "Female"]), new CategoryColumn("Grade", grade, ["A", "B", "C"]), new TimestampColumn("Day", day));
        return new WholeRows(fixable).Fit(table, TableSchema.Infer(table), Run(0));
    }

    private static Table Ages()
    {
        var random = new Rng(6).Fork("ages");
        var (age, grade) = (new double[2000], new int[2000]);
        for (int i = 0; i < age.Length; i++)
        {
            age[i] = 20 + random.Next(41);
            grade[i] = random.NextDouble() < (age[i] > 40 ? 0.25 : 0.5) ? 0 : 1;
        }

        return new(new NumericColumn("Age", age), new CategoryColumn("Grade", grade, ["A", "B"]));
    }

    private static double Share(Table table, Func<int, bool> of, Func<int, bool> which)
    {
        int[] rows = [.. Enumerable.Range(0, table.Count).Where(of)];
        return (double)rows.Count(which) / rows.Length;
    }

    private static double[] Numbers(Table table, string name) => ((NumericColumn)table[name]).Values;

    private static int[] Codes(Table table, string name) => ((CategoryColumn)table[name]).Codes;

    private static RunContext Run(long seed) => new(new Rng(seed));
}
