// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic;

/// <summary>Measures <see cref="DiversitySection"/>: lost modes and categories, precision and recall of the support, and repetition.</summary>
public static class DiversityEvaluation
{
    private const string Stage = "Diversity";
    private const int Steps = 5;
    private const int Neighbors = 5;                                  // k of the balls, as in the papers
    private const int BallRows = 5_000;                               // memory and the bootstrap grow with their square
    private const int PlotRows = 1_000, PlaneRows = 5_000;
    private const int MostNamed = 5;
    private const double Tolerance = 0.03, WideTolerance = 0.05;
    private const double SizeTolerance = 0.05;                        // of the logarithm of the effective sample size

    /// <summary>Measures.</summary>
    /// <param name="data">The tables.</param>
    /// <param name="run">Randomness, progress, messages, cancellation and threads.</param>
    /// <remarks>
    /// Searches are exact. Precision, recall, density, coverage and β-recall take at most 5,000 rows of each table, the search for modes at most 10,000 training rows; all else takes all
    /// rows of samples of equal size.
    /// </remarks>
    /// <exception cref="OperationCanceledException">The run was asked to stop.</exception>
    public static DiversitySection Measure(EvaluationData data, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(run);
        var embedding = new RankEmbedding(data.Train);
        Matrix train = embedding.Points(data.Train), synthetic = embedding.Points(data.SyntheticSample), holdout = embedding.Points(data.HoldoutSample);
        var space = new GowerSpace(data.Train);

        run.Step(Stage, 0, Steps);
        var modes = Modes.Find(train, synthetic, holdout, run);
        bool[] lost = modes.Lost(modes.Synthetic, modes.Holdout);
        string[] names = ModeNames.Of(data.Train, modes.Real, modes.Count);
        run.Step(Stage, 1, Steps);
        var categories = LostCategories.Of(data.Train, data.Synthetic, data.HoldoutIsGiven ? data.Holdout : null);
        Score[] modeScores = [OfModes(data, modes, lost), OfBalance(data, modes, run), OfCategories(data, categories)];
        run.Step(Stage, 2, Steps);
        Score[] overlap = [.. OfOverlap(data, space, synthetic, holdout, run)];
        run.Step(Stage, 3, Steps);
        Score[] rows = [OfAlphaPrecision(data, train, synthetic, holdout, run), OfAuthenticity(data, space, run), .. OfRepetition(data)];
        run.Step(Stage, 4, Steps);
        double[] real = modes.Shares(modes.Real), reached = modes.Shares(modes.Synthetic), control = modes.Shares(modes.Holdout);
        return new()
        {
            Scores = [.. modeScores, .. overlap, .. rows],
            Findings = [.. Findings(modes, lost, names, categories, data, rows)],
            Limits = Limits,
            Modes = [.. names.Select((name, mode) => new DataMode(name, real[mode], reached[mode], lost[mode]) { HoldoutShare = control[mode] })],
            LostCategories = categories.Names,
            Projection = Projection(train, synthetic, holdout, run),
        };
    }

    private static IReadOnlyList<string> Limits { get; } =
    [
        "Modes are clusters that k-means finds: a rare combination of values within a large cluster can be lost without notice.",
        "Modes and categories are judged only where as many rows could not miss them by chance; the smaller the synthetic table, the fewer they are.",
        "Precision, recall, density and coverage weigh each column alike; a column that matters to you may be one of many here.",
        "All of these compare where rows lie, not whether single rows are possible.",
    ];

    private static Score OfModes(EvaluationData data, Modes modes, bool[] lost)
    {
        int judged = modes.Judged(data.Rows);
        const string Key = "diversity.modes", Name = "Modes reached";
        if (judged == 0)
            return Score.Missing(Key, Name, ScoreDirection.HigherIsBetter, Text($"{data.Rows} rows are too few to tell a lost mode of {modes.Count} from chance"));
        int lostByHoldout = modes.Lost(modes.Holdout, null).Count(l => l), lostHere = lost.Count(l => l);
        return new(Key, Name, ScoreDirection.HigherIsBetter)
        {
            Value = 1 - (double)lostHere / judged,
            Floor = 1 - (double)lostByHoldout / judged,
            Verdict = lostHere > 0 ? ScoreVerdict.Worse : ScoreVerdict.WithinNoise,
            Note = Text($"{modes.Count} modes by k-means, of which {judged} are large enough for {data.Rows} rows to judge"),
        };
    }

    private static Score OfBalance(EvaluationData data, Modes modes, RunContext run) => Score.Against(
        "diversity.mode-shares", "Mode shares", ScoreDirection.HigherIsBetter,
        modes.Balance(modes.Synthetic), Replicates(data, run, "modes", data.Rows, w => modes.Balance(modes.Synthetic, w), synthetic: true),
        modes.Balance(modes.Holdout), Replicates(data, run, "modes", data.Rows, w => modes.Balance(modes.Holdout, w), synthetic: false),
        Tolerance, "1 − total variation distance between the shares of rows in each mode");

