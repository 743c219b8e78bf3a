// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic.Tests;

/// <summary>What synthetic rows hold in columns of every type, in ids, in free text, and with labels of every kind.</summary>
[TestClass]
public sealed class SynthesizedColumnsTests
{
    private const int Rows = 200;
    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void Sample_LearnedTypes_HoldValuesOfTheirDomain()
    {
        var real = View();

        var sample = Fit(real).Sample(1000);

        Assert.IsTrue(sample.GetColumn<byte>("Byte").All(v => v < 7));
        Assert.IsTrue(sample.GetColumn<short>("Short").All(v => v is <= 0 and >= -100));
        Assert.IsTrue(sample.GetColumn<long>("Long").All(v => v is >= 0 and <= (Rows - 1) * 1_000_003L));
        Assert.IsTrue(sample.GetColumn<ulong>("Unsigned").All(v => v is >= 5 and <= 5 + 19));
        CollectionAssert.IsSubsetOf(sample.GetColumn<uint>("Key").Distinct().ToArray(), new uint[] { 1, 2, 3 });            // of 4, and never missing
        Assert.AreEqual(0.1, sample.GetColumn<string>("Text").Count(string.IsNullOrEmpty) / 1000.0, 0.05);
        Assert.AreEqual(0.5, sample.GetColumn<float>("Holes").Count(float.IsNaN) / 1000.0, 0.07);
        Assert.IsTrue(sample.GetColumn<DateTime>("Day").All(d => d == d.Date && d.Year == 2024));
        Assert.IsTrue(sample.GetColumn<TimeSpan>("Span").All(s => s.Ticks % TimeSpan.TicksPerSecond == 0 && s <= TimeSpan.FromSeconds(Rows)));
        Assert.IsGreaterThan(100, sample.GetColumn<bool>("Flag").Count(f => f));
        Assert.AreEqual(0.7f, sample.GetColumn<float>("Price").Max(), 0.71f);
        Assert.IsTrue(sample.GetColumn<float>("Price").All(p => p == MathF.Round(p, 2)));
    }

