// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Borderline-SMOTE: SMOTE that grows a class only from its rows near the border to other classes.</summary>
/// <remarks>
/// Han, Wang, Mao (2005), "Borderline-SMOTE: A New Over-Sampling Method in Imbalanced Data Sets Learning", ICIC 2005, LNCS 3644, 878–887.
/// Of the m rows nearest to a row p of the class, whatever their class, m' are of other classes. p is noise when m' = m, in danger when
/// m/2 ≤ m' &lt; m, and safe otherwise. New rows s = p + u (b − p) grow from the rows p in danger, each used equally often (or once more), b one of the
/// k nearest rows of the class and u ~ U[0, 1). In the second kind b is with the same chance one of the k nearest rows of other classes, with u ~ U[0, 0.5).
/// O(m_c n d) for a class of m_c rows among n.
/// <para>
/// Beyond the paper: classes are grown one against the rest; distances are measured on features of one scale unless
/// <see cref="BorderlineSmoteOptions.FeatureScaling"/> says otherwise; the paper leaves open how many rows of the second kind lie towards other classes
/// (here half); a class without a row in danger grows from all its rows, as in SMOTE, with a warning.
/// </para>
/// </remarks>
public sealed class BorderlineSmote(BorderlineSmoteOptions? options = null) : IResampler
{
    private const string Name = "Borderline-SMOTE";
    private readonly BorderlineSmoteOptions _options = (options ?? new()).Validated();

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
        Surroundings.RequireRows(input, _options.BorderNeighbors, nameof(BorderlineSmoteOptions.BorderNeighbors), Name);

        var x = input.X;
        var space = new MixedSpace(x, [.. Enumerable.Range(0, x.Rows)], FeatureScales.Of(input, _options.FeatureScaling, run));
        var rows = new NewRows(shortfalls, x.Columns);
        foreach (var shortfall in shortfalls)
        {
            int[] danger = InDanger(input, space, shortfall, run);
            bool fromBorder = danger.Length > 0;
            if (!fromBorder)
            {
                run.Warn($"{Name}: class '{shortfall.Name}' has no row in danger (none with at least half, but not all, of its {_options.BorderNeighbors} nearest rows " +
                    $"of other classes): it grows from all its {shortfall.Members.Length} rows, as in SMOTE.");
            }

            int[] sources = fromBorder ? danger : shortfall.Members;  // the rows p
            var own = NearestNeighbors.Find(space, sources, shortfall.Members, _options.Neighbors, run);
            var others = fromBorder && _options.Kind == BorderlineKind.Borderline2 ? OfOtherClasses(input, space, sources, shortfall, run) : null;
            int[] order = NewRows.DealOrder(shortfall with { Members = sources }, Name, run);

            rows.Add(Name, shortfall, run, (number, random, row) =>
            {
                int at = order[number % order.Length];
                bool towardOwn = others is null || random.Next(2) == 0;
                var partners = towardOwn ? own[at] : others![at];
                int b = partners[random.Next(partners.Length)];
                double u = towardOwn ? random.NextDouble() : random.NextDouble() / 2;
                Smote.Interpolate(x[sources[at]], x[b], u, row);
                return sources[at];
            });
        }

        return rows.ToResampledRows();
    }

    /// <summary>The rows of the class with at least half, but not all, of their m nearest rows of other classes.</summary>
    private int[] InDanger(ResamplingInput input, MixedSpace space, ClassShortfall shortfall, RunContext run)
    {
        int m = _options.BorderNeighbors;
        int[] others = Surroundings.OtherClasses(space, input.Classes, shortfall.Members, m, run);
        return [.. shortfall.Members.Where((_, i) => 2 * others[i] >= m && others[i] < m)];
    }

    private NearestNeighbors OfOtherClasses(ResamplingInput input, MixedSpace space, int[] rows, ClassShortfall shortfall, RunContext run)
    {
        int[] rest = [.. Enumerable.Range(0, input.X.Rows).Where(i => input.Classes[i] != shortfall.Class)];
        return NearestNeighbors.Find(space, rows, rest, Math.Min(_options.Neighbors, rest.Length), run);
    }
}
