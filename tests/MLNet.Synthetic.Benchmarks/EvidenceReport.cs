// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using System.Text;
using MLNet.Synthetic.Testing;

namespace MLNet.Synthetic.Benchmarks;

/// <summary>The results as Markdown: mean values by set, mean ranks over the sets, and critical differences.</summary>
internal static class EvidenceReport
{
    private const string Baseline = "None";

    public static string Of(
        IEnumerable<EvidenceResult> results, IReadOnlyList<EvidenceSet> sets, IReadOnlyList<EvidenceMethod> methods, int folds, int repeats)
    {
        var byCell = results.Where(r => r.Folds == folds && r.Repeat < repeats).ToLookup(r => (r.Set, r.Learner, r.Method));
        string[] learners = [.. byCell.Select(c => c.Key.Learner).Distinct()];
        string[] names = [.. methods.Select(m => m.Name)];
        string[] complete = [.. sets.Select(s => s.Name).Where(s => learners.All(l => names.All(m => byCell[(s, l, m)].Count() == folds * repeats)))];

        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"""
            {repeats} × {folds}-fold stratified cross-validation on {complete.Length} sets, {names.Length} methods. Values are means over folds; ranks are means over sets, 1 is best. Two ranks that differ
            by less than the critical difference (Nemenyi, α = 0.05; Demšar 2006) may do so by chance; **bold**: beyond it better than {Baseline}, *italic*: beyond it worse.
            failed n: n folds gave an error; such a method shares the last rank on that set.

            """));
        if (complete.Length == 0)
            return text.AppendLine("No set is complete yet.").ToString();
        foreach (string learner in learners)
        {
            for (int metric = 0; metric < EvidenceResult.MetricNames.Length; metric++)
                Table(text, learner, metric, complete, names, (s, m) => [.. byCell[(s, learner, m)]]);
        }

        Failures(text, byCell.Where(c => complete.Contains(c.Key.Set) && names.Contains(c.Key.Method)).SelectMany(c => c));
        return text.ToString();
    }

    private static void Table(StringBuilder text, string learner, int metric, string[] sets, string[] methods, Func<string, string, EvidenceResult[]> cell)
    {
        bool lowerIsBetter = EvidenceResult.MetricNames[metric] == "Brier";
        double[][] values = [.. sets.Select(s => methods.Select(m => Mean(cell(s, m), metric)).ToArray())];   // (sets, methods)
        double[][] ranks = [.. values.Select(v => Ranking.Of(v, lowerIsBetter))];
        double[] means = [.. methods.Select((_, m) => ranks.Average(r => r[m]))];
        double difference = methods.Length < 2 ? 0 : Ranking.CriticalDifference(methods.Length, sets.Length);
        int baseline = Array.IndexOf(methods, Baseline);

        text.AppendLine(CultureInfo.InvariantCulture, $"\n### {learner}, {EvidenceResult.MetricNames[metric]}{(lowerIsBetter ? " (low is good)" : "")}, critical difference {difference:0.00}\n");
        text.AppendLine($"| method | mean rank | {string.Join(" | ", sets)} |");
        text.AppendLine($"|---|---:|{string.Concat(sets.Select(_ => "---:|"))}");
        foreach (int m in Enumerable.Range(0, methods.Length).OrderBy(m => means[m]))
        {
            double gain = baseline < 0 ? 0 : means[baseline] - means[m];
            string mark = gain > difference ? "**" : gain < -difference ? "*" : "";
            var cells = sets.Select((s, i) => double.IsNaN(values[i][m])
                ? $"failed {cell(s, methods[m]).Count(r => r.Error.Length > 0)}"
                : values[i][m].ToString("0.000", CultureInfo.InvariantCulture));
            text.AppendLine(CultureInfo.InvariantCulture, $"| {methods[m]} | {mark}{means[m]:0.00}{mark} | {string.Join(" | ", cells)} |");
        }
    }

    private static double Mean(EvidenceResult[] folds, int metric) => folds.All(f => f.Error.Length == 0) ? folds.Average(f => f.Metrics[metric]) : double.NaN;

    private static void Failures(StringBuilder text, IEnumerable<EvidenceResult> results)
    {
        var failures = results.Where(r => r.Error.Length > 0).GroupBy(r => (r.Set, r.Learner, r.Method)).ToArray();
        if (failures.Length == 0)
            return;
        text.AppendLine("\n### Failures\n");
        foreach (var f in failures)
            text.AppendLine($"- {f.Key.Set}, {f.Key.Learner}, {f.Key.Method}: {f.Count()} folds, e.g. {f.First().Error}");
    }
}
