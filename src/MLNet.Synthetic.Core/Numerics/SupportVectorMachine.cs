// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MLNet.Synthetic;

/// <summary>A two-class support vector machine with the kernel exp(−γ |x − y|²), trained to a stated accuracy.</summary>
/// <remarks>
/// The dual problem min ½ Σ αᵢ αⱼ yᵢ yⱼ K(xᵢ, xⱼ) − Σ αᵢ with 0 ≤ αᵢ ≤ C and Σ yᵢ αᵢ = 0 is solved by decomposition (Osuna, Freund, Girosi 1997;
/// Joachims 1999, "Making large-scale SVM learning practical"): in each round q rows, half of them those that violate the optimality conditions most, are a
/// problem of their own, solved by SMO with second-order working set selection (Fan, Chen, Lin 2005, "Working set selection using second order
/// information for training SVM", JMLR 6), and then one pass brings vᵢ = yᵢ − Σ yⱼ αⱼ K(xᵢ, xⱼ) of all rows up to date for the αⱼ that changed.
/// <para>
/// Optimal up to ε: max {vᵢ : αᵢ may rise in yᵢ's direction} − min {vᵢ : it may fall} ≤ ε, the stopping rule of Keerthi et al. (2001). Kernel rows are made in
/// blocks and used at once, so none is stored and no cache or shrinking is needed: memory is 4 (d + 1) bytes a row, and 4 q² for the rows of a round. A round costs
/// at most q n (d + e) operations, e those of an exponential; rounds are bounded. The same result for any number of threads.
/// </para>
/// </remarks>
internal sealed class SupportVectorMachine
{
    /// <summary>Rows of a round, q, for up to <see cref="ManyRows"/> rows in all: 64 MiB of kernel. For more twice as many: 256 MiB, and half the time.</summary>
    public const int WorkingSet = 4096;

    private const int ManyRows = 200_000;
    private const float SmallestCurvature = 1e-6f;                    // stands for 2 − 2 K of equal rows
    private readonly double[] _alpha, _v, _y;
    private readonly double _cost;
    private readonly ulong[] _keys;                                   // scratch of RowsOfRound, (n)

    private SupportVectorMachine(bool[] positive, double cost)
    {
        _cost = cost;
        (_alpha, _keys) = (new double[positive.Length], new ulong[positive.Length]);
        _y = [.. positive.Select(p => p ? 1.0 : -1.0)];
        _v = [.. _y];
    }

    /// <summary>αᵢ of each row, (n), in [0, C]; exactly 0 for all that is no support vector.</summary>
    public ReadOnlySpan<double> Alpha => _alpha;

    /// <summary>What the decision function adds to Σ yⱼ αⱼ K(x, xⱼ).</summary>
    public double Bias { get; private set; }

    /// <summary>How far the optimality conditions are violated.</summary>
    public double Violation { get; private set; }

    /// <summary>Rounds taken.</summary>
    public int Rounds { get; private set; }

    /// <summary>The decision function at a training row: positive on the side of the class.</summary>
    public double Decision(int row) => _y[row] - _v[row] + Bias;

    /// <summary>Trains a class against the rest.</summary>
    /// <param name="points">All rows, (n), finite, on one scale.</param>
    /// <param name="positive">Which rows are of the class, (n); at least one is and one is not.</param>
    /// <param name="cost">C &gt; 0.</param>
    /// <param name="gamma">γ &gt; 0.</param>
    /// <param name="tolerance">ε &gt; 0.</param>
    /// <param name="maxRounds">Most rounds.</param>
    /// <param name="run">Threads, cancellation.</param>
    /// <param name="workingSet">Most rows of a round, q ≥ 4; null: by the number of rows.</param>
    /// <exception cref="OperationCanceledException">The run was asked to stop.</exception>
    public static SupportVectorMachine Train(
        MixedSpace points, bool[] positive, double cost, double gamma, double tolerance, int maxRounds, RunContext run, int? workingSet = null)
    {
        using var kernel = new RbfKernel(points, gamma);
        var machine = new SupportVectorMachine(positive, cost);
        int size = workingSet ?? (points.Count <= ManyRows ? WorkingSet : 2 * WorkingSet);
        machine.Solve(kernel, tolerance, maxRounds, Math.Min(size, points.Count), run);
        return machine;
    }

    private void Solve(RbfKernel kernel, double tolerance, int maxRounds, int size, RunContext run)
    {
        var matrix = GC.AllocateUninitializedArray<float>(checked(size * Padded(size)));
        int[] rows = [];
        for (; MeasureViolation() > tolerance && Rounds < maxRounds; Rounds++)
        {
            run.Cancellation.ThrowIfCancellationRequested();
            rows = RowsOfRound(size, rows);
            kernel.Among(rows, matrix, run);
            double[] before = [.. rows.Select(i => _alpha[i])];
            var problem = new Problem(rows, this, matrix);
            problem.Solve(Math.Max(tolerance / 2, Violation / 10), run.Cancellation);

            int[] changed = [.. Enumerable.Range(0, rows.Length).Where(i => _alpha[rows[i]] != before[i])];
            if (changed.Length == 0)
                return;                                               // as near as float32 comes
            kernel.AddTo(_v, [.. changed.Select(i => rows[i])], [.. changed.Select(i => (float)(_y[rows[i]] * (before[i] - _alpha[rows[i]])))], run);
        }
    }

