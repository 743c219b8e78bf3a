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
        ["SequentialTrees with constraints"] = new(() => Constrained(new SequentialTrees())),
        ["GaussianCopula with constraints"] = new(() => Constrained(new GaussianCopula())),
        ["AdversarialForest"] = Fitted(new AdversarialForest(new() { Trees = 3, MaximumRounds = 2 })),
        ["Relational"] = new(() => Families()),
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

    /// <summary>A model with a constraint of each kind that a file can hold, on the table with columns to be constrained; and others.</summary>
    public static ConstrainedModel Constrained(ITableSynthesizer algorithm, params TableConstraint[] others)
    {
        var table = WithConstrainedColumns(s_table);
        TableConstraint[] constraints =
        [
            TableConstraint.Ordered("whole", "above"), TableConstraint.StrictlyOrdered("time", "later"), TableConstraint.FixedCombinations("category", "code"), TableConstraint.OneHot("is-a", "is-b"),
            TableConstraint.Sum("gross", "net", "tax"), TableConstraint.Between("number", -1, null), TableConstraint.Between("time", null, new DateTime(2020, 8, 1)), .. others,
        ];
        var schema = TableSchema.Infer(table, "label", ["code"]);
        return new ConstrainedSynthesizer(algorithm, constraints, new() { ViolatingRows = ViolatingRows.Drop, MostDrawsPerRow = 20 }).Fit(table, schema, TreeTables.Run());
    }

    private static Table WithConstrainedColumns(Table table)
    {
        var random = new Rng(9);
        int n = table.Count;
        double[] whole = ((NumericColumn)table["whole"]).Values, above = new double[n], isA = new double[n], net = new double[n], tax = new double[n];
        long[] time = ((TimestampColumn)table["time"]).Ticks, later = new long[n];
        for (int i = 0; i < n; i++)
        {
            above[i] = random.NextDouble() < 0.1 ? double.NaN : whole[i] + random.Next(4);
            isA[i] = random.Next(2);
            (net[i], tax[i]) = (random.Next(100), random.Next(20));
            later[i] = random.NextDouble() < 0.1 ? TimestampColumn.MissingTicks : time[i] + (1 + random.Next(9)) * TimeSpan.TicksPerDay;
        }

        return new([
            .. table.Columns, new NumericColumn("above", above), new TimestampColumn("later", later), new NumericColumn("is-a", isA), new NumericColumn("is-b", [.. isA.Select(v => 1 - v)]),
            new NumericColumn("net", net), new NumericColumn("tax", tax), new NumericColumn("gross", [.. net.Zip(tax, (a, b) => a + b)]),
        ]);
    }

    /// <summary>The table as parents of up to four rows like theirs, in the order of a number.</summary>
    private static FamilyModel Families()
    {
        var children = TreeTables.Mixed(600);
        string order = children.Columns.First(c => c is NumericColumn && c.Missing == 0).Name;
        int[] parentOf = [.. Enumerable.Range(0, children.Count).Select(i => i < 200 ? i : i < 400 ? i - 200 : (i - 400) / 2)];
        return new FamilySynthesizer(new() { OrderColumnName = order }).Fit(new(s_table, TreeTables.SchemaOf(s_table), children, TreeTables.SchemaOf(children), parentOf), TreeTables.Run());
    }

    private static Lazy<ITableModel> Fitted(ITableSynthesizer algorithm) => new(() => algorithm.Fit(s_table, TreeTables.SchemaOf(s_table), TreeTables.Run()));
}
