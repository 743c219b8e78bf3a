// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class SavedSynthesizerTests
{
    private static IEnumerable<object[]> Names => SavedCases.Names;

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Read_WhatWasWritten_SamplesTheSameRows(string algorithm)
    {
        var model = SavedCases.Models[algorithm].Value;

        var read = SavedCases.Read(SavedCases.Saved(model)).Model;

        TreeTables.AssertSame(model.Sample(5000, null, TreeTables.Run(7)), read.Sample(5000, null, TreeTables.Run(7)));
        var label = new Table(new CategoryColumn("label", [.. Enumerable.Repeat(1, 1000)], ["no", "yes"]));
        TreeTables.AssertSame(model.Sample(1000, label, TreeTables.Run(7)), read.Sample(1000, label, TreeTables.Run(7)));
        Assert.AreEqual(model.Schema.ToString(), read.Schema.ToString());
        CollectionAssert.AreEqual(model.Schema.Columns.ToArray(), read.Schema.Columns.ToArray());
        Assert.AreEqual(model.BlockRows, read.BlockRows);
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Write_SameModelTwice_SameBytes(string algorithm)
    {
        var model = SavedCases.Models[algorithm].Value;

        byte[] first = SavedCases.Saved(model), again = SavedCases.Saved(SavedCases.Read(first).Model);

        CollectionAssert.AreEqual(first, again);
    }

    [TestMethod]
    public void Manifest_AfterReading_SaysWhatWasGiven()
    {
        var about = SavedCases.About with { Options = new HiddenChowLiuTreeOptions { MaxStates = 4, Progress = new Progress<RunProgress>() } };

        var manifest = SavedCases.Read(SavedCases.Saved(Tree, about)).Manifest;

        Assert.AreEqual(1, manifest.FormatVersion);
        Assert.AreEqual("HiddenChowLiuTree", manifest.Algorithm);
        Assert.AreEqual("MLNet.Synthetic.Core", manifest.Package);
        Assert.AreEqual(400, manifest.RowCount);
        Assert.AreEqual(1, manifest.Seed);
        Assert.AreEqual(64, manifest.TrainingSha256!.Length);
        Assert.AreEqual(4, manifest.Options!.Value.GetProperty("maxStates").GetInt32());
        CollectionAssert.AreEqual(new[] { "a", "b", "c", "d", "never" }, manifest.Encoders.Single(e => e.Name == "category").Levels!.ToArray());
        Assert.AreEqual("tree.bin", manifest.Entries.Single().Name);
    }

    [TestMethod]
    public void Read_ModelWithConstraints_ObeysAndNamesThem()
    {
        var saved = SavedCases.Read(SavedCases.Saved(SavedCases.Models["SequentialTrees with constraints"].Value, SavedCases.About with { Options = new SequentialTreesOptions() }));

        var model = (ConstrainedModel)saved.Model;
        Assert.AreEqual("SequentialTrees", saved.Manifest.Algorithm);
        Assert.AreEqual(JsonValueKind.Object, saved.Manifest.Options!.Value.ValueKind);
        CollectionAssert.AreEqual(
            new[] { "whole <= above", "time < later", "known combinations of category, code", "exactly one of is-a, is-b is 1", "gross = net + tax", "number >= -1", "time <= 2020-08-01 00:00:00" },
            saved.Manifest.Constraints!.Rules.ToArray());
        CollectionAssert.AreEqual(saved.Manifest.Constraints.Rules.ToArray(), model.Constraints.Select(c => c.ToString()).ToArray());
        Assert.IsEmpty(model.Violations(model.Sample(1000, null, TreeTables.Run(3))));
    }

    [TestMethod]
    public void Read_ConstraintThatIsAFunction_IsAskedForAndObeyed()
    {
        static TableConstraint Above(double least) => TableConstraint.Custom("a large whole", ["whole"], row => row.Number("whole") > least);
        var model = SavedCases.Constrained(new SequentialTrees(), Above(4));
        byte[] file = SavedCases.Saved(model);

        var read = SavedSynthesizer.Read(new MemoryStream(file), [Above(4)]).Model;

        TreeTables.AssertSame(model.Sample(2000, null, TreeTables.Run(7)), read.Sample(2000, null, TreeTables.Run(7)));
        Fails(file, "'a large whole' of whole", "no file can hold", "TableConstraint.Custom");
    }

    [TestMethod]
    public void Read_FunctionThatTheFileDoesNotName_IsRefused()
    {
        byte[] file = SavedCases.Saved(SavedCases.Models["SequentialTrees with constraints"].Value);

        var error = Assert.ThrowsExactly<ArgumentException>(() => SavedSynthesizer.Read(new MemoryStream(file), [TableConstraint.Custom("another", ["whole"], _ => true)]));

        StringAssert.Contains(error.Message, "names no function 'another' of whole");
    }

    [TestMethod]
    public void Read_ConstraintsTakenAway_IsRefused()
    {
        byte[] file = SavedCases.Saved(SavedCases.Models["SequentialTrees with constraints"].Value);

        Fails(SavedCases.Forged(SavedCases.Entries(file), m => m["constraints"] = null), "constraints.bin");
    }

    [TestMethod]
    public void Write_OverAnotherFile_ReplacesItAndLeavesNothingElse()
    {
        string folder = Directory.CreateTempSubdirectory("synth").FullName;
        try
        {
            string path = Path.Combine(folder, "model.synth");
            File.WriteAllText(path, "something else");

            SavedSynthesizer.Write(path, Tree, SavedCases.About);

            Assert.AreEqual("HiddenChowLiuTree", SavedSynthesizer.ReadManifest(path).Algorithm);
            CollectionAssert.AreEqual(new[] { path }, Directory.GetFiles(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestMethod]
    public void Write_ModelOfNoFormat_NamesItAndLeavesNoFile()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{nameof(Write_ModelOfNoFormat_NamesItAndLeavesNoFile)}.synth");

        var error = Assert.ThrowsExactly<NotSupportedException>(() => SavedSynthesizer.Write(path, new Unsavable(), SavedCases.About));

        StringAssert.Contains(error.Message, nameof(Unsavable));
        Assert.IsFalse(File.Exists(path));
    }

    [TestMethod]
    public void Read_NoSuchFile_FileNotFound()
        => Assert.ThrowsExactly<FileNotFoundException>(() => SavedSynthesizer.Read(Path.Combine(Path.GetTempPath(), "there is no such file.synth")));

    [TestMethod]
    public void Read_UnknownAlgorithm_NamesThePackage()
        => Fails(Forged(m => (m["algorithm"], m["package"]) = ("TabularGan", "MLNet.Synthetic.Onnx")), "'TabularGan'", "'MLNet.Synthetic.Onnx'", "register");

    [TestMethod]
    public void Read_NewerVersion_SaysToUpdate()
        => Fails(Forged(m => (m["formatVersion"], m["libraryVersion"], m["schema"]) = (2, "9.9.9", "of another shape")), "format version 2", "9.9.9", "Update");

    [TestMethod]
    public void Read_ManifestChanged_SaysThatTheHashIsWrong()
    {
        var entries = SavedCases.Entries(SavedCases.Saved(Tree));
        entries["manifest.json"] = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(entries["manifest.json"]).Replace("\"rowCount\": 400", "\"rowCount\": 401", StringComparison.Ordinal));

        Fails(SavedCases.Zip(entries), "manifest.json", "SHA-256");
    }

    [TestMethod]
    public void Read_EntryChanged_SaysThatTheHashIsWrong()
    {
        var entries = SavedCases.Entries(SavedCases.Saved(Tree));
        entries["tree.bin"][^1] ^= 1;

        Fails(SavedCases.Zip(entries), "tree.bin", "SHA-256");
    }

    [TestMethod]
    [DataRow("../tree.bin")]
    [DataRow("/etc/passwd")]
    [DataRow("..\\tree.bin")]
    [DataRow("a/b.bin")]
    [DataRow("c:tree.bin")]
    [DataRow("..")]
    [DataRow("Tree.bin")]
    public void Read_EntryOutsideTheArchive_IsRefused(string name)
        => Fails(SavedCases.Zip([.. SavedCases.Entries(SavedCases.Saved(Tree)), KeyValuePair.Create(name, new byte[3])]), "folder");

    [TestMethod]
    public void Read_EntryTwice_IsRefused()
    {
        var entries = SavedCases.Entries(SavedCases.Saved(Tree));

        Fails(SavedCases.Zip([.. entries, KeyValuePair.Create("tree.bin", entries["tree.bin"])]), "twice");
    }

    [TestMethod]
    public void Read_EntryThatTheManifestDoesNotList_IsRefused()
        => Fails(SavedCases.Zip([.. SavedCases.Entries(SavedCases.Saved(Tree)), KeyValuePair.Create("more.bin", new byte[3])]), "not those that the manifest lists");

    [TestMethod]
    public void Read_EntryMissing_IsRefused()
        => Fails(SavedCases.Zip(SavedCases.Entries(SavedCases.Saved(Tree)).Where(e => e.Key != "tree.bin")), "not those that the manifest lists");

    [TestMethod]
    public void Read_CompressedBomb_IsRefusedBeforeItUnpacks()
    {
        byte[] bomb = SavedCases.Zip([KeyValuePair.Create("manifest.json", new byte[64 << 20])], CompressionLevel.Fastest);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Fails(bomb, "compressed");

        Assert.IsLessThan(16 << 20, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void Read_TooManyEntries_IsRefused()
        => Fails(SavedCases.Zip(Enumerable.Range(0, 5000).Select(i => KeyValuePair.Create($"entry-{i}.bin", Array.Empty<byte>()))), "5000 entries");

    [TestMethod]
    [DataRow("""{"formatVersion":1,"formatVersion":1}""")]
    [DataRow("""{"formatVersion":1}""")]
    [DataRow("""{"formatVersion":"1"}""")]
    [DataRow("null")]
    [DataRow("[]")]
    [DataRow("")]
    [DataRow("{")]
    public void Read_ManifestOfAnotherShape_IsRefused(string json) => Fails(ForgedManifest(json), "manifest.json");

    [TestMethod]
    public void Read_ManifestNestedDeeply_IsRefused() => Fails(ForgedManifest(string.Concat(Enumerable.Repeat("[", 100_000))), "manifest.json");

    [TestMethod]
    [DataRow("decimals", "99")]
    [DataRow("decimals", "-1")]
    [DataRow("missing", "-1")]
    [DataRow("minimum", "1e9")]
    [DataRow("kind", "77")]
    [DataRow("kind", "\"Image of a cat\"")]
    [DataRow("name", "null")]
    [DataRow("name", "\"whole\"")]
    public void Read_SchemaThatContradictsItself_IsRefused(string property, string value)
        => Fails(Forged(m => m["schema"]![0]![property] = JsonNode.Parse(value)));

    [TestMethod]
    public void Read_LevelsTakenAway_IsRefused() => Fails(Forged(m => m["encoders"]![3]!["levels"]!.AsArray().RemoveAt(0)), "'category'");

    [TestMethod]
    public void Read_SecretCountOfGigabytes_IsRefusedBeforeItAllocates()
    {
        var entries = SavedCases.Entries(SavedCases.Saved(Tree));
        entries["tree.bin"] = [1, 0, 0, 0, 1, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0x7F];          // one row; bins; no missing; 2³¹ − 1 edges
        long before = GC.GetAllocatedBytesForCurrentThread();

        Fails(SavedCases.Forged(entries), "tree.bin", "announced");

        Assert.IsLessThan(4 << 20, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static ITableModel Tree => SavedCases.Models["HiddenChowLiuTree"].Value;

    private static byte[] Forged(Action<JsonObject> change) => SavedCases.Forged(SavedCases.Entries(SavedCases.Saved(Tree)), change);

    private static byte[] ForgedManifest(string json)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(json);
        return SavedCases.Zip(new Dictionary<string, byte[]>
        {
            ["manifest.json"] = bytes,
            ["manifest.sha256"] = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))),
        });
    }

    private static void Fails(byte[] file, params string[] parts)
    {
        var error = Assert.ThrowsExactly<SyntheticDataException>(() => SavedCases.Read(file));
        foreach (string part in parts)
            StringAssert.Contains(error.Message, part);
    }

    private sealed class Unsavable : ITableModel
    {
        public TableSchema Schema { get; } = new();

        public int BlockRows => 1;

        public bool CanFix(IReadOnlyCollection<string> columnNames) => false;

        public Table Sample(int rows, Table? given, RunContext run) => new();
    }
}
