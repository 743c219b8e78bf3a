// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.Synthetic.Testing;

namespace MLNet.Synthetic.Tests;

/// <summary>Synthesizers saved with the schema of their view, and loaded in another context.</summary>
[TestClass]
public sealed class SaveLoadTests
{
    private readonly MLContext _ml = new(1);
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.synth");

    public static IEnumerable<object[]> Cases => SynthesisStepCase.Rows;

    [TestCleanup]
    public void DeleteFile() => File.Delete(_path);

    [TestMethod]
    public void Tabular_WantedDcrShare_IsReportedInTheSummaryAndSurvivesTheFile()
    {
        var view = DataViewWriter.ToDataView(MLNet.Synthetic.Testing.MadeTable.Of(300));
        var fitted = _ml.Synthetic.Tabular("label", new TabularOptions { TargetDcrShare = 0.55, Seed = 3 }).Fit(view);
        fitted.Save(_path);

        var loaded = _ml.Synthetic.Load(_path);

        Assert.AreEqual("SequentialTrees", fitted.Summary.Algorithm);
        Assert.AreEqual(0.55, fitted.Summary.PrivacySearch!.TargetDcrShare);
        Assert.IsNotNull(fitted.Summary.PrivacySearch.Cost);
        Assert.AreEqual(fitted.Summary.PrivacySearch.ToString(), loaded.Summary.PrivacySearch!.ToString());
        Assert.IsNull(_ml.Synthetic.Tabular("label", new SequentialTreesOptions { Seed = 3 }).Fit(view).Summary.PrivacySearch);
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Load_InAnotherContext_SamplesTheSameRowsAndSchema(SynthesisStepCase c)
    {
        var fitted = c.Create(_ml, "Label", new()).Fit(Wide());

        fitted.Save(_path);
        var loaded = new MLContext(2).Synthetic.Load(_path);

        var (before, after) = (fitted.Sample(300), loaded.Sample(300));
        Assert.AreEqual(Describe(before.Schema), Describe(after.Schema));
        CollectionAssert.AreEqual(before.Dump(), after.Dump());
        CollectionAssert.AreEqual(fitted.Sample(100, seed: 9).Dump(), loaded.Sample(100, seed: 9).Dump());
        CollectionAssert.AreEqual(fitted.SampleClass("True", 50).Dump(), loaded.SampleClass("True", 50).Dump());
        CollectionAssert.AreEqual(fitted.Summary.LearnedColumnNames.ToArray(), loaded.Summary.LearnedColumnNames.ToArray());
        Assert.AreEqual(fitted.Summary.Algorithm, loaded.Summary.Algorithm);
    }

    [TestMethod]
    public void Load_SynthesizerWithConstraints_SamplesTheSameRows()
    {
        static TableConstraint Young() => TableConstraint.Custom("young", ["Age"], row => row.Number("Age") < 60);
        var fitted = _ml.Synthetic.Tabular("Label", new SequentialTreesOptions { Constraints = [TableConstraint.Between("Age", 0, null), Young()], ConstraintOptions = new() { ViolatingRows = ViolatingRows.Drop } }).Fit(Wide());
        var warnings = new List<string>();
        _ml.Log += (_, e) => warnings.Add(e.Message);

        fitted.Save(_path);
        var loaded = new MLContext(2).Synthetic.Load(_path, [Young()]);

        CollectionAssert.AreEqual(fitted.Sample(300).Dump(), loaded.Sample(300).Dump());
        Assert.AreEqual("SequentialTrees", loaded.Summary.Algorithm);
        Assert.IsTrue(warnings.Exists(w => w.Contains("'young' is a function", StringComparison.Ordinal)));
        StringAssert.Contains(Assert.ThrowsExactly<SyntheticDataException>(() => _ml.Synthetic.Load(_path)).Message, "'young'");
    }

    [TestMethod]
    public void Load_SavedAgain_SameFile()
    {
        _ml.Synthetic.IndependentColumns("Label").Fit(Wide()).Save(_path);
        byte[] first = File.ReadAllBytes(_path);

        _ml.Synthetic.Load(_path).Save(_path);

        CollectionAssert.AreEqual(first, File.ReadAllBytes(_path));
    }

    [TestMethod]
    public void Save_Manifest_HoldsOptionsSeedRowsAndHashes()
    {
        _ml.Synthetic.GaussianCopula("Label", new() { Seed = 5, GibbsSweeps = 3 }).Fit(Wide()).Save(_path);

        var manifest = SavedSynthesizer.ReadManifest(_path);

        Assert.AreEqual("GaussianCopula", manifest.Algorithm);
        Assert.AreEqual(5, manifest.Seed);
        Assert.AreEqual(200, manifest.RowCount);
        Assert.AreEqual(3, manifest.Options!.Value.GetProperty("gibbsSweeps").GetInt32());
        Assert.AreEqual(64, manifest.TrainingSha256!.Length);
        Assert.IsTrue(manifest.View.HasValue);
    }

    [TestMethod]
    public void Load_AsAStep_PassesEveryViewThrough()
    {
        var view = Wide();
        _ml.Synthetic.IndependentColumns("Label").Fit(view).Save(_path);

        var loaded = _ml.Synthetic.Load(_path);

        Assert.AreSame(view.Schema, loaded.Transform(view).Schema);
        CollectionAssert.AreEqual(view.Dump(), loaded.Transform(view).Dump());
    }

    [TestMethod]
    public void Load_WithoutALabel_SamplesButNotByClass()
    {
        _ml.Synthetic.HiddenChowLiuTree(options: new() { MaxStates = 4 }).Fit(Wide()).Save(_path);

        var loaded = _ml.Synthetic.Load(_path);

        Assert.AreEqual(10L, loaded.Sample(10).Count());
        Assert.ThrowsExactly<InvalidOperationException>(() => loaded.SampleClass("True", 1));
    }

    [TestMethod]
    public void Save_ModelMadeOfTrainingRows_Warns()
    {
        var warnings = new List<string>();
        _ml.Log += (_, e) =>
        {
            if (e.Kind == Microsoft.ML.Runtime.ChannelMessageKind.Warning)
                warnings.Add(e.RawMessage);
        };

        _ml.Synthetic.IndependentColumns("Label").Fit(Wide()).Save(_path);
        Assert.IsEmpty(warnings.Where(w => w.Contains("training rows as they are")));
        _ml.Synthetic.BootstrapSmote("Label").Fit(Wide()).Save(_path);

        Assert.HasCount(1, warnings.Where(w => w.Contains("training rows as they are")).ToArray());
        Assert.IsTrue(SavedSynthesizer.ReadManifest(_path).HoldsTrainingRows);
    }

    [TestMethod]
    public void Load_ModelOfATable_SaysWhereToReadIt()
    {
        var table = new Table(new NumericColumn("x", [1, 2, 3]));
        var model = new IndependentColumns().Fit(table, TableSchema.Infer(table), new RunContext(new Rng(1)));
        SavedSynthesizer.Write(_path, model, new() { RowCount = 3 });

        StringAssert.Contains(Assert.ThrowsExactly<SyntheticDataException>(() => _ml.Synthetic.Load(_path)).Message, "SavedSynthesizer.Read");
    }

    [TestMethod]
    public void Load_UnknownAlgorithm_NamesThePackage()
    {
        _ml.Synthetic.IndependentColumns("Label").Fit(Wide()).Save(_path);
        Forge(manifest => (manifest["algorithm"], manifest["package"]) = ("TabularGan", "MLNet.Synthetic.Onnx"));

        StringAssert.Contains(Assert.ThrowsExactly<SyntheticDataException>(() => _ml.Synthetic.Load(_path)).Message, "'MLNet.Synthetic.Onnx'");
    }

    [TestMethod]
    public void Load_ForgedViewsWithRightHashes_ErrorOrRows()
    {
        const int Files = 1000;
        _ml.Synthetic.IndependentColumns("Label").Fit(Wide()).Save(_path);
        byte[] file = File.ReadAllBytes(_path);
        int read = 0;

        for (int i = 0; i < Files; i++)
        {
            var random = new Rng(1).Fork(i);
            File.WriteAllBytes(_path, file);
            Forge(manifest => Break(manifest["view"]!, random));
            try
            {
                foreach (string row in _ml.Synthetic.Load(_path).Sample(3).Dump())
                    Assert.IsNotNull(row);
                read++;
            }
            catch (SyntheticDataException)
            {
            }
            catch (Exception e) when (e is not AssertFailedException)
            {
                throw new AssertFailedException($"file {i}: {e}");
            }
        }

        Assert.IsTrue(read is > 0 and < Files, $"{read} of {Files} files could be read");
    }

    [TestMethod]
    public void Load_FileOfVersionOne_SamplesItsRows()
    {
        var loaded = _ml.Synthetic.Load(Path.Combine(RealData.Root, "tests", "MLNet.Synthetic.Tests", "Saving", "Versions", "view-1.synth"));

        var sample = loaded.Sample(2);

        Assert.AreEqual(Describe(Wide().Schema), Describe(sample.Schema));
        CollectionAssert.AreEqual(new[]
        {
            "True | 999 | synthetic-1 | 42820000 | 6 | 1 | 0 | colour 0 | FFC00000 | 638423424000000000 | 981287176 |  | [0,BF800000] | [3F800000,0,0,0]",
            "False | 998 | synthetic-2 | 42840000 | 0 | 4 | 1 | colour 2 | 40A00000 | 638440704000000000 | 853176559 |  | [3F800000,0] | [0,0,0,3F800000]",
        }, sample.Dump());
    }

    /// <summary>Changes one value somewhere in a tree of JSON: to another number, text, null or list, or takes it away.</summary>
    private static void Break(JsonNode node, Rng random)
    {
        while (true)
        {
            var children = node switch { JsonObject o => o.Select(p => p.Value).ToArray(), JsonArray a => [.. a], _ => [] };
            if (children.Length == 0)
                return;
            int at = random.Next(children.Length);
            if (children[at] is JsonObject or JsonArray && random.Next(5) > 0)
            {
                node = children[at]!;
                continue;
            }

            JsonNode? changed = random.Next(8) switch
            {
                0 => JsonValue.Create(-1), 1 => JsonValue.Create(int.MaxValue), 2 => JsonValue.Create(random.Next(5)), 3 => JsonValue.Create("Age"),
                4 => JsonValue.Create(1e300), 5 => new JsonArray(), 6 => JsonValue.Create("UInt64"), _ => null,
            };
            if (node is JsonArray list)
                list[at] = changed;
            else if (random.Next(4) == 0)
                node.AsObject().Remove(node.AsObject().ElementAt(at).Key);
            else
                node[node.AsObject().ElementAt(at).Key] = changed;
            return;
        }
    }

    /// <summary>Rewrites the manifest of the file, with its hash.</summary>
    private void Forge(Action<JsonObject> change)
    {
        using var zip = ZipFile.Open(_path, ZipArchiveMode.Update);
        JsonObject manifest;
        using (var stream = zip.GetEntry("manifest.json")!.Open())
            manifest = JsonNode.Parse(stream)!.AsObject();
        change(manifest);
        byte[] json = Encoding.UTF8.GetBytes(manifest.ToJsonString());
        Replace("manifest.json", json);
        Replace("manifest.sha256", Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(json))));

