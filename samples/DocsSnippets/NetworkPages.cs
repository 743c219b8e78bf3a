// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.Synthetic;

namespace DocsSnippets;

/// <summary>Code of docs/gpu.md and docs/networks.md.</summary>
internal static class NetworkPages
{
    public static void Run(IDataView train)
    {
        string folder = Directory.GetCurrentDirectory();
        Directory.SetCurrentDirectory(Directory.CreateTempSubdirectory("networks").FullName);
        new MLContext(seed: 1).Synthetic.IndependentColumns("Bad", new() { Seed = 1 }).Fit(train).Save("loans.synth");

        // snippet: device
        var ml = new MLContext(seed: 1) { GpuDeviceId = 0, FallbackToCpu = true };             // the first GPU, where there is one
        ml.Synthetic.RegisterNetworks();                                                       // once, before files that hold a network are read
        var loaded = ml.Synthetic.Load("loans.synth");
        IDataView rows = loaded.Sample(rows: 1000);
        // end

        Console.WriteLine(rows.GetColumn<bool>("Bad").Count());
        Directory.SetCurrentDirectory(folder);
    }
}
