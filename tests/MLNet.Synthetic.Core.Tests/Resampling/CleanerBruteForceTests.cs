// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using MLNet.Synthetic.Testing;

namespace MLNet.Synthetic.Tests;

/// <summary>Cleaners and undersamplers on real rows against a plain computation in float64 that shares no code with the library.</summary>
[TestClass]
public sealed class CleanerBruteForceTests
{
    private const int ManyRows = 5000, FewRows = 1200;                // few where the plain computation is repeated

    public static IEnumerable<object[]> Sets => RealData.All.Select(data => new object[] { data });

    [TestMethod]
    [DynamicData(nameof(Sets))]
    public void TomekLinks_RealRows_AreMutualNearestRowsOfDifferentClasses(RealData data)
    {
        var input = Rows(data);
        var nearest = Plain.Nearest(input.X, 1);
        bool IsLinked(int i) => input.Classes[nearest[i][0]] != input.Classes[i] && nearest[nearest[i][0]][0] == i;
        int smallest = Plain.Smallest(input.Classes);

        var some = new TomekLinks(new() { FeatureScaling = FeatureScaling.None }).Resample(input, Run());
        var both = new TomekLinks(new() { FeatureScaling = FeatureScaling.None, CleanedClasses = ClassSelection.All }).Resample(input, Run());

        Assert.IsTrue(Enumerable.Range(0, input.X.Rows).Any(IsLinked));
        CollectionAssert.AreEqual(Plain.Where(input, i => !IsLinked(i) || input.Classes[i] == smallest), some.Kept);
        CollectionAssert.AreEqual(Plain.Where(input, i => !IsLinked(i)), both.Kept);
    }

    [TestMethod]
    [DynamicData(nameof(Sets))]
    public void Enn_RealRows_DropsTheMisclassified(RealData data)
    {
        var input = Rows(data);
        var nearest = Plain.Nearest(input.X, 3);
        int smallest = Plain.Smallest(input.Classes);

        var majority = new EditedNearestNeighbors(new() { FeatureScaling = FeatureScaling.None }).Resample(input, Run());
        var all = new EditedNearestNeighbors(new() { FeatureScaling = FeatureScaling.None, Agreement = NeighborAgreement.All, CleanedClasses = ClassSelection.MajorityOnly }).Resample(input, Run());

        int largest = input.Classes.GroupBy(c => c).MaxBy(g => g.Count())!.Key;
        CollectionAssert.AreEqual(Plain.Where(input, i => input.Classes[i] == smallest || Plain.Agrees(input.Classes, i, nearest[i])), majority.Kept);
        CollectionAssert.AreEqual(Plain.Where(input, i => input.Classes[i] != largest || nearest[i].All(n => input.Classes[n] == largest)), all.Kept);
    }

    [TestMethod]
    [DynamicData(nameof(Sets))]
    public void RepeatedEnn_RealRows_EditsUntilNothingGoes(RealData data)
    {
        var input = Rows(data, FewRows);
        int smallest = Plain.Smallest(input.Classes);
        int[] left = [.. Enumerable.Range(0, input.X.Rows)];
        for (int before = 0; before != left.Length;)
        {
            before = left.Length;
            int[] present = left;
            left = [.. present.Where(i => input.Classes[i] == smallest || Plain.Agrees(input.Classes, i, Plain.Nearest(input.X, i, present, 3)))];
        }

        var rows = new RepeatedEditedNearestNeighbors(new() { FeatureScaling = FeatureScaling.None }).Resample(input, Run());

        CollectionAssert.AreEqual(left, rows.Kept);
    }

    [TestMethod]
    [DynamicData(nameof(Sets))]
    public void AllKnn_RealRows_DropsWhatAnyVoteMisclassifies(RealData data)
    {
        var input = Rows(data);
        var nearest = Plain.Nearest(input.X, 4);
        int smallest = Plain.Smallest(input.Classes);

        var rows = new AllKnn(new() { FeatureScaling = FeatureScaling.None, Neighbors = 4 }).Resample(input, Run());

        CollectionAssert.AreEqual(
            Plain.Where(input, i => input.Classes[i] == smallest || Enumerable.Range(1, 4).All(k => Plain.Agrees(input.Classes, i, nearest[i][..k]))), rows.Kept);
    }