        void Replace(string name, byte[] content)
        {
            zip.GetEntry(name)!.Delete();
            using var stream = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
            stream.Write(content);
        }
    }

    private static string Describe(DataViewSchema schema) => string.Join("\n", schema.Select(c =>
        $"{c.Name} {c.Type} {c.IsHidden}: {string.Join("; ", c.Annotations.Schema.Select(a => $"{a.Name} {a.Type} {Texts(c, a)}"))}"));

    private static string Texts(DataViewSchema.Column column, DataViewSchema.Column annotation)
    {
        if (annotation.Type is BooleanDataViewType)
        {
            bool flag = false;
            column.Annotations.GetValue(annotation.Name, ref flag);
            return flag.ToString();
        }

        if (annotation.Type is VectorDataViewType { ItemType: TextDataViewType })
        {
            VBuffer<ReadOnlyMemory<char>> texts = default;
            column.Annotations.GetValue(annotation.Name, ref texts);
            return string.Join(",", texts.DenseValues());
        }

        if (annotation.Type is VectorDataViewType { ItemType: NumberDataViewType { RawType: var item } } && item == typeof(int))
        {
            VBuffer<int> numbers = default;
            column.Annotations.GetValue(annotation.Name, ref numbers);
            return string.Join(",", numbers.DenseValues());
        }

        return "";
    }

    /// <summary>A view with columns of every type, keys of text, one-hot and plain vectors, ids, free text, and a column that is hidden by a later one.</summary>
    private IDataView Wide()
    {
        var rows = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 200).Select(i => new Row
        {
            Label = i % 3 == 0,
            PersonId = 1000 + i,
            CustomerID = $"c{i}",
            Age = 20 + i % 50 + (i % 3 == 0 ? 10 : 0),
            Small = (byte)(i % 7),
            Key = (uint)(i % 4),
            Job = i % 10 == 0 ? "" : $"t{i % 3}",
            Colour = $"colour {i % 4}",
            Holes = i % 4 == 0 ? float.NaN : i % 9,
            Day = i % 5 == 0 ? default : new DateTime(2024, 1, 1).AddDays(i % 90),
            Span = TimeSpan.FromSeconds(i % 100),
            Note = $"a long story of {i}",
            Pair = [i % 5, -i % 7],
        }));
        var featurized = _ml.Transforms.Categorical.OneHotEncoding("ColourCode", "Colour")
            .Append(_ml.Transforms.Conversion.MapValueToKey("Job"))
            .Append(_ml.Transforms.NormalizeMinMax("Pair"));
        return featurized.Fit(rows).Transform(rows);
    }

    private sealed class Row
    {
        public bool Label { get; set; }

        public int PersonId { get; set; }

        public string CustomerID { get; set; } = "";

        public float Age { get; set; }

        public byte Small { get; set; }

        [KeyType(4)]
        public uint Key { get; set; }

        public string Job { get; set; } = "";

        public string Colour { get; set; } = "";

        public float Holes { get; set; }

        public DateTime Day { get; set; }

        public TimeSpan Span { get; set; }

        public string Note { get; set; } = "";

        [VectorType(2)]
        public float[] Pair { get; set; } = [];
    }
}