    private bool MayRise(int i) => _y[i] > 0 ? _alpha[i] < _cost : _alpha[i] > 0;

    private bool MayFall(int i) => _y[i] > 0 ? _alpha[i] > 0 : _alpha[i] < _cost;

    private double MeasureViolation()
    {
        double highest = double.NegativeInfinity, lowest = double.PositiveInfinity;
        for (int i = 0; i < _v.Length; i++)
        {
            if (MayRise(i))
                highest = Math.Max(highest, _v[i]);
            if (MayFall(i))
                lowest = Math.Min(lowest, _v[i]);
        }

        Bias = (highest + lowest) / 2;
        return Violation = highest - lowest;
    }

    /// <summary>
    /// Half of the round's rows are those of highest vᵢ that may rise and of lowest vᵢ that may fall, of equal ones a spread over the data; the other half stay from
    /// the round before, those between the bounds first, so that rounds do not undo each other's work. The first round has no row before it.
    /// </summary>
    private int[] RowsOfRound(int size, int[] previous)
    {
        int n = _v.Length;
        if (size == n)
            return [.. Enumerable.Range(0, n)];
        var chosen = new bool[n];
        int left = size;
        int fresh = previous.Length == 0 ? size : size / 2;
        Choose(MayRise, descending: true, fresh / 2);
        Choose(MayFall, descending: false, fresh - fresh / 2);
        Keep(free: true);
        Keep(free: false);
        Choose(MayRise, descending: true, left);
        Choose(MayFall, descending: false, left);
        return [.. Enumerable.Range(0, n).Where(i => chosen[i])];

        void Keep(bool free)
        {
            foreach (int i in previous)
            {
                if (left > 0 && !chosen[i] && (MayRise(i) && MayFall(i)) == free)
                {
                    chosen[i] = true;
                    left--;
                }
            }
        }

        void Choose(Func<int, bool> may, bool descending, int count)
        {
            int found = 0;
            for (int i = 0; i < n; i++)
            {
                if (!chosen[i] && may(i))
                    _keys[found++] = Key((float)(descending ? -_v[i] : _v[i]), i);
            }

            ulong last = count < found ? Smallest(_keys.AsSpan(0, found), count) : ulong.MaxValue;
            for (int i = 0; i < n; i++)
            {
                if (chosen[i] || !may(i) || Key((float)(descending ? -_v[i] : _v[i]), i) >= last)
                    continue;
                chosen[i] = true;
                left--;
            }
        }
    }

