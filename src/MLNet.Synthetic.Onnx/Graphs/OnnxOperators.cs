// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>The operators that networks of this library are made of, and the shapes they give. A network with another one is refused.</summary>
/// <remarks>
/// Opset 21. Left out on purpose: control flow, whatever makes a tensor of a size that only its numbers tell (Expand, Range, ConstantOfShape, ...), random numbers and division of whole
/// numbers. So the size of every value is known before a network runs. A new operator is a new row here.
/// </remarks>
internal static class OnnxOperators
{
    private const int MostAxes = 8;
    private static readonly Dictionary<string, Func<OnnxCall, OnnxFacts[]>> s_rules = new(StringComparer.Ordinal)
    {
        // Each number on its own.
        ["Abs"] = Same, ["Ceil"] = Same, ["Cos"] = Same, ["Elu"] = Same, ["Erf"] = Same, ["Exp"] = Same, ["Floor"] = Same, ["Gelu"] = Same, ["Identity"] = c => [c[0]],
        ["LeakyRelu"] = Same, ["Log"] = Same, ["Neg"] = Same, ["Relu"] = Same, ["Round"] = Same, ["Sigmoid"] = Same, ["Sin"] = Same, ["Softplus"] = Same, ["Sqrt"] = Same, ["Tanh"] = Same,
        ["Not"] = c => [c.Of(0, OnnxElement.Boolean)],
        ["Cast"] = c => [new((OnnxElement)c.Long("to", 0), c[0].Shape)],
        ["Clip"] = c => c.Require(c.Of(1, OnnxElement.Float).Shape.Length == 0 && c.Of(2, OnnxElement.Float).Shape.Length == 0, "its bounds are no scalars", Same(c)),

        // Two or three of one shape, or of shapes that stretch to one.
        ["Add"] = Number2, ["Sub"] = Number2, ["Mul"] = Number2, ["Max"] = Number2, ["Min"] = Number2, ["Div"] = Float2, ["Pow"] = Float2,
        ["Equal"] = Compared, ["Less"] = Compared, ["LessOrEqual"] = Compared, ["Greater"] = Compared, ["GreaterOrEqual"] = Compared,
        ["And"] = c => Both(c, OnnxElement.Boolean), ["Or"] = c => Both(c, OnnxElement.Boolean),
        ["Where"] = c => c.Require(c[1].Element == c[2].Element, "it chooses between two types", [new(c[1].Element, Stretched(c, Stretched(c, c.Of(0, OnnxElement.Boolean).Shape, c[1].Shape), c[2].Shape))]),

        // Along an axis.
        ["Softmax"] = c => c.Along(c.Axis("axis", -1), Same(c)), ["LogSoftmax"] = c => c.Along(c.Axis("axis", -1), Same(c)),
        ["CumSum"] = c => c.Along(c.Number(1), Same(c)),
        ["ArgMax"] = c => [new(OnnxElement.Int64, Reduced(c, [c.Axis("axis", 0)]))],
        ["ReduceMax"] = Reduce, ["ReduceMean"] = Reduce, ["ReduceMin"] = Reduce, ["ReduceSum"] = Reduce,

        // Layers.
        ["MatMul"] = MatMul, ["Gemm"] = Gemm, ["BatchNormalization"] = BatchNormalization, ["LayerNormalization"] = LayerNormalization,

        // Other arrangements of the same numbers.
        ["Concat"] = Concat, ["Split"] = Split, ["Slice"] = Slice, ["Gather"] = Gather, ["Reshape"] = Reshape, ["Transpose"] = Transpose, ["Unsqueeze"] = Unsqueeze, ["Squeeze"] = Squeeze,
    };

    /// <summary>Whether there is such an operator.</summary>
    public static bool Has(string name) => s_rules.ContainsKey(name);

    /// <summary>What an operator gives.</summary>
    /// <exception cref="OnnxShapeException">It does not take these values.</exception>
    public static OnnxFacts[] Infer(OnnxCall call)
    {
        if (!s_rules.TryGetValue(call.Node.Operator, out var rule))
            throw call.Fault("networks of this library have no such operator");
        var facts = rule(call);
        if (facts.Length != call.Node.Outputs.Length)
            throw call.Fault($"it gives {facts.Length} values, not {call.Node.Outputs.Length}");
        foreach (var fact in facts)
        {
            if (!Enum.IsDefined(fact.Element) || fact.Shape.Length > MostAxes || fact.Shape.Any(d => d < 1))
                throw call.Fault("it gives no numbers, or numbers of another type, or in too many axes");
        }

        return facts;
    }

