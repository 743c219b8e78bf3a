// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic;

/// <summary>Says in words what the figures of fidelity show.</summary>
internal sealed class FidelityFindings(EvaluationData data)
{
    private const int MostNamed = 3;
    private const double Gap = 0.02, SmallShare = 0.002;
    private readonly List<string> _findings = [];

    public IReadOnlyList<string> All => _findings;

    /// <summary>The scores of several columns together that lie nearer to the training rows than those of fresh rows, at once. Columns alone are nearest where they were shuffled.</summary>
    public void Nearer(Score[] scores)
    {
        Score[] nearer = [.. scores.Where(s => s.Verdict == ScoreVerdict.BetterThanPossible)];
        if (nearer.Length > 0)
            Add($"{nearer.Length} of {scores.Length} scores of columns together are nearer to the training rows than fresh real rows are (in brackets): {string.Join(", ", nearer.Select(s => FormattableString.Invariant($"{s.Name} {s.Value:0.000} ({s.Floor:0.000})")))}. That is a sign that rows were copied; the privacy section tells.");
    }

    /// <summary>The verdict on pairs, and whether dependence is lost.</summary>
    public void Pairs(PairTrends trends, Score pairTrends, Score dependence)
    {
        if (dependence is { Value: double kept, Verdict: ScoreVerdict.Worse } && kept < 0.2)
        {
            Add($"The dependence between columns is lost: {Math.Max(0, kept):P0} of it is left, as good as in columns drawn one by one. Each column may look right, but the rows are useless for anything that looks at two columns at once.");
        }
        else if (dependence is { Value: double some, Floor: double floor, Verdict: ScoreVerdict.Worse })
        {
            Add($"Columns depend on each other {(some < 1 ? "less" : "more")} than in real rows: {some:P0} of the real dependence (fresh real rows {floor:P0}).");
        }

        if (pairTrends is { Value: double value, Floor: double reached, Verdict: not ScoreVerdict.BetterThanPossible })
        {
            Add(pairTrends.Verdict == ScoreVerdict.Worse
                ? (FormattableString)$"Pairs of columns agree with the training rows in {value:0.000}; fresh real rows reach {reached:0.000}."
                : $"Pairs of columns agree with the training rows as well as fresh real rows do ({value:0.000}, floor {reached:0.000}).");
        }

        foreach (var pair in trends.Pairs.Where(p => p.Similarity is { } s && s.IsClearlyWorse(Gap)).OrderByDescending(p => p.Similarity!.Floor - p.Similarity.Value).Take(MostNamed))
            Add($"Pair '{pair.First}' and '{pair.Second}': similarity {pair.Similarity!.Value:0.000}, fresh real rows {pair.Similarity.Floor:0.000}.");
    }

    /// <summary>Columns whose shape, missing values, range or categories are wrong.</summary>
    public void Columns(ColumnScores[] scores)
    {
        foreach (var column in scores.Where(c => c.Shape is { } s && s.IsClearlyWorse(Gap)).OrderByDescending(c => c.Shape!.Floor - c.Shape.Value).Take(MostNamed))
            Add($"Column '{column.Name}': its distribution agrees in {column.Shape!.Value:0.000}, that of fresh real rows in {column.Shape.Floor:0.000}.");

        foreach (var column in scores)
        {
            TableColumn train = data.Train[column.Name], synthetic = data.Synthetic[column.Name];
            if (column.Missing.IsClearlyWorse(Gap))
                Add($"Column '{column.Name}': {Share(synthetic.Missing, synthetic.Count)} of the synthetic values are missing, {Share(train.Missing, train.Count)} of the real ones.");
            if (synthetic.Count > 1 && IsConstant(synthetic) && !IsConstant(train))
                Add($"Column '{column.Name}' has the same value in all synthetic rows.");
            if (synthetic is CategoryColumn categories)
                Unseen(categories, (CategoryColumn)train, (CategoryColumn)data.Holdout[column.Name]);
            else
                Outside(column.Name, ComparedColumn.NumbersOf(train), ComparedColumn.NumbersOf(synthetic), ComparedColumn.NumbersOf(data.Holdout[column.Name]));
            if (train is NumericColumn && new[] { train, synthetic }.Sum(c => ((NumericColumn)c).Values.Count(double.IsInfinity)) is > 0 and var infinite)
                Add($"Column '{column.Name}' holds {infinite:N0} infinite values; they are counted as missing.");
        }
    }

    private void Unseen(CategoryColumn synthetic, CategoryColumn train, CategoryColumn holdout)
    {
        HashSet<int> known = [.. train.Codes, CategoryColumn.MissingCode];
        if (!data.HoldoutIsGiven)
            known.UnionWith(holdout.Codes);                           // real rows too, which the synthesizer has seen
        var unseen = synthetic.Codes.Where(c => !known.Contains(c)).CountBy(c => c).OrderByDescending(c => c.Value).ThenBy(c => c.Key).ToArray();
        int rows = unseen.Sum(c => c.Value);
        if (!IsMore(rows, synthetic.Count, holdout.Codes.Count(c => !known.Contains(c)), holdout.Count))
            return;
        string names = string.Join(", ", unseen.Take(MostNamed).Select(c => $"'{synthetic.Levels[c.Key]}'")) + (unseen.Length > MostNamed ? $" and {unseen.Length - MostNamed:N0} more" : "");
        Add($"Column '{synthetic.Name}': {rows:N0} synthetic rows ({Share(rows, synthetic.Count)}) hold categories that the training rows lack: {names}.");
    }

    private void Outside(string name, double[] train, double[] synthetic, double[] holdout)
    {
        if (ColumnMetrics.Range(data.HoldoutIsGiven ? train : [.. train, .. holdout]) is not var (low, high))
            return;
        int rows = Count(synthetic);
        if (!IsMore(rows, synthetic.Length, Count(holdout), holdout.Length))
            return;
        string from = data.Train[name] is TimestampColumn ? $"{new DateTime((long)low):yyyy-MM-dd} to {new DateTime((long)high):yyyy-MM-dd}" : string.Create(CultureInfo.InvariantCulture, $"{low:G6} to {high:G6}");
        Add($"Column '{name}': {rows:N0} synthetic values ({Share(rows, synthetic.Length)}) lie outside the training rows' range of {from}.");

        int Count(double[] values) => values.Count(v => v < low || v > high);
    }

    /// <summary>Whether the share of synthetic rows is clearly larger than that of holdout rows.</summary>
    private static bool IsMore(double synthetic, double all, double holdout, double allHoldout)
    {
        const double Deviations = 3;
        double pooled = (synthetic + holdout) / (all + allHoldout);
        return synthetic / all - holdout / allHoldout > Math.Max(SmallShare, Deviations * Math.Sqrt(pooled * (1 - pooled) * (1 / all + 1 / allHoldout)));
    }

    private static bool IsConstant(TableColumn column)
    {
        if (column is CategoryColumn categories)
            return categories.Codes.AsSpan().IndexOfAnyExcept(categories.Codes[0]) < 0;
        double[] numbers = ComparedColumn.NumbersOf(column);
        return Array.TrueForAll(numbers, v => v.Equals(numbers[0]));
    }

    private static string Share(int part, int all) => string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / Math.Max(all, 1):0.##} %");

    private void Add(FormattableString finding) => _findings.Add(FormattableString.Invariant(finding));
}