    /// <summary>A key in the order of the values; keys of equal values differ, and put neighbours in the data far apart (Fibonacci hashing).</summary>
    private static ulong Key(float value, int row)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value + 0f);      // −0 becomes 0
        bits ^= bits >> 31 == 0 ? 0x80000000 : uint.MaxValue;
        return ((ulong)bits << 32) | ((uint)row * 2654435769u);
    }

    /// <summary>The key with <paramref name="rank"/> smaller ones (Hoare 1961, "Algorithm 65: find"); reorders the keys, which differ.</summary>
    private static ulong Smallest(Span<ulong> keys, int rank)
    {
        while (true)
        {
            ulong pivot = keys[keys.Length / 2];
            int i = 0, j = keys.Length - 1;
            while (i <= j)
            {
                while (keys[i] < pivot)
                    i++;
                while (keys[j] > pivot)
                    j--;
                if (i <= j)
                    (keys[i], keys[j], i, j) = (keys[j], keys[i], i + 1, j - 1);
            }

            if (rank > j && rank < i)
                return pivot;
            keys = rank <= j ? keys[..(j + 1)] : keys[i..];
            rank -= rank <= j ? 0 : i;
        }
    }

    private static int Padded(int size) => (size + 63) / 64 * 64;

    /// <summary>The dual problem over the rows of a round, all others held fast.</summary>
    private sealed unsafe class Problem
    {
        private const int Lane = 16, StepsBetweenChecks = 4096, StepsPerRow = 200;
        private readonly SupportVectorMachine _machine;
        private readonly int[] _rows;
        private readonly float[] _kernel;                             // (q × stride)
        private readonly float[] _v, _mayRise, _mayFall;              // (stride); the last two: 0 where it may, else −∞ and +∞
        private readonly int _stride;

        public Problem(int[] rows, SupportVectorMachine machine, float[] kernel)
        {
            (_rows, _machine, _kernel, _stride) = (rows, machine, kernel, Padded(rows.Length));
            (_v, _mayRise, _mayFall) = (new float[_stride], new float[_stride], new float[_stride]);
            Array.Fill(_mayRise, float.NegativeInfinity);
            Array.Fill(_mayFall, float.PositiveInfinity);
            for (int i = 0; i < rows.Length; i++)
            {
                _v[i] = (float)machine._v[rows[i]];
                Mark(i);
            }
        }

        public void Solve(double tolerance, CancellationToken cancellation)
        {
            long most = (long)StepsPerRow * _rows.Length;
            fixed (float* kernel = _kernel, v = _v, mayRise = _mayRise, mayFall = _mayFall)
            {
                int i = Highest(v, mayRise);
                for (long step = 0; step < most && i >= 0; step++)
                {
                    if (step % StepsBetweenChecks == 0)
                        cancellation.ThrowIfCancellationRequested();
                    float* ki = kernel + (long)i * _stride;
                    int j = BestPartner(v, mayFall, ki, v[i], (float)tolerance);
                    if (j < 0)
                        return;
                    float delta = Move(i, j, (v[i] - v[j]) / MathF.Max(SmallestCurvature, 2 - 2 * ki[j]));
                    i = UpdateAndHighest(v, mayRise, ki, kernel + (long)j * _stride, delta);
                }
            }
        }

        /// <summary>Moves α of i up and of j down in the direction of their labels, as far as asked or allowed.</summary>
        private float Move(int i, int j, double delta)
        {
            var (alpha, y, cost) = (_machine._alpha, _machine._y, _machine._cost);
            int a = _rows[i], b = _rows[j];
            double roomA = y[a] > 0 ? cost - alpha[a] : alpha[a], roomB = y[b] > 0 ? alpha[b] : cost - alpha[b];
            delta = Math.Min(delta, Math.Min(roomA, roomB));
            alpha[a] = delta == roomA ? (y[a] > 0 ? cost : 0) : alpha[a] + y[a] * delta;   // exactly at the bound
            alpha[b] = delta == roomB ? (y[b] > 0 ? 0 : cost) : alpha[b] - y[b] * delta;
            Mark(i);
            Mark(j);
            return (float)delta;
        }

        private void Mark(int i)
        {
            _mayRise[i] = _machine.MayRise(_rows[i]) ? 0 : float.NegativeInfinity;
            _mayFall[i] = _machine.MayFall(_rows[i]) ? 0 : float.PositiveInfinity;
        }

        private int Highest(float* v, float* mayRise)
        {
            int best = -1;
            for (int i = 0; i < _rows.Length; i++)
            {
                if (mayRise[i] == 0 && (best < 0 || v[i] > v[best]))
                    best = i;
            }

            return best;
        }

        /// <summary>v −= δ (Kᵢ − Kⱼ), and the row of highest v that may rise; −1: none.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private int UpdateAndHighest(float* v, float* mayRise, float* ki, float* kj, float delta)
        {
            var step = Vector512.Create(-delta);
            var best = Vector512.Create(float.NegativeInfinity);
            var places = Vector512<int>.Zero;
            for (int t = 0; t < _stride; t += Lane)
            {
                var value = Vector512.FusedMultiplyAdd(step, Vector512.Load(ki + t) - Vector512.Load(kj + t), Vector512.Load(v + t));
                value.Store(v + t);
                var candidate = value + Vector512.Load(mayRise + t);
                var better = Vector512.GreaterThan(candidate, best);
                best = Vector512.ConditionalSelect(better, candidate, best);
                places = Vector512.ConditionalSelect(better.AsInt32(), Vector512.Create(t), places);
            }

            return First(best, places, float.NegativeInfinity);
        }

        /// <summary>The row that may fall and with which i would lower the objective most: (vᵢ − v)² / (2 − 2K); −1: none is lower by more than the tolerance.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private int BestPartner(float* v, float* mayFall, float* ki, float vi, float tolerance)
        {
            var (two, smallest, least) = (Vector512.Create(2f), Vector512.Create(SmallestCurvature), Vector512.Create(tolerance));
            var best = Vector512<float>.Zero;
            var places = Vector512<int>.Zero;
            bool violated = false;
            for (int t = 0; t < _stride; t += Lane)
            {
                var gap = Vector512.Create(vi) - (Vector512.Load(v + t) + Vector512.Load(mayFall + t));
                var positive = Vector512.MaxNative(gap, Vector512<float>.Zero);
                violated |= Vector512.GreaterThanAny(gap, least);
                var curvature = Vector512.MaxNative(Vector512.FusedMultiplyAdd(Vector512.Load(ki + t), -two, two), smallest);
                var gain = positive * positive / curvature;
                var better = Vector512.GreaterThan(gain, best);
                best = Vector512.ConditionalSelect(better, gain, best);
                places = Vector512.ConditionalSelect(better.AsInt32(), Vector512.Create(t), places);
            }

            return violated ? First(best, places, 0) : -1;
        }

        /// <summary>The place of the largest value, the first of equal ones; −1: none exceeds <paramref name="floor"/>.</summary>
        private static int First(Vector512<float> values, Vector512<int> starts, float floor)
        {
            int place = -1;
            float best = floor;
            for (int lane = 0; lane < Lane; lane++)
            {
                int at = starts[lane] + lane;
                if (values[lane] > best || (values[lane] == best && place >= 0 && at < place))
                    (best, place) = (values[lane], at);
            }

            return place;
        }
    }
}
