// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Area under the ROC curve of cross-validated scores, and the curve.</summary>
/// <param name="Auc">Mean of the folds' areas.</param>
/// <param name="Variance">Its variance by DeLong; the rows of the folds differ.</param>
/// <param name="Curve">Points of the curve of the scores ranked within their folds, at most 200.</param>
/// <remarks>
/// DeLong, DeLong, Clarke-Pearson (1988), "Comparing the areas under two or more correlated receiver operating characteristic curves", Biometrics 44. The interval holds what another draw of
/// the tested rows would change, not another draw of those the models learned from.
/// </remarks>
internal sealed record DetectionRoc(double Auc, double Variance, (double[] X, double[] Y) Curve)
{
    private const int MostPoints = 200;
    private const double Normal975 = 1.959964;

    public ScoreInterval Interval => Around(Auc, Variance);

    /// <summary>Of the folds that hold rows of both tables; null: there is none.</summary>
    public static DetectionRoc? Of(IEnumerable<FoldScores> folds)
    {
        FoldScores[] usable = [.. folds.Where(f => f.IsSecond.Contains(true) && f.IsSecond.Contains(false))];
        if (usable.Length == 0)
            return null;
        var parts = Array.ConvertAll(usable, Area);
        return new(parts.Average(p => p.Auc), parts.Sum(p => p.Variance) / (parts.Length * parts.Length), Roc(usable));
    }

    public static ScoreInterval Around(double value, double variance) => new(value - Normal975 * Math.Sqrt(variance), value + Normal975 * Math.Sqrt(variance));

    /// <summary>Area under the curve of one fold and its variance.</summary>
    private static (double Auc, double Variance) Area(FoldScores fold)
    {
        double[] lowerOfOther = MidRanks(fold.Scores, _ => true);         // less the rank among one's own: rows of the other table with a lower score, ties half
        foreach (bool side in new[] { false, true })
        {
            double[] within = MidRanks(fold.Scores, i => fold.IsSecond[i] == side);
            for (int i = 0; i < within.Length; i++)
                lowerOfOther[i] -= fold.IsSecond[i] == side ? within[i] : 0;
        }

        double first = fold.IsSecond.Count(s => !s), second = fold.IsSecond.Length - first;
        double[] places = [.. lowerOfOther.Where((_, i) => fold.IsSecond[i]).Select(l => l / first)], otherPlaces = [.. lowerOfOther.Where((_, i) => !fold.IsSecond[i]).Select(l => 1 - l / second)];
        return (places.Average(), Spread(places) / second + Spread(otherPlaces) / first);
    }

    /// <summary>Rank of the score of each row among those that count, from 1; ties share their mean rank; 0 for rows that do not count.</summary>
    private static double[] MidRanks(float[] scores, Func<int, bool> counts)
    {
        int[] order = [.. Enumerable.Range(0, scores.Length).Where(counts).OrderBy(i => scores[i])];
        var ranks = new double[scores.Length];
        for (int start = 0; start < order.Length;)
        {
            int end = start + 1;
            while (end < order.Length && scores[order[end]] == scores[order[start]])
                end++;
            for (int i = start; i < end; i++)
                ranks[order[i]] = (start + end + 1) / 2.0;
            start = end;
        }

        return ranks;
    }

    private static double Spread(double[] values)
    {
        double mean = values.Average();
        return values.Length < 2 ? 0 : values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1);
    }

    /// <summary>Share of rows found of the first table (across) and of the second (up), from the highest score down.</summary>
    private static (double[] X, double[] Y) Roc(FoldScores[] folds)
    {
        var ranked = folds.SelectMany(f => MidRanks(f.Scores, _ => true).Zip(f.IsSecond, (rank, isSecond) => (Place: rank / f.Scores.Length, IsSecond: isSecond))).OrderByDescending(r => r.Place).ToArray();
        double first = ranked.Count(r => !r.IsSecond), second = ranked.Length - first, foundFirst = 0, foundSecond = 0;
        List<double> x = [0], y = [0];
        for (int i = 0; i < ranked.Length; i++)
        {
            (foundFirst, foundSecond) = ranked[i].IsSecond ? (foundFirst, foundSecond + 1) : (foundFirst + 1, foundSecond);
            if (i + 1 < ranked.Length && ranked[i + 1].Place == ranked[i].Place)
                continue;                                             // rows of one score are found together
            x.Add(foundFirst / first);
            y.Add(foundSecond / second);
        }

        int[] shown = x.Count <= MostPoints ? [.. Enumerable.Range(0, x.Count)] : [.. Enumerable.Range(0, MostPoints).Select(k => (int)((long)k * (x.Count - 1) / (MostPoints - 1)))];
        return ([.. shown.Select(i => x[i])], [.. shown.Select(i => y[i])]);
    }
}
