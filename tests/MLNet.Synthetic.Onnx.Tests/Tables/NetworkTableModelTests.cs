// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using MLNet.Synthetic;

namespace MLNet.Synthetic.Tests.Tables;

[TestClass]
public sealed class NetworkTableModelTests
{
    [ClassInitialize]
    public static void Register(TestContext _) => TableModelFormat.Register(new MadeNetworkFormat());

    [TestMethod]
    [DataRow(1), DataRow(2), DataRow(5)]
    public void Sample_AnyNumberOfThreads_SameRows(int threads)
    {
        var model = MadeNetworkModel.Create();

        var one = model.Sample(500, null, new(new Rng(1), maxDegreeOfParallelism: 1));
        var several = model.Sample(500, null, new(new Rng(1), maxDegreeOfParallelism: threads));

        Assert.AreEqual(TableHash.Of(one), TableHash.Of(several));
    }

    [TestMethod]
    public void Sample_FewerRows_AreTheFirstOfMore()
    {
        var model = MadeNetworkModel.Create();

        var few = model.Sample(33, null, Trial.Context);
        var many = model.Sample(500, null, Trial.Context);

        Assert.AreEqual(TableHash.Of(few), TableHash.Of(many.Take([.. Enumerable.Range(0, 33)])));
    }

    [TestMethod]
    public void Sample_AgainAndAgain_SameRowsFromUsedBuffers()
    {
        var model = MadeNetworkModel.Create();

        var hashes = Enumerable.Range(0, 5).Select(_ => TableHash.Of(model.Sample(100, null, Trial.Context))).Distinct();

        Assert.AreEqual(1, hashes.Count());
    }

    [TestMethod]
    public void Sample_OtherSeed_OtherRows()
    {
        var model = MadeNetworkModel.Create();

        Assert.AreNotEqual(TableHash.Of(model.Sample(50, null, new(new Rng(1)))), TableHash.Of(model.Sample(50, null, new(new Rng(2)))));
    }

    [TestMethod]
    public void Sample_NoRows_OpensNoSession()
    {
        var messages = new List<string>();
        var table = MadeNetworkModel.Create().Sample(0, null, new(new Rng(1), info: messages.Add));

        Assert.AreEqual(0, table.Count);
        CollectionAssert.AreEqual((string[])["a", "b", "c"], ((CategoryColumn)table["kind"]).Levels);
        Assert.IsEmpty(messages);
    }

    [TestMethod]
    public void Sample_Twice_SaysOnceWhereItComputes()
    {
        var messages = new List<string>();
        var model = MadeNetworkModel.Create();
        var run = new RunContext(new Rng(1), info: messages.Add);

        model.Sample(10, null, run);
        model.Sample(10, null, run);

        Assert.AreEqual("ONNX Runtime computes on the CPU: no GPU was asked for (MLContext.GpuDeviceId is not set).", messages.Single());
    }

    [TestMethod]
    public void Sample_GivenColumn_StaysAndTheOthersAreDrawn()
    {
        var model = MadeNetworkModel.Create();
        double[] amounts = [.. Enumerable.Range(0, 100).Select(i => (double)i)];

        var table = model.Sample(100, new(new NumericColumn("amount", amounts)), Trial.Context);

        CollectionAssert.AreEqual(amounts, ((NumericColumn)table["amount"]).Values);
        CollectionAssert.AreEqual(((CategoryColumn)model.Sample(100, null, Trial.Context)["kind"]).Codes, ((CategoryColumn)table["kind"]).Codes);
    }

    [TestMethod]
    public void Sample_GivenColumnThatCannotBeFixed_Throws()
        => Assert.ThrowsExactly<ArgumentException>(() => MadeNetworkModel.Create().Sample(1, new(new CategoryColumn("kind", [0], ["a", "b", "c"])), Trial.Context));

    [TestMethod]
    public void Draw_ColumnThatCannotBeFixed_IsMetByRejection()
    {
        var sampler = new TableSampler(MadeNetworkModel.Create(), (_, rows) => new(new CategoryColumn("kind", new int[rows], ["a", "b", "c"])));

        var table = sampler.Draw(100, Trial.Context);

        Assert.IsTrue(((CategoryColumn)table["kind"]).Codes.All(code => code == 0));
    }

    [TestMethod]
    public void Read_FormatThatIsNotRegistered_NamesThePackageAndTheLine()
    {
        byte[] file = SavedNetworks.Renamed(SavedNetworks.Write(MadeNetworkModel.Create()), "MadeNetwork", "Nobody'sNet");

        var error = Assert.ThrowsExactly<SyntheticDataException>(() => SavedNetworks.Reread(file));

        StringAssert.Contains(error.Message, "'MLNet.Synthetic.Onnx'");
        StringAssert.Contains(error.Message, "ml.Synthetic.RegisterNetworks()");
    }

