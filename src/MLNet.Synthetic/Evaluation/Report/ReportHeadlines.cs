// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>The verdicts of a report: what its most telling scores say together, in a sentence or two.</summary>
/// <remarks>
/// Only a few scores decide, for with many of them chance alone would call one of fresh real rows worse. Likeness goes by pairs of columns and by a classifier: of single columns independent columns
/// are as good as the best synthesizer. A difference from real rows is a reason for care; where it is as large as that of useless data, for refusal.
/// </remarks>
internal static class ReportHeadlines
{
    public const string Copying = "copying", Faithful = "faithful", Useful = "useful", Diverse = "diverse", Fair = "fair", Gaps = "gaps";

    /// <summary>Loss of pair trends and AUC of the classifier from which on, and shares of dependence and of a model's worth up to which synthetic rows are refused.</summary>
    private const double FarPairs = 0.05, EasilyTold = 0.85, LittleDependence = 0.5, LittleWorth = 0.5;

    /// <summary>How many times as far as its 95 % interval reaches a score must lie from its floor to count beside a dozen others: 2.9 standard errors rather than 1.96 (Bonferroni).</summary>
    private const double AmongMany = 1.5;

    private const int MostCharacters = 100;

    public static readonly string[] Keys = [Copying, Faithful, Useful, Diverse, Fair, Gaps];

    public static IReadOnlyList<ReportHeadline> Of(EvaluationReport report) =>
        [.. new[] { OfCopying(report), OfLikeness(report), OfWorth(report), OfReach(report), OfGroups(report), OfGaps(report) }.OfType<ReportHeadline>().Select(h => Doubted(h, report))];

    /// <summary>Nothing is good beside a holdout that the synthesizer has seen.</summary>
    private static ReportHeadline Doubted(ReportHeadline headline, EvaluationReport report)
        => headline.Grade == ReportGrade.Good && report.Provenance.HoldoutOverlap is { IsImplausible: true }
            ? headline with { Grade = ReportGrade.Caution, Answer = $"It cannot be told, for the holdout is not fresh. {headline.Answer}" }
            : headline;

    private static ReportHeadline OfCopying(EvaluationReport report)
    {
        const string question = "Does it copy training rows?";
        if (report.Privacy is not { } privacy)
            return new(Copying, question, ReportGrade.NotJudged, "Not measured: privacy was not part of this evaluation.");
        if (privacy.IsCopying)
            return new(Copying, question, ReportGrade.Bad, $"Yes. {privacy.Findings.FirstOrDefault() ?? "Synthetic rows are copies of training rows."}");
        if (!report.Provenance.HoldoutIsGiven)
            return new(Copying, question, ReportGrade.NotJudged, "Not judged: that needs real rows the synthesizer has not seen. Give a holdout.");

        if (report.Provenance.HoldoutOverlap is { IsImplausible: true } overlap)
            return new(Copying, question, ReportGrade.NotJudged, $"Not judged, for the holdout is not fresh: {overlap}. Give real rows the synthesizer has not seen.");
        Score[] suspects = [.. privacy.Scores.Where(s => s.Verdict is ScoreVerdict.Worse or ScoreVerdict.BetterThanPossible && IsSure(s)
            && !s.Key.EndsWith("-advantage", StringComparison.Ordinal))];     // one point of the curve whose area is judged, and less certain
        return suspects.Length == 0
            ? new(Copying, question, ReportGrade.Good, "No: synthetic rows lie no nearer to training rows than fresh real rows do, and no attack did better on training rows than on fresh ones.")
            : new(Copying, question, ReportGrade.Caution, $"Not as a whole, but training rows show through: {List([.. suspects.Select(InWords)])}.");
    }

    private static ReportHeadline OfLikeness(EvaluationReport report)
    {
        const string question = "Is it faithful?";
        var pairs = report.Find("fidelity.pair-trends");
        var dependence = report.Find("fidelity.dependence");
        var detection = report.Detection?.Scores.FirstOrDefault(s => s.Value is not null);
        Score[] judged = [.. new[] { pairs, dependence, detection }.OfType<Score>().Where(s => s.Verdict != ScoreVerdict.NotJudged)];
        if (judged.Length == 0)
            return new(Faithful, question, ReportGrade.NotJudged, "Neither pairs of columns nor a classifier could be judged.");
        string figures = $"{string.Join("; ", judged.Select(InWords))}.";
        if (judged.All(s => s.Verdict == ScoreVerdict.WithinNoise))
            return new(Faithful, question, ReportGrade.Good, $"Yes, as much as fresh real rows. {figures}");
        bool isNearer = pairs is { Verdict: ScoreVerdict.BetterThanPossible };
        if (isNearer && (report.Privacy is not { IsCopying: false } || !report.Provenance.HoldoutIsGiven))
            return new(Faithful, question, ReportGrade.Caution, $"More than fresh real rows can be, which is a sign of copying. {figures}");
        if (isNearer && judged.All(s => s.Verdict != ScoreVerdict.Worse))
            return new(Faithful, question, ReportGrade.Good, $"Yes: frequencies of pairs follow the training rows even more closely than fresh real rows do, though rows are not copied. {figures}");
        return pairs?.Floor - pairs?.Value >= FarPairs || (dependence is { Verdict: ScoreVerdict.Worse } && dependence.Value <= LittleDependence)
            || (detection is { Verdict: ScoreVerdict.Worse } && detection.Value >= EasilyTold)
            ? new(Faithful, question, ReportGrade.Bad, $"No, it differs from real rows clearly. {figures}")
            : new(Faithful, question, ReportGrade.Caution, $"Nearly, but it can be told from real rows. {figures}");
    }

