// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic;

/// <summary>What a comparison advises.</summary>
internal static class Recommendation
{
    /// <summary>The candidate to take, and why.</summary>
    /// <param name="results">Measured candidates, the pipeline as it is first.</param>
    /// <param name="metric">Name of the metric.</param>
    /// <param name="sign">1 where more is better, −1 where less is.</param>
    /// <param name="isAsGood">Whether the first of two candidates is as good as the second, up to chance.</param>
    /// <remarks>
    /// Only what beats the pipeline as it is beyond chance is worth its trouble. Among those the best is taken, unless one that makes no rows is as good up to chance: it copies nobody, costs less and is easier to explain.
    /// </remarks>
    public static (CandidateResult Recommended, string Words) Of(IReadOnlyList<CandidateResult> results, string metric, double sign, Func<string, string, bool> isAsGood)
    {
        var baseline = results[0];
        var better = results.Skip(1).Where(r => r.IsBeyondChance && sign * r.Difference!.Mean > 0).OrderByDescending(r => sign * r.Utility!.Mean).ToArray();
        if (better.Length == 0)
        {
            var close = results.Skip(1).OrderByDescending(r => sign * r.Utility!.Mean).FirstOrDefault();
            string best = close is null ? "nothing else could be measured" : $"the best of the others, {close.Name}, differs by {Signed(close.Difference!)}";
            return (baseline, $"Do not synthesize: none of {results.Count - 1} candidates beats the pipeline as it is beyond chance in {metric} ({baseline.Utility}; {best}).");
        }

        var winner = better[0];
        var simple = better.FirstOrDefault(r => r.NewRows == 0 && isAsGood(r.Name, winner.Name));
        if (winner.NewRows > 0 && simple is not null)
            return (simple, $"Do not synthesize: take {simple.Name}. It makes no rows and does as well as {winner.Name} up to chance ({metric} {simple.Utility} and {winner.Utility}; {Signed(simple.Difference!)} against the pipeline as it is).");
        string caution = winner.Copies >= 0.5 ? " Most of its new rows are copies of training rows: do not pass them on." : "";
        string opening = winner.NewRows > 0 ? "Use" : "Do not synthesize: use";
        return (winner, $"{opening} {winner.Name}: {metric} {winner.Utility}, {Signed(winner.Difference!)} against the pipeline as it is, beyond chance among {results.Count - 1} candidates.{caution}");
    }

    private static string Signed(MetricEstimate difference) => string.Create(CultureInfo.InvariantCulture, $"{difference.Mean:+0.000;-0.000;0.000} ± {difference.HalfWidth:0.000}");
}