    private static Score OfCategories(EvaluationData data, LostCategories categories)
    {
        const string Key = "diversity.categories", Name = "Categories reached";
        if (categories.Judged == 0)
            return Score.Missing(Key, Name, ScoreDirection.HigherIsBetter, "no category is frequent enough to tell its loss from chance");
        var floor = LostCategories.Of(data.Train, data.Holdout, null);
        return new(Key, Name, ScoreDirection.HigherIsBetter)
        {
            Value = categories.Reached,
            Floor = floor.Judged == 0 ? null : floor.Reached,
            Verdict = categories.Names.Count > 0 ? ScoreVerdict.Worse : ScoreVerdict.WithinNoise,
            Note = Text($"of {categories.Judged} categories frequent enough to judge; all rows"),
        };
    }

    private static IEnumerable<Score> OfOverlap(EvaluationData data, GowerSpace space, Matrix synthetic, Matrix holdout, RunContext run)
    {
        (string Key, string Name, ScoreDirection Direction, double Tolerance, Func<SupportOverlap, int[], double> Figure)[] figures =
        [
            ("diversity.coverage", "Coverage", ScoreDirection.HigherIsBetter, Tolerance, (o, w) => o.Coverage(w)),
            ("diversity.recall", "Recall", ScoreDirection.HigherIsBetter, Tolerance, (o, w) => o.Recall(w)),
            ("diversity.precision", "Precision", ScoreDirection.HigherIsBetter, Tolerance, (o, w) => o.Precision(w)),
            ("diversity.density", "Density", ScoreDirection.NearFloorIsBest, WideTolerance, (o, w) => o.Density(w)),
            ("diversity.beta-recall", "β-recall", ScoreDirection.HigherIsBetter, WideTolerance, (o, w) => o.BetaRecall(w)),
        ];
        int n = Math.Min(BallRows, Math.Min(data.Train.Count, data.Rows));
        if (n <= Neighbors)
        {
            foreach (var (key, name, direction, _, _) in figures)
                yield return Score.Missing(key, name, direction, Text($"{n} rows of each table; more than k = {Neighbors} are needed"));
            yield break;
        }

        var real = space.Rows(RowSample.Draw(data.Train, n, run.Random.Fork("diversity balls")));
        var overlap = Overlap(data.SyntheticSample, synthetic);
        var floor = Overlap(data.HoldoutSample, holdout);
        int[] once = [.. Enumerable.Repeat(1, n)];
        foreach (var (key, name, direction, tolerance, figure) in figures)
        {
            yield return Score.Against(
                key, name, direction,
                figure(overlap, once), Replicates(data, run, "balls", n, w => figure(overlap, w), synthetic: true),
                figure(floor, once), Replicates(data, run, "balls", n, w => figure(floor, w), synthetic: false),
                tolerance, Text($"k = {Neighbors}, {n} rows of each table"));
        }

        SupportOverlap Overlap(Table table, Matrix points)
        {
            int[] order = [.. AlphaPrecision.TypicalFirst(First(points, n))];
            return SupportOverlap.Of(space, real, space.Rows(table.Take(order)), Neighbors, run);
        }
    }

    private static Score OfAlphaPrecision(EvaluationData data, Matrix train, Matrix synthetic, Matrix holdout, RunContext run)
    {
        var balls = new AlphaPrecision(train);
        int[] levels = balls.LevelsOf(synthetic), floor = balls.LevelsOf(holdout), once = [.. Enumerable.Repeat(1, data.Rows)];
        return Score.Against(
            "diversity.alpha-precision", "α-precision", ScoreDirection.HigherIsBetter,
            AlphaPrecision.Of(levels, once), Replicates(data, run, "alpha", data.Rows, w => AlphaPrecision.Of(levels, w), synthetic: true),
            AlphaPrecision.Of(floor, once), Replicates(data, run, "alpha", data.Rows, w => AlphaPrecision.Of(floor, w), synthetic: false),
            Tolerance);
    }

    private static Score OfAuthenticity(EvaluationData data, GowerSpace space, RunContext run)
    {
        const string Key = "diversity.authenticity", Name = "Authenticity";
        if (data.Train.Count < 2)
            return Score.Missing(Key, Name, ScoreDirection.HigherIsBetter, "needs two training rows");
        bool[][] authentic = Authenticity.Of(space, space.Rows(data.Train), run, space.Rows(data.SyntheticSample), space.Rows(data.HoldoutSample));
        return Verdicts.OfShares(
            Key, Name, ScoreDirection.HigherIsBetter, Proportion.Of(authentic[0]), Proportion.Of(authentic[1]), Tolerance,
            below: ScoreVerdict.BetterThanPossible, above: ScoreVerdict.WithinNoise);
    }

