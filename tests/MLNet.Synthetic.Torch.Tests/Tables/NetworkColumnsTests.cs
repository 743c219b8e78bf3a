// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using MLNet.Synthetic.Testing;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class NetworkColumnsTests
{
    private static readonly RunContext s_run = new(new Rng(1));

    [TestMethod]
    public void Fit_TwoNormals_AreFound()
    {
        var random = new Rng(2);
        double[] values = [.. Enumerable.Range(0, 4000).Select(i => i % 4 == 0 ? 10 + random.NextGaussian() : 2 * random.NextGaussian())];

        var mixture = NormalMixture.Fit(values, [.. values.Select(_ => 1.0)], most: 2, leastWeight: 0.005);

        CollectionAssert.AreEqual(new[] { 0.75, 0.25 }, mixture.Weights.Select(w => Math.Round(w, 2)).ToArray());
        Assert.AreEqual(0, mixture.Means[0], 0.15);
        Assert.AreEqual(10, mixture.Means[1], 0.15);
        Assert.AreEqual(2, mixture.Deviations[0], 0.1);
        Assert.AreEqual(1, mixture.Deviations[1], 0.1);
    }

    [TestMethod]
    public void Fit_NumbersWithCounts_IsThatOfTheNumbersWrittenOut()
    {
        double[] values = [1, 2, 3, 4, 10, 11, 12];
        double[] counts = [5, 9, 9, 5, 3, 6, 3];
        double[] all = [.. values.Zip(counts, (v, c) => Enumerable.Repeat(v, (int)c)).SelectMany(v => v)];

        var (counted, written) = (NormalMixture.Fit(values, counts, 2, 0.01), NormalMixture.Fit(all, [.. all.Select(_ => 1.0)], 2, 0.01));

        for (int c = 0; c < 2; c++)
        {
            Assert.AreEqual(written.Means[c], counted.Means[c], 1e-6);
            Assert.AreEqual(written.Deviations[c], counted.Deviations[c], 1e-6);
        }
    }

    [TestMethod]
    public void Fit_FarFromZero_LosesNoDigits()
    {
        var random = new Rng(3);
        double[] values = [.. Enumerable.Range(0, 500).Select(_ => 1e9 + random.NextGaussian())];

        var mixture = NormalMixture.Fit(values, [.. values.Select(_ => 1.0)], most: 1, leastWeight: 0);

        Assert.AreEqual(1, mixture.Deviations[0], 0.1);
    }

    [TestMethod]
    public void Decode_Encoded_GivesTheNumberBack()
    {
        var random = new Rng(4);
        double[] numbers = [.. Enumerable.Range(0, 2000).Select(i => i % 3 == 0 ? 0 : i % 10 == 1 ? double.NaN : 100 * random.NextDouble())];

        var column = NetworkColumn.Learn(numbers, isCategory: false, isLongTailed: false, new(), s_run.Random);

        foreach (double number in numbers)
        {
            var (place, scalar) = column.Encode(number, random);
            double back = column.Decode(place, scalar, random);
            if (double.IsNaN(number) || number == 0)
                Assert.AreEqual(number, back);                       // a missing value and a frequent number are places of their own
            else if (Math.Abs(scalar) < 0.99 && number is > 1 and < 99)      // the very extremes are not drawn
                Assert.AreEqual(number, back, 1e-4);
        }
    }

    [TestMethod]
    public void Decode_LongTail_GivesTheNumberBackAndStaysInRange()
    {
        var random = new Rng(5);
        double[] numbers = [.. Enumerable.Range(0, 500).Select(_ => Math.Exp(3 * random.NextGaussian()))];
        var column = NetworkColumn.Learn(numbers, isCategory: false, isLongTailed: true, new(), s_run.Random);

        foreach (double number in numbers)
        {
            var (place, scalar) = column.Encode(number, random);
            if (Math.Abs(scalar) < 0.99 && number > numbers.Min() && number < numbers.Max())
                Assert.AreEqual(1, column.Decode(place, scalar, random) / number, 1e-4);
        }

        for (int place = 0; place < column.Places; place++)
        {
            foreach (float scalar in new[] { -1f, 1f })
            {
                double drawn = column.Decode(place, scalar, random);
                Assert.IsTrue(drawn >= numbers.Min() && drawn <= numbers.Max());
            }
        }
    }

    [TestMethod]
    public void Learn_ManyLevels_RareOnesShareAPlaceAndKeepTheirShares()
    {
        double[] codes = [.. Enumerable.Range(0, 1000).Select(i => i < 500 ? i % 2 : 2 + i % 100)];   // 0 and 1 a quarter each, a hundred others 5 each
        var column = NetworkColumn.Learn(codes, isCategory: true, isLongTailed: false, new(MostLevels: 10), s_run.Random);
        var random = new Rng(6);

        Assert.AreEqual(10, column.Places);
        Assert.AreEqual(0.465, column.Shares[^1], 1e-9);              // nine have a place, 93 of 5 rows share the last
        var drawn = Enumerable.Range(0, 9300).Select(_ => column.Decode(9, 0, random)).GroupBy(v => v).ToArray();
        Assert.AreEqual(93, drawn.Length);
        Assert.IsTrue(drawn.All(g => g.Count() is > 50 and < 160));
        Assert.AreEqual(9, column.PlaceOf(drawn[0].Key));
        Assert.IsNull(column.PlaceOf(4000));
    }

    [TestMethod]
    public void Read_Written_DecodesAlike()
    {
        var table = MadeTable.Of(800);
        var schema = MadeTable.SchemaOf(table);
        var codecs = table.Columns.Zip(schema.Columns, ColumnCodec.For).ToArray();
        double[][] numbers = [.. codecs.Zip(table.Columns, (c, t) => c.Encode(t))];
        var columns = NetworkColumns.Learn(numbers, table, schema, new(), ["amount"], s_run);
        var writer = new ModelWriter();
        columns.Write(writer);

        var read = NetworkColumns.Read(new("columns", writer.Written.ToArray()), schema, table.Take([]));

        Assert.AreEqual(columns.Width, read.Width);
        CollectionAssert.AreEqual(columns.Places, read.Places);
        for (int j = 0; j < numbers.Length; j++)
        {
            for (int place = 0; place < columns.Columns[j].Places; place++)
                Assert.AreEqual(columns.Columns[j].Decode(place, 0.5f, new Rng(1)), read.Columns[j].Decode(place, 0.5f, new Rng(1)));
        }
    }

    [TestMethod]
    public void Encode_Rows_AreOneHotInEveryBlock()
    {
        var table = MadeTable.Of(300);
        var schema = MadeTable.SchemaOf(table);
        double[][] numbers = [.. table.Columns.Zip(schema.Columns, (t, c) => ColumnCodec.For(t, c).Encode(t))];
        var columns = NetworkColumns.Learn(numbers, table, schema, new(), [], s_run);
        var rows = columns.Encode(numbers, s_run);

        for (int i = 0; i < rows.Count; i++)
        {
            float[] row = new float[columns.Width];
            rows.Write(i, row);
            foreach (int j in columns.Blocks)
                Assert.AreEqual(1, row.AsSpan(columns.Places[j].Block, columns.Places[j].Length).ToArray().Sum());
            Assert.IsTrue(row[..columns.Scalars].All(s => Math.Abs(s) < 1));
        }
    }
}