    private static OnnxFacts[] Same(OnnxCall c) => [c.Of(0, OnnxElement.Float)];

    private static OnnxFacts[] Number2(OnnxCall c) => c.Require(c[0].Element != OnnxElement.Boolean, "it takes numbers", Both(c, c[0].Element));

    private static OnnxFacts[] Float2(OnnxCall c) => Both(c, OnnxElement.Float);

    private static OnnxFacts[] Compared(OnnxCall c) => [Number2(c)[0] with { Element = OnnxElement.Boolean }];

    private static OnnxFacts[] Both(OnnxCall c, OnnxElement element)
        => c.Require(c.Node.Inputs.Length == 2, "it takes two values", [new(element, Stretched(c, c.Of(0, element).Shape, c.Of(1, element).Shape))]);

    /// <summary>The shape that two shapes stretch to: aligned at the last axis, a length of 1 fits any.</summary>
    private static int[] Stretched(OnnxCall c, int[] a, int[] b)
    {
        var shape = new int[Math.Max(a.Length, b.Length)];
        for (int i = 1; i <= shape.Length; i++)
        {
            int x = i <= a.Length ? a[^i] : 1, y = i <= b.Length ? b[^i] : 1;
            if (x != y && x != 1 && y != 1)
                throw c.Fault("the shapes do not fit each other");
            shape[^i] = Math.Max(x, y);
        }

        return shape;
    }

    private static int[] Reduced(OnnxCall c, int[] axes)
    {
        c.Of(0, OnnxElement.Float);
        bool keep = c.Long("keepdims", 1) == 1;
        return [.. c[0].Shape.Select((d, axis) => axes.Contains(axis) ? 1 : d).Where((_, axis) => keep || !axes.Contains(axis))];
    }

    private static OnnxFacts[] Reduce(OnnxCall c) => [new(OnnxElement.Float, Reduced(c, [.. c.Longs(1).Select(a => c.Place(a, c[0].Shape.Length))]))];

    /// <summary>Matrices in the last two axes, of one batch shape or one of them without.</summary>
    private static OnnxFacts[] MatMul(OnnxCall c)
    {
        int[] a = c.Of(0, OnnxElement.Float).Shape, b = c.Of(1, OnnxElement.Float).Shape;
        if (a.Length < 2 || b.Length < 2 || a[^1] != b[^2])
            throw c.Fault("the matrices do not fit each other");
        return [new(OnnxElement.Float, [.. Stretched(c, a[..^2], b[..^2]), a[^2], b[^1]])];
    }

    /// <summary>x (rows, inputs), weight (outputs, inputs) or transposed, bias (outputs).</summary>
    private static OnnxFacts[] Gemm(OnnxCall c)
    {
        int[] x = c.Of(0, OnnxElement.Float).Shape, weight = c.Of(1, OnnxElement.Float).Shape;
        if (c.Long("transA", 0) != 0 || x.Length != 2 || weight.Length != 2)
            throw c.Fault("it takes two matrices");
        var (inputs, outputs) = c.Long("transB", 0) == 1 ? (weight[1], weight[0]) : (weight[0], weight[1]);
        if (x[1] != inputs || (c.Node.Inputs.Length == 3 && !c.Of(2, OnnxElement.Float).Shape.AsSpan().SequenceEqual([outputs])))
            throw c.Fault("the matrices do not fit each other");
        return [new(OnnxElement.Float, [x[0], outputs])];
    }

    private static OnnxFacts[] BatchNormalization(OnnxCall c)
    {
        int[] x = c.Of(0, OnnxElement.Float).Shape;
        bool fits = x.Length >= 2 && c.Node.Inputs.Length == 5 && Enumerable.Range(1, 4).All(i => c.Of(i, OnnxElement.Float).Shape.AsSpan().SequenceEqual([x[1]]));
        return c.Require(fits && c.Long("training_mode", 0) == 0, "scale, shift, mean and variance are not one number a column", Same(c));
    }

    private static OnnxFacts[] LayerNormalization(OnnxCall c)
    {
        int[] x = c.Of(0, OnnxElement.Float).Shape;
        bool fits = c.Axis("axis", -1) == x.Length - 1 && Enumerable.Range(1, c.Node.Inputs.Length - 1).All(i => c.Of(i, OnnxElement.Float).Shape.AsSpan().SequenceEqual([x[^1]]));
        return c.Require(fits, "scale and shift are not one number a column", Same(c));
    }

