// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic;

/// <summary>SVM-SMOTE (borderline over-sampling): a class grows from its support vectors, outwards where it prevails.</summary>
/// <remarks>
/// Nguyen, Cooper, Kamel (2011), "Borderline over-sampling for imbalanced data classification", Int. J. Knowledge Engineering and Soft Data Paradigms 3(1), 4–21.
/// A support vector machine with the kernel exp(−γ |x − y|²) is trained on the class against the rest. The missing rows are dealt out evenly to its support
/// vectors v of the class, and those of each take its k nearest rows b of the class in turn, from the first to the k-th. Where fewer than half of the m rows
/// nearest to v are of other classes the new row extrapolates, s = v + ρ (v − b); elsewhere it interpolates, s = v + ρ (b − v); ρ ~ U[0, 1).
/// <para>
/// The machine is trained on all rows, to <see cref="SvmSmoteOptions.Tolerance"/>, by decomposition: memory 4 (d + 1) bytes a row and 64 MiB (256 MiB for over
/// 200,000 rows), time about the number of support vectors times n (d + e), e for an exponential. Beyond the paper: classes are grown one against the
/// rest, and features are brought to one scale unless <see cref="SvmSmoteOptions.FeatureScaling"/> says otherwise. Extrapolated values can lie outside
/// the range of the data.
/// </para>
/// </remarks>
public sealed class SvmSmote(SvmSmoteOptions? options = null) : IResampler
{
    private const string Name = "SVM-SMOTE";
    private readonly SvmSmoteOptions _options = (options ?? new()).Validated();

    /// <inheritdoc/>
    public FeatureUse FeatureUse => FeatureUse.Numeric;

    /// <inheritdoc/>
    public ResampledRows Resample(ResamplingInput input, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(run);
        input.RequireFeatures(Name);
        input.RequireComplete(Name);
        var shortfalls = _options.SamplingStrategy.ShortfallsWithNeighbors(input, _options.Neighbors, Name);
        Surroundings.RequireRows(input, _options.BorderNeighbors, nameof(SvmSmoteOptions.BorderNeighbors), Name);

        var x = input.X;
        var scales = FeatureScales.Of(input, _options.FeatureScaling, run);
        double gamma = _options.Gamma ?? DefaultGamma(x, scales, run);
        var space = new MixedSpace(x, [.. Enumerable.Range(0, x.Rows)], scales);
        var rows = new NewRows(shortfalls, x.Columns);
        foreach (var shortfall in shortfalls)
        {
            int m = _options.BorderNeighbors, k = _options.Neighbors;
            int[] vectors = SupportVectors(input, space, gamma, shortfall, run);
            int[] others = Surroundings.OtherClasses(space, input.Classes, vectors, m, run);
            var nearest = NearestNeighbors.Find(space, vectors, shortfall.Members, k, run);
            int[] order = NewRows.DealOrder(shortfall with { Members = vectors }, Name, run);

            rows.Add(Name, shortfall, run, (number, random, row) =>
            {
                int at = order[number % order.Length];
                int b = nearest[at][number / order.Length % k];
                double rho = random.NextDouble();
                bool extrapolate = 2 * others[at] < m;
                Smote.Interpolate(x[vectors[at]], x[b], extrapolate ? -rho : rho, row);
                return vectors[at];
            });
        }

        return rows.ToResampledRows();
    }

    /// <summary>The rows of the class that are support vectors of the class against the rest, ascending.</summary>
    private int[] SupportVectors(ResamplingInput input, MixedSpace space, double gamma, ClassShortfall shortfall, RunContext run)
    {
        bool[] positive = [.. input.Classes.Select(c => c == shortfall.Class)];
        var machine = SupportVectorMachine.Train(space, positive, _options.Cost, gamma, _options.Tolerance, _options.MaxRounds, run);
        int[] vectors = [.. shortfall.Members.Where(i => machine.Alpha[i] > 0)];
        if (machine.Violation > _options.Tolerance)
        {
            run.Warn(string.Create(CultureInfo.InvariantCulture,
                $"{Name}: training for class '{shortfall.Name}' stopped after {machine.Rounds} rounds with a violation of {machine.Violation:g2}, ") +
                string.Create(CultureInfo.InvariantCulture, $"above {nameof(SvmSmoteOptions.Tolerance)} = {_options.Tolerance:g2}. The {vectors.Length} support vectors found are used. ") +
                $"Allow more {nameof(SvmSmoteOptions.MaxRounds)}, or lower {nameof(SvmSmoteOptions.Cost)} or {nameof(SvmSmoteOptions.Gamma)}.");
        }

        run.Info($"{Name}: {vectors.Length} of {shortfall.Members.Length} rows of class '{shortfall.Name}' are support vectors ({machine.Rounds} rounds of training).");
        return vectors;
    }

    private static double DefaultGamma(Matrix x, double[] scales, RunContext run)
    {
        var deviations = FeatureScales.Deviations(x, [.. Enumerable.Range(0, x.Rows)], run);
        double variance = deviations.Select((deviation, j) => deviation / scales[j]).Sum(d => d * d);
        return variance > 0 ? 1 / variance : 1;
    }
}
