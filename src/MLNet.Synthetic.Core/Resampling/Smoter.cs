// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>SMOTER: new rows with rare numeric labels between a rare row and its nearest rare rows, and fewer rows with normal labels.</summary>
/// <remarks>
/// Torgo, Ribeiro, Pfahringer, Branco (2013), "SMOTE for Regression", EPIA, LNCS 8154, 378–389. Labels whose relevance (<see cref="RelevanceFunction"/>) reaches the threshold
/// are rare. The rows, ordered by label, fall into bumps that are rare or normal throughout; normal bumps are thinned at random, and in rare ones grow s = a + u (b − a),
/// u ~ U[0, 1), with b one of the k nearest rows of a in its bump. A nominal column takes the value of a or of b with even chances. The label of s is the mean of those of its two seeds,
/// weighted by nearness: y = (d(s, b) y_a + d(s, a) y_b) / (d(s, a) + d(s, b)), and the plain mean where both distances are 0. Distances are HEOM's (Wilson, Martinez 1997,
/// "Improved heterogeneous distance functions", JAIR 6): differences of numbers over their range, and 1 for nominal columns that differ. O(m² d) for a bump of m rows.
/// <para>
/// Beyond the paper: bumps and their sizes as in UBL (<see cref="BumpStrategy"/>), where the paper has one range of rare labels at each end; u is drawn once for all columns, so that s
/// lies between a and b, where the paper's listing draws it for each; rare real rows always stay. Distances run over the cells that both rows have (those to s over the cells that a
/// and b have), where HEOM counts a missing one as 1; a cell missing in a stays missing, one missing in b is copied from a. A rare bump of k rows or fewer uses all its other rows as neighbours, one of a single
/// row does not grow; both with a warning.
/// </para>
/// </remarks>
public sealed class Smoter(SmoterOptions? options = null) : IResampler
{
    private const string Name = "SMOTER";
    private readonly SmoterOptions _options = (options ?? new()).Validated();

    /// <inheritdoc/>
    public FeatureUse FeatureUse => FeatureUse.NumericAndNominal;

    /// <inheritdoc/>
    public LabelKind LabelKind => LabelKind.Quantity;

    /// <inheritdoc/>
    public ResampledRows Resample(ResamplingInput input, RunContext run) => RareLabels.Resample(Name, input, _options, run, bump => (member, random, row) =>
    {
        int toward = bump.Nearest[member][random.Next(bump.Nearest.Neighbors)];
        return Interpolate(bump, member, toward, random, row);
    });

    /// <summary>Writes a row between two rows of a bump and returns its label.</summary>
    internal static double Interpolate(RareBump bump, int member, int toward, Rng random, Span<double> s)
    {
        var a = bump[member];
        var b = bump[toward];
        double u = random.NextDouble(), fromA = 0, fromB = 0;         // squared distances of s from a and from b
        for (int j = 0; j < s.Length; j++)
        {
            if (double.IsNaN(a[j]) || double.IsNaN(b[j]))
            {
                s[j] = a[j];
            }
            else if (bump.Input.Kinds[j] == FeatureKind.Nominal)
            {
                bool other = random.Next(2) == 1;
                s[j] = other ? b[j] : a[j];
                fromA += other && a[j] != b[j] ? 1 : 0;
                fromB += !other && a[j] != b[j] ? 1 : 0;
            }
            else
            {
                s[j] = a[j] + u * (b[j] - a[j]);
                double difference = (b[j] - a[j]) / bump.Scales[j];
                fromA += u * u * difference * difference;
                fromB += (1 - u) * (1 - u) * difference * difference;
            }
        }

        return Label(bump.Label(member), bump.Label(toward), Math.Sqrt(fromA), Math.Sqrt(fromB));
    }

    /// <summary>The mean of the labels of two seeds, weighted by nearness.</summary>
    internal static double Label(double a, double b, double fromA, double fromB)
        => a + (fromA + fromB == 0 ? 0.5 : fromA / (fromA + fromB)) * (b - a);
}
