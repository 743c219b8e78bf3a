// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Whether the scores of a multi-class model are probabilities.</summary>
internal static class ClassProbabilities
{
    private const double Tolerance = 1e-3;

    /// <summary>The first row that is not a distribution over the classes, null where all are.</summary>
    /// <param name="scores">Scores, (n, k).</param>
    public static int? FirstOther(Matrix scores)
    {
        for (int i = 0; i < scores.Rows; i++)
        {
            double sum = 0;
            bool negative = false;
            foreach (double value in scores[i])
            {
                sum += value;
                negative |= value < 0;
            }

            if (negative || !(Math.Abs(sum - 1) <= Tolerance))
                return i;
        }

        return null;
    }
}