    private static IEnumerable<Score> OfRepetition(EvaluationData data)
    {
        Repetition.Estimate duplicates = Repetition.DuplicateShare(data.SyntheticSample), duplicatesFloor = Repetition.DuplicateShare(data.HoldoutSample);
        yield return new Score("diversity.duplicates", "Duplicate rows", ScoreDirection.LowerIsBetter)
        {
            Value = duplicates.Value,
            Interval = duplicates.Interval,
            Floor = duplicatesFloor.Value,
            FloorInterval = duplicatesFloor.Interval,
            Verdict = Score.Judge(ScoreDirection.NearFloorIsBest, duplicates.Value - duplicatesFloor.Value, duplicates.Less(duplicatesFloor), Tolerance),
        }.Sided(below: ScoreVerdict.WithinNoise, above: ScoreVerdict.Worse);

        Repetition.Estimate index = Repetition.SimpsonIndex(data.Train, data.SyntheticSample), indexFloor = Repetition.SimpsonIndex(data.Train, data.HoldoutSample);
        yield return new Score("diversity.effective-sample-size", "Effective sample size", ScoreDirection.HigherIsBetter)
        {
            Value = 1 / index.Value,
            Interval = new(1 / index.Interval.High, index.Interval.Low > 0 ? Math.Min(data.Rows, 1 / index.Interval.Low) : data.Rows),
            Floor = 1 / indexFloor.Value,
            FloorInterval = new(1 / indexFloor.Interval.High, indexFloor.Interval.Low > 0 ? Math.Min(data.Rows, 1 / indexFloor.Interval.Low) : data.Rows),
            Verdict = Score.Judge(ScoreDirection.NearFloorIsBest, indexFloor.Log().Value - index.Log().Value, indexFloor.Log().Less(index.Log()), SizeTolerance),
            Note = Text($"of {data.Rows} rows; 1 / Σ of the squared shares of groups of near duplicates"),
        }.Sided(below: ScoreVerdict.Worse, above: ScoreVerdict.WithinNoise);
    }

    private static IEnumerable<string> Findings(Modes modes, bool[] lost, string[] names, LostCategories categories, EvaluationData data, Score[] rows)
    {
        int lostModes = lost.Count(l => l);
        if (lostModes > 0)
            yield return Text($"Mode collapse: lost {lostModes} of {modes.Count} modes: {Listed([.. names.Where((_, mode) => lost[mode])], "; ")}.");
        else if (modes.Judged(data.Rows) > 0)
            yield return Text($"No mode collapse: synthetic rows reach all of the {modes.Judged(data.Rows)} modes that {data.Rows} rows can judge.");
        if (categories.Names.Count > 0)
            yield return Text($"Lost {categories.Names.Count} of {categories.Judged} categories: {Listed(categories.Names, ", ")}.");
        if (rows.FirstOrDefault(s => s.Key == "diversity.effective-sample-size" && s.Verdict == ScoreVerdict.Worse) is Score size)
            yield return Text($"Synthetic rows repeat each other: {data.Rows} of them count as {size.Value:0} different ones, as many real rows as {size.Floor:0}.");
    }

    private static string Listed(IReadOnlyList<string> names, string separator)
        => string.Join(separator, names.Take(MostNamed)) + (names.Count > MostNamed ? Text($"{separator}and {names.Count - MostNamed} more") : "");

    private static PlotSeries[] Projection(Matrix train, Matrix synthetic, Matrix holdout, RunContext run)
    {
        if (train.Columns == 0)
            return [];
        int[] rows = RowSample.Draw(train.Rows, PlaneRows, run.Random.Fork("diversity plane rows"));
        Matrix sample = Taken(train, rows);
        var plane = new PrincipalPlane(sample, run.Random.Fork("diversity plane"));
        return [plane.Project("Real", First(sample, PlotRows)), plane.Project("Synthetic", First(synthetic, PlotRows)), plane.Project("Holdout", First(holdout, PlotRows))];
    }

    private static double[] Replicates(EvaluationData data, RunContext run, string name, int rows, Func<int[], double> figure, bool synthetic)
        => BootstrapCounts.Replicates(data.Bootstraps, rows, run.Random.Fork("diversity bootstrap").Fork(name).Fork(synthetic ? "synthetic" : "holdout"), run, figure);

    private static Matrix First(Matrix points, int rows)
        => points.Rows <= rows ? points : new(rows, points.Columns, points.Values[..(rows * points.Columns)].ToArray());

    private static Matrix Taken(Matrix points, int[] rows)
    {
        var taken = new Matrix(rows.Length, points.Columns);
        for (int i = 0; i < rows.Length; i++)
            points[rows[i]].CopyTo(taken[i]);
        return taken;
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
