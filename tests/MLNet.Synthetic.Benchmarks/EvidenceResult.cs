// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic.Benchmarks;

/// <summary>What one method gave on one fold: a line of the CSV file.</summary>
/// <param name="Folds">Folds the set was dealt into.</param>
/// <param name="Metrics">Values in the order of <see cref="MetricNames"/>; empty when the fold failed.</param>
/// <param name="Seconds">Wall time of training and scoring.</param>
/// <param name="Error">Why it failed; empty when it did not.</param>
internal sealed record EvidenceResult(string Set, string Learner, string Method, int Folds, int Repeat, int Fold, double[] Metrics, double Seconds, string Error)
{
    public static readonly string[] MetricNames = ["AUC", "PR-AUC", "F1", "G-mean", "Brier"];

    public static string Header => $"set,learner,method,folds,repeat,fold,{string.Join(',', MetricNames)},seconds,error";

    public string Key => $"{Set},{Learner},{Method},{Folds},{Repeat},{Fold}";

    public string ToCsv() => string.Create(CultureInfo.InvariantCulture,
        $"{Key},{string.Join(',', Error.Length == 0 ? Metrics.Select(m => m.ToString("R", CultureInfo.InvariantCulture)) : MetricNames.Select(_ => ""))},{Seconds:0.000},{Error}");

    public static EvidenceResult Parse(string line)
    {
        string[] cells = line.Split(',', 7 + MetricNames.Length + 1);
        double[] metrics = cells[6].Length == 0 ? [] : [.. cells[6..(6 + MetricNames.Length)].Select(c => double.Parse(c, CultureInfo.InvariantCulture))];
        return new(cells[0], cells[1], cells[2], int.Parse(cells[3]), int.Parse(cells[4]), int.Parse(cells[5]), metrics, double.Parse(cells[^2], CultureInfo.InvariantCulture), cells[^1]);
    }
}