    [TestMethod]
    [DynamicData(nameof(Sets))]
    public void Cnn_RealRows_StoresOneAfterTheOtherWhatTheStoreMisclassifies(RealData data)
    {
        var input = Rows(data, 3 * FewRows);
        int smallest = Plain.Smallest(input.Classes);
        var stream = new Rng(1).Fork("Condensed nearest neighbour");  // the order in which rows pass is part of the outcome
        var store = new List<int>();
        var queue = new List<int>();
        foreach (var (c, members) in input.RowsByClass().Index())
        {
            if (c != smallest)
                stream.Fork(input.ClassNames[c]).Shuffle(members.AsSpan());
            store.AddRange(c == smallest ? members : members[..1]);
            queue.AddRange(c == smallest ? [] : members[1..]);
        }

        int[] order = [.. queue];
        stream.Fork("order").Shuffle(order.AsSpan());
        for (int before = 0; before != store.Count;)
        {
            before = store.Count;
            foreach (int row in order)
            {
                if (!store.Contains(row) && input.Classes[Plain.Nearest(input.X, row, store, 1)[0]] != input.Classes[row])
                    store.Add(row);
            }
        }

        var rows = new CondensedNearestNeighbor(new() { FeatureScaling = FeatureScaling.None }).Resample(input, Run());

        CollectionAssert.AreEqual(store.Order().ToArray(), rows.Kept);
    }

    [TestMethod]
    [DynamicData(nameof(Sets))]
    public void OneSidedSelection_RealRows_ClassifiesOnceThenDropsLinks(RealData data)
    {
        var input = Rows(data);
        int smallest = Plain.Smallest(input.Classes);
        var inC = new HashSet<int>();
        foreach (var (c, members) in input.RowsByClass().Index())
        {
            if (c != smallest)
                new Rng(1).Fork("One-sided selection").Fork(input.ClassNames[c]).Shuffle(members.AsSpan());
            inC.UnionWith(c == smallest ? members : members[..1]);
        }

        int[] known = [.. inC.Order()];
        int[] selected = Plain.Where(input, i => inC.Contains(i) || input.Classes[Plain.Nearest(input.X, i, known, 1)[0]] != input.Classes[i]);
        var nearest = selected.ToDictionary(i => i, i => Plain.Nearest(input.X, i, selected, 1)[0]);
        int[] expected = [.. selected.Where(i => input.Classes[i] == smallest || input.Classes[nearest[i]] == input.Classes[i] || nearest[nearest[i]] != i)];

        var rows = new OneSidedSelection(new() { FeatureScaling = FeatureScaling.None }).Resample(input, Run());

        CollectionAssert.AreEqual(expected, rows.Kept);
    }

    [TestMethod]
    [DynamicData(nameof(Sets))]
    public void NeighborhoodCleaningRule_RealRows_DropsBothParts(RealData data)
    {
        var input = Rows(data);
        var nearest = Plain.Nearest(input.X, 3);
        int smallest = Plain.Smallest(input.Classes);
        var sizes = input.Classes.CountBy(c => c).ToDictionary();
        var gone = new HashSet<int>();
        for (int i = 0; i < input.X.Rows; i++)
        {
            if (Plain.Agrees(input.Classes, i, nearest[i]))
                continue;
            if (input.Classes[i] != smallest)
                gone.Add(i);
            else
                gone.UnionWith(nearest[i].Where(n => input.Classes[n] != smallest && sizes[input.Classes[n]] > 0.5 * sizes[smallest]));
        }

        var rows = new NeighborhoodCleaningRule(new() { FeatureScaling = FeatureScaling.None }).Resample(input, Run());

        CollectionAssert.AreEqual(Plain.Where(input, i => !gone.Contains(i)), rows.Kept);
    }

