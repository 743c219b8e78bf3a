// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using MLNet.Synthetic.Testing;

namespace MLNet.Synthetic.Tests;

/// <summary>What every undersampler, cleaner and combined resampler promises, whatever its algorithm.</summary>
[TestClass]
public sealed class UndersamplerContractTests
{
    private static readonly int[] Sizes = [120, 40, 20];              // rows of classes a, b, c

    public static IEnumerable<object[]> Cases => UndersamplerCases.All.Select(c => new object[] { c });

    public static IEnumerable<object[]> CasesForClasses => UndersamplerCases.All.Where(c => c.CreateFor is not null).Select(c => new object[] { c });

    public static IEnumerable<object[]> CasesWithStrategy => UndersamplerCases.All.Where(c => c.CreateWith is not null).Select(c => new object[] { c });

    public static IEnumerable<object[]> CasesAndStrategies =>
        from c in UndersamplerCases.All
        where c.CreateWith is not null
        from s in new (UndersamplingStrategy Strategy, int[] Expected)[]
        {
            (UndersamplingStrategy.NotMinority, [20, 20, 20]),
            (UndersamplingStrategy.MajorityOnly, [20, 40, 20]),
            (UndersamplingStrategy.Ratio(0.4), [50, 40, 20]),
            (UndersamplingStrategy.Counts(new Dictionary<string, int> { ["b"] = 30, ["a"] = 119 }), [119, 30, 20]),
            (UndersamplingStrategy.From(counts => counts.Where(n => n.Value > 30).ToDictionary(n => n.Key, n => n.Value / 2)), [60, 20, 20]),
        }
        select new object[] { c, s.Strategy, s.Expected };

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_SameSeed_SameRows(UndersamplerCase c)
    {
        var input = c.Rows(Sizes);

        var (first, second) = (Run(c, input, seed: 5), Run(c, input, seed: 5));

        AssertSame(first, second);
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_OtherSeed_OtherRowsWhereRandom(UndersamplerCase c)
    {
        var input = c.Rows(Sizes);

        var (first, second) = (Run(c, input, seed: 5), Run(c, input, seed: 6));

        Assert.AreEqual(!c.IsRandom, first.Kept!.SequenceEqual(second.Kept!) && first.Sources.SequenceEqual(second.Sources));
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_AnyRows_DropsSomeAndKeepsTheOthersInOrder(UndersamplerCase c)
    {
        var input = c.Rows(Sizes);

        var rows = Run(c, input);

        int[] kept = rows.Kept!;
        Assert.IsLessThan(180, kept.Length);
        CollectionAssert.AreEqual(kept.Distinct().Order().ToArray(), kept);
        Assert.IsTrue(kept.All(row => row is >= 0 and < 180));
        Assert.AreEqual(c.MakesRows, rows.Count > 0);
        for (int i = 0; i < rows.Count; i++)
            Assert.AreEqual(rows.Classes[i], input.Classes[rows.Sources[i]]);
    }

    [TestMethod]
    [DynamicData(nameof(CasesAndStrategies))]
    public void Resample_Strategy_CountsMeetIt(UndersamplerCase c, UndersamplingStrategy strategy, int[] expected)
    {
        var input = c.Rows(Sizes);

        var rows = c.CreateWith!(strategy).Resample(input, new(new(1)));

        CollectionAssert.AreEqual(expected, CountsAfter(input, rows));
    }

    [TestMethod]
    [DynamicData(nameof(CasesForClasses))]
    public void Resample_ChosenClasses_OnlyTheyLoseRows(UndersamplerCase c)
    {
        var input = c.Rows(Sizes);

        var rows = c.CreateFor!(ClassSelection.Named("b")).Resample(input, new(new(1)));

        int[] counts = [.. rows.Kept!.CountBy(row => input.Classes[row]).OrderBy(n => n.Key).Select(n => n.Value)];
        Assert.AreEqual(120, counts[0]);
        Assert.IsLessThan(40, counts[1]);
        Assert.AreEqual(20, counts[2]);
    }

    [TestMethod]
    [DynamicData(nameof(CasesForClasses))]
    public void Resample_AbsentClassChosen_NamesIt(UndersamplerCase c)
    {
        var algorithm = c.CreateFor!(ClassSelection.Named("a", "fraud"));

        var error = Assert.ThrowsExactly<SyntheticDataException>(() => algorithm.Resample(c.Rows(Sizes), new(new(1))));

        StringAssert.Contains(error.Message, "Named(a, fraud) names class 'fraud'");
        StringAssert.Contains(error.Message, "'a', 'b', 'c'");
    }

    [TestMethod]
    [DynamicData(nameof(CasesWithStrategy))]
    public void Resample_StrategyNamesAbsentClass_NamesIt(UndersamplerCase c)
    {
        var algorithm = c.CreateWith!(UndersamplingStrategy.Counts(new Dictionary<string, int> { ["fraud"] = 10 }));

        var error = Assert.ThrowsExactly<SyntheticDataException>(() => algorithm.Resample(c.Rows(Sizes), new(new(1))));

        StringAssert.Contains(error.Message, "'fraud'");
        StringAssert.Contains(error.Message, "'a', 'b', 'c'");
    }

    [TestMethod]
    [DynamicData(nameof(CasesWithStrategy))]
    public void Resample_MoreRowsThanThereAre_NamesClassAndNumbers(UndersamplerCase c)
    {
        var algorithm = c.CreateWith!(UndersamplingStrategy.Counts(new Dictionary<string, int> { ["b"] = 41 }));

        var error = Assert.ThrowsExactly<SyntheticDataException>(() => algorithm.Resample(c.Rows(Sizes), new(new(1))));

        StringAssert.Contains(error.Message, "41 rows of class 'b', which has 40");
        StringAssert.Contains(error.Message, "at most 40");
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_AnyRows_LeavesInputUnchanged(UndersamplerCase c)
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
    public void Resample_ReorderedColumns_SameRows(UndersamplerCase c)
    {
        var input = c.Rows(Sizes);
        int[] order = [3, 5, 1, 0, 4, 2];
        var x = Matrix.FromRows([.. Enumerable.Range(0, input.X.Rows).Select(i => order.Select(j => input.X[i, j]).ToArray())]);
        var reordered = new ResamplingInput(x, input.Classes, [.. order.Select(j => input.Kinds[j])], classNames: input.ClassNames);

        var (rows, rowsOfReordered) = (Run(c, input), Run(c, reordered));

        CollectionAssert.AreEqual(rows.Kept, rowsOfReordered.Kept);
        CollectionAssert.AreEqual(rows.Sources, rowsOfReordered.Sources);
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_AnyNumberOfThreads_SameRows(UndersamplerCase c)
    {
        var input = c.Rows([4000, 900, 300]);

        var one = Run(c, input, threads: 1);

        AssertSame(one, Run(c, input, threads: 2));
        AssertSame(one, Run(c, input, threads: 8));
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_ConstantColumnsAndRepeatedRows_KeepsEveryClass(UndersamplerCase c)
    {
        var input = c.Rows(Sizes).With(x =>
        {
            for (int i = 0; i < x.Rows; i++)
            {
                if (i % 2 == 1)
                    x[i - 1].CopyTo(x[i]);
            }

            for (int i = 0; i < x.Rows; i++)
                (x[i, 0], x[i, 3]) = (2, 3);
        });

        if (RunUnlessAClassGoes(c, input) is not ResampledRows rows)
            return;

        Assert.HasCount(3, CountsAfter(input, rows));
        for (int i = 0; i < (rows.Values?.Rows ?? 0); i++)
            Assert.AreEqual((2, 3), (rows.Values![i, 0], rows.Values[i, 3]));
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_AllRowsAlike_KeepsEveryClassOrNamesTheOneThatGoes(UndersamplerCase c)
    {
        var input = c.Rows([30, 10]).With(x =>
        {
            for (int i = 1; i < x.Rows; i++)
                x[0].CopyTo(x[i]);
        });

        if (RunUnlessAClassGoes(c, input) is not ResampledRows rows)
            return;

        Assert.HasCount(2, CountsAfter(input, rows));
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_CancelledToken_Throws(UndersamplerCase c)
    {
        var cancelled = new CancellationToken(canceled: true);

        Assert.ThrowsExactly<OperationCanceledException>(() => Run(c, c.Rows(Sizes), cancellation: cancelled));
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_NoRows_Says(UndersamplerCase c)
    {
        var error = Assert.ThrowsExactly<SyntheticDataException>(() => Run(c, c.Rows([])));

        StringAssert.Contains(error.Message, "There are no rows");
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_OneClass_NamesIt(UndersamplerCase c)
    {
        var error = Assert.ThrowsExactly<SyntheticDataException>(() => Run(c, c.Rows([0, 25])));

        StringAssert.Contains(error.Message, "All 25 rows are of class 'b'");
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_FewRows_AnswersOrNamesTheSettingToLower(UndersamplerCase c)
    {
        var input = c.Rows([2, 1]);

        try
        {
            Assert.HasCount(2, CountsAfter(input, Run(c, input)));
        }
        catch (SyntheticDataException error)
        {
            Assert.IsTrue(error.Message.Contains("Neighbors") || error.Message.Contains("would remove all"), error.Message);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_MissingCells_TreatedAsDocumented(UndersamplerCase c)
    {
        var input = MadeData.Of(c.Columns, Sizes, seed: 3, missing: 0.1);

        if (c.TakesMissing)
        {
            Assert.HasCount(3, CountsAfter(input, Run(c, input)));
        }
        else
        {
            var error = Assert.ThrowsExactly<SyntheticDataException>(() => Run(c, input));
            StringAssert.Contains(error.Message, "is missing (NaN) in row");
        }
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_NoFeatureColumns_SaysUnlessItNeedsNone(UndersamplerCase c)
    {
        var input = new ResamplingInput(new Matrix(30, 0), [.. Enumerable.Range(0, 30).Select(i => i < 20 ? 0 : 1)]);

        if (c.Create().FeatureUse == FeatureUse.None)
        {
            Assert.HasCount(20, Run(c, input).Kept!);
        }
        else
        {
            var error = Assert.ThrowsExactly<SyntheticDataException>(() => Run(c, input));
            StringAssert.Contains(error.Message, "no feature columns");
        }
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Resample_NoInputOrRun_Throws(UndersamplerCase c)
    {
        var algorithm = c.Create();

        Assert.ThrowsExactly<ArgumentNullException>(() => algorithm.Resample(null!, new(new(1))));
        Assert.ThrowsExactly<ArgumentNullException>(() => algorithm.Resample(c.Rows(Sizes), null!));
    }

    private static ResampledRows Run(UndersamplerCase c, ResamplingInput input, long seed = 1, int? threads = null, CancellationToken cancellation = default)
        => c.Create().Resample(input, new(new(seed), cancellation: cancellation, maxDegreeOfParallelism: threads));

    /// <summary>The rows, or null after an error that names the class which would lose all its rows.</summary>
    private static ResampledRows? RunUnlessAClassGoes(UndersamplerCase c, ResamplingInput input)
    {
        try
        {
            return Run(c, input);
        }
        catch (SyntheticDataException error)
        {
            StringAssert.Contains(error.Message, "would remove all");
            return null;
        }
    }

    private static int[] CountsAfter(ResamplingInput input, ResampledRows rows)
        => [.. rows.Kept!.Select(row => input.Classes[row]).Concat(rows.Classes).CountBy(c => c).OrderBy(c => c.Key).Select(c => c.Value)];

    private static void AssertSame(ResampledRows expected, ResampledRows actual)
    {
        CollectionAssert.AreEqual(expected.Kept, actual.Kept);
        CollectionAssert.AreEqual(expected.Sources, actual.Sources);
        CollectionAssert.AreEqual(expected.Classes, actual.Classes);
        CollectionAssert.AreEqual(expected.Values?.Values.ToArray() ?? [], actual.Values?.Values.ToArray() ?? []);
    }
}
