// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Numerics.Tensors;

namespace MLNet.Synthetic;

/// <summary>Upward and downward passes over a block of rows: the evidence below each hidden variable, then its states given all evidence.</summary>
/// <remarks>
/// Pearl (1988), "Probabilistic Reasoning in Intelligent Systems", chapter 4. λ_c(z) = p(x_c | z) Π_children m(z) and m_c(z_p) = Σ_z p(z | z_p) λ_c(z). Each product is scaled to sum 1
/// and the scale kept, so that nothing underflows. With γ the states given all evidence, γ_c(z) = λ_c(z) Σ_p q(p) p(z | p) where q(p) = γ_p / m_c(p).
/// </remarks>
internal sealed class HiddenTreePass
{
    /// <summary>Most rows of a block.</summary>
    public const int BlockRows = 64;
    private const float Tiny = 1e-30f;
    private readonly HiddenTree _tree;
    private readonly float[][] _transposed;                           // p(z_c | z_p) as (K child, K parent)
    private readonly float[][] _up, _messages, _states;               // λ, m and γ, each (d)(rows, K)
    private readonly float[] _quotients, _spread;                     // (rows, K)

    public HiddenTreePass(HiddenTree tree)
    {
        int d = tree.Order.Length, cells = BlockRows * tree.States;
        _tree = tree;
        _transposed = Array.ConvertAll(tree.Transitions, t => Transposed(t, tree.States));
        (_up, _messages, _states) = (Blocks(), Blocks(), Blocks());
        (_quotients, _spread) = (new float[cells], new float[cells]);

        float[][] Blocks() => [.. Enumerable.Range(0, d).Select(_ => new float[cells])];
    }

    /// <summary>The evidence below the hidden variable of a column, scaled, (rows, K). Valid after <see cref="Upward"/>.</summary>
    public ReadOnlySpan<float> Evidence(int column) => _up[column];

    /// <summary>Gathers the evidence from the leaves to the root.</summary>
    /// <param name="codes">Code of each row in each column, (d)(n); a code that the column does not have is no evidence.</param>
    /// <param name="start">First row.</param>
    /// <param name="rows">Rows, at most <see cref="BlockRows"/>.</param>
    /// <param name="logLikelihood">ln p(evidence) of each row: set, (rows).</param>
    public void Upward(byte[][] codes, int start, int rows, Span<double> logLikelihood)
    {
        int k = _tree.States;
        logLikelihood.Clear();
        foreach (var up in _up)
            up.AsSpan(0, rows * k).Fill(1);
        for (int at = _tree.Order.Length - 1; at >= 0; at--)
        {
            int c = _tree.Order[at];
            for (int r = 0; r < rows; r++)
            {
                var up = _up[c].AsSpan(r * k, k);
                int code = codes[c][start + r];
                if (code < _tree.Counts[c])
                    TensorPrimitives.Multiply(up, _tree.Emissions[c].AsSpan(code * k, k), up);
                if (c == _tree.Root)
                    TensorPrimitives.Multiply(up, _tree.Prior, up);
                logLikelihood[r] += Scale(up);
            }

            if (c == _tree.Root)
                break;
            FloatProduct.Multiply(_up[c], _transposed[c], _messages[c], rows, k, k);
            for (int r = 0; r < rows; r++)
            {
                var parent = _up[_tree.Parents[c]].AsSpan(r * k, k);
                TensorPrimitives.Multiply(parent, _messages[c].AsSpan(r * k, k), parent);
                logLikelihood[r] += Scale(parent);
            }
        }
    }

    /// <summary>Adds the expected counts of a block, after <see cref="Upward"/> of the same rows.</summary>
    public void Downward(byte[][] codes, int start, int rows, HiddenTreeCounts counts)
    {
        int k = _tree.States, cells = rows * k;
        foreach (int c in _tree.Order)
        {
            var states = _states[c].AsSpan(0, cells);
            if (c == _tree.Root)
            {
                _up[c].AsSpan(0, cells).CopyTo(states);               // the prior is in it already
                for (int r = 0; r < rows; r++)
                    TensorPrimitives.Add(counts.Prior, states.Slice(r * k, k), counts.Prior);
            }
            else
            {
                Span<float> message = _messages[c].AsSpan(0, cells), quotients = _quotients.AsSpan(0, cells), spread = _spread.AsSpan(0, cells);
                TensorPrimitives.Max(message, Tiny, message);
                TensorPrimitives.Divide(_states[_tree.Parents[c]].AsSpan(0, cells), message, quotients);
                FloatProduct.Multiply(quotients, _tree.Transitions[c], spread, rows, k, k);
                TensorPrimitives.Multiply(_up[c].AsSpan(0, cells), spread, states);
                FloatProduct.AddTransposed(quotients, _up[c], counts.Pairs[c], k, rows, k);
            }

            for (int r = 0; r < rows; r++)
            {
                int code = codes[c][start + r];
                if (code >= _tree.Counts[c])
                    continue;
                var emitted = counts.Emissions[c].AsSpan(code * k, k);
                TensorPrimitives.Add(emitted, states.Slice(r * k, k), emitted);
            }
        }
    }

    /// <summary>Scales to sum 1 and returns the logarithm of the sum there was.</summary>
    private static double Scale(Span<float> evidence)
    {
        float sum = Math.Max(TensorPrimitives.Sum<float>(evidence), Tiny);
        TensorPrimitives.Multiply(evidence, 1 / sum, evidence);
        return Math.Log(sum);
    }

    private static float[] Transposed(float[] square, int size)
    {
        var transposed = new float[square.Length];
        for (int cell = 0; cell < square.Length; cell++)
            transposed[cell % size * size + cell / size] = square[cell];
        return transposed;
    }
}

/// <summary>Expected counts of a hidden tree over some rows.</summary>
internal sealed class HiddenTreeCounts(HiddenTree tree)
{
    /// <summary>Rows in each state of the root, (K).</summary>
    public float[] Prior { get; } = new float[tree.States];

    /// <summary>Σ_rows q(p) λ_c(z): times p(z | p) the expected pairs of states, (d)(K, K).</summary>
    public float[][] Pairs { get; } = Array.ConvertAll(tree.Transitions, t => new float[t.Length]);

    /// <summary>Rows with each code in each state, (d)(codes, K).</summary>
    public float[][] Emissions { get; } = Array.ConvertAll(tree.Emissions, e => new float[e.Length]);

    /// <summary>Adds the counts of other rows.</summary>
    public void Add(HiddenTreeCounts other)
    {
        TensorPrimitives.Add(Prior, other.Prior, Prior);
        for (int c = 0; c < Pairs.Length; c++)
        {
            TensorPrimitives.Add(Pairs[c], other.Pairs[c], Pairs[c]);
            TensorPrimitives.Add(Emissions[c], other.Emissions[c], Emissions[c]);
        }
    }
}
