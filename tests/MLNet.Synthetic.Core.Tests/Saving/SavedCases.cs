// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace MLNet.Synthetic.Tests;

/// <summary>Saved models to take apart.</summary>
internal static class SavedCases
{
    private static readonly Table s_table = TreeTables.Mixed(400);

    /// <summary>Every algorithm whose models can be saved, fitted on a small mixed table.</summary>
    public static IReadOnlyDictionary<string, Lazy<ITableModel>> Models { get; } = new Dictionary<string, Lazy<ITableModel>>
    {
        ["BootstrapSmote"] = Fitted(new BootstrapSmote()),
        ["HiddenChowLiuTree"] = Fitted(new HiddenChowLiuTree(new() { MaxStates = 4, MaxBins = 8, MaxIterations = 10 })),
        ["IndependentColumns"] = Fitted(new IndependentColumns()),
        ["GaussianCopula"] = Fitted(new GaussianCopula()),
        ["SequentialTrees"] = Fitted(new SequentialTrees()),
    };

    /// <summary>Names of the algorithms, for tests of every one.</summary>
    public static IEnumerable<object[]> Names => Models.Keys.Select(name => new object[] { name });

    /// <summary>What is known of the models.</summary>
    public static SavedModelInfo About { get; } = new() { RowCount = 400, Seed = 1, TrainingSha256 = TableHash.Of(s_table) };

    /// <summary>A model as a file.</summary>
    public static byte[] Saved(ITableModel model, SavedModelInfo? about = null)
    {
        using var stream = new MemoryStream();
        SavedSynthesizer.Write(stream, model, about ?? About);
        return stream.ToArray();
    }

    /// <summary>Reads a file from memory.</summary>
    public static SavedSynthesizer Read(byte[] file)
    {
        using var stream = new MemoryStream(file, writable: false);
        return SavedSynthesizer.Read(stream);
    }

    /// <summary>The entries of a file.</summary>
    public static Dictionary<string, byte[]> Entries(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        return zip.Entries.ToDictionary(e => e.FullName, e =>
        {
            using var stream = e.Open();
            var content = new byte[e.Length];
            stream.ReadExactly(content);
            return content;
        });
    }

    /// <summary>A file of entries as they are.</summary>
    public static byte[] Zip(IEnumerable<KeyValuePair<string, byte[]>> entries, CompressionLevel compression = CompressionLevel.NoCompression)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name, compression).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }

    /// <summary>A file whose hashes are all right, as one who means harm would make it.</summary>
    public static byte[] Forged(Dictionary<string, byte[]> entries, Action<JsonObject>? change = null)
    {
        var manifest = JsonNode.Parse(entries["manifest.json"])!.AsObject();
        manifest["entries"] = new JsonArray([.. entries.Where(e => !e.Key.StartsWith("manifest.", StringComparison.Ordinal)).Select(e => (JsonNode)new JsonObject
        {
            ["name"] = e.Key, ["bytes"] = e.Value.Length, ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(e.Value)),
        })]);
        change?.Invoke(manifest);
        byte[] json = Encoding.UTF8.GetBytes(manifest.ToJsonString());
        return Zip(new Dictionary<string, byte[]>(entries) { ["manifest.json"] = json, ["manifest.sha256"] = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(json))) });
    }

    /// <summary>One byte string with a random fault: a bit, a byte, a length field, a missing or a doubled piece.</summary>
    public static byte[] Broken(byte[] content, Rng random)
    {
        byte[] broken = [.. content];
        int at = random.Next(broken.Length);
        switch (random.Next(6))
        {
            case 0:
                broken[at] ^= (byte)(1 << random.Next(8));
                return broken;
            case 1:
                broken[at] = (byte)random.Next(256);
                return broken;
            case 2 when broken.Length >= 4:
                int[] numbers = [-1, int.MinValue, int.MaxValue, 0, 1, random.Next(int.MaxValue)];
                BinaryPrimitives.WriteInt32LittleEndian(broken.AsSpan(Math.Min(at, broken.Length - 4)), numbers[random.Next(numbers.Length)]);
                return broken;
            case 3:
                return broken[..at];
            case 4:
                int end = Math.Min(broken.Length, at + 1 + random.Next(64));
                return [.. broken[..at], .. broken[end..]];
            default:
                int until = Math.Min(broken.Length, at + 1 + random.Next(64));
                return [.. broken[..until], .. broken[at..]];
        }
    }

    private static Lazy<ITableModel> Fitted(ITableSynthesizer algorithm) => new(() => algorithm.Fit(s_table, TreeTables.SchemaOf(s_table), TreeTables.Run()));
}