    private static ReportHeadline OfWorth(EvaluationReport report)
    {
        const string question = "Is it useful for training models?";
        if (report.Utility is not { } utility)
        {
            return new(Useful, question, ReportGrade.NotJudged, report.Provenance.Options.GetValueOrDefault("label") == "none"
                ? "Not measured: no label was named." : "Not measured: utility was not part of this evaluation.");
        }

        var score = report.Find("utility.tstr");
        string finding = utility.Findings.FirstOrDefault() ?? score?.Note ?? "It could not be judged.";
        if (score is not { Value: double value, Floor: double floor } || score.Verdict == ScoreVerdict.NotJudged)
            return new(Useful, question, ReportGrade.NotJudged, finding);
        double chance = utility.Chance ?? 0, worth = floor > chance ? (value - chance) / (floor - chance) : 0;
        if ((score.FloorInterval?.Low ?? floor) <= chance)            // not even real rows teach this label
            return new(Useful, question, ReportGrade.NotJudged, finding);
        return (score.Verdict == ScoreVerdict.Worse, worth <= LittleWorth, (score.Interval?.Low ?? value) <= chance) switch
        {
            (true, true, _) or (_, true, true) => new(Useful, question, ReportGrade.Bad, $"No. {finding}"),
            (true, false, _) => new(Useful, question, ReportGrade.Caution, $"Yes, but less than real rows. {finding}"),
            _ => new(Useful, question, ReportGrade.Good, $"Yes, as useful as real rows. {finding}"),
        };
    }

    private static ReportHeadline OfReach(EvaluationReport report)
    {
        const string question = "Is it diverse?";
        if (report.Diversity is not { } diversity)
            return new(Diverse, question, ReportGrade.NotJudged, "Not measured: diversity was not part of this evaluation.");
        var lost = diversity.Modes.Where(m => m.IsLost).ToArray();
        double share = lost.Sum(m => m.RealShare);
        string modes = $"lost {lost.Length} of {diversity.Modes.Count} modes ({Figures.Percent(share)} of real rows): {List([.. lost.Take(3).Select(m => m.Name)])}";
        Score[] worse = [.. diversity.Scores.Where(s => s.Verdict == ScoreVerdict.Worse && IsSure(s))];
        if (lost.Length > 0)
            return new(Diverse, question, share >= 0.1 ? ReportGrade.Bad : ReportGrade.Caution, $"Mode collapse: {modes}.");
        if (diversity.Scores.All(s => s.Verdict == ScoreVerdict.NotJudged))
            return new(Diverse, question, ReportGrade.NotJudged, "It could not be judged.");
        return worse.Length == 0
            ? new(Diverse, question, ReportGrade.Good, $"Yes: all {diversity.Modes.Count} modes of the real rows are reached.")
            : new(Diverse, question, ReportGrade.Caution, $"All {diversity.Modes.Count} modes of the real rows are reached, but {List([.. worse.Select(InWords)])}.");
    }

    private static ReportHeadline? OfGroups(EvaluationReport report)
    {
        if (report.Fairness is not { } fairness)
            return null;
        const string question = "Does it treat groups as real rows do?";
        Score[] worse = [.. fairness.Scores.Where(s => s.Verdict == ScoreVerdict.Worse && IsSure(s))];
        if (fairness.Scores.All(s => s.Verdict == ScoreVerdict.NotJudged))
            return new(Fair, question, ReportGrade.NotJudged, fairness.Findings.FirstOrDefault() ?? "It could not be judged.");
        return worse.Length == 0
            ? new(Fair, question, ReportGrade.Good, "Yes: no difference between groups grew beyond chance.")
            : new(Fair, question, ReportGrade.Caution, $"Not quite: {List([.. worse.Select(InWords)])}.");
    }

    private static ReportHeadline OfGaps(EvaluationReport report)
    {
        string[] gaps =
        [
            .. report.Scores.Where(s => s.Value is null).Select(s => $"{s.Name} ({s.Note})"),
            .. report.Provenance.Skipped.Count > 0 ? [$"columns {string.Join(", ", report.Provenance.Skipped)}"] : Array.Empty<string>(),
            .. report.Provenance.HoldoutOverlap is { IsImplausible: true } ? ["all that is held against the holdout (it holds training rows)"] : Array.Empty<string>(),
            .. report.Provenance.HoldoutIsGiven ? [] : new[] { "whether training rows can be recognised (no holdout)" },
            .. report.Utility is null ? ["worth for models"] : Array.Empty<string>(),
            .. report.Fairness is null ? ["fairness (no protected columns)"] : Array.Empty<string>(),
        ];
        return new(Gaps, "What could not be judged?", ReportGrade.NotJudged, gaps.Length == 0 ? "Nothing that was asked for." : $"{List(gaps)}.");
    }

    /// <summary>Whether the difference from the floor stands out among all those of its section.</summary>
    private static bool IsSure(Score score)
        => score is not { Value: double value, Floor: double floor, Interval: { } interval } || Math.Abs(value - floor) >= AmongMany * Math.Sqrt(Square(interval) + Square(score.FloorInterval));

    private static double Square(ScoreInterval? interval) => interval is null ? 0 : Math.Pow((interval.High - interval.Low) / 2, 2);

    private static string InWords(Score score) => score is { Value: double value, Floor: double floor }
        ? $"{score.Name} {Figures.Short(value)} (real rows {Figures.Short(floor)})"
        : score.Name;

    private static string List(IReadOnlyList<string> names)
    {
        var shown = names.Take(names.Count > 6 ? 5 : 6).Select(n => n.Length > MostCharacters ? n[..MostCharacters] + "…" : n);
        return string.Join(", ", shown) + (names.Count > 6 ? $" and {names.Count - 5} more" : "");
    }
}
