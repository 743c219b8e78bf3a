// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Tests;

/// <summary>A report with everything in it, made by hand.</summary>
internal static class MadeReport
{
    public static readonly string[] Census =
    [
        "age", "workclass", "fnlwgt", "education", "education-num", "marital-status", "occupation", "relationship", "race", "sex", "capital-gain", "capital-loss", "hours-per-week", "native-country", "income",
    ];

    /// <summary>Text that breaks pages: markup, quotes, text from right to left, control characters, half a surrogate pair, and very long names.</summary>
    public static readonly string[] Hostile =
    [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)", "</style></svg></title>", "&lt;b&gt; &amp;", "עברית ימין", "\u202Eevil", "a\u0000b\u001b[31m",
        "half \uD83D pair", new string('x', 600), new string('長', 200), "👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", " ", "{{x}} ${y} `z`", "--> <!-- ]]>",
    ];

    public static EvaluationReport Of(string[]? columns = null, string text = "HS-grad")
    {
        columns ??= Census;
        var random = new Rng(7).Fork("report");
        var report = new EvaluationReport
        {
            Fidelity = Fidelity(columns, text, random.Fork("fidelity")),
            Detection = new()
            {
                Findings = [$"A boosted-tree classifier tells synthetic from real rows with an AUC of 0.612; fresh real rows give 0.508. {text} gives most away."],
                Scores =
                [
                    Made("detection.c2st-trees", "C2ST, boosted trees", ScoreDirection.NearFloorIsBest, 0.612, 0.508, ScoreVerdict.Worse),
                    Made("detection.c2st-linear", "C2ST, linear", ScoreDirection.NearFloorIsBest, 0.511, 0.503, ScoreVerdict.WithinNoise),
                ],
                RocCurves = [Roc($"trees, synthetic {text}", 1.6), Roc("trees, real rows", 1.03), Roc("linear, synthetic", 1.05), Roc("linear, real rows", 1.01)],
                TellingColumns = [.. columns.Take(6).Select((c, i) => (c, 0.4 / (1 + i)))],
                Limits = ["A classifier that fails to tell is no proof that none can."],
            },
            Utility = Utility(text),
            Fairness = new()
            {
                Findings = [$"Differences between groups of {text} did not grow beyond chance."],
                Scores = [Made("fairness.demographic-parity", "Demographic parity gap", ScoreDirection.LowerIsBetter, 0.201, 0.184, ScoreVerdict.WithinNoise)],
                Groups = [.. new[] { "Female", "Male", text }.SelectMany(g => new[] { "real", "synthetic", "both" }.Select(t => new GroupFairness(columns[0], g, t, 1612, 0.331, 0.112, 0.612, g == text ? null : 0.031, 0.021)))],
                Limits = ["Groups that the columns do not name are not looked at."],
            },
            Diversity = new()
            {
                Findings = [$"Mode collapse: lost 1 of 3 modes: {text}."],
                Scores =
                [
                    Made("diversity.beta-recall", "Beta recall", ScoreDirection.HigherIsBetter, 0.871, 0.905, ScoreVerdict.Worse),
                    Made("diversity.duplicates", "Duplicate share", ScoreDirection.LowerIsBetter, 0.00021, 0.0004, ScoreVerdict.WithinNoise),
                    Score.Missing("diversity.clusters", "Clusters", ScoreDirection.HigherIsBetter, $"too few rows of {text}"),
                ],
                Modes = [new("age about 23", 0.21, 0.22, false), new("education = " + text, 0.04, 0, true), new("hours-per-week about 60", 0.12, 0.11, false)],
                LostCategories = [$"native-country = {text}", "workclass = Never-worked"],
                Projection = [Cloud("real rows", random.Fork(1), 1000), Cloud("synthetic rows", random.Fork(2), 1000), Cloud("holdout rows", random.Fork(3), 1000)],
                Limits = ["Two directions do not show all there is."],
            },
            Privacy = Privacy(text, random.Fork("privacy")),
            Provenance = new()
            {
                Time = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), LibraryVersion = "0.1.0", MlNetVersion = "5.0.1", Seed = 42, HoldoutIsGiven = true,
                Tables = [.. new[] { "training", "synthetic", "holdout" }.Select(n => new EvaluatedTable(n, 32561, n == "synthetic" ? 20000 : 32561, columns.Length, string.Concat(Enumerable.Repeat("0123456789abcdef", 4))))],
                Skipped = [$"'{text}' (free text)"],
                Options = new Dictionary<string, string> { ["label"] = columns[^1], ["protected columns"] = text, ["most rows"] = "50000" },
                Seconds = new Dictionary<string, double> { ["reading"] = 0.3, ["fidelity"] = 4.25 },
            },
        };
        return report with { Headlines = ReportHeadlines.Of(report) };
    }

    public static Score Made(string key, string name, ScoreDirection direction, double value, double floor, ScoreVerdict verdict, string? note = null) => new(key, name, direction)
    {
        Value = value, Interval = new(value - 0.004, value + 0.004), Floor = floor, FloorInterval = new(floor - 0.005, floor + 0.005), Verdict = verdict, Note = note,
    };

    private static FidelitySection Fidelity(string[] columns, string text, Rng random)
    {
        var pairs = new List<PairFidelity>();
        for (int i = 0; i < columns.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double real = Math.Pow(random.NextDouble(), 3) * (random.NextDouble() < 0.3 ? -1 : 1), synthetic = Math.Clamp(real + 0.06 * random.NextGaussian(), -1, 1);
                pairs.Add(new(columns[i], columns[j], (i + j) % 17 == 0 ? null : 1 - Math.Abs(real - synthetic) / 2, 0.985, real, (i + j) % 17 == 0 ? null : synthetic));
            }
        }

        return new()
        {
            Findings = [$"Pairs of columns agree nearly as well as those of fresh real rows; {text} and {columns[0]} differ most.", "Categories that real rows lack: none."],
            Scores =
            [
                Made("fidelity.pair-trends", "Pair trends", ScoreDirection.HigherIsBetter, 0.973, 0.985, ScoreVerdict.Worse),
                Made("fidelity.column-shapes", "Column shapes", ScoreDirection.HigherIsBetter, 0.991, 0.989, ScoreVerdict.WithinNoise, "independent columns score as well"),
                Made("fidelity.mmd", "MMD, RBF kernel", ScoreDirection.LowerIsBetter, 0.00012, 0.00011, ScoreVerdict.WithinNoise),
            ],
            Columns = [.. columns.Select((c, i) => new ColumnFidelity(
                c, i % 3 == 1 ? ColumnKind.Category : ColumnKind.Numeric, 0.98 - 0.002 * i, 0.985, i % 3 == 1 ? null : 0.42 * i, 0.03, 1, 1, 0.97, i % 3 == 1 ? Categories(text, 4 + 2 * i) : Numbers(i, 24)))],
            Pairs = pairs,
            SdMetrics = new(0.986, 0.991, 0.981, 0.984, 0.977, 1),
            Limits = ["Single columns alike say nothing of how columns hang together."],
        };
    }

    private static UtilitySection Utility(string text) => new()
    {
        Findings = ["A model trained on synthetic rows reaches 0.912 of AUC on real rows; trained on real ones 0.925."],
        Scores = [Made("utility.tstr", "TSTR AUC, FastTree", ScoreDirection.HigherIsBetter, 0.912, 0.925, ScoreVerdict.Worse, "as many rows as the training set has")],
        Results = [.. new[] { "FastTree", "Logistic regression" }.SelectMany(trainer => new[] { ("TRTR", 0.925), ("TSTR", 0.912), ("TRTS", 0.931), ("TRSTR", 0.926) }
            .Select(s => new UtilityResult(trainer, s.Item1, "AUC", s.Item2, new(s.Item2 - 0.012, s.Item2 + 0.01))))],
        Slices = [new($"sex = {text}", 412, "AUC", 0.921, 0.887, new(-0.05, -0.012)), new("race = Other", 71, "AUC", 0.911, 0.902, new(-0.06, 0.04))],
        Chance = 0.5,
        RatioCurve = [.. new[] { 0, 0.25, 0.5, 1, 2, 4 }.Select(r => new RatioPoint(r, 0.925 + 0.003 * Math.Sin(r), new(0.921 + 0.003 * Math.Sin(r), 0.929 + 0.003 * Math.Sin(r))))],
        Limits = ["Other learners may gain or lose more."],
    };

    private static PrivacySection Privacy(string text, Rng random) => new()
    {
        Findings = ["Synthetic rows lie no nearer to training rows than holdout rows do."],
        Scores =
        [
            Made("privacy.dcr-share", "DCR share", ScoreDirection.NearFloorIsBest, 0.512, 0.5, ScoreVerdict.WithinNoise),
            Made("privacy.exact-copies", "Exact copies", ScoreDirection.LowerIsBetter, 0.0001, 0.0004, ScoreVerdict.WithinNoise),
        ],
        DistanceToClosest = Numbers(3, 30),
        DistanceRatio = Numbers(11, 20),
        Attacks =
        [
            new("Singling out", 500, 0.061, new(0.043, 0.085), 0.055, 0.021, 0.006, new(0, 0.021), "three columns at a time"),
            new("Linkability", 500, 0.012, new(0.005, 0.026), 0.011, 0.01, 0.001, new(0, 0.012), text),
            new("Inference of " + text, 500, 0.712, new(0.67, 0.75), 0.7, 0.6, 0.04, new(0, 0.17), "from all other columns"),
        ],
        Limits = ["Attacks that fail are no proof that none succeeds."],
    };

    private static ColumnHistogram Numbers(int at, int bins)
    {
        double[] real = [.. Enumerable.Range(0, bins).Select(i => Math.Exp(-Math.Pow((i - bins / 3.0 - at % 5) / 4, 2)) + 0.05)];
        double[] synthetic = [.. Enumerable.Range(0, bins).Select(i => Math.Exp(-Math.Pow((i - bins / 3.0 - 1 - at % 5) / 4.3, 2)) + 0.06)];
        bool missing = at % 2 == 0;
        double[] all = missing ? [.. real, 0.4] : real, allSynthetic = missing ? [.. synthetic, 0.5] : synthetic;
        return new([.. Enumerable.Range(0, bins).Select(i => $"{i} to {i + 1}"), .. missing ? ["missing"] : Array.Empty<string>()], Shares(all), Shares(allSynthetic),
            [.. Enumerable.Range(0, bins + 1).Select(i => i * Math.Pow(10, at % 4))]);
    }

    private static ColumnHistogram Categories(string text, int levels) => new(
        [text, .. Enumerable.Range(1, levels - 1).Select(i => $"Level number {i}")], Shares([.. Enumerable.Range(0, levels).Select(i => 1.0 / (1 + i))]), Shares([.. Enumerable.Range(0, levels).Select(i => 1.1 / (1.5 + i))]), null);

    private static double[] Shares(double[] weights) => [.. weights.Select(w => w / weights.Sum())];

    private static PlotSeries Roc(string name, double power) => new(name, [.. Enumerable.Range(0, 501).Select(i => i / 500.0)], [.. Enumerable.Range(0, 501).Select(i => Math.Pow(i / 500.0, 1 / power))]);

    private static PlotSeries Cloud(string name, Rng random, int points)
    {
        double[] x = new double[points], y = new double[points];
        for (int i = 0; i < points; i++)
        {
            int cluster = random.Next(3);
            (x[i], y[i]) = (cluster * 2 + 0.6 * random.NextGaussian(), cluster % 2 * 1.7 + 0.5 * random.NextGaussian());
        }

        return new(name, x, y);
    }
}
