// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using MLNet.Synthetic;

namespace MLNet.Synthetic.Tests.Graphs;

/// <summary>Every operator, run by ONNX Runtime, against the same in C#.</summary>
[TestClass]
public sealed class OperatorTests
{
    private const float Tolerance = 1e-5f;

    /// <summary>Two rows of three numbers.</summary>
    private static readonly float[] s_x = [-1.5f, 0.25f, 2, 0.5f, -0.75f, 1];

    /// <summary>Two other rows of three numbers.</summary>
    private static readonly float[] s_y = [0.5f, 3, -2, 1, -0.75f, 4];

    [TestMethod]
    [DataRow("Abs"), DataRow("Ceil"), DataRow("Cos"), DataRow("Elu"), DataRow("Erf"), DataRow("Exp"), DataRow("Floor"), DataRow("Gelu"), DataRow("Identity"), DataRow("LeakyRelu"), DataRow("Log"), DataRow("Neg")]
    [DataRow("Relu"), DataRow("Round"), DataRow("Sigmoid"), DataRow("Silu"), DataRow("Sin"), DataRow("Softplus"), DataRow("Sqrt"), DataRow("Tanh"), DataRow("Clip")]
    public void Run_OperatorOnEachNumber_IsThatOfCSharp(string op)
    {
        Func<OnnxGraph, OnnxValue, OnnxValue> build = op switch
        {
            "Gelu" => (g, x) => g.Gelu(x),
            "LeakyRelu" => (g, x) => g.LeakyRelu(x, 0.2f),
            "Silu" => (g, x) => g.Silu(x),
            "Clip" => (g, x) => g.Clip(x, -1, 0.75f),
            "Relu" => (g, x) => g.Relu(x),
            "Tanh" => (g, x) => g.Tanh(x),
            "Sigmoid" => (g, x) => g.Sigmoid(x),
            "Exp" => (g, x) => g.Exp(x),
            "Log" => (g, x) => g.Log(g.Node("Abs", [x])),
            "Sqrt" => (g, x) => g.Node("Sqrt", [g.Node("Abs", [x])]),
            "Sin" => (g, x) => g.Sin(x),
            "Cos" => (g, x) => g.Cos(x),
            _ => (g, x) => g.Node(op, [x]),
        };
        Func<float, double> expected = op switch
        {
            "Abs" => v => Math.Abs(v),
            "Ceil" => v => Math.Ceiling(v),
            "Cos" => v => Math.Cos(v),
            "Elu" => v => v < 0 ? Math.Exp(v) - 1 : v,
            "Erf" => v => 2 * Phi(v * Math.Sqrt(2)) - 1,
            "Exp" => v => Math.Exp(v),
            "Floor" => v => Math.Floor(v),
            "Gelu" => v => v * Phi(v),
            "Identity" => v => v,
            "LeakyRelu" => v => v < 0 ? 0.2 * v : v,
            "Log" => v => Math.Log(Math.Abs(v)),
            "Neg" => v => -v,
            "Relu" => v => Math.Max(0, v),
            "Round" => v => Math.Round(v, MidpointRounding.ToEven),
            "Sigmoid" => v => Logistic(v),
            "Silu" => v => v * Logistic(v),
            "Sin" => v => Math.Sin(v),
            "Softplus" => v => Math.Log(1 + Math.Exp(v)),
            "Sqrt" => v => Math.Sqrt(Math.Abs(v)),
            "Tanh" => v => Math.Tanh(v),
            _ => v => Math.Clamp(v, -1, 0.75f),
        };

        float[] given = Trial.Run(g => build(g, g.Input("x", 3)), s_x);

        Trial.AreEqual([.. s_x.Select(v => (float)expected(v))], given, Tolerance);
    }

