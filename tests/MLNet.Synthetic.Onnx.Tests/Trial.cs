// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using MLNet.Synthetic;

namespace MLNet.Synthetic.Tests;

/// <summary>Small networks tried out with ONNX Runtime.</summary>
internal static class Trial
{
    public static RunContext Context => new(new Rng(1));

    /// <summary>What a network gives for two rows of numbers.</summary>
    /// <param name="build">Makes the value that is given; the inputs are named x and y.</param>
    /// <param name="inputs">Numbers of the inputs.</param>
    public static float[] Run(Func<OnnxGraph, OnnxValue> build, params float[][] inputs)
    {
        var graph = new OnnxGraph("trial");
        graph.Output("result", build(graph));
        using var session = NetworkSession.Open(new Network(graph), batchRows: 2, Context);
        float[] result = [];
        session.Use(batch =>
        {
            for (int i = 0; i < inputs.Length; i++)
                inputs[i].CopyTo(batch.Input(i == 0 ? "x" : "y"));
            batch.Run();
            result = batch.Output("result").ToArray();
        });
        return result;
    }

    /// <summary>Numbers are the same but for a tolerance relative to max(1, |x|).</summary>
    public static void AreEqual(float[] expected, float[] actual, float tolerance)
    {
        Assert.AreEqual(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], actual[i], tolerance * Math.Max(1, Math.Abs(expected[i])), $"number {i}");
    }
}
