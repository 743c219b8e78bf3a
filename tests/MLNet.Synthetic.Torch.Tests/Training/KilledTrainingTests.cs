// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Diagnostics;
using System.IO.Compression;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class KilledTrainingTests
{
    [TestMethod]
    [TestCategory("Slow")]
    public void Fit_ProcessKilledAndStartedAgain_SameWeightsAsUninterrupted()
    {
        using var folder = new TemporaryFolder();

        using (var whole = Start(folder["a.checkpoint"], folder["whole.synth"]))
            Finish(whole);
        using (var killed = Start(folder["b.checkpoint"], folder["resumed.synth"], rest: 200))
        {
            while (killed.StandardOutput.ReadLine() is { } line && line != "epoch 9")
            {
            }

            killed.Kill();
            killed.WaitForExit();
        }

        Assert.IsTrue(File.Exists(folder["b.checkpoint"]));
        Assert.IsFalse(File.Exists(folder["resumed.synth"]));
        string output;
        using (var resumed = Start(folder["b.checkpoint"], folder["resumed.synth"]))
            output = Finish(resumed);

        StringAssert.Contains(output, "goes on after epoch 8");
        CollectionAssert.AreEqual(Entry(folder["whole.synth"], "network.onnx"), Entry(folder["resumed.synth"], "network.onnx"));
        CollectionAssert.AreEqual(Entry(folder["whole.synth"], "codec.bin"), Entry(folder["resumed.synth"], "codec.bin"));
    }

    private static Process Start(string checkpoint, string model, int rest = 0)
    {
        string there = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar).Replace("MLNet.Synthetic.Torch.Tests", "MLNet.Synthetic.TrainingHost", StringComparison.Ordinal);
        return Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(there, "MLNet.Synthetic.TrainingHost.dll"), checkpoint, model, $"{rest}"]) { RedirectStandardOutput = true })!;
    }

    private static string Finish(Process process)
    {
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.AreEqual(0, process.ExitCode, output);
        return output;
    }

    private static byte[] Entry(string path, string name)
    {
        using var zip = ZipFile.OpenRead(path);
        using var stream = zip.GetEntry(name)!.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
