// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Makes sure of a network that was read: known operators on known values, shapes that fit, and a bounded size of every value, all before it runs.</summary>
internal static class OnnxCheck
{
    private const int MostNodes = 1 << 14, MostValues = 1 << 16, MostNumbersOfARow = 1 << 22, MostNumbersOfAValue = 1 << 19, MostNameLength = 200;

    /// <exception cref="FormatException">The network does not hold together.</exception>
    /// <exception cref="OnnxShapeException">An operator does not take the values it is given.</exception>
    /// <exception cref="OverflowException">A value is too large.</exception>
    public static void Require(OnnxModel model)
    {
        Is(model.Inputs.Count > 0 && model.Outputs.Count > 0, "it has no inputs or no outputs");
        Is(model.Nodes.Count <= MostNodes && model.Constants.Count <= MostValues, "it has too many operators or constants");
        var values = new Dictionary<string, OnnxFacts>(StringComparer.Ordinal);
        long numbers = 0;
        foreach (var constant in model.Constants)
        {
            var facts = new OnnxFacts(constant.Element, constant.Shape, constant);
            Is(facts.Count * (constant.Element == OnnxElement.Float ? sizeof(float) : sizeof(long)) == constant.Bytes.Length, "a constant has more or fewer numbers than its shape says");
            Is(IsName(constant.Name) && values.TryAdd(constant.Name, facts), "two values have one name, or one has none");
        }

        foreach (var input in model.Inputs)
            Add(input.Name, new(input.Element, [OnnxGraph.TrialRows, .. input.RowShape]));
        foreach (var node in model.Nodes)
        {
            var inputs = Array.ConvertAll(node.Inputs, name => values.GetValueOrDefault(name) ?? throw new FormatException($"{Shown(node.Operator)} takes a value that is not made before it"));
            Is(node.Attributes.Select(a => a.Name).Distinct(StringComparer.Ordinal).Count() == node.Attributes.Length, "a setting stands there twice");
            Is(OnnxOperators.Has(node.Operator), $"it has the operator {Shown(node.Operator)}, which networks of this library do not have");
            var outputs = OnnxOperators.Infer(new(node, inputs));
            for (int i = 0; i < outputs.Length; i++)
                Add(node.Outputs[i], outputs[i] with { Constant = null });
        }

        foreach (var output in model.Outputs)
        {
            var facts = values.GetValueOrDefault(output.Name) ?? throw new FormatException("an output is not made");
            Is(facts.Constant is null && facts.Element == output.Element && facts.Shape.AsSpan().SequenceEqual([OnnxGraph.TrialRows, .. output.RowShape]), $"output '{Shown(output.Name)}' has another shape than it announces");
        }

        Is(model.Outputs.Select(o => o.Name).Distinct(StringComparer.Ordinal).Count() == model.Outputs.Count, "an output stands there twice");

        void Add(string name, OnnxFacts facts)
        {
            Is(Enum.IsDefined(facts.Element), "an input is of an unknown type");
            Is(IsName(name) && values.TryAdd(name, facts), "two values have one name, or one has none");
            long ofARow = facts.Count / OnnxGraph.TrialRows;
            Is(ofARow <= MostNumbersOfAValue && (numbers += ofARow) <= MostNumbersOfARow && values.Count <= MostValues, "it would take too much memory to run");
        }
    }

    private static bool IsName(string name) => name.Length is > 0 and <= MostNameLength;

    private static string Shown(string name) => string.Concat(name.Take(MostNameLength / 4).Select(c => char.IsControl(c) ? '?' : c));

    private static void Is(bool holds, string fault)
    {
        if (!holds)
            throw new FormatException(fault);
    }
}