    [TestMethod]
    [DataRow("Add"), DataRow("Sub"), DataRow("Mul"), DataRow("Div"), DataRow("Max"), DataRow("Min"), DataRow("Pow")]
    [DataRow("Equal"), DataRow("Less"), DataRow("LessOrEqual"), DataRow("Greater"), DataRow("GreaterOrEqual")]
    public void Run_OperatorOnPairs_IsThatOfCSharp(string op)
    {
        Func<float, float, double> expected = op switch
        {
            "Add" => (a, b) => a + b,
            "Sub" => (a, b) => a - b,
            "Mul" => (a, b) => a * b,
            "Div" => (a, b) => a / b,
            "Max" => (a, b) => Math.Max(a, b),
            "Min" => (a, b) => Math.Min(a, b),
            "Pow" => (a, b) => Math.Pow(Math.Abs(a), b),
            "Equal" => (a, b) => a == b ? 1 : 0,
            "Less" => (a, b) => a < b ? 1 : 0,
            "LessOrEqual" => (a, b) => a <= b ? 1 : 0,
            "Greater" => (a, b) => a > b ? 1 : 0,
            _ => (a, b) => a >= b ? 1 : 0,
        };

        float[] given = Trial.Run(g =>
        {
            var (x, y) = (g.Input("x", 3), g.Input("y", 3));
            var result = g.Node(op, [op == "Pow" ? g.Node("Abs", [x]) : x, y]);
            return result.Facts.Element == OnnxElement.Boolean ? g.Cast(result, OnnxElement.Float) : result;
        }, s_x, s_y);

        Trial.AreEqual([.. s_x.Zip(s_y, (a, b) => (float)expected(a, b))], given, Tolerance);
    }

    [TestMethod]
    public void Run_BooleanOperators_AreThoseOfCSharp()
    {
        float[] given = Trial.Run(g =>
        {
            var (x, y) = (g.Input("x", 3), g.Input("y", 3));
            var (a, b) = (g.Less(x, g.Scalar(0.4f)), g.Less(y, g.Scalar(0.75f)));
            var both = g.Node("Or", [g.Node("And", [a, b]), g.Node("Not", [g.Node("Or", [a, b])])]);
            return g.Where(both, g.Scalar(1), g.Where(g.Equal(x, y), g.Scalar(2), g.Scalar(3)));
        }, s_x, s_y);

        Trial.AreEqual([.. s_x.Zip(s_y, (a, b) => a < 0.4f == b < 0.75f ? 1f : a == b ? 2 : 3)], given, 0);
    }

    [TestMethod]
    public void Run_Gemm_IsTheProductPlusTheBias()
    {
        float[] weight = [1, 2, 3, -1, 0.5f, 0];                      // (2, 3)
        float[] bias = [0.1f, -0.2f];

        float[] given = Trial.Run(g => g.Linear(g.Input("x", 3), weight, bias), s_x);

        Trial.AreEqual([-1.5f + 0.5f + 6 + 0.1f, 1.5f + 0.125f - 0.2f, 0.5f - 1.5f + 3 + 0.1f, -0.5f - 0.375f - 0.2f], given, Tolerance);
    }

    [TestMethod]
    public void Run_GemmWithoutBias_IsTheProduct()
    {
        float[] given = Trial.Run(g => g.Gemm(g.Input("x", 3), g.Constant([1, 2, 3], 1, 3)), s_x);

        Trial.AreEqual([5, 2], given, Tolerance);
    }

    [TestMethod]
    public void Run_MatMulInBatches_MultipliesTheLastTwoAxes()
    {
        float[] given = Trial.Run(g =>
        {
            var x = g.Unsqueeze(g.Input("x", 3), 2);                  // (rows, 3, 1)
            return g.MatMul(x, g.Transpose(x, 0, 2, 1));              // (rows, 3, 3)
        }, s_x);

        Trial.AreEqual([.. s_x.Chunk(3).SelectMany(row => from a in row from b in row select a * b)], given, Tolerance);
    }

    [TestMethod]
    public void Run_BatchNorm_UsesTheRunningFigures()
    {
        float[] scale = [1, 2, 0.5f], shift = [0, -1, 1], mean = [0.5f, 0, -1], variance = [1, 4, 0.25f];

        float[] given = Trial.Run(g => g.BatchNorm(g.Input("x", 3), g.Constant(scale, 3), g.Constant(shift, 3), g.Constant(mean, 3), g.Constant(variance, 3)), s_x);

        Trial.AreEqual([.. s_x.Select((v, i) => (v - mean[i % 3]) / MathF.Sqrt(variance[i % 3] + 1e-5f) * scale[i % 3] + shift[i % 3])], given, Tolerance);
    }

    [TestMethod]
    public void Run_LayerNorm_NormalizesARow()
    {
        float[] scale = [1, 2, 0.5f], shift = [0, -1, 1];

        float[] given = Trial.Run(g => g.LayerNorm(g.Input("x", 3), g.Constant(scale, 3), g.Constant(shift, 3)), s_x);

        Trial.AreEqual([.. s_x.Chunk(3).SelectMany(row =>
        {
            float mean = row.Average(), deviation = MathF.Sqrt(row.Average(v => (v - mean) * (v - mean)) + 1e-5f);
            return row.Select((v, i) => (v - mean) / deviation * scale[i] + shift[i]);
        })], given, Tolerance);
    }

