// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using MLNet.Synthetic.Testing;

namespace MLNet.Synthetic.Tests;

/// <summary>What every oversampler promises, whatever its algorithm.</summary>
[TestClass]
public sealed class ResamplerContractTests
{
    private static readonly int[] Sizes = [120, 30, 12];              // rows of classes a, b, c

    public static IEnumerable<object[]> Cases => ResamplerCases.All.Select(c => new object[] { c });

    public static IEnumerable<object[]> CasesAndStrategies =>
        from c in ResamplerCases.All
        from s in new (SamplingStrategy Strategy, int[] Expected)[]
        {
            (SamplingStrategy.NotMajority, [120, 120, 120]),
            (SamplingStrategy.MinorityOnly, [120, 30, 120]),
            (SamplingStrategy.Ratio(0.5), [120, 60, 60]),
            (SamplingStrategy.Counts(new Dictionary<string, int> { ["b"] = 50, ["a"] = 121 }), [121, 50, 12]),
            (SamplingStrategy.From(counts => counts.Where(n => n.Value < 100).ToDictionary(n => n.Key, n => 2 * n.Value)), [120, 60, 24]),
        }
        select new object[] { c, s.Strategy, s.Expected };

    [TestMethod]
    public void All_EveryPublicResampler_HasACase()
    {
        var algorithms = typeof(IResampler).Assembly.GetExportedTypes().Where(t => t.IsAssignableTo(typeof(IResampler)) && !t.IsAbstract);

        var tested = ResamplerCases.All.Select(c => c.Create(SamplingStrategy.NotMajority).GetType())
            .Concat(UndersamplerCases.All.Select(c => c.Create().GetType()))
            .Concat(RareLabelCase.All.Select(c => c.Create(Relevance.BoxPlot(), BumpStrategy.Balance).GetType()))
            .ToHashSet();

        CollectionAssert.AreEquivalent(algorithms.ToList(), tested.ToList());
    }

