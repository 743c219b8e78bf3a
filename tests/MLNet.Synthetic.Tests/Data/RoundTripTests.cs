// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic.Tests;

/// <summary>Every column type of ML.NET on the way from a view to a table and back, and through a step.</summary>
[TestClass]
public sealed class RoundTripTests
{
    private const int Rows = 40;
    private readonly MLContext _ml = new(1);

    [TestMethod]
    [DataRow(0), DataRow(1), DataRow(Rows)]
    public void ReadThenWrite_AllTypes_GivesTheSameView(int rows)
    {
        var view = Everything(rows);

        var back = DataViewWriter.ToDataView(DataViewReader.Read(view), view.Schema);

        CollectionAssert.AreEqual(view.Dump(), back.Dump());
        var visible = view.Schema.Where(c => !c.IsHidden).OrderBy(c => c.Name).ToArray();
        CollectionAssert.AreEqual(
            visible.Select(c => $"{c.Name} {c.Type}").ToArray(),
            back.Schema.OrderBy(c => c.Name).Select(c => $"{c.Name} {c.Type}").ToArray());
        VBuffer<ReadOnlyMemory<char>> names = default;
        back.Schema["Vector"].GetSlotNames(ref names);
        Assert.AreEqual("left", names.GetItemOrDefault(0).ToString());
        Assert.AreEqual(rows, back.GetRowCount());
    }

    [TestMethod]
    public void Step_AllTypes_OldRowsAreUnchangedAndCopiedCellsAreExact()
    {
        var view = Everything(Rows);

        var resampled = _ml.Synthetic.Smote("Label", new() { Seed = 1, Neighbors = 3, FeatureColumnNames = ["Double"] }).FitResample(view);

        string[] copied = [.. view.Schema.Where(c => !c.IsHidden && c.Name is not ("Label" or "Double")).Select(c => c.Name)];
        CollectionAssert.AreEqual(view.Dump(), resampled.Dump().Take(Rows).ToArray());
        CollectionAssert.IsSubsetOf(resampled.Dump(copied).Distinct().ToArray(), view.Dump(copied));
        Assert.AreEqual(60L, resampled.Count());
    }

    [TestMethod]
    public void Step_AllTypes_AsFeatures_KeepTheirTypes()
    {
        var view = Everything(Rows);

        var resampled = _ml.Synthetic.SmoteNc("Label", new() { Seed = 1, Neighbors = 3 }).FitResample(view);

        Assert.HasCount(60, resampled.Dump());
        CollectionAssert.AreEqual(view.Schema.Select(c => $"{c.Name} {c.Type} {c.IsHidden}").ToArray(), resampled.Schema.Select(c => $"{c.Name} {c.Type} {c.IsHidden}").ToArray());
        var (first, last) = (view.GetColumn<DateTime>("DateTime").Min(), view.GetColumn<DateTime>("DateTime").Max());
        Assert.IsTrue(resampled.GetColumn<DateTime>("DateTime").All(t => t >= first && t <= last));
    }

    [TestMethod]
    public void Read_HiddenColumns_AreLeftOutAndReachableInAStep()
    {
        var view = Everything(Rows);
        var hidden = view.Schema.First(c => c.IsHidden && c.Type == NumberDataViewType.Single);

        var resampled = _ml.Synthetic.RandomOversample("Label", new() { Seed = 1 }).FitResample(view);

        var column = resampled.Schema[hidden.Index];
        Assert.IsTrue(column.IsHidden);
        using var cursor = resampled.GetRowCursor([column]);
        var getter = cursor.GetGetter<float>(column);
        float value = 0;
        int rows = 0;
        for (; cursor.MoveNext(); rows++)
            getter(ref value);
        Assert.AreEqual(60, rows);
    }

    [TestMethod]
    public void Read_UnknownColumn_NamesTheColumns()
        => StringAssert.Contains(Assert.Throws<ArgumentException>(() => DataViewReader.Read(Everything(1), ["Nope"])).Message, "'Single'");

    [TestMethod]
    public void Read_Categories_MissingIsMinusOne()
    {
        var column = (CategoryColumn)DataViewReader.Read(Everything(Rows), ["Text"]).Columns[0];

        Assert.AreEqual(CategoryColumn.MissingCode, column.Codes[5]);
        Assert.AreEqual("t1", column.Levels[column.Codes[1]]);
    }

