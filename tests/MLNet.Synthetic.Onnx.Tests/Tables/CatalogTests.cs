// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using MLNet.Synthetic;

namespace MLNet.Synthetic.Tests.Tables;

/// <summary>A model with a network through <c>ml.Synthetic</c>: fitted, saved, loaded, on the device of the context.</summary>
[TestClass]
public sealed class CatalogTests
{
    private static readonly string[] s_kinds = ["a", "b", "c"];

    [ClassInitialize]
    public static void Register(TestContext _) => TableModelFormat.Register(new MadeNetworkFormat());

    [TestMethod]
    public void SaveAndLoad_SynthesizerWithANetwork_SamplesTheSameRows()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".synth");
        var ml = new MLContext(1);
        try
        {
            var fitted = ml.Synthetic.Tabular("Kind", new MadeNetworkOptions { Seed = 4, Depth = 2 }).Fit(Rows(ml));
            fitted.Save(path);

            var loaded = new MLContext(2).Synthetic.RegisterNetworks().Load(path);

            CollectionAssert.AreEqual(Amounts(ml, fitted.Sample(100)), Amounts(ml, loaded.Sample(100)));
            Assert.AreEqual(2, SavedSynthesizer.ReadManifest(path).Options!.Value.GetProperty("depth").GetInt32());
            Assert.AreEqual("MLNet.Synthetic.Onnx", SavedSynthesizer.ReadManifest(path).Package);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestMethod]
    public void Sample_ContextWithAGpu_LogsTheFallbackOnce()
    {
        var ml = new MLContext(1) { GpuDeviceId = 0, FallbackToCpu = true };
        var messages = new List<string>();
        ml.Log += (_, e) => messages.Add(e.Message);
        var fitted = ml.Synthetic.Tabular("Kind", new MadeNetworkOptions { Seed = 4 }).Fit(Rows(ml));

        Amounts(ml, fitted.Sample(100));
        Amounts(ml, fitted.Sample(1000));

        Assert.HasCount(1, messages.Where(m => m.Contains("ONNX Runtime computes on the CPU, not on GPU 0", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Sample_ContextWithAGpuAndNoFallback_Throws()
    {
        var ml = new MLContext(1) { GpuDeviceId = 0, FallbackToCpu = false };
        var fitted = ml.Synthetic.Tabular("Kind", new MadeNetworkOptions { Seed = 4 }).Fit(Rows(ml));

        Assert.ThrowsExactly<InvalidOperationException>(() => Amounts(ml, fitted.Sample(100)));
    }

    private static IDataView Rows(MLContext ml) => ml.Data.LoadFromEnumerable(Enumerable.Range(0, 60).Select(i => new Row { Amount = i / 2f, Kind = s_kinds[i % 3], Day = new DateTime(2024, 1, 1).AddDays(i * 6) }));

    private static float[] Amounts(MLContext ml, IDataView view) => [.. ml.Data.CreateEnumerable<Row>(view, reuseRowObject: false).Select(r => r.Amount)];

    private sealed class Row
    {
        public float Amount { get; set; }

        public string Kind { get; set; } = "";

        public DateTime Day { get; set; }
    }
}
