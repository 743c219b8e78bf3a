// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Text;

namespace MLNet.Synthetic.Tests;

/// <summary>Thousands of damaged and forged files: each gives a clear error or a model that works, and none takes memory that the file has not.</summary>
[TestClass]
public sealed class SavedSynthesizerFuzzTests
{
    private const int Files = 1500;
    private const long MostBytesOfAFile = 8 << 20;

    private static IEnumerable<object[]> Names => SavedCases.Names;

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Read_FileDamagedAnywhere_ErrorOrTheSameModel(string algorithm)
    {
        var model = SavedCases.Models[algorithm].Value;
        byte[] file = SavedCases.Saved(model);
        string rows = TableHash.Of(model.Sample(50, null, TreeTables.Run()));
        int survived = 0;

        for (int i = 0; i < Files; i++)
        {
            byte[] broken = SavedCases.Broken(file, new Rng(1).Fork(i));
            if (TryRead(broken, $"file {i}") is { } read)             // a bit of the zip itself that says nothing: a date, an attribute
            {
                Assert.AreEqual(rows, TableHash.Of(read.Model.Sample(50, null, TreeTables.Run())), $"file {i}");
                survived++;
            }
        }

        Assert.IsLessThan(Files / 10, survived);
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Read_ForgedNumbersWithRightHashes_ErrorOrAModelThatSamples(string algorithm)
    {
        var entries = SavedCases.Entries(SavedCases.Saved(SavedCases.Models[algorithm].Value));
        int sampled = 0;
        string[] names = [.. entries.Keys.Where(name => !name.StartsWith("manifest.", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

        for (int i = 0; i < Files; i++)
        {
            var random = new Rng(2).Fork(i);
            string name = names[random.Next(names.Length)];
            var forged = new Dictionary<string, byte[]>(entries) { [name] = SavedCases.Broken(entries[name], random) };
            if (TryRead(SavedCases.Forged(forged), $"file {i}") is { } read)
            {
                AssertSamples(read.Model, $"file {i}");
                sampled++;
            }
        }

        Assert.IsTrue(sampled is > Files / 100 and < Files, $"{sampled} of {Files} files could be read");
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Read_ForgedManifestWithRightHashes_ErrorOrAModelThatSamples(string algorithm)
    {
        var entries = SavedCases.Entries(SavedCases.Saved(SavedCases.Models[algorithm].Value));

        for (int i = 0; i < Files; i++)
        {
            byte[] manifest = SavedCases.Broken(entries["manifest.json"], new Rng(3).Fork(i));
            byte[] hash = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(manifest)));
            var forged = new Dictionary<string, byte[]>(entries) { ["manifest.json"] = manifest, ["manifest.sha256"] = hash };
            if (TryRead(SavedCases.Zip(forged), $"file {i}") is { } read)
                AssertSamples(read.Model, $"file {i}");
        }
    }

    [TestMethod]
    public void Read_EntriesSwapped_IsRefused()
    {
        var entries = SavedCases.Entries(SavedCases.Saved(SavedCases.Models["HiddenChowLiuTree"].Value));
        string[] names = [.. entries.Keys];

        foreach (string a in names)
        {
            foreach (string b in names.Where(b => b != a))
                Assert.IsNull(TryRead(SavedCases.Zip(new Dictionary<string, byte[]>(entries) { [a] = entries[b], [b] = entries[a] }), $"{a} and {b}"));
        }
    }

    [TestMethod]
    public void Read_EveryTruncation_IsRefused()
    {
        byte[] file = SavedCases.Saved(SavedCases.Models["HiddenChowLiuTree"].Value);

        for (int length = 0; length < file.Length; length += length < 200 || file.Length - length < 600 ? 1 : 97)
            Assert.IsNull(TryRead(file[..length], $"{length} bytes"));
    }

    [TestMethod]
    public void Read_NoiseInsteadOfAFile_IsRefused()
    {
        for (int i = 0; i < 500; i++)
        {
            var random = new Rng(4).Fork(i);
            byte[] noise = [.. Enumerable.Range(0, random.Next(2000)).Select(_ => (byte)random.Next(256))];
            Assert.IsNull(TryRead([.. "PK\u0003\u0004"u8, .. noise], $"file {i}"));
        }
    }

    /// <summary>The file read; null: it was refused with a clear error. Anything else fails.</summary>
    private static SavedSynthesizer? TryRead(byte[] file, string what)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            return SavedCases.Read(file);
        }
        catch (SyntheticDataException e)
        {
            Assert.IsGreaterThan(40, e.Message.Length, what);
            return null;
        }
        catch (Exception e) when (e is not AssertFailedException)
        {
            throw new AssertFailedException($"{what}: {e}");
        }
        finally
        {
            Assert.IsLessThan(MostBytesOfAFile, GC.GetAllocatedBytesForCurrentThread() - before, what);
        }
    }

    private static void AssertSamples(ITableModel model, string what)
    {
        try
        {
            var sample = model.Sample(20, null, TreeTables.Run());
            Assert.AreEqual(20, sample.Count, what);
            if (model is FamilyModel families)
                Assert.IsGreaterThanOrEqualTo(20 * families.FewestChildren, families.SampleChildren(sample, 0, TreeTables.Run()).Count, what);
        }
        catch (SyntheticDataException e) when (model is ConstrainedModel)
        {
            Assert.IsGreaterThan(40, e.Message.Length, what);         // constraints may have become such that no row obeys
        }
        catch (Exception e) when (e is not AssertFailedException)
        {
            throw new AssertFailedException($"{what}: {e}");
        }
    }
}
