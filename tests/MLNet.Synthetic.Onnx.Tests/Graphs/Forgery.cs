// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using MLNet.Synthetic;

namespace MLNet.Synthetic.Tests.Graphs;

/// <summary>Random changes to what a network is made of.</summary>
internal static class Forgery
{
    private static readonly string[] s_operators =
    [
        "Abs", "Cast", "Clip", "Add", "Div", "Pow", "Equal", "Where", "Softmax", "LogSoftmax", "CumSum", "ArgMax", "ReduceSum", "ReduceMax", "MatMul", "Gemm", "BatchNormalization", "LayerNormalization", "Concat", "Split",
        "Slice", "Gather", "Reshape", "Transpose", "Unsqueeze", "Squeeze", "Identity", "Log", "Sqrt", "Exp", "Not", "And",
    ];

    private static readonly string[] s_settings = ["axis", "keepdims", "transB", "alpha", "epsilon", "perm", "to", "approximate", "exclusive", "beta"];

    /// <summary>A model with up to four changes; now and then a new operator behind the last but one.</summary>
    public static OnnxModel Of(OnnxModel model, Rng random)
    {
        for (int changes = 1 + random.Next(4); changes > 0; changes--)
        {
            model = random.Next(5) switch
            {
                0 => WithConstant(model, random),
                1 => Changed(model, random),
                _ => Grown(model, random),
            };
        }

        return model;
    }

    /// <summary>Another operator on values that are there, made of the same type and shape as the one it stands for: its result goes where the other's went.</summary>
    private static OnnxModel Grown(OnnxModel model, Rng random)
    {
        int at = random.Next(model.Nodes.Count);
        string[] values = [.. model.Inputs.Select(i => i.Name), .. model.Constants.Select(c => c.Name), .. model.Nodes.Take(at).SelectMany(n => n.Outputs)];
        string[] taken = [.. Enumerable.Range(0, 1 + random.Next(3)).Select(_ => values[random.Next(values.Length)])];
        string made = $"forged_{model.Nodes.Count}_{random.Next(1000)}";
        var node = new OnnxNode(s_operators[random.Next(s_operators.Length)], taken, [made], random.Next(2) == 0 ? [] : [Setting(random)]);
        var nodes = model.Nodes.ToList();
        nodes.Insert(at, node);
        if (random.Next(2) == 0)
        {
            var next = nodes[at + 1];
            nodes[at + 1] = next with { Inputs = [made, .. next.Inputs.Skip(1)] };
        }

        return model with { Nodes = nodes };
    }

    private static OnnxModel Changed(OnnxModel model, Rng random)
    {
        var nodes = model.Nodes.ToList();
        int at = random.Next(nodes.Count);
        nodes[at] = random.Next(3) switch
        {
            0 => nodes[at] with { Operator = s_operators[random.Next(s_operators.Length)] },
            1 => nodes[at] with { Attributes = [Setting(random)] },
            _ => nodes[at] with { Inputs = [.. nodes[at].Inputs.Reverse()] },
        };
        return model with { Nodes = nodes };
    }

    private static OnnxModel WithConstant(OnnxModel model, Rng random)
    {
        var constants = model.Constants.ToList();
        long[] numbers = [.. Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(4) == 0 ? long.MinValue : random.Next(9) - 4L)];
        byte[] bytes = [.. numbers.SelectMany(BitConverter.GetBytes)];
        if (random.Next(2) == 0)
        {
            int at = random.Next(constants.Count);
            constants[at] = constants[at] with { Element = OnnxElement.Int64, Shape = [numbers.Length], Bytes = bytes };
        }
        else if (numbers.Length > 0)
        {
            constants.Add(new($"forged_{constants.Count}_{random.Next(1000)}", OnnxElement.Int64, [numbers.Length], bytes));
        }

        return model with { Constants = constants };
    }

    private static OnnxAttribute Setting(Rng random)
    {
        string name = s_settings[random.Next(s_settings.Length)];
        return random.Next(4) switch
        {
            0 => (name, random.Next(6) - 2),
            1 => (name, float.NaN),
            2 => (name, "none"),
            _ => (name, (long[])[1, 0, random.Next(3)]),
        };
    }
}