    [TestMethod]
    public void Run_SoftmaxAndItsLogarithm_AreThoseOfARow()
    {
        float[] given = Trial.Run(g =>
        {
            var x = g.Input("x", 3);
            return g.Concat([g.Softmax(x), g.LogSoftmax(x)]);
        }, s_x);

        Trial.AreEqual([.. s_x.Chunk(3).SelectMany(row =>
        {
            double sum = row.Sum(v => Math.Exp(v));
            return row.Select(v => (float)(Math.Exp(v) / sum)).Concat(row.Select(v => (float)(v - Math.Log(sum))));
        })], given, Tolerance);
    }

    [TestMethod]
    public void Run_Reductions_AreThoseOfARow()
    {
        float[] given = Trial.Run(g =>
        {
            var x = g.Input("x", 3);
            return g.Concat([g.Sum(x), g.Mean(x), g.Maximum(x), g.Node("ReduceMin", [x, g.Longs(1)]), g.Unsqueeze(g.Sum(x, keepAxis: false), 1)]);
        }, s_x);

        Trial.AreEqual([.. s_x.Chunk(3).SelectMany(r => (float[])[r.Sum(), r.Average(), r.Max(), r.Min(), r.Sum()])], given, Tolerance);
    }

    [TestMethod]
    public void Run_ArgMaxAndCumulativeSum_AreThoseOfARow()
    {
        float[] given = Trial.Run(g =>
        {
            var x = g.Input("x", 3);
            return g.Concat([g.Cast(g.Unsqueeze(g.ArgMax(x), 1), OnnxElement.Float), g.CumulativeSum(x)]);
        }, s_x);

        Trial.AreEqual([.. s_x.Chunk(3).SelectMany(r => (float[])[Array.IndexOf(r, r.Max()), r[0], r[0] + r[1], r.Sum()])], given, Tolerance);
    }

    [TestMethod]
    public void Run_SplitSliceConcatAndTranspose_MoveNumbersOnly()
    {
        float[] given = Trial.Run(g =>
        {
            var x = g.Input("x", 3);
            var parts = g.Split(x, [1, 2]);
            var turned = g.Squeeze(g.Transpose(g.Unsqueeze(parts[1], 1), 0, 2, 1), 2);      // (rows, 1, 2) → (rows, 2, 1) → (rows, 2)
            return g.Concat([turned, parts[0], g.Slice(x, 1, 3), g.Reshape(g.Reshape(x, 0, 3, 1), 0, -1)]);
        }, s_x);

        Trial.AreEqual([.. s_x.Chunk(3).SelectMany(r => (float[])[r[1], r[2], r[0], r[1], r[2], .. r])], given, 0);
    }

    [TestMethod]
    public void Run_Embedding_LooksRowsUp()
    {
        float[] given = Trial.Run(g => g.Embedding(g.Constant([10, 11, 20, 21, 30, 31], 3, 2), g.ArgMax(g.Input("x", 3))), s_x);

        Trial.AreEqual([30, 31, 30, 31], given, 0);
    }

    [TestMethod]
    public void Run_WholeNumbers_GoInAndOut()
    {
        var graph = new OnnxGraph("codes");
        var code = graph.Input("code", OnnxElement.Int64);
        graph.Output("next", graph.Add(code, graph.Longs(1)));
        using var session = NetworkSession.Open(new Network(graph), batchRows: 3, Trial.Context);
        long[] next = [];

        session.Use(batch =>
        {
            long[] codes = [4, -1, 0];
            codes.CopyTo(batch.LongInput("code"));
            batch.Run();
            next = batch.LongOutput("next").ToArray();
        });

        CollectionAssert.AreEqual((long[])[5, 0, 1], next);
    }

    [TestMethod]
    public void Node_ShapesThatDoNotFit_ThrowAtOnceAndNameThem()
    {
        var graph = new OnnxGraph("wrong");
        var x = graph.Input("x", 3);

        var error = Assert.ThrowsExactly<OnnxShapeException>(() => graph.Linear(x, new float[8], new float[2]));

        StringAssert.Contains(error.Message, "Gemm(Float [99991, 3], Float [2, 4], Float [2])");
    }

    [TestMethod]
    public void Node_OperatorOutsideTheList_Throws()
    {
        var graph = new OnnxGraph("wrong");

        Assert.ThrowsExactly<OnnxShapeException>(() => graph.Node("RandomNormalLike", [graph.Input("x", 3)]));
    }

    private static double Logistic(double v) => 1 / (1 + Math.Exp(-v));

    private static double Phi(double v) => NormalDistribution.Cdf(v);
}
