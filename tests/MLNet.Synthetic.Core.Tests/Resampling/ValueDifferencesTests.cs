// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class ValueDifferencesTests
{
    private const double None = double.NaN;

    [TestMethod]
    public void Between_HandWorkedTable_SumOfDifferencesOfShares()
    {
        // Category 0: classes a a a b; category 1: b b; category 2: a c; a missing cell: c.
        var x = Matrix.FromRows([0], [0], [0], [0], [1], [1], [2], [2], [None]);
        var differences = new ValueDifferences(x, [0, 0, 0, 1, 1, 1, 0, 2, 2], classCount: 3);

        Assert.AreEqual(0.75 + 0.75, differences.Between(0, 0, 1), 1e-15);
        Assert.AreEqual(0.25 + 0.25 + 0.5, differences.Between(0, 0, 2), 1e-15);
        Assert.AreEqual(0.5 + 1 + 0.5, differences.Between(0, 1, 2), 1e-15);
        Assert.AreEqual(0.5 + 0 + 0.5, differences.Between(0, 2, None), 1e-15);
        Assert.AreEqual(0, differences.Between(0, 1, 1));
        Assert.AreEqual(differences.Between(0, 2, 1), differences.Between(0, 1, 2));
    }

    [TestMethod]
    public void Constructor_ClassCodesThatDoNotOccur_TakeNoRoom()
    {
        var x = Matrix.FromRows([0], [1], [1], [0]);

        var differences = new ValueDifferences(x, [1, 7, 7, 7], classCount: 10);

        Assert.AreEqual(2, differences.Classes);
        Assert.AreEqual(1, differences.Between(0, 0, 1), 1e-15);
    }

    [TestMethod]
    public void SquaredDistance_TwoClasses_EqualsTheFormula()
        => AssertSpace(rows: 300, categories: 7, classes: 2, missing: 0.1);

    [TestMethod]
    public void SquaredDistance_ThreeClassesFewCategories_EqualsTheFormula()
        => AssertSpace(rows: 300, categories: 7, classes: 3, missing: 0.1);

    [TestMethod]
    public void SquaredDistance_ThreeClassesMoreCategoriesThanATableHolds_EqualsTheFormula()
        => AssertSpace(rows: 900, categories: 300, classes: 3, missing: 0.1);

    [TestMethod]
    public void Find_ThreeClasses_EqualsExhaustiveSearch()
    {
        var (x, classes) = Codes(rows: 240, categories: 150, classes: 3, missing: 0.05);
        var differences = new ValueDifferences(x, classes, 3);
        int[] members = [.. Enumerable.Range(0, 240).Where(i => classes[i] == 1)], all = [.. Enumerable.Range(0, members.Length)];

        var found = NearestNeighbors.Find(new ValueDifferenceSpace(x, members, differences), 5, new(new(1)));

        for (int i = 0; i < members.Length; i++)
        {
            var (_, expected) = Plain.Nearest(i, all, 5, (a, b) => Formula(x, classes, 3, members[a], members[b]));
            for (int k = 0; k < 5; k++)
                Assert.AreEqual(expected[k], found.SquaredDistances(i)[k], 1e-12);
        }
    }

    [TestMethod]
    [DataRow(3.0)]
    [DataRow(-1.0)]
    public void Between_CategoryThatIsNot_Throws(double category)
    {
        var differences = new ValueDifferences(Matrix.FromRows([0], [2]), [0, 1], 2);

        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => differences.Between(0, category, 0));
    }

    [TestMethod]
    public void Between_CodesFarApart_NumberedByThoseThatOccur()
    {
        var differences = new ValueDifferences(Matrix.FromRows([2_000_000_000], [5], [int.MaxValue], [None]), [0, 1, 1, 0], 2);

        Assert.AreEqual(2, differences.Between(0, 2_000_000_000, 5));
        Assert.AreEqual(0, differences.Between(0, int.MaxValue, 5));
        Assert.AreEqual(2, differences.Between(0, None, 5));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => differences.Between(0, 6, 5));
    }

    [TestMethod]
    public void Constructor_ClassCodeOutOfRange_Throws()
    {
        Assert.ThrowsExactly<ArgumentException>(() => new ValueDifferences(new Matrix(2, 1), [0, 2], 2));
        Assert.ThrowsExactly<ArgumentException>(() => new ValueDifferences(new Matrix(2, 1), [0], 2));
    }

    private static void AssertSpace(int rows, int categories, int classes, double missing)
    {
        var (x, codes) = Codes(rows, categories, classes, missing);
        int[] members = [.. Enumerable.Range(0, rows).Where(i => i % 6 == 0)];

        var space = new ValueDifferenceSpace(x, members, new ValueDifferences(x, codes, classes));

        Assert.AreEqual(members.Length, space.Count);
        for (int a = 0; a < members.Length; a += 3)
        {
            for (int b = 0; b < members.Length; b += 2)
                Assert.AreEqual(Formula(x, codes, classes, members[a], members[b]), space.SquaredDistance(a, b), 1e-12);
        }
    }

    private static (Matrix X, int[] Classes) Codes(int rows, int categories, int classes, double missing)
    {
        var random = new Rng(6);
        int[] codes = [.. Enumerable.Range(0, rows).Select(_ => random.Next(classes))];
        var x = new Matrix(rows, 3);
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < 3; j++)
                x[i, j] = random.NextDouble() < missing ? None : Math.Min(random.Next(categories), random.Next(categories + codes[i]));
        }

        return (x, codes);
    }

    /// <summary>Δ² from its definition; two NaN are the same category.</summary>
    private static double Formula(Matrix x, int[] classes, int classCount, int a, int b)
    {
        double sum = 0;
        for (int j = 0; j < x.Columns; j++)
        {
            double difference = 0;
            for (int c = 0; c < classCount; c++)
                difference += Math.Abs(Share(j, x[a, j], c) - Share(j, x[b, j], c));
            sum += difference * difference;
        }

        return sum;

        double Share(int j, double category, int c)
        {
            int total = 0, ofClass = 0;
            for (int i = 0; i < x.Rows; i++)
            {
                if (!x[i, j].Equals(category))
                    continue;
                total++;
                ofClass += classes[i] == c ? 1 : 0;
            }

            return (double)ofClass / total;
        }
    }
}
