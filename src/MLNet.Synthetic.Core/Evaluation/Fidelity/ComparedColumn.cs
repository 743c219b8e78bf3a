// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>One column of training rows and of the samples that are compared with them.</summary>
/// <param name="Name">Name.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Numbers">Numbers or ticks of each table; null for categories.</param>
/// <param name="Codes">Codes of each table: numbers are cut at the deciles of the training rows.</param>
/// <param name="Levels">Number of levels or bins.</param>
internal sealed record ComparedColumn(string Name, ColumnKind Kind, double[][]? Numbers, int[][] Codes, int Levels)
{
    /// <summary>Places of the tables in the arrays.</summary>
    public const int Train = 0, Synthetic = 1, Holdout = 2;

    private const int Bins = 10, MostMarginLevels = 10;

    public static ComparedColumn[] Of(EvaluationData data)
        => [.. data.Train.Columns.Select(c => Of(c, data.SyntheticSample[c.Name], data.HoldoutSample[c.Name]))];

    /// <summary>Numbers or ticks; infinite ones count as missing.</summary>
    public static double[] NumbersOf(TableColumn column) => column switch
    {
        TimestampColumn times => Cells.Numbers(times),
        NumericColumn numbers when Array.Exists(numbers.Values, double.IsInfinity) => Array.ConvertAll(numbers.Values, v => double.IsFinite(v) ? v : double.NaN),
        _ => ((NumericColumn)column).Values,
    };

    /// <summary>The codes with the ten most frequent levels of the training rows kept apart and all others put together.</summary>
    public (int[][] Codes, int Levels) Coarse()
    {
        if (Levels <= MostMarginLevels + 1)
            return (Codes, Levels);
        var counts = new int[Levels];
        foreach (int code in Codes[Train])
        {
            if (code >= 0)
                counts[code]++;
        }

        int[] frequent = [.. Enumerable.Range(0, Levels).OrderByDescending(l => counts[l]).ThenBy(l => l).Take(MostMarginLevels)];
        var place = new int[Levels];
        Array.Fill(place, MostMarginLevels);
        for (int i = 0; i < frequent.Length; i++)
            place[frequent[i]] = i;
        return (Array.ConvertAll(Codes, codes => Array.ConvertAll(codes, c => c < 0 ? c : place[c])), MostMarginLevels + 1);
    }

    private static ComparedColumn Of(params TableColumn[] tables)
    {
        var train = tables[Train];
        if (train is CategoryColumn category)
            return new(train.Name, train.Kind, null, Array.ConvertAll(tables, t => ((CategoryColumn)t).Codes), category.Levels.Length);
        double[][] numbers = Array.ConvertAll(tables, NumbersOf);
        double[] edges = Binning.QuantileEdges(numbers[Train], Bins);
        return new(train.Name, train.Kind, numbers, Array.ConvertAll(numbers, n => Binning.Codes(n, edges)), edges.Length + 1);
    }
}
