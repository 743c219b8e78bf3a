// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Numerics.Tensors;

namespace MLNet.Synthetic;

/// <summary>SMOGN: SMOTER towards rare rows that are near, and Gaussian noise around a rare row whose neighbour is too far to interpolate.</summary>
/// <remarks>
/// Branco, Torgo, Ribeiro (2017), "SMOGN: a Pre-processing Approach for Imbalanced Regression", PMLR 74 (LIDTA), 36–50. Relevance, bumps and thinning as in <see cref="Smoter"/>. For
/// each new row one of the k nearest rows b of a in its bump is drawn. Where b is nearer than half the median distance from a to the other rows of the bump, the new row is
/// SMOTER's; where not, it is a with Gaussian noise: in numbers and label a deviation of min(half that median distance, perturbation) times the column's deviation in the bump, in nominal
/// columns the value of a row of the bump drawn at random (values in proportion to their frequency there). O(m² d) for a bump of m rows.
/// <para>
/// Beyond the paper: what <see cref="Smoter"/> says; and the label stays within those of its bump, so that noise does not make a rare label a normal one or leave the range of the data.
/// Missing cells stay missing.
/// </para>
/// </remarks>
public sealed class Smogn(SmognOptions? options = null) : IResampler
{
    private const string Name = "SMOGN";
    private const int RowsPerChunk = 64;
    private readonly SmognOptions _options = (options ?? new()).Validated();

    /// <inheritdoc/>
    public FeatureUse FeatureUse => FeatureUse.NumericAndNominal;

    /// <inheritdoc/>
    public LabelKind LabelKind => LabelKind.Quantity;

    /// <inheritdoc/>
    public ResampledRows Resample(ResamplingInput input, RunContext run) => RareLabels.Resample(Name, input, _options, run, bump =>
    {
        double[] safe = HalfMedianDistances(bump.Space, run);         // (m)
        double[] deviations = FeatureScales.Deviations(input.X, bump.Bump.Rows, run);
        double labelDeviation = LabelDeviation(bump);
        return (member, random, row) =>
        {
            int place = random.Next(bump.Nearest.Neighbors);
            if (Math.Sqrt(bump.Nearest.SquaredDistances(member)[place]) < safe[member])
                return Smoter.Interpolate(bump, member, bump.Nearest[member][place], random, row);
            double noise = Math.Min(safe[member], _options.Perturbation);
            return Perturb(bump, member, noise, deviations, labelDeviation, random, row);
        };
    });

    /// <summary>Half the median of the distances from each point to the others, (m).</summary>
    internal static double[] HalfMedianDistances(MixedSpace space, RunContext run)
    {
        var halves = new double[space.Count];
        run.ForChunks(space.Count, RowsPerChunk, (_, start, end) =>
        {
            var distances = new double[space.Count - 1];
            for (int i = start; i < end; i++)
            {
                for (int other = 0, at = 0; other < space.Count; other++)
                {
                    if (other != i)
                        distances[at++] = space.SquaredDistance(i, other);
                }

                double upper = Select(distances, distances.Length / 2);
                double lower = distances.Length % 2 == 1 ? upper : TensorPrimitives.Max(distances.AsSpan(0, distances.Length / 2));
                halves[i] = (Math.Sqrt(lower) + Math.Sqrt(upper)) / 4;
            }
        });
        return halves;
    }

    /// <summary>The value that sorting would bring to a place, with no larger one before it (Hoare 1961, "Algorithm 65: Find").</summary>
    internal static double Select(Span<double> values, int place)
    {
        for (int low = 0, high = values.Length - 1; low < high;)
        {
            double pivot = values[low + (high - low) / 2];
            int i = low, j = high;
            while (i <= j)
            {
                while (values[i] < pivot)
                    i++;
                while (values[j] > pivot)
                    j--;
                if (i <= j)
                {
                    (values[i], values[j]) = (values[j], values[i]);
                    (i, j) = (i + 1, j - 1);
                }
            }

            if (place <= j)
                high = j;
            else if (place >= i)
                low = i;
            else
                break;
        }

        return values[place];
    }

    private static double LabelDeviation(RareBump bump)
    {
        double[] labels = [.. Enumerable.Range(0, bump.Bump.Rows.Length).Select(bump.Label)];
        double mean = labels.Average();
        return Math.Sqrt(labels.Average(y => (y - mean) * (y - mean)));
    }

    private static double Perturb(RareBump bump, int member, double noise, double[] deviations, double labelDeviation, Rng random, Span<double> row)
    {
        bump[member].CopyTo(row);
        for (int j = 0; j < row.Length; j++)
        {
            if (double.IsNaN(row[j]))
                continue;
            if (bump.Input.Kinds[j] == FeatureKind.Numeric)
            {
                row[j] += noise * deviations[j] * random.NextGaussian();
                continue;
            }

            double drawn = bump[random.Next(bump.Bump.Rows.Length)][j];
            row[j] = double.IsNaN(drawn) ? row[j] : drawn;
        }

        return Math.Clamp(bump.Label(member) + noise * labelDeviation * random.NextGaussian(), bump.Bump.Lowest, bump.Bump.Highest);
    }
}