    [TestMethod]
    public void Sample_Ids_AreNewAndUnique()
    {
        var log = new LogWatch(_ml);
        var real = View();

        var fitted = Fit(real);
        var sample = fitted.Sample(20_000);

        int[] ids = [.. sample.GetColumn<int>("PersonId")];
        string[] codes = [.. sample.GetColumn<string>("CustomerID")];
        Assert.HasCount(20_000, ids.Distinct().ToArray());
        Assert.HasCount(20_000, codes.Distinct().ToArray());
        Assert.IsEmpty(ids.Intersect(real.GetColumn<int>("PersonId")));
        Assert.IsEmpty(codes.Intersect(real.GetColumn<string>("CustomerID")));
        CollectionAssert.AreEquivalent(new[] { "PersonId", "CustomerID" }, fitted.Summary.IdColumnNames.ToArray());
        Assert.IsTrue(log.Infos.Any(m => m.Contains("'PersonId', 'CustomerID'", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Sample_FreeTextAndUnknownTypes_AreMissingAndNamedInOneWarning()
    {
        var log = new LogWatch(_ml);

        var fitted = Fit(View());
        var sample = fitted.Sample(20);

        Assert.IsTrue(sample.GetColumn<string>("Note").All(string.IsNullOrEmpty));
        Assert.IsTrue(sample.GetColumn<string[]>("Words").All(w => w.Length == 2 && w.All(string.IsNullOrEmpty)));
        Assert.IsTrue(sample.GetColumn<float[]>("Variable").All(v => v.Length == 0));
        Assert.IsTrue(sample.GetColumn<long>("Wide").All(v => v == 0));
        Assert.HasCount(1, log.Warnings);
        foreach (string name in new[] { "Note", "Words", "Variable", "Wide", "Offset" })
            StringAssert.Contains(log.Warnings[0], $"'{name}'");
        CollectionAssert.AreEquivalent(new[] { "Note", "Words", "Variable", "Wide", "Offset" }, fitted.Summary.MissingColumnNames.ToArray());
    }

    [TestMethod]
    public void Sample_NamedColumns_OthersAreMissing()
    {
        var fitted = Fit(View(), new() { FeatureColumnNames = ["Price", "Text"] });

        var sample = fitted.Sample(50);

        CollectionAssert.AreEqual(new[] { "Label", "Price", "Text" }, fitted.Summary.LearnedColumnNames.ToArray());
        Assert.IsTrue(sample.GetColumn<float>("Holes").All(float.IsNaN));
        Assert.IsTrue(sample.GetColumn<uint>("Key").All(k => k == 0));
        Assert.IsTrue(sample.GetColumn<float[]>("Vector").All(v => v.Length == 2 && v.All(float.IsNaN)));
        Assert.IsFalse(sample.GetColumn<float>("Price").Any(float.IsNaN));
        Assert.HasCount(50, sample.GetColumn<int>("PersonId").Distinct().ToArray());
    }

    [TestMethod]
    public void Sample_FreeTextNamedAsCategory_IsLearned()
    {
        var real = View();

        var sample = Fit(real, new() { CategoricalColumnNames = ["Note"] }).Sample(50);

        CollectionAssert.IsSubsetOf(sample.GetColumn<string>("Note").Distinct().ToArray(), real.GetColumn<string>("Note").ToArray());
    }

    [TestMethod]
    public void Sample_ColumnsNamedAsIdsAndToLeaveOut_GetNewIdsAndNoValues()
    {
        var log = new LogWatch(_ml);
        var real = View();

        var fitted = Fit(real, new() { IdColumnNames = ["Unsigned", "Text"], IgnoredColumnNames = ["Note", "Holes", "Words", "Variable", "Wide", "Offset", "Price"] });
        var sample = fitted.Sample(500);

        Assert.HasCount(500, sample.GetColumn<ulong>("Unsigned").Distinct().ToArray());
        Assert.IsEmpty(sample.GetColumn<ulong>("Unsigned").Intersect(real.GetColumn<ulong>("Unsigned")));
        Assert.HasCount(500, sample.GetColumn<string>("Text").Distinct().ToArray());
        Assert.IsTrue(sample.GetColumn<float>("Price").All(float.IsNaN) && sample.GetColumn<string>("Note").All(string.IsNullOrEmpty));
        CollectionAssert.AreEquivalent(new[] { "PersonId", "CustomerID", "Unsigned", "Text" }, fitted.Summary.IdColumnNames.ToArray());
        CollectionAssert.IsSubsetOf(new[] { "Note", "Price" }, fitted.Summary.MissingColumnNames.ToArray());
        Assert.IsEmpty(log.Warnings);                                 // whoever says so is not warned
    }

    [TestMethod]
    public void Sample_IdNamedAsNumber_IsLearned()
    {
        var real = View();

        var fitted = Fit(real, new() { NumericColumnNames = ["PersonId"] });

        CollectionAssert.Contains(fitted.Summary.LearnedColumnNames.ToArray(), "PersonId");
        Assert.IsTrue(fitted.Sample(300).GetColumn<int>("PersonId").All(id => id is >= 1000 and < 1000 + Rows));
    }

    [TestMethod]
    public void SampleClass_LabelOfFewNumbersNamedAsNumber_IsAQuantity()
    {
        var fitted = _ml.Synthetic.GaussianCopula("Byte", new() { Seed = 1, NumericColumnNames = ["Byte"] }).Fit(View());

        Assert.ThrowsExactly<InvalidOperationException>(() => fitted.SampleClass("1", 5));
    }

    [TestMethod]
    public void Options_ColumnOfTwoUses_AreRefusedByName()
    {
        StringAssert.Contains(Refused(new() { IdColumnNames = ["Text"], CategoricalColumnNames = ["Text"] }), "CategoricalColumnNames and in IdColumnNames");
        StringAssert.Contains(Refused(new() { FeatureColumnNames = ["Text"], IgnoredColumnNames = ["Text"] }), "'Text'");
        StringAssert.Contains(Refused(new() { IgnoredColumnNames = ["Label"] }), "label 'Label'");
        StringAssert.Contains(Refused(new() { IdColumnNames = ["Day"] }), "IgnoredColumnNames");
        StringAssert.Contains(Refused(new() { NumericColumnNames = ["Text"] }), "'Text'");
        StringAssert.Contains(Refused(new() { IgnoredColumnNames = ["Nowhere"] }), "'Nowhere'");

        string Refused(GaussianCopulaOptions options) => Assert.ThrowsExactly<ArgumentException>(() => Fit(View(), options)).Message;
    }

    [TestMethod]
    public void Sample_Vectors_KeepTheirSlotsAndOneHotBlocks()
    {
        var view = _ml.Transforms.Categorical.OneHotEncoding("TextCode", "Text")
            .Append(_ml.Transforms.Conversion.ConvertType("Number", "Byte"))
            .Append(_ml.Transforms.Concatenate("Features", "Price", "TextCode", "Number"))
            .Append(_ml.Transforms.SelectColumns("Label", "Features")).Fit(View()).Transform(View());

        var sample = _ml.Synthetic.GaussianCopula("Label", new() { Seed = 1 }).Fit(view).Sample(500);

        float[][] rows = [.. sample.GetColumn<float[]>("Features")];
        int slots = view.GetColumn<float[]>("Features").First().Length;
        foreach (float[] row in rows)
        {
            Assert.HasCount(slots, row);
            Assert.IsTrue(row[1..^1].All(v => v is 0 or 1) && row[1..^1].Sum() <= 1);
            Assert.IsTrue(row[^1] == MathF.Round(row[^1]) && row[^1] is >= 0 and < 7);
        }

        VBuffer<ReadOnlyMemory<char>> names = default;
        sample.Schema["Features"].GetSlotNames(ref names);
        Assert.AreEqual(slots, names.Length);
    }

    [TestMethod]
    public void Fit_QuantityAsLabel_ReplacesAndAppendsButDoesNotBalance()
    {
        var view = View();

        foreach (var mode in new[] { SynthesisMode.Replace(70), SynthesisMode.Append(70) })
            Assert.AreEqual(mode.KeepsRealRows ? Rows + 70L : 70L, _ml.Synthetic.GaussianCopula("Price", new() { Seed = 1, Mode = mode }).Fit(view).Transform(view).Count());
        var error = Assert.Throws<SyntheticDataException>(() => _ml.Synthetic.GaussianCopula("Price", new() { Seed = 1, Mode = SynthesisMode.Balance() }).Fit(view));

        StringAssert.Contains(error.Message, "'Price'");
        StringAssert.Contains(error.Message, "quantity");
    }

    [TestMethod]
    public void Fit_WithoutLabel_LearnsEveryColumnAndCannotBalance()
    {
        var view = View();

        var fitted = _ml.Synthetic.GaussianCopula(options: new() { Seed = 1 }).Fit(view);

        Assert.AreEqual((long)Rows, fitted.Transform(view).Count());
        CollectionAssert.Contains(fitted.Summary.LearnedColumnNames.ToArray(), "Label");
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => _ml.Synthetic.GaussianCopula(null, new() { Mode = SynthesisMode.Balance() })).Message, "label");
    }

    [TestMethod]
    public void Fit_MissingLabels_AreValuesWhereNothingIsBalanced()
    {
        var view = View();

        var fitted = _ml.Synthetic.GaussianCopula("Text", new() { Seed = 1 }).Fit(view);

        Assert.IsGreaterThan(20, fitted.Sample(1000).GetColumn<string>("Text").Count(string.IsNullOrEmpty));
        Assert.IsTrue(fitted.SampleClass("t1", 50).GetColumn<string>("Text").All(t => t == "t1"));
        Assert.AreEqual((long)Rows, fitted.Transform(view).Count());
        StringAssert.Contains(Assert.Throws<SyntheticDataException>(() => _ml.Synthetic.GaussianCopula("Text", new() { Mode = SynthesisMode.Balance() }).Fit(view)).Message, "missing");
    }

    [TestMethod]
    public void Sample_MoreRowsThanTheTypeHasIds_Says()
    {
        var view = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 40).Select(i => new { SmallId = (byte)i, Value = i % 3f }));

        var fitted = _ml.Synthetic.IndependentColumns(options: new() { Seed = 1 }).Fit(view);

        Assert.AreEqual(200L, fitted.Sample(200).GetColumn<byte>("SmallId").Distinct().Count());
        StringAssert.Contains(Assert.Throws<SyntheticDataException>(() => fitted.Sample(300)).Message, "'SmallId'");
    }

