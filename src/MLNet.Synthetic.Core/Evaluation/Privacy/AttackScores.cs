// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic;

/// <summary>Runs the attacks on training rows and, as the control, on holdout rows.</summary>
internal sealed class AttackScores
{
    private const int MostTargets = 2_000, MostDescriptions = 1_000, MostMembers = 5_000, LeastHoldout = 20;
    private const string ByDistanceKey = "privacy.membership-distance";
    private const double NoSkill = 0.5, AreaOfACopier = 0.7, AreaTolerance = 0.02, AdvantageTolerance = 0.03;
    private readonly EvaluationData _data;
    private readonly GowerSpace _space;
    private readonly RunContext _run;
    private readonly Rng _random;
    private readonly List<Score> _scores = [];
    private readonly List<AttackResult> _attacks = [];

    private AttackScores(EvaluationData data, GowerSpace space, RunContext run) => (_data, _space, _run, _random) = (data, space, run, run.Random.Fork("privacy attacks"));

    /// <summary>The figures, each beside its control.</summary>
    public IReadOnlyList<Score> Scores => _scores;

    /// <summary>The attacks in full.</summary>
    public IReadOnlyList<AttackResult> Attacks => _attacks;

    /// <summary>What shows that rows were copied, a clause each; none: no attack shows it.</summary>
    public IEnumerable<string> Signs => _scores
        .Where(s => s.Key == ByDistanceKey && s.Interval?.Low > AreaOfACopier)
        .Select(s => Text($"nearness to a synthetic row tells training rows from fresh real rows (AUC {s.Value:0.000}; 0.5 is chance)"));

    /// <summary>Attacks.</summary>
    /// <param name="data">The tables.</param>
    /// <param name="space">The space of all columns.</param>
    /// <param name="run">Randomness, threads, cancellation.</param>
    public static AttackScores Of(EvaluationData data, GowerSpace space, RunContext run)
    {
        var attacks = new AttackScores(data, space, run);
        if (!data.HoldoutIsGiven)
            attacks.NotMeasured("needs a holdout that the synthesizer has not seen");
        else if (data.Holdout.Count < LeastHoldout || data.Train.Count < LeastHoldout)
            attacks.NotMeasured(Text($"{data.Train.Count} training and {data.Holdout.Count} holdout rows; at least {LeastHoldout} of each are needed"));
        else
            attacks.Run();
        return attacks;
    }

    private void NotMeasured(string why)
    {
        foreach (var (key, name) in new[]
        {
            ("membership-domias", "Membership inference, DOMIAS, AUC"), ("membership-domias-advantage", "Membership inference, DOMIAS, advantage"),
            ("membership-distance", "Membership inference by distance, AUC"), ("membership-distance-advantage", "Membership inference by distance, advantage"),
            ("singling-out", "Singling out, univariate"), ("singling-out-multivariate", "Singling out, multivariate"), ("linkability", "Linkability"), ("attribute-inference", "Attribute inference"),
        })
        {
            _scores.Add(Score.Missing($"privacy.{key}", name, ScoreDirection.LowerIsBetter, why));
        }
    }

    private void Run()
    {
        Membership();
        int rows = Math.Min(_data.Train.Count, _data.Holdout.Count);
        Table train = RowSample.Draw(_data.Train, rows, _random.Fork("training targets")), holdout = RowSample.Draw(_data.Holdout, rows, _random.Fork("holdout targets"));
        SinglingOut(train, holdout);
        Link(RowSample.First(train, MostTargets), RowSample.First(holdout, MostTargets));
        Infer(RowSample.First(train, MostTargets), RowSample.First(holdout, MostTargets));
    }

    private void Membership()
    {
        GowerRows train = _space.Rows(_data.Train), holdout = _space.Rows(_data.Holdout);
        int[] members = RowSample.Draw(train.Count, MostMembers, _random.Fork("members")), people = RowSample.Draw(holdout.Count, holdout.Count, _random.Fork("other people"));
        var search = new GowerSearch(_space.Rows(_data.Synthetic));

        int half = people.Length / 2, n = Math.Min(members.Length, half);         // the density of real rows needs some that are not asked about
        var reference = holdout.Take(people.AsSpan(half));
        var attack = new MembershipInference(train.Take(members.AsSpan(0, n)), holdout.Take(people.AsSpan(0, n)), _run);
        Add("membership-domias", "Membership inference, DOMIAS", attack.ByDensity(search, _data.Synthetic.Count, reference), Text($"{n} training and {n} holdout rows, {reference.Count} other holdout rows as reference"));

        n = Math.Min(members.Length, people.Length);
        attack = new MembershipInference(train.Take(members.AsSpan(0, n)), holdout.Take(people.AsSpan(0, n)), _run);
        Add("membership-distance", "Membership inference by distance", attack.ByDistance(search), Text($"{n} training and {n} holdout rows"));

        void Add(string key, string name, (double[] Members, double[] Others) scores, string note)
        {
            var (area, interval) = RocArea.Of(scores.Members, scores.Others);
            var (right, wrong) = RocArea.Advantage(scores.Members, scores.Others);
            Score ofArea = new($"privacy.{key}", $"{name}, AUC", ScoreDirection.LowerIsBetter) { Value = area, Interval = interval, Floor = NoSkill, Note = note };
            Score ofAdvantage = new($"privacy.{key}-advantage", $"{name}, advantage", ScoreDirection.LowerIsBetter)
            {
                Value = right.Share - wrong.Share,
                Interval = right.Less(wrong),
                Floor = 0,
                Note = note,
            };
            _scores.Add(Judged(ofArea, RocArea.Of(scores.Members, scores.Others, Proportion.Strict).Interval, AreaTolerance));
            _scores.Add(Judged(ofAdvantage, right.Less(wrong, Proportion.Strict), AdvantageTolerance));
            _attacks.Add(new AttackOutcome(right, wrong, wrong.Share).ToResult(name, scores.Members.Length + scores.Others.Length, $"whether a row was among the training rows; AUC {area.ToString("0.000", CultureInfo.InvariantCulture)}"));
        }
    }

