// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic.Tests;

/// <summary>A program that has ML.NET but not this library, and scores with a saved model.</summary>
internal static class PlainHost
{
    /// <summary>The saved model gives the same scores there as the model gives here.</summary>
    public static void AssertScoresAlike(MLContext ml, ITransformer model, DataViewSchema schema, IDataView test)
    {
        string folder = Directory.CreateTempSubdirectory("mlnet-synthetic-").FullName;
        try
        {
            string zip = Path.Combine(folder, "model.zip"), data = Path.Combine(folder, "data.idv");
            ml.Model.Save(model, schema, zip);
            using (var stream = File.Create(data))
                ml.Data.SaveAsBinary(test, stream);

            string output = Run(zip, data);

            float[] expected = [.. model.Transform(test).GetColumn<float>("Score")];
            float[] actual = [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => float.Parse(line, CultureInfo.InvariantCulture))];
            CollectionAssert.AreEqual(expected, actual);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Run(params string[] arguments)
    {
        // .../tests/MLNet.Synthetic.Tests/bin/Release/net10.0/ has its twin beside the test project, and none of this library's assemblies there
        string here = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);
        string there = here.Replace("MLNet.Synthetic.Tests", "MLNet.Synthetic.PlainHost", StringComparison.Ordinal);
        Assert.IsFalse(File.Exists(Path.Combine(there, "MLNet.Synthetic.dll")));
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(there, "MLNet.Synthetic.PlainHost.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.AreEqual(0, process.ExitCode, errors.Result);
        return output;
    }
}
