// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using MLNet.Synthetic.Testing;

namespace MLNet.Synthetic.Tests;

/// <summary>Files of every released version of the format stay readable: they are never written anew.</summary>
[TestClass]
public sealed class SavedVersionsTests
{
    [TestMethod]
    [DataRow("HiddenChowLiuTree-1.synth", "af753049fe5eef484741ced2f530130b043e28c1b168100f7ff54f4b2f81f89c")]
    [DataRow("IndependentColumns-1.synth", "64ed2607fbc0395b7a3afad1bf3a4d223d2a9909fc0dd64e2a92ef883a6e6d02")]
    [DataRow("SequentialTrees-1.synth", "8c4553639db2090eda311e6dab236d6e5952ef645a067a50501a9df97f986084")]
    [DataRow("GaussianCopula-1.synth", null)]                        // its sums round differently from processor to processor
    public void Read_FileOfAnEarlierVersion_SamplesItsRows(string file, string? rows)
    {
        var saved = SavedSynthesizer.Read(Path.Combine(RealData.Root, "tests", "MLNet.Synthetic.Core.Tests", "Saving", "Versions", file));

        var sample = saved.Model.Sample(100, null, TreeTables.Run(7));

        Assert.AreEqual(1, saved.Manifest.FormatVersion);
        Assert.AreEqual(Path.GetFileNameWithoutExtension(file)[..^2], saved.Manifest.Algorithm);
        Assert.AreEqual(400, saved.Manifest.RowCount);
        Assert.AreEqual(TableHash.Of(TreeTables.Mixed(400)), saved.Manifest.TrainingSha256);
        CollectionAssert.AreEqual(new[] { "number", "whole", "code", "category", "time", "label" }, sample.Columns.Select(c => c.Name).ToArray());
        if (rows is not null)
            Assert.AreEqual(rows, TableHash.Of(sample));
    }

    [TestMethod]
    public void Read_ConstrainedFileOfAnEarlierVersion_SamplesItsRows()
    {
        string path = Path.Combine(RealData.Root, "tests", "MLNet.Synthetic.Core.Tests", "Saving", "Versions", "IndependentColumnsConstrained-1.synth");
        var saved = SavedSynthesizer.Read(path);

        var sample = saved.Model.Sample(100, null, TreeTables.Run(7));

        Assert.HasCount(7, saved.Manifest.Constraints!.Rules);
        Assert.IsEmpty(((ConstrainedModel)saved.Model).Violations(sample));
        Assert.AreEqual("b1b114380f28134aec4ba4756c26b13698120c0ce20d20427a6d345d3b145a1b", TableHash.Of(sample));
    }
}