    [TestMethod]
    public void Read_SparseVectors_AreTheSameNumbers()
    {
        var view = Everything(Rows);

        var values = ((NumericVectorColumn)DataViewReader.Read(view, ["Sparse"]).Columns[0]).Values;

        float[][] expected = [.. view.GetColumn<float[]>("Sparse")];
        for (int i = 0; i < Rows; i++)
            CollectionAssert.AreEqual(expected[i], Array.ConvertAll(values[i].ToArray(), v => (float)v));
    }

    [TestMethod]
    public void Read_FewerRows_StopsThere()
        => Assert.AreEqual(3, DataViewReader.Read(Everything(Rows), maxRows: 3).Count);

    private IDataView Everything(int rows)
    {
        var view = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, rows).Select(i => new Row(i)));
        return _ml.Transforms.CopyColumns("Hidden", "Double")
            .Append(_ml.Transforms.Conversion.ConvertType("Hidden", "Single", DataKind.Single))
            .Append(_ml.Transforms.Conversion.ConvertType("Hidden", "Int32", DataKind.Single))
            .Append(_ml.Transforms.Conversion.MapValueToKey("TextKey", "Text"))
            .Append(_ml.Transforms.Categorical.OneHotEncoding("Sparse", "Text"))
            .Append(_ml.Transforms.Concatenate("Vector", "left", "right"))
            .Fit(view).Transform(view);
    }

    private sealed class Row
    {
        public Row() : this(0)
        {
        }

        public Row(int i)
        {
            Label = i % 4 == 0;
            Single = i % 9 == 4 ? float.NaN : i / 7f;
            if (Label)
                Single = i / 3f;
            Double = i * Math.PI;
            (SByte, Byte, Int16, UInt16) = ((sbyte)(i - 20), (byte)(i * 3), (short)(-i * 100), (ushort)(i * 1000));
            (Int32, UInt32, Int64, UInt64) = (i * 100_003, (uint)(i * 100_003), -i * 1_000_000_007L, (ulong)i << 40);
            (WideInt64, WideUInt64) = (long.MinValue + i, ulong.MaxValue - (ulong)i);
            Boolean = i % 3 == 0;
            Text = i % 10 == 5 ? "" : $"t{i % 4}";
            Key = (uint)(i % 7);
            ByteKey = (byte)(i % 5);
            DateTime = new DateTime(2020, 1, 1).AddHours(i * 31);
            DateTimeOffset = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.FromHours(i % 3)).AddMinutes(i);
            TimeSpan = TimeSpan.FromSeconds(i * 1.5);
            left = i;
            right = -i;
            Doubles = [i, i + 0.5, double.NaN];
            Integers = [i, -i];
            Longs = [long.MaxValue - i, i];
            Flags = [i % 2 == 0, true];
            Words = ["a", $"b{i}"];
            Variable = [.. Enumerable.Range(0, i % 4).Select(v => (float)v)];
            VariableText = [.. Enumerable.Range(0, i % 3).Select(v => $"w{v}")];
        }

        public bool Label { get; set; }

        public float Single { get; set; }

        public double Double { get; set; }

        public sbyte SByte { get; set; }

        public byte Byte { get; set; }

        public short Int16 { get; set; }

        public ushort UInt16 { get; set; }

        public int Int32 { get; set; }

        public uint UInt32 { get; set; }

        public long Int64 { get; set; }

        public ulong UInt64 { get; set; }

        public long WideInt64 { get; set; }

        public ulong WideUInt64 { get; set; }

        public bool Boolean { get; set; }

        public string Text { get; set; }

        [KeyType(7)]
        public uint Key { get; set; }

        [KeyType(5)]
        public byte ByteKey { get; set; }

        public DateTime DateTime { get; set; }

        public DateTimeOffset DateTimeOffset { get; set; }

        public TimeSpan TimeSpan { get; set; }

        public float left { get; set; }

        public float right { get; set; }

        [VectorType(3)]
        public double[] Doubles { get; set; }

        [VectorType(2)]
        public int[] Integers { get; set; }

        [VectorType(2)]
        public long[] Longs { get; set; }

        [VectorType(2)]
        public bool[] Flags { get; set; }

        [VectorType(2)]
        public string[] Words { get; set; }

        public float[] Variable { get; set; }

        public string[] VariableText { get; set; }
    }
}
