// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Random oversampling: rows of the small classes are drawn again with replacement, with noise when smoothed (ROSE).</summary>
/// <remarks>
/// Menardi, Torelli (2014), "Training and assessing classification rules with imbalanced data", Data Mining and Knowledge Discovery 28, 92–122, for
/// the smoothed bootstrap: x* = xᵢ + ε, ε ~ N(0, diag(h₁², ..., h_p²)), h_j = c · (4 / ((p + 2) m))^(1/(p + 4)) · σⱼ, with σⱼ the deviation of
/// numeric column j in the class of m rows, p the number of numeric columns and c the <see cref="RandomOversamplerOptions.Shrinkage"/>. Nominal and
/// missing cells are copied. Unlike ROSE only the classes that grow get new rows; real rows stay as they are. O(m d).
/// </remarks>
public sealed class RandomOversampler(RandomOversamplerOptions? options = null) : IResampler
{
    private const string Name = "Random oversampling";
    private readonly RandomOversamplerOptions _options = (options ?? new()).Validated();

    /// <inheritdoc/>
    public FeatureUse FeatureUse => _options.Shrinkage > 0 ? FeatureUse.NumericAndNominal : FeatureUse.None;

    /// <inheritdoc/>
    public ResampledRows Resample(ResamplingInput input, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(run);
        var shortfalls = _options.SamplingStrategy.Shortfalls(input);
        bool smooth = _options.Shrinkage > 0;
        if (smooth)
            input.RequireFeatures($"{Name} with {nameof(RandomOversamplerOptions.Shrinkage)}");
        var rows = new NewRows(shortfalls, smooth ? input.X.Columns : null);

        foreach (var shortfall in shortfalls)
        {
            int[] members = shortfall.Members;                        // (m)
            double[] widths = smooth ? KernelWidths(input, members, run) : [];
            if (smooth && widths.All(w => w == 0))
                run.Warn($"{Name}: no numeric column varies in class '{shortfall.Name}' ({members.Length} rows), so its new rows are exact copies in spite of {nameof(RandomOversamplerOptions.Shrinkage)}.");
            rows.Add(Name, shortfall, run, (_, random, row) =>
            {
                int source = members[random.Next(members.Length)];
                if (smooth)
                {
                    input.X[source].CopyTo(row);
                    for (int j = 0; j < row.Length; j++)
                        row[j] += widths[j] == 0 ? 0 : widths[j] * random.NextGaussian();
                }

                return source;
            });
        }

        return rows.ToResampledRows();
    }

    /// <summary>Deviation of the noise in each column, (d): 0 for nominal columns.</summary>
    private double[] KernelWidths(ResamplingInput input, int[] members, RunContext run)
    {
        int p = input.ColumnsOf(FeatureKind.Numeric).Length;
        double width = _options.Shrinkage * Math.Pow(4.0 / ((p + 2) * (double)members.Length), 1.0 / (p + 4));
        var deviations = FeatureScales.Deviations(input.X, members, run);
        return [.. deviations.Select((deviation, j) => input.Kinds[j] == FeatureKind.Numeric ? width * deviation : 0)];
    }
}