    private static Score Judged(Score score, ScoreInterval strict, double tolerance)
    {
        double floor = score.Floor!.Value;
        var verdict = Score.Judge(ScoreDirection.NearFloorIsBest, score.Value!.Value - floor, new(strict.Low - floor, strict.High - floor), tolerance);
        return (score with { Verdict = verdict }).Sided(below: ScoreVerdict.WithinNoise, above: ScoreVerdict.Worse);
    }

    private void SinglingOut(Table train, Table holdout)
    {
        var attack = new SinglingOutAttack(_data.Synthetic);
        Add("singling-out", "Singling out, univariate", attack.Univariate(MostDescriptions, _random.Fork("univariate")), 1);
        if (train.Columns.Count > 1)
            Add("singling-out-multivariate", "Singling out, multivariate", attack.Multivariate(MostDescriptions, _random.Fork("multivariate"), _run), SinglingOutAttack.ColumnsAtOnce);
        else
            Missing("singling-out-multivariate", "Singling out, multivariate", "needs two columns");

        void Add(string key, string name, SinglingOutAttack.Condition[][] guesses, int columns)
        {
            if (guesses.Length == 0)
            {
                Missing(key, name, "no description fits exactly one synthetic row");
                return;
            }

            bool[] random = SinglingOutAttack.Try(attack.AtRandom(guesses.Length, columns, _random.Fork("random guesses").Fork(columns)), train, _run);
            var outcome = new AttackOutcome(
                Proportion.Of(SinglingOutAttack.Try(guesses, train, _run)), Proportion.Of(SinglingOutAttack.Try(guesses, holdout, _run)), Proportion.Of(random).Share);
            Judge(key, name, outcome, guesses.Length, Text($"{guesses.Length} descriptions by {Math.Min(columns, train.Columns.Count)} column(s) that fit one synthetic row, tried on {train.Count} rows"));
        }
    }

    private void Link(Table train, Table holdout)
    {
        const string Key = "linkability", Name = "Linkability";
        if (train.Columns.Count < 2)
        {
            Missing(Key, Name, "needs two columns");
            return;
        }

        string[] known = Linkability.FirstHalf(_data);
        bool[][] linked = Linkability.Try(_data.Train, _data.Synthetic, known, _run, train, holdout);
        var outcome = new AttackOutcome(Proportion.Of(linked[0]), Proportion.Of(linked[1]), Linkability.Baseline(_data.Synthetic.Count));
        Judge(Key, Name, outcome, train.Count, $"whether {string.Join(", ", known)} and the other columns belong to one person");
    }

    private void Infer(Table train, Table holdout)
    {
        const string Key = "attribute-inference", Name = "Attribute inference";
        if (train.Columns.Count < 2)
        {
            Missing(Key, Name, "needs two columns");
            return;
        }

        string[] secrets = AttributeInference.Secrets(_data);
        bool[][][] right = Array.ConvertAll(secrets, secret => AttributeInference.Try(_data.Train, _data.Synthetic, secret, _run, train, holdout));
        double[] random = Array.ConvertAll(secrets, secret => Proportion.Of(AttributeInference.AtRandom(_data.Train, _data.Synthetic, secret, train, _random.Fork("random rows").Fork(secret))).Share);
        var all = new AttackOutcome(MeanOver(right, 0), MeanOver(right, 1), random.Average());
        Judge(Key, Name, all, train.Count * secrets.Length, Text($"{secrets.Length} columns in turn, each guessed from all others of {train.Count} rows"));
        _attacks.AddRange(secrets
            .Select((secret, s) => new AttackOutcome(Proportion.Of(right[s][0]), Proportion.Of(right[s][1]), random[s]).ToResult($"{Name}: {secret}", train.Count, $"{secret} from all other columns"))
            .OrderByDescending(a => a.Risk));
    }

    /// <summary>The share of right guesses over all secrets; a target's guesses depend on each other, so the trials are as many as explain the spread between targets.</summary>
    private static Proportion MeanOver(bool[][][] right, int set)
    {
        int n = right[0][set].Length;
        double[] shares = [.. Enumerable.Range(0, n).Select(i => right.Average(secret => secret[set][i] ? 1.0 : 0))];
        double mean = shares.Average(), variance = shares.Sum(s => (s - mean) * (s - mean)) / n;
        return new(mean, variance > 0 ? Math.Max(n, mean * (1 - mean) / variance * n) : n);
    }

    private void Judge(string key, string name, AttackOutcome outcome, int attempts, string note)
    {
        _scores.Add(outcome.ToScore($"privacy.{key}", name, note));
        _attacks.Add(outcome.ToResult(name, attempts, note));
    }

    private void Missing(string key, string name, string why) => _scores.Add(Score.Missing($"privacy.{key}", name, ScoreDirection.LowerIsBetter, why));

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