    [TestMethod]
    [DynamicData(nameof(Sets))]
    public void NearMiss_RealRows_KeepsTheRowsWithTheLeastMeans(RealData data)
    {
        var input = Rows(data);
        int smallest = Plain.Smallest(input.Classes);
        int[] few = Plain.Where(input, i => input.Classes[i] == smallest);
        foreach (var version in new[] { NearMissVersion.One, NearMissVersion.Two })
        {
            var means = new double[input.X.Rows];
            Parallel.For(0, input.X.Rows, i =>
            {
                double[] distances = [.. few.Select(j => Plain.SquaredDistance(input.X, i, j)).Order()];
                means[i] = (version == NearMissVersion.One ? distances[..3] : distances[^3..]).Average(Math.Sqrt);
            });
            var expected = input.RowsByClass().SelectMany(members => members.OrderBy(i => input.Classes[i] == smallest ? 0 : means[i]).Take(few.Length));

            var rows = new NearMiss(new() { FeatureScaling = FeatureScaling.None, Version = version }).Resample(input, Run());

            CollectionAssert.AreEqual(expected.Order().ToArray(), rows.Kept);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Sets))]
    public void NearMissThree_RealRows_KeepsTheNearestOfEachRowOfTheSmallestClass(RealData data)
    {
        var input = Rows(data);
        int smallest = Plain.Smallest(input.Classes);
        int[] few = Plain.Where(input, i => input.Classes[i] == smallest);
        var expected = new HashSet<int>(few);
        foreach (int[] members in input.RowsByClass().Where((_, c) => c != smallest))
        {
            var chosen = new HashSet<int>();
            var proposals = few
                .SelectMany(i => Plain.Nearest(input.X, i, members, 3).Select((row, rank) => (Rank: rank, Distance: Plain.SquaredDistance(input.X, i, row), Row: row)))
                .Order();
            foreach (var proposal in proposals.TakeWhile(_ => chosen.Count < few.Length))
                chosen.Add(proposal.Row);
            expected.UnionWith(chosen);
        }

        var rows = new NearMiss(new() { FeatureScaling = FeatureScaling.None, Version = NearMissVersion.Three }).Resample(input, Run());

        CollectionAssert.AreEqual(expected.Order().ToArray(), rows.Kept);
    }

    [TestMethod]
    [DynamicData(nameof(Sets))]
    public void InstanceHardness_RealRows_DropsTheHardest(RealData data)
    {
        var input = Rows(data);
        var nearest = Plain.Nearest(input.X, 5);
        double Hardness(int i) => nearest[i].Count(n => input.Classes[n] != input.Classes[i]) / 5.0;

        var rows = new InstanceHardnessThreshold(new() { FeatureScaling = FeatureScaling.None }).Resample(input, Run());

        var kept = rows.Kept!.ToHashSet();
        int least = input.Classes.CountBy(c => c).Min(c => c.Value);
        foreach (int[] members in input.RowsByClass())
        {
            Assert.AreEqual(least, members.Count(kept.Contains));
            if (members.Length > least)
                Assert.IsLessThanOrEqualTo(members.Where(i => !kept.Contains(i)).Min(Hardness), members.Where(kept.Contains).Max(Hardness));
        }
    }

    [TestMethod]
    [DynamicData(nameof(Sets))]
    public void SmoteTomekAndSmoteEnn_RealRows_CleanOldAndNewRowsTogether(RealData data)
    {
        var input = Rows(data, 2 * FewRows);
        var grown = new Smote(new() { FeatureScaling = FeatureScaling.None }).Resample(input, Run());
        var together = Matrix.FromRows([.. Enumerable.Range(0, input.X.Rows).Select(i => input.X[i].ToArray()), .. Enumerable.Range(0, grown.Count).Select(i => grown.Values![i].ToArray())]);
        int[] classes = [.. input.Classes, .. grown.Classes];
        var nearest = Plain.Nearest(together, 3);

        var tomek = new SmoteTomek(new() { FeatureScaling = FeatureScaling.None }).Resample(input, Run());
        var enn = new SmoteEnn(new() { FeatureScaling = FeatureScaling.None }).Resample(input, Run());

        AssertLeft(i => classes[nearest[i][0]] == classes[i] || nearest[nearest[i][0]][0] != i, tomek);
        AssertLeft(i => Plain.Agrees(classes, i, nearest[i]), enn);

        void AssertLeft(Func<int, bool> stays, ResampledRows rows)
        {
            int[] left = [.. Enumerable.Range(0, classes.Length).Where(stays)];
            int[] added = [.. left.Where(i => i >= input.X.Rows).Select(i => i - input.X.Rows)];
            Assert.IsLessThan(classes.Length, left.Length);
            CollectionAssert.AreEqual(left.Where(i => i < input.X.Rows).ToArray(), rows.Kept);
            CollectionAssert.AreEqual(added.Select(i => grown.Sources[i]).ToArray(), rows.Sources);
            CollectionAssert.AreEqual(added.Select(i => grown.Classes[i]).ToArray(), rows.Classes);
            CollectionAssert.AreEqual(added.SelectMany(i => grown.Values![i].ToArray()).ToArray(), rows.Values!.Values.ToArray());
        }
    }

    private static RunContext Run() => new(new(1));

    /// <summary>Complete numeric columns, divided by their deviations here, so that the library measures them as they are.</summary>
    private static ResamplingInput Rows(RealData data, int most = ManyRows)
    {
        var all = data.Input(FeatureMix.Numeric, completeRows: true);
        int step = (all.X.Rows + most - 1) / most;
        int[] rows = [.. Enumerable.Range(0, all.X.Rows).Where(i => i % step == 0)];
        var x = Matrix.FromRows([.. rows.Select(i => all.X[i].ToArray())]);
        for (int j = 0; j < x.Columns; j++)
        {
            double mean = 0, squares = 0;
            for (int i = 0; i < x.Rows; i++)
                mean += x[i, j] / x.Rows;
            for (int i = 0; i < x.Rows; i++)
                squares += (x[i, j] - mean) * (x[i, j] - mean) / x.Rows;
            for (int i = 0; squares > 0 && i < x.Rows; i++)
                x[i, j] /= Math.Sqrt(squares);
        }

        return new(x, [.. rows.Select(i => all.Classes[i])], classNames: all.ClassNames);
    }

    /// <summary>The plain computation: every distance, one after the other.</summary>
    private static class Plain
    {
        public static double SquaredDistance(Matrix x, int a, int b)
        {
            double sum = 0;
            for (int j = 0; j < x.Columns; j++)
                sum += (x[a, j] - x[b, j]) * (x[a, j] - x[b, j]);
            return sum;
        }

        public static int[] Nearest(Matrix x, int query, IReadOnlyList<int> among, int k)
        {
            var list = new List<(double Distance, int Row)>();
            foreach (int row in among)
            {
                if (row == query)
                    continue;
                var entry = (SquaredDistance(x, query, row), row);
                if (list.Count == k && entry.CompareTo(list[^1]) > 0)
                    continue;
                list.Insert(~list.BinarySearch(entry), entry);
                if (list.Count > k)
                    list.RemoveAt(k);
            }

            return [.. list.Select(entry => entry.Row)];
        }

        public static int[][] Nearest(Matrix x, int k)
        {
            int[] all = [.. Enumerable.Range(0, x.Rows)];
            var nearest = new int[x.Rows][];
            Parallel.For(0, x.Rows, i => nearest[i] = Nearest(x, i, all, k));
            return nearest;
        }

        public static bool Agrees(int[] classes, int row, int[] neighbors)
        {
            int own = neighbors.Count(n => classes[n] == classes[row]);
            return neighbors.All(n => neighbors.Count(m => classes[m] == classes[n]) <= own);
        }

        public static int Smallest(int[] classes) => classes.GroupBy(c => c).OrderBy(g => g.Count()).First().Key;

        public static int[] Where(ResamplingInput input, Func<int, bool> condition) => [.. Enumerable.Range(0, input.X.Rows).Where(condition)];
    }
}