    [TestMethod]
    public void Sample_NetworkThatGivesNaN_ThrowsClearly()
    {
        var made = MadeNetworkModel.Create();
        var model = new MadeNetworkModel(made.Schema, made.Codecs, made.Widths, MadeNetworkModel.Net(5, "Sqrt"));

        var error = Assert.ThrowsExactly<SyntheticDataException>(() => model.Sample(100, null, Trial.Context));

        StringAssert.Contains(error.Message, "not finite");
    }

    [TestMethod]
    public void Sample_Cancelled_Stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.ThrowsExactly<OperationCanceledException>(() => MadeNetworkModel.Create().Sample(10_000, null, new(new Rng(1), cancellation: source.Token)));
    }

    [TestMethod]
    public void Constructor_NetworkWithOtherOutputs_ThrowsAndNamesThem()
    {
        var made = MadeNetworkModel.Create();

        var error = Assert.ThrowsExactly<SyntheticDataException>(() => new MadeNetworkModel(made.Schema, made.Codecs, made.Widths, MadeNetworkModel.Net(6)));

        StringAssert.Contains(error.Message, "it gives float row (rows, 6) where float row (rows, 5) is needed");
    }

    [TestMethod]
    public void WriteAndRead_Model_SamplesTheSameAndKeepsAttachments()
    {
        var model = new MadeNetworkModel(MadeNetworkModel.Create().Schema, MadeNetworkModel.Create().Codecs, [1, 3, 1], MadeNetworkModel.Net(5))
        {
            Attachments = new Dictionary<string, ReadOnlyMemory<byte>> { ["training.svg"] = "<svg/>"u8.ToArray() },
        };

        var read = (MadeNetworkModel)SavedNetworks.Reread(SavedNetworks.Write(model));

        Assert.AreEqual(TableHash.Of(model.Sample(200, null, Trial.Context)), TableHash.Of(read.Sample(200, null, Trial.Context)));
        CollectionAssert.AreEqual("<svg/>"u8.ToArray(), read.Attachments["training.svg"].ToArray());
    }

    [TestMethod]
    public void Read_NetworkOfAnotherShapeWithRightHashes_Refused()
    {
        var entries = new SavedEntries();
        var model = MadeNetworkModel.Create();
        new MadeNetworkFormat().Write(model, entries);
        var forged = new SavedEntries();
        forged.Add("network.onnx", MadeNetworkModel.Net(7).Bytes);
        forged.Add("codec.bin", entries["codec.bin"]);

        var error = Assert.ThrowsExactly<SyntheticDataException>(() => new MadeNetworkFormat().Read(forged, model.Schema, model.Sample(0, null, Trial.Context)));

        StringAssert.Contains(error.Message, "float row (rows, 7)");
    }

    [TestMethod]
    public void Read_DamagedCodec_NeverCrashes()
    {
        var model = MadeNetworkModel.Create();
        var entries = new SavedEntries();
        new MadeNetworkFormat().Write(model, entries);
        var outline = model.Sample(0, null, Trial.Context);
        var random = new Rng(5);
        int refused = 0;

        for (int i = 0; i < 1000; i++)
        {
            var forged = new SavedEntries();
            forged.Add("network.onnx", entries["network.onnx"]);
            forged.Add("codec.bin", Damage.Of(entries["codec.bin"].ToArray(), random));
            try
            {
                new MadeNetworkFormat().Read(forged, model.Schema, outline).Sample(3, null, Trial.Context);
            }
            catch (SyntheticDataException)
            {
                refused++;
            }
        }

        Assert.IsGreaterThan(500, refused);
    }
}

/// <summary>Saving in memory.</summary>
internal static class SavedNetworks
{
    public static byte[] Write(ITableModel model)
    {
        using var stream = new MemoryStream();
        SavedSynthesizer.Write(stream, model, new() { RowCount = 3 });
        return stream.ToArray();
    }

    /// <summary>The file with another text in its manifest, hashes put right.</summary>
    public static byte[] Renamed(byte[] file, string text, string other)
    {
        using var stream = new MemoryStream();
        stream.Write(file);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            using var reader = new StreamReader(zip.GetEntry("manifest.json")!.Open());
            byte[] manifest = Encoding.UTF8.GetBytes(reader.ReadToEnd().Replace(text, other, StringComparison.Ordinal));
            reader.Dispose();
            Put(zip, "manifest.json", manifest);
            Put(zip, "manifest.sha256", Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(manifest))));
        }

        return stream.ToArray();

        static void Put(ZipArchive zip, string name, byte[] content)
        {
            zip.GetEntry(name)!.Delete();
            using var entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
            entry.Write(content);
        }
    }

    public static ITableModel Reread(byte[] bytes) => SavedSynthesizer.Read(new MemoryStream(bytes)).Model;
}
