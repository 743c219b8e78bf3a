// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic;

/// <summary>Deals rows into folds so that each fold has its share of every class.</summary>
/// <remarks>
/// Kohavi (1995), "A study of cross-validation and bootstrap for accuracy estimation and model selection", IJCAI. ML.NET's own folds are drawn at random and can be left
/// without a positive row, for which its evaluator throws. A numeric label that holds no classes is dealt at random.
/// </remarks>
internal static class StratifiedFolds
{
    /// <summary>The fold of each row, (n).</summary>
    /// <exception cref="SyntheticDataException">There are fewer rows than folds, or a class of a two-class label has.</exception>
    public static int[] Deal(TableColumn label, int folds, Rng random, HostLog log)
    {
        if (label.Count < folds)
            throw new SyntheticDataException($"{label.Count} rows cannot be dealt into {folds} folds.");
        var rows = Strata(label, folds, log);
        var fold = new int[label.Count];
        int next = 0;
        for (int c = 0; c < rows.Length; c++)
        {
            random.Fork(c).Shuffle(rows[c].AsSpan());
            foreach (int row in rows[c])
                fold[row] = next++ % folds;                           // goes on where the class before ended: folds differ by one row at most
        }

        return fold;
    }

    private static int[][] Strata(TableColumn label, int folds, HostLog log)
    {
        if (LabelClasses.IsQuantity(label))
            return [[.. Enumerable.Range(0, label.Count)]];
        var classes = LabelClasses.Of(label);
        int[] counts = classes.Counts();
        int[] occurring = [.. Enumerable.Range(0, counts.Length).Where(c => counts[c] > 0)];
        foreach (int c in occurring.Where(c => counts[c] < folds))
        {
            string message = $"Class '{classes.Names[c]}' of '{label.Name}' has {counts[c]} rows, fewer than the {folds} folds: some folds have none of it.";
            if (occurring.Length <= 2)
                throw new SyntheticDataException($"{message} Lower {nameof(CrossValidationOptions.NumberOfFolds)} to at most {Math.Max(2, counts[c])}.");
            log.Warn(message);
        }

        var rows = occurring.Select(c => new List<int>(counts[c])).ToArray();
        for (int i = 0; i < classes.Codes.Length; i++)
            rows[Array.IndexOf(occurring, classes.Codes[i])].Add(i);
        return [.. rows.Select(r => r.ToArray())];
    }

    /// <summary>The divisions of a view that a dealing gives.</summary>
    public static IEnumerable<CrossValidationFold> Split(IDataView data, int[] foldOfRow, int folds, int repeat)
        => Enumerable.Range(0, folds).Select(fold => new CrossValidationFold(
            new RowSubsetView(data, Array.ConvertAll(foldOfRow, f => f != fold)),
            new RowSubsetView(data, Array.ConvertAll(foldOfRow, f => f == fold)),
            repeat,
            fold));
}