    [TestMethod]
    public void Options_OutOfRange_AreRefusedByName()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SynthesisMode.Replace(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SynthesisMode.Append(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Synthetic.GaussianCopula(options: new() { GibbsSweeps = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Synthetic.IndependentColumns(options: new() { MaxDegreeOfParallelism = 0 }));
        Assert.Throws<ArgumentException>(() => _ml.Synthetic.GaussianCopula("Label", new() { FeatureColumnNames = ["Label"] }));
        Assert.Throws<ArgumentException>(() => Fit(View(), new() { FeatureColumnNames = ["Words"] }));
        Assert.Throws<ArgumentException>(() => Fit(View(), new() { SyntheticFlagColumnName = "Price" }));
    }

    private SynthesisTransformer Fit(IDataView view, GaussianCopulaOptions? options = null) => _ml.Synthetic.GaussianCopula("Label", (options ?? new()) with { Seed = 1 }).Fit(view);

    private IDataView View() => _ml.Data.LoadFromEnumerable(Enumerable.Range(0, Rows).Select(i => new Row
    {
        Label = i % 4 == 0,
        PersonId = 1000 + i,
        CustomerID = $"c{i}",
        Price = i * 7 % 200 / 141f > 1.4f ? 1.41f : MathF.Round(i * 7 % 200 / 141f, 2),
        Byte = (byte)(i % 7),
        Short = (short)-(i % 101),
        Long = i * 1_000_003L,
        Unsigned = 5 + ((ulong)i % 20),
        Key = (uint)(i % 3),
        Text = i % 10 == 0 ? "" : $"t{i % 3}",
        Holes = i % 2 == 0 ? float.NaN : i,
        Day = new DateTime(2024, 1, 1).AddDays(i),
        Span = TimeSpan.FromSeconds(i),
        Flag = i % 3 == 0,
        Vector = [i, -i],
        Note = $"a long story of {i}",
        Words = ["x", $"{i}"],
        Variable = new float[i % 3],
        Wide = long.MaxValue - i,
        Offset = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero),
    }));

    private sealed class Row
    {
        public bool Label { get; set; }

        public int PersonId { get; set; }

        public string CustomerID { get; set; } = "";

        public float Price { get; set; }

        public byte Byte { get; set; }

        public short Short { get; set; }

        public long Long { get; set; }

        public ulong Unsigned { get; set; }

        [KeyType(4)]
        public uint Key { get; set; }

        public string Text { get; set; } = "";

        public float Holes { get; set; }

        public DateTime Day { get; set; }

        public TimeSpan Span { get; set; }

        public bool Flag { get; set; }

        [VectorType(2)]
        public float[] Vector { get; set; } = [];

        public string Note { get; set; } = "";

        [VectorType(2)]
        public string[] Words { get; set; } = [];

        public float[] Variable { get; set; } = [];

        public long Wide { get; set; }

        public DateTimeOffset Offset { get; set; }
    }
}
