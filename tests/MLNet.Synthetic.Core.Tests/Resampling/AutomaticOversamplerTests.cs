// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using MLNet.Synthetic.Testing;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class AutomaticOversamplerTests
{
    [TestMethod]
    [DataRow(FeatureMix.Numeric, 0.0, "Smote:", "all 6 features are numeric and complete")]
    [DataRow(FeatureMix.Numeric, 0.1, "SmoteNc:", "cells are missing")]
    [DataRow(FeatureMix.Mixed, 0.0, "SmoteNc:", "3 features are numeric and 3 nominal")]
    [DataRow(FeatureMix.Mixed, 0.1, "SmoteNc:", "3 features are numeric and 3 nominal")]
    [DataRow(FeatureMix.Nominal, 0.0, "SmoteN:", "all 6 features are nominal")]
    public void Resample_Columns_DecideTheAlgorithmAndTheMessageSaysWhy(FeatureMix mix, double missing, string algorithm, string why)
    {
        var input = MadeData.Of(mix, [60, 20], seed: 1, missing);
        var messages = new List<string>();
        IResampler expected = algorithm switch
        {
            "Smote:" => new Smote(new() { Neighbors = 4 }),
            "SmoteNc:" => new SmoteNc(new() { Neighbors = 4 }),
            _ => new SmoteN(new() { Neighbors = 4 }),
        };

        var rows = new AutomaticOversampler(new() { Neighbors = 4 }).Resample(input, new(new(1), info: messages.Add));

        Assert.HasCount(1, messages);
        StringAssert.Contains(messages[0], algorithm);
        StringAssert.Contains(messages[0], why);
        CollectionAssert.AreEqual(expected.Resample(input, new(new(1))).Values!.Values.ToArray(), rows.Values!.Values.ToArray());
    }

    [TestMethod]
    public void Resample_WithoutScaling_PassesItOn()
    {
        var input = MadeData.Of(FeatureMix.Numeric, [60, 20]);

        var rows = new AutomaticOversampler(new() { FeatureScaling = FeatureScaling.None }).Resample(input, new(new(1)));

        var expected = new Smote(new() { FeatureScaling = FeatureScaling.None }).Resample(input, new(new(1)));
        CollectionAssert.AreEqual(expected.Values!.Values.ToArray(), rows.Values!.Values.ToArray());
    }
}
