// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Scores of how near synthetic rows lie to training rows, each beside that of as many holdout rows, and the verdict on copying.</summary>
internal sealed class NearnessScores
{
    private const double QuantileTolerance = 0.1;                     // of the floor
    private const double CopyTolerance = 0.002, NearTolerance = 0.02, ShareTolerance = 0.02;
    private const double CopiesOfACopier = 0.01, NearCopiesOfACopier = 0.05, ShareOfACopier = 0.6;
    private const double Half = 0.5;

    private NearnessScores(IReadOnlyList<Score> scores, IReadOnlyList<string> signs, Nearness synthetic, Nearness holdout)
        => (Scores, Signs, DistanceToClosest, DistanceRatio) = (scores, signs, Nearness.Histogram(synthetic.Distances, holdout.Distances), Nearness.Histogram(synthetic.Ratios, holdout.Ratios));

    /// <summary>The scores.</summary>
    public IReadOnlyList<Score> Scores { get; }

    /// <summary>What shows that rows were copied, a clause each; none: they were not.</summary>
    public IReadOnlyList<string> Signs { get; }

    /// <summary>DCR of holdout and synthetic rows.</summary>
    public ColumnHistogram DistanceToClosest { get; }

    /// <summary>NNDR of holdout and synthetic rows.</summary>
    public ColumnHistogram DistanceRatio { get; }

    /// <summary>Measures.</summary>
    /// <param name="data">The tables.</param>
    /// <param name="space">The space of all columns.</param>
    /// <param name="run">Randomness, threads, cancellation.</param>
    public static NearnessScores Of(EvaluationData data, GowerSpace space, RunContext run)
    {
        GowerRows train = space.Rows(data.Train), synthetic = space.Rows(data.SyntheticSample), holdout = space.Rows(data.HoldoutSample);
        var search = new GowerSearch(train);
        Nearness near = Nearness.Of(space, search, train.Count, synthetic, run), floor = Nearness.Of(space, search, train.Count, holdout, run);

        var rows = RowGroups.Of([data.Train, data.SyntheticSample, data.HoldoutSample]);
        int[] known = rows.Sizes(0);
        Proportion copies = Proportion.Of(Array.ConvertAll(rows.Groups[1], g => known[g] > 0)), copiesFloor = Proportion.Of(Array.ConvertAll(rows.Groups[2], g => known[g] > 0));
        double distance = floor.NearDistance;
        Proportion nearCopies = Proportion.Of(near.NearCopies(distance)), nearCopiesFloor = Proportion.Of(floor.NearCopies(distance));
        Proportion? share = data.HoldoutIsGiven ? Share(data, space, synthetic, train, run) : null;

        Score[] scores =
        [
            OfShare(share, Math.Min(data.Train.Count, data.Holdout.Count)),
            Verdicts.OfShares(
                "privacy.exact-copies", "Exact copies", ScoreDirection.LowerIsBetter, copies, copiesFloor, CopyTolerance,
                below: ScoreVerdict.WithinNoise, above: ScoreVerdict.BetterThanPossible, "share of rows that equal a training row in every column"),
            Verdicts.OfShares(
                "privacy.near-copies", "Near copies", ScoreDirection.LowerIsBetter, nearCopies, nearCopiesFloor, NearTolerance,
                below: ScoreVerdict.WithinNoise, above: ScoreVerdict.BetterThanPossible,
                FormattableString.Invariant($"share of rows within {distance:G2} of a training row, as the nearest 1 % of holdout rows are")),
            OfQuantile("privacy.dcr", "Distance to the closest record, median", near.Distances, floor.Distances, 0.5),
            OfQuantile("privacy.dcr-5", "Distance to the closest record, 5 % quantile", near.Distances, floor.Distances, 0.05),
            OfQuantile("privacy.nndr", "Nearest neighbour distance ratio, median", near.Ratios, floor.Ratios, 0.5),
            OfQuantile("privacy.nndr-5", "Nearest neighbour distance ratio, 5 % quantile", near.Ratios, floor.Ratios, 0.05),
        ];
        var plausible = data.HoldoutOverlap is { IsImplausible: true } overlap ? new Proportion(overlap.Plausible, data.Train.Count) : copiesFloor;   // a holdout that was seen is no floor
        return new(scores, [.. Found(copies, plausible, nearCopies, nearCopiesFloor, share)], near, floor);

        Score OfQuantile(string key, string name, double[] values, double[] floorValues, double at)
        {
            double[] sorted = [.. values.Order()], floorSorted = [.. floorValues.Order()];
            return Score.Against(
                key, name, ScoreDirection.NearFloorIsBest,
                sorted.Quantile(at), Replicates(sorted, "synthetic"), floorSorted.Quantile(at), Replicates(floorSorted, "holdout"), QuantileTolerance * floorSorted.Quantile(at))
                .Sided(below: ScoreVerdict.BetterThanPossible, above: ScoreVerdict.WithinNoise);

            double[] Replicates(double[] ascending, string name)
                => BootstrapCounts.Replicates(data.Bootstraps, ascending.Length, run.Random.Fork("privacy bootstrap").Fork(key).Fork(name), run, w => Nearness.Quantile(ascending, w, at));
        }
    }

    private static Proportion Share(EvaluationData data, GowerSpace space, GowerRows synthetic, GowerRows train, RunContext run)
    {
        int n = Math.Min(data.Train.Count, data.Holdout.Count);
        var random = run.Random.Fork("privacy reference rows");
        return CloserToTrain.Of(
            space, synthetic, train.Take(RowSample.Draw(data.Train.Count, n, random.Fork("train"))), space.Rows(RowSample.Draw(data.Holdout, n, random.Fork("holdout"))), run);
    }

    private static Score OfShare(Proportion? measured, int references)
    {
        const string Key = "privacy.dcr-share", Name = "Share closer to training than to holdout rows";
        if (measured is not Proportion share)
            return Score.Missing(Key, Name, ScoreDirection.NearFloorIsBest, "needs a holdout that the synthesizer has not seen");
        var (interval, strict) = (share.Interval, share.Wilson(Proportion.Strict));
        return new Score(Key, Name, ScoreDirection.NearFloorIsBest)
        {
            Value = share.Share,
            Interval = interval,
            Floor = Half,
            Verdict = Score.Judge(ScoreDirection.NearFloorIsBest, share.Share - Half, new(strict.Low - Half, strict.High - Half), ShareTolerance),
            Note = FormattableString.Invariant($"{references} training and as many holdout rows; a perfect synthesizer gets one half"),
        }.Sided(below: ScoreVerdict.WithinNoise, above: ScoreVerdict.BetterThanPossible);
    }

    private static IEnumerable<string> Found(Proportion copies, Proportion copiesFloor, Proportion near, Proportion nearFloor, Proportion? share)
    {
        if (copies.Less(copiesFloor).Low > CopiesOfACopier)
            yield return FormattableString.Invariant($"{copies.Share:0.0%} of synthetic rows equal a training row in every column ({copiesFloor.Share:0.0%} of fresh real rows do)");
        if (near.Less(nearFloor).Low > NearCopiesOfACopier)
            yield return FormattableString.Invariant($"{near.Share:0.0%} of synthetic rows are near copies of a training row ({nearFloor.Share:0.0%} of fresh real rows are as near)");
        if (share is Proportion closer && closer.Interval.Low > ShareOfACopier)
            yield return FormattableString.Invariant($"{closer.Share:0.0%} of synthetic rows lie closer to training rows than to as many holdout rows (50 % is to be expected)");
    }
}