    private static OnnxFacts[] Concat(OnnxCall c)
    {
        int axis = c.Axis("axis", 0);
        int[] shape = [.. c[0].Shape];
        for (int i = 1; i < c.Node.Inputs.Length; i++)
        {
            int[] other = c.Of(i, c[0].Element).Shape;
            if (other.Length != shape.Length || other.Where((d, a) => a != axis && d != shape[a]).Any())
                throw c.Fault("the shapes differ in another axis than the one they are joined along");
            shape[axis] = checked(shape[axis] + other[axis]);
        }

        return [new(c[0].Element, shape)];
    }

    private static OnnxFacts[] Split(OnnxCall c)
    {
        int axis = c.Axis("axis", 0);
        long[] sizes = c.Longs(1);
        if (sizes.Any(s => s < 1 || s > c[0].Shape[axis]) || sizes.Sum() != c[0].Shape[axis])
            throw c.Fault($"the parts do not add up to {c[0].Shape[axis]}");
        return [.. sizes.Select(size => c[0].With(axis, (int)size))];
    }

    /// <summary>From a start (inclusive) to an end (exclusive) along one axis, all three given.</summary>
    private static OnnxFacts[] Slice(OnnxCall c)
    {
        if (c.Node.Inputs.Length != 4)
            throw c.Fault("it takes a start, an end and an axis");
        int axis = c.Place(c.Number(3), c[0].Shape.Length);
        long start = c.Number(1), end = c.Number(2);
        if (start < 0 || end <= start || end > c[0].Shape[axis])
            throw c.Fault($"{start} to {end} is no part of {c[0].Shape[axis]}");
        return [c[0].With(axis, (int)(end - start))];
    }

    private static OnnxFacts[] Gather(OnnxCall c)
    {
        int axis = c.Axis("axis", 0);
        return [new(c[0].Element, [.. c[0].Shape[..axis], .. c.Of(1, OnnxElement.Int64).Shape, .. c[0].Shape[(axis + 1)..]])];
    }

    /// <summary>0 keeps the length of the axis, −1 takes what is left.</summary>
    private static OnnxFacts[] Reshape(OnnxCall c)
    {
        long[] wanted = c.Longs(1);
        for (int i = 0; i < wanted.Length; i++)
            wanted[i] = wanted[i] == 0 && i < c[0].Shape.Length ? c[0].Shape[i] : wanted[i];
        long count = c[0].Count, known = wanted.Where(d => d > 0).Aggregate(1L, (product, length) => checked(product * length));
        if (wanted.Any(d => d is 0 or < -1) || wanted.Count(d => d == -1) > 1 || (wanted.Contains(-1) ? count % known != 0 : count != known))
            throw c.Fault($"{count} numbers do not fill [{string.Join(", ", c.Longs(1))}]");
        return [new(c[0].Element, [.. wanted.Select(d => (int)(d == -1 ? count / known : d))])];
    }

    private static OnnxFacts[] Transpose(OnnxCall c)
    {
        long[] order = c.Get("perm") as long[] ?? [];
        if (!order.Order().SequenceEqual(Enumerable.Range(0, c[0].Shape.Length).Select(i => (long)i)))
            throw c.Fault("its order names not every axis once");
        return [new(c[0].Element, [.. order.Select(axis => c[0].Shape[axis])])];
    }

    private static OnnxFacts[] Unsqueeze(OnnxCall c)
    {
        long[] axes = c.Longs(1);
        int rank = c[0].Shape.Length + axes.Length;
        int[] places = [.. axes.Select(a => c.Place(a, rank)).Distinct()];
        if (places.Length != axes.Length)
            throw c.Fault("an axis stands there twice");
        var old = new Queue<int>(c[0].Shape);
        return [new(c[0].Element, [.. Enumerable.Range(0, rank).Select(axis => places.Contains(axis) ? 1 : old.Dequeue())])];
    }

    private static OnnxFacts[] Squeeze(OnnxCall c)
    {
        int[] places = [.. c.Longs(1).Select(a => c.Place(a, c[0].Shape.Length))];
        if (places.Any(p => c[0].Shape[p] != 1))
            throw c.Fault("an axis to drop is longer than 1");
        return [new(c[0].Element, [.. c[0].Shape.Where((_, axis) => !places.Contains(axis))])];
    }
}