    [TestMethod]
    public void All_EveryExceptionToReordering_HasAReason()
    {
        foreach (var c in ResamplerCases.All)
            Assert.AreEqual(c.Reordering == ColumnReordering.Any, c.ReorderingReason is null, c.Name);
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_SameSeed_SameRows(ResamplerCase c)
    {
        var input = c.Rows(Sizes);

        var (first, second) = (Run(c, input, seed: 5), Run(c, input, seed: 5));

        AssertSame(first, second);
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_OtherSeed_OtherRows(ResamplerCase c)
    {
        var input = c.Rows(Sizes);

        var (first, second) = (Run(c, input, seed: 5), Run(c, input, seed: 6));

        Assert.IsFalse(first.Sources.AsSpan().SequenceEqual(second.Sources));
        Assert.IsFalse(NewValues(input, first).Values.SequenceEqual(NewValues(input, second).Values));
    }

    [TestMethod]
    [DynamicData(nameof(CasesAndStrategies))]
    public void Resample_Strategy_CountsMeetIt(ResamplerCase c, SamplingStrategy strategy, int[] expected)
    {
        var input = c.Rows(Sizes);

        var rows = Run(c, input, strategy);

        Assert.IsNull(rows.Kept);
        CollectionAssert.AreEqual(expected, CountsAfter(input, rows));
        Assert.HasCount(rows.Count, rows.Classes);
        Assert.AreEqual(rows.Count, rows.Values?.Rows ?? rows.Count);
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_BalancedRows_AddsNone(ResamplerCase c)
    {
        var rows = Run(c, c.Rows([20, 20, 20]));

        Assert.AreEqual(0, rows.Count);
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_AnyRows_LeavesInputUnchanged(ResamplerCase c)
    {
        var input = c.Rows(Sizes);
        double[] values = input.X.Values.ToArray();
        int[] classes = [.. input.Classes];

        Run(c, input);

        CollectionAssert.AreEqual(values, input.X.Values.ToArray());
        CollectionAssert.AreEqual(classes, input.Classes);
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_CompleteRows_NewRowsAreFiniteAndOfKnownCategories(ResamplerCase c)
    {
        var input = c.Rows(Sizes);

        var x = NewValues(input, Run(c, input));

        foreach (double value in x.Values)
            Assert.IsTrue(double.IsFinite(value));
        foreach (int j in input.ColumnsOf(FeatureKind.Nominal))
            Assert.IsTrue(Column(x, j).ToHashSet().IsSubsetOf(Column(input.X, j)));
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_AnyRows_SourcesAreOfTheSameClass(ResamplerCase c)
    {
        var input = c.Rows(Sizes);

        var rows = Run(c, input);

        for (int i = 0; i < rows.Count; i++)
            Assert.AreEqual(rows.Classes[i], input.Classes[rows.Sources[i]]);
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_ReorderedColumns_ReordersNewRows(ResamplerCase c)
    {
        var input = c.Rows(Sizes);
        int[] order = c.Reordering switch                             // place in the new order → old column
        {
            ColumnReordering.Any => [3, 5, 1, 0, 4, 2],
            ColumnReordering.OfNumericColumns => [4, 2, 1, 3, 0, 5],  // 1, 3 and 5 are nominal
            _ => [0, 1, 2, 3, 4, 5],                                  // an exception of the case, with its reason there
        };
        var reordered = new ResamplingInput(Reorder(input.X, order), input.Classes, [.. order.Select(j => input.Kinds[j])], classNames: input.ClassNames);

        var (rows, rowsOfReordered) = (Run(c, input), Run(c, reordered));

        CollectionAssert.AreEqual(rows.Sources, rowsOfReordered.Sources);
        CollectionAssert.AreEqual(
            Reorder(NewValues(input, rows), order).Values.ToArray(), NewValues(reordered, rowsOfReordered).Values.ToArray());
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_AnyNumberOfThreads_SameRows(ResamplerCase c)
    {
        var input = c.Rows([6000, 900, 300]);                         // several blocks of new rows and of queries

        var one = Run(c, input, threads: 1);

        AssertSame(one, Run(c, input, threads: 2));
        AssertSame(one, Run(c, input, threads: 8));
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_ClassOfOneRow_CopiesItOrNamesTheClass(ResamplerCase c)
    {
        var input = c.Rows([40, 20, 1]);

        if (c.Neighbors == 0)
        {
            var rows = Run(c, input);
            var x = NewValues(input, rows);
            int only = Array.IndexOf(input.Classes, 2);
            foreach (int i in Enumerable.Range(0, rows.Count).Where(i => rows.Classes[i] == 2))
                CollectionAssert.AreEqual(input.X[only].ToArray(), x[i].ToArray());
        }
        else
        {
            var error = Assert.ThrowsExactly<SyntheticDataException>(() => Run(c, input));
            StringAssert.Contains(error.Message, "class 'c' has 1.");
            StringAssert.Contains(error.Message, "random oversampling");
        }
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_ClassOfNoMoreRowsThanNeighbors_NamesTheClassAndTheCure(ResamplerCase c)
    {
        if (c.Neighbors <= 1)
        {
            CollectionAssert.AreEqual(new[] { 40, 40 }, CountsAfter(c.Rows([40, 5]), Run(c, c.Rows([40, 5]))));
            return;
        }

        var error = Assert.ThrowsExactly<SyntheticDataException>(() => Run(c, c.Rows([40, c.Neighbors])));

        StringAssert.Contains(error.Message, $"Neighbors = {c.Neighbors}");
        StringAssert.Contains(error.Message, $"class 'b' has {c.Neighbors}.");
        StringAssert.Contains(error.Message, $"at most {c.Neighbors - 1}");
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_ClassOfOneRowMoreThanNeighbors_Grows(ResamplerCase c)
    {
        var input = c.Rows([40, c.Neighbors + 1]);

        var rows = Run(c, input);

        CollectionAssert.AreEqual(new[] { 40, 40 }, CountsAfter(input, rows));
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_ConstantColumns_StayConstant(ResamplerCase c)
    {
        var input = c.Rows(Sizes).With(x =>
        {
            for (int i = 0; i < x.Rows; i++)
                (x[i, 0], x[i, 3]) = (2, 3);
        });

        var x = NewValues(input, Run(c, input));

        Assert.IsTrue(Column(x, 0).All(v => v == 2));
        Assert.IsTrue(Column(x, 3).All(v => v == 3));
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_ClassOfOneRepeatedRow_RepeatsIt(ResamplerCase c)
    {
        var input = c.Rows([60, 12]);
        int first = Array.IndexOf(input.Classes, 1);
        input = input.With(x =>
        {
            for (int i = 0; i < x.Rows; i++)
            {
                if (input.Classes[i] == 1)
                    x[first].CopyTo(x[i]);
            }
        });

        var x = NewValues(input, Run(c, input));

        Assert.AreEqual(48, x.Rows);
        for (int i = 0; i < x.Rows; i++)
            CollectionAssert.AreEqual(input.X[first].ToArray(), x[i].ToArray());
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_CancelledToken_Throws(ResamplerCase c)
    {
        var cancelled = new CancellationToken(canceled: true);

        Assert.ThrowsExactly<OperationCanceledException>(() => Run(c, c.Rows(Sizes), cancellation: cancelled));
        Assert.ThrowsExactly<OperationCanceledException>(() => Run(c, c.Rows([9000, 300]), cancellation: cancelled));
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_CancelledAfterTheFirstClass_Throws(ResamplerCase c)
    {
        using var source = new CancellationTokenSource();
        var reports = new List<RunProgress>();
        var progress = new Now(p =>
        {
            reports.Add(p);
            source.Cancel();
        });

        Assert.ThrowsExactly<OperationCanceledException>(() => c.Create(SamplingStrategy.NotMajority).Resample(c.Rows(Sizes), new(new(1), progress, source.Token)));

        Assert.HasCount(1, reports);
        Assert.AreEqual(90, reports[0].Done);                         // of class b
        Assert.AreEqual(198, reports[0].Total);                       // and 108 of class c
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_NoRows_Says(ResamplerCase c)
    {
        var error = Assert.ThrowsExactly<SyntheticDataException>(() => Run(c, c.Rows([])));

        StringAssert.Contains(error.Message, "There are no rows");
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_OneClass_NamesIt(ResamplerCase c)
    {
        var error = Assert.ThrowsExactly<SyntheticDataException>(() => Run(c, c.Rows([0, 25])));

        StringAssert.Contains(error.Message, "All 25 rows are of class 'b'");
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_StrategyNamesAbsentClass_NamesIt(ResamplerCase c)
    {
        var strategy = SamplingStrategy.Counts(new Dictionary<string, int> { ["fraud"] = 100 });

        var error = Assert.ThrowsExactly<SyntheticDataException>(() => Run(c, c.Rows(Sizes), strategy));

        StringAssert.Contains(error.Message, "'fraud'");
        StringAssert.Contains(error.Message, "'a', 'b', 'c'");
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_RatioThatWouldRemoveRows_NamesClassAndNumbers(ResamplerCase c)
    {
        var error = Assert.ThrowsExactly<SyntheticDataException>(() => Run(c, c.Rows([100, 50]), SamplingStrategy.Ratio(0.2)));

        StringAssert.Contains(error.Message, "Ratio(0.2) would remove rows");
        StringAssert.Contains(error.Message, "'b', already has 50 rows to 100");
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_CountBelowTheRowsThereAre_NamesClassAndNumbers(ResamplerCase c)
    {
        var strategy = SamplingStrategy.Counts(new Dictionary<string, int> { ["b"] = 20 });

        var error = Assert.ThrowsExactly<SyntheticDataException>(() => Run(c, c.Rows(Sizes), strategy));

        StringAssert.Contains(error.Message, "20 rows of class 'b', which has 30");
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_MoreRowsThanATableHolds_SaysSoBeforeAnyWork(ResamplerCase c)
    {
        var strategy = SamplingStrategy.Counts(new Dictionary<string, int> { ["a"] = int.MaxValue, ["b"] = int.MaxValue });

        var error = Assert.ThrowsExactly<SyntheticDataException>(() => Run(c, c.Rows(Sizes), strategy));

        StringAssert.Contains(error.Message, "4,294,967,144 new rows");
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_MissingCells_TreatedAsDocumented(ResamplerCase c)
    {
        var input = MadeData.Of(c.Columns, Sizes, seed: 3, missing: 0.1);

        if (!c.TakesMissing)
        {
            var error = Assert.ThrowsExactly<SyntheticDataException>(() => Run(c, input));
            int at = input.X.Values.IndexOf(double.NaN);
            StringAssert.Contains(error.Message, $"'column {at % 6}' is missing (NaN) in row {at / 6}");
            StringAssert.Contains(error.Message, "ReplaceMissingValues");
            return;
        }

        var rows = Run(c, input);

        var x = NewValues(input, rows);
        Assert.AreEqual(198, x.Rows);
        if (c.Columns == FeatureMix.Nominal)                          // SMOTE-N: a missing cell is a category that can win or lose a vote
        {
            Assert.IsTrue(x.Values.Contains(double.NaN));
            return;
        }

        for (int i = 0; i < x.Rows; i++)
        {
            for (int j = 0; j < x.Columns; j++)
                Assert.AreEqual(double.IsNaN(input.X[rows.Sources[i], j]), double.IsNaN(x[i, j]), $"row {i}, column {j}");
        }
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_NoFeatureColumns_CopiesOrSays(ResamplerCase c)
    {
        var input = new ResamplingInput(new Matrix(30, 0), [.. Enumerable.Range(0, 30).Select(i => i < 20 ? 0 : 1)]);

        if (c.Create(SamplingStrategy.NotMajority).FeatureUse == FeatureUse.None)
        {
            Assert.AreEqual(10, Run(c, input).Count);
        }
        else
        {
            var error = Assert.ThrowsExactly<SyntheticDataException>(() => Run(c, input));
            StringAssert.Contains(error.Message, "no feature columns");
        }
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_NoInputOrRun_Throws(ResamplerCase c)
    {
        var algorithm = c.Create(SamplingStrategy.NotMajority);

        Assert.ThrowsExactly<ArgumentNullException>(() => algorithm.Resample(null!, new(new(1))));
        Assert.ThrowsExactly<ArgumentNullException>(() => algorithm.Resample(c.Rows(Sizes), null!));
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Create_NoStrategy_Throws(ResamplerCase c)
        => Assert.ThrowsExactly<ArgumentNullException>(() => c.Create(null!));

    private static ResampledRows Run(
        ResamplerCase c, ResamplingInput input, SamplingStrategy? strategy = null, long seed = 1, int? threads = null, CancellationToken cancellation = default)
        => c.Create(strategy ?? SamplingStrategy.NotMajority)
            .Resample(input, new(new(seed), cancellation: cancellation, maxDegreeOfParallelism: threads));

    private static Matrix NewValues(ResamplingInput input, ResampledRows rows)
        => rows.Values ?? Matrix.FromRows([.. rows.Sources.Select(i => input.X[i].ToArray())]);

    private static int[] CountsAfter(ResamplingInput input, ResampledRows rows)
        => [.. input.Classes.Concat(rows.Classes).CountBy(c => c).OrderBy(c => c.Key).Select(c => c.Value)];

    private static void AssertSame(ResampledRows expected, ResampledRows actual)
    {
        CollectionAssert.AreEqual(expected.Sources, actual.Sources);
        CollectionAssert.AreEqual(expected.Classes, actual.Classes);
        Assert.AreEqual(expected.Values is null, actual.Values is null);
        if (expected.Values is not null)
            CollectionAssert.AreEqual(expected.Values.Values.ToArray(), actual.Values!.Values.ToArray());
    }

    private static Matrix Reorder(Matrix x, int[] order)
        => Matrix.FromRows([.. Enumerable.Range(0, x.Rows).Select(i => order.Select(j => x[i, j]).ToArray())]);

    private static IEnumerable<double> Column(Matrix x, int j) => Enumerable.Range(0, x.Rows).Select(i => x[i, j]);

    private sealed class Now(Action<RunProgress> report) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => report(value);
    }
}
