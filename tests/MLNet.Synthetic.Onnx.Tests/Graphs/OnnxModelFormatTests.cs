// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML.OnnxRuntime;
using MLNet.Synthetic;
using MLNet.Synthetic.Tests.Tables;

namespace MLNet.Synthetic.Tests.Graphs;

[TestClass]
public sealed class OnnxModelFormatTests
{
    private static readonly byte[] s_bytes = MadeNetworkModel.Net(5).Bytes;

    [TestMethod]
    public void Write_Network_IsReadByOnnxRuntimeWithItsNamesShapesAndMetadata()
    {
        using var session = new InferenceSession(s_bytes);

        var (name, input) = session.InputMetadata.Single();
        Assert.AreEqual("noise", name);
        CollectionAssert.AreEqual((int[])[-1, 4], input.Dimensions);
        CollectionAssert.AreEqual((int[])[-1, 5], session.OutputMetadata["row"].Dimensions);
        Assert.AreEqual("MLNet.Synthetic", session.ModelMetadata.ProducerName);
        Assert.AreEqual("made", session.ModelMetadata.GraphName);
        Assert.AreEqual("made", session.ModelMetadata.CustomMetadataMap["algorithm"]);
    }

    [TestMethod]
    public void Read_WrittenNetwork_IsTheSame()
    {
        var model = OnnxModelFormat.Read(s_bytes);

        CollectionAssert.AreEqual(s_bytes, OnnxModelFormat.Write(model));
        CollectionAssert.AreEqual((string[])["Gemm", "Tanh", "Gemm", "Split", "Mul", "Concat", "Identity"], model.Nodes.Select(n => n.Operator).ToArray());
    }

    [TestMethod]
    public void Read_WeightsInAnotherFile_Refused()
    {
        var graph = new ProtoWriter().Write(5, new ProtoWriter().Write(1, 1).Write(2, 1).Write(8, "w").Write(13, new ProtoWriter().Write(1, "location").Write(2, "/etc/passwd")).Write(14, 1));
        byte[] bytes = new ProtoWriter().Write(1, 10).Write(2, "MLNet.Synthetic").Write(7, graph).Written.ToArray();

        StringAssert.Contains(Refusal(bytes), "its weights lie in another file");
    }

    [TestMethod]
    public void Read_NetworkOfAnotherProgram_Refused()
        => StringAssert.Contains(Refusal(new ProtoWriter().Write(1, 10).Write(2, "pytorch").Written.ToArray()), "another program made it");

    [TestMethod]
    [DataRow("If"), DataRow("Loop"), DataRow("Expand"), DataRow("ConstantOfShape"), DataRow("RandomNormalLike"), DataRow("com.evil.Op")]
    public void Read_OperatorThatIsNotWritten_Refused(string op)
        => StringAssert.Contains(Refusal(Forged(m => m with { Nodes = [.. m.Nodes.Select(n => n.Operator == "Tanh" ? n with { Operator = op } : n)] })), $"the operator {op}");

    [TestMethod]
    public void Read_DivisionOfWholeNumbers_Refused()                 // by zero it would end the process
    {
        var one = new OnnxTensor("one", OnnxElement.Int64, [1], new byte[8]);
        byte[] bytes = Forged(m => m with { Constants = [.. m.Constants, one], Nodes = [new("Div", ["one", "one"], ["crash"], []), .. m.Nodes] });

        StringAssert.Contains(Refusal(bytes), "Div(");
    }

    [TestMethod]
    public void Read_ValuesThatGrowAndGrow_Refused()
    {
        var nodes = new List<OnnxNode>();
        string last = "noise";
        for (int i = 0; i < 40; i++)
        {
            nodes.Add(new("Concat", [last, last], [$"grown{i}"], [("axis", 1)]));
            last = $"grown{i}";
        }

        StringAssert.Contains(Refusal(Forged(m => m with { Nodes = [.. nodes, .. m.Nodes] })), "too much memory");
    }

    [TestMethod]
    public void Read_ValueThatIsMadeLater_Refused()
        => StringAssert.Contains(Refusal(Forged(m => m with { Nodes = [.. m.Nodes.Reverse()] })), "not made before it");

    [TestMethod]
    public void Read_FieldsInAnotherOrder_Refused()
    {
        byte[] bytes = [.. new ProtoWriter().Write(14, new ProtoWriter().Write(1, "a").Write(2, "b")).Written, .. s_bytes];

        StringAssert.Contains(Refusal(bytes), "in another way");
    }

    [TestMethod]
    public void Read_RandomDamage_RefusedOrHarmless()
    {
        var random = new Rng(1);
        int refused = 0;
        for (int i = 0; i < 4000; i++)
        {
            byte[] damaged = Damage.Of(s_bytes, random);
            try
            {
                Try(Network.Read(damaged), isRun: i % 10 == 0);
            }
            catch (SyntheticDataException)
            {
                refused++;
            }
        }

        Assert.IsGreaterThan(1000, refused);                          // the rest are changed weights and names
    }

    [TestMethod]
    public void Read_ForgedStructure_RefusedOrHarmless()              // well formed, so that the checks behind the wire format and ONNX Runtime itself are met
    {
        var random = new Rng(2);
        int read = 0;
        for (int i = 0; i < 3000; i++)
        {
            try
            {
                var network = Network.Read(Forged(m => Forgery.Of(m, random)));
                read++;
                Try(network, isRun: true);
            }
            catch (SyntheticDataException)
            {
            }
        }

        Assert.IsGreaterThan(100, read);
    }

    /// <summary>Opens and runs what was taken: ONNX Runtime may refuse it, but not end the process.</summary>
    private static void Try(Network network, bool isRun)
    {
        if (!isRun || network.Model.Inputs.Concat(network.Model.Outputs).Any(p => p.RowLength > 10_000))
            return;
        using var session = NetworkSession.Open(network, batchRows: 3, Trial.Context);
        session.Use(batch => batch.Run());
    }

    private static byte[] Forged(Func<OnnxModel, OnnxModel> change) => OnnxModelFormat.Write(change(OnnxModelFormat.Read(s_bytes)));

    private static string Refusal(byte[] bytes) => Assert.ThrowsExactly<SyntheticDataException>(() => OnnxModelFormat.Read(bytes)).Message;
}
