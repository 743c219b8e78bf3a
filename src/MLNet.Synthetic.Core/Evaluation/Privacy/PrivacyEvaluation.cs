// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Measures <see cref="PrivacySection"/>: nearness to training rows, copies, anonymity, and attacks, each beside holdout rows.</summary>
public static class PrivacyEvaluation
{
    private const string Stage = "Privacy";
    private const int Steps = 3;
    private const double MatchTolerance = 0.02;

    /// <summary>Measures.</summary>
    /// <param name="data">The tables.</param>
    /// <param name="run">Randomness, progress, messages, cancellation and threads.</param>
    /// <remarks>
    /// Searches are exact and over all training rows. Samples, whose sizes the notes state: membership takes at most 5,000 rows of each kind, linkability and attribute inference 2,000 targets of
    /// each kind, singling out 1,000 descriptions. Verdicts look at one side only: rows farther from training rows than fresh rows give nothing away.
    /// </remarks>
    /// <exception cref="OperationCanceledException">The run was asked to stop.</exception>
    public static PrivacySection Measure(EvaluationData data, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(run);
        var space = new GowerSpace(data.Train);
        run.Step(Stage, 0, Steps);
        var nearness = NearnessScores.Of(data, space, run);
        run.Step(Stage, 1, Steps);
        var attacks = AttackScores.Of(data, space, run);
        run.Step(Stage, 2, Steps);
        string[] known = Anonymity.QuasiIdentifiers(data), signs = [.. nearness.Signs, .. attacks.Signs];
        Score[] scores = [.. nearness.Scores, .. attacks.Scores, .. OfAnonymity(data, known)];
        run.Step(Stage, Steps, Steps);
        return new()
        {
            Scores = scores,
            Findings = [.. Findings(data, signs, attacks, scores)],
            Limits = [.. data.HoldoutIsGiven ? Limits : [.. Limits, WithoutHoldout]],
            DistanceToClosest = nearness.DistanceToClosest,
            DistanceRatio = nearness.DistanceRatio,
            Attacks = attacks.Attacks,
            IsCopying = signs.Length > 0,
            QuasiIdentifierColumnNames = known,
        };
    }

    private static IReadOnlyList<string> Limits { get; } =
    [
        "No figure here proves privacy: similarity tests and attacks find leaks, and finding none does not show that there is none. Only a formal guarantee such as differential privacy bounds every attack.",
        "Distances to the closest record, copies and shares look at rows as a whole: a rare value or a group of columns may be copied within rows that are otherwise new.",
        "Distances weigh every column alike and numbers by their range: where a few columns identify a person, the others hide it.",
        "k-anonymity, l-diversity and k-map are those of the stated quasi-identifiers; an attacker may know others.",
        "Membership inference is an average over rows: outliers can be exposed while the average is not. A stronger attacker with more reference data may do better.",
        "Singling out, linkability and attribute inference hold for the stated attack with the stated knowledge; an attack no better than guessing says nothing.",
    ];

    private const string WithoutHoldout
        = "Without a holdout the training rows were split, and the synthesizer has seen both halves: copies and near copies of one half show against the other, at about half their number, but the share of closer rows, membership "
        + "inference, singling out, linkability and attribute inference cannot be judged.";

    private static IEnumerable<Score> OfAnonymity(EvaluationData data, string[] known)
    {
        const ScoreDirection Higher = ScoreDirection.HigherIsBetter;
        (string Key, string Name, ScoreDirection Direction)[] names =
        [
            ("privacy.unique-matches", "Unique matches", ScoreDirection.LowerIsBetter), ("privacy.k-anonymity", "k-anonymity", Higher), ("privacy.k-map", "k-map", Higher), ("privacy.l-diversity", "l-diversity", Higher),
        ];
        if (known.Length == 0)
            return names.Select(n => Score.Missing(n.Key, n.Name, n.Direction, "no quasi-identifiers: none were named, and no column has 2 to 100 different values"));

        string? sensitive = data.SensitiveColumnNames.Append(data.LabelColumnName).FirstOrDefault(name => name is not null && !known.Contains(name) && data.Train.Columns.Any(c => c.Name == name));
        Anonymity here = Anonymity.Of(data.Train, data.SyntheticSample, known, sensitive), floor = Anonymity.Of(data.Train, data.HoldoutSample, known, sensitive);
        string columns = string.Join(", ", known);
        return
        [
            Verdicts.OfShares(
                names[0].Key, names[0].Name, names[0].Direction, Proportion.Of(here.PointsToOne), Proportion.Of(floor.PointsToOne), MatchTolerance,
                below: ScoreVerdict.WithinNoise, above: ScoreVerdict.Worse, $"share of rows whose {columns} exactly one training row has"),
            Smallest(1, here.KAnonymity, floor.KAnonymity, $"fewest rows that share {columns}"),
            Smallest(2, here.KMap, floor.KMap, $"fewest training rows that share the {columns} of a synthetic row that has any"),
            Smallest(3, here.LDiversity, floor.LDiversity, sensitive is null ? "no sensitive column was named, and there is no label" : $"fewest different values of {sensitive} among rows that share {columns}"),
        ];

        Score Smallest(int which, int? value, int? floorValue, string note) => value is int number
            ? new(names[which].Key, names[which].Name, Higher) { Value = number, Floor = floorValue, Note = $"{note}; a smallest number has no interval and is not judged: see unique matches and the attacks" }
            : Score.Missing(names[which].Key, names[which].Name, Higher, which == 2 ? $"no synthetic row shares {columns} with a training row" : note);
    }

    private static IEnumerable<string> Findings(EvaluationData data, string[] signs, AttackScores attacks, Score[] scores)
    {
        if (data.HoldoutOverlap is { IsImplausible: true } overlap)
            yield return $"The holdout is not fresh: {overlap}. Scores held against it say nothing.";
        string[] nearer = Beside(ScoreVerdict.BetterThanPossible), known = Beside(ScoreVerdict.Worse);
        if (signs.Length > 0)
            yield return $"Copying: {string.Join("; ", signs)}.";
        else if (nearer.Length > 0)
            yield return $"No copy of the training rows, but nearer to them than fresh real rows (in brackets): {string.Join("; ", nearer)}.";
        else if (data.HoldoutOverlap is not { IsImplausible: true })
            yield return "No copying found: synthetic rows lie no nearer to training rows than fresh real rows do.";
        if (known.Length > 0)
            yield return $"Synthetic rows tell more of training rows than fresh real rows or chance would: {string.Join("; ", known)}.";
        if (!data.HoldoutIsGiven)
            yield return WithoutHoldout;
        else if (data.HoldoutOverlap is not { IsImplausible: true } && attacks.Attacks.Count > 0 && attacks.Scores.All(s => s.Verdict is ScoreVerdict.WithinNoise or ScoreVerdict.NotJudged))
            yield return "No attack did better on training rows than on rows the synthesizer has not seen.";

        string[] Beside(ScoreVerdict verdict) => [.. scores.Where(s => s.Verdict == verdict).Select(s => FormattableString.Invariant($"{s.Name} {s.Value:0.000} ({s.Floor:0.000})"))];
    }
}
