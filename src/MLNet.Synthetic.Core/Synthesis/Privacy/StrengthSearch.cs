// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic;

/// <summary>Looks for the strength of the stop rule at which the rows have a wanted DCR share: bisection on the logarithm of the strength.</summary>
/// <remarks>
/// The share falls as the strength grows. From the strength given, it is multiplied or divided by 4 until the wanted share lies between two tries, then the interval is halved. A share is known to its standard error only, so
/// the search ends as soon as one is within half of that (or 0.002), and after 12 tries or when the ends are within 5 % in any case. All tries share their splits and random streams.
/// </remarks>
internal static class StrengthSearch
{
    private const string Stage = "Looking for the stop strength";
    private const int FewestRows = 100, MostTries = 12;
    private const double Least = 0.25, LeastMost = 1024, Step = 4, NarrowEnough = 1.05, CloseEnough = 0.002, OfStandardError = 0.5;

    /// <summary>Finds the strength, and learns all rows with it.</summary>
    /// <exception cref="SyntheticDataException">There are too few rows to measure a share.</exception>
    public static ITableModel Fit(Table table, TableSchema schema, SequentialTreesOptions options, double target, RunContext run)
    {
        if (table.Count < FewestRows)
        {
            throw new SyntheticDataException(
                $"{table.Count} rows are too few to measure a DCR share: at least {FewestRows} are needed. Leave out {nameof(TabularOptions.TargetDcrShare)} and choose {nameof(SequentialTreesOptions.StopStrength)} yourself; 7 leans to privacy.");
        }

        var trials = new StrengthTrials(table, schema, options, run);
        var tries = Tries(trials, target, options.StopStrength, Math.Max(LeastMost, table.Count), run);
        var found = tries.OrderBy(t => Math.Abs(t.DcrShare - target)).ThenByDescending(t => t.StopStrength).First();
        var (cost, noCost) = trials.Cost(tries[0].StopStrength, found.StopStrength);
        var search = new PrivacySearch
        {
            TargetDcrShare = target,
            StopStrength = found.StopStrength,
            Tries = tries,
            HeldOutRows = trials.HeldOutRows,
            IsReached = found.Interval.Low <= target && target <= found.Interval.High,
            Cost = cost,
            NoCost = noCost,
        };
        Tell(search, run);
        run.Step(Stage, MostTries + 1, MostTries + 1);
        return ((SequentialTreesModel)new SequentialTrees(options with { StopStrength = found.StopStrength }).Fit(table, schema, run)).With(search);
    }

    private static List<PrivacyTry> Tries(StrengthTrials trials, double target, double start, double most, RunContext run)
    {
        var tries = new List<PrivacyTry>();
        double weak = double.NaN, strong = double.NaN, strength = Math.Clamp(start, Least, most);   // shares above and below the wanted one; NaN: not found yet
        while (tries.Count < MostTries)
        {
            run.Step(Stage, tries.Count, MostTries + 1);
            var share = trials.DcrShare(strength);
            tries.Add(new(strength, share.Share, share.Interval));
            if (Math.Abs(share.Share - target) <= Math.Max(CloseEnough, OfStandardError * Math.Sqrt(share.Share * (1 - share.Share) / share.Trials)))
                break;
            if (share.Share > target)
                weak = strength;
            else
                strong = strength;

            if (weak / strong is var ratio && double.IsNaN(ratio))    // one end is open
            {
                double next = Math.Clamp(double.IsNaN(strong) ? strength * Step : strength / Step, Least, most);
                if (next == strength)
                    break;                                            // the end of the road
                strength = next;
                continue;
            }

            if (strong / weak < NarrowEnough)
                break;
            strength = Math.Sqrt(weak * strong);
        }

        return tries;
    }

    private static void Tell(PrivacySearch search, RunContext run)
    {
        var (found, target) = (search.Found, search.TargetDcrShare);
        run.Info(search.ToString());
        if (!search.IsReached)
        {
            run.Warn(string.Create(CultureInfo.InvariantCulture,
                $"A DCR share of {target:0.###} cannot be had on these rows: {(found.DcrShare > target ? "the lowest" : "the highest")} found is {found.DcrShare:0.000} ({found.Interval}), with stop strength {found.StopStrength:0.##}, which is used. ")
                + (found.DcrShare > target ? "Ask for more, or give more rows." : "The rows are farther from the training rows than was asked for."));
        }
        else if (found.Interval.Low <= 0.5 && target > 0.5 && found.Interval.High - target > target - 0.5)
        {
            run.Warn(string.Create(CultureInfo.InvariantCulture,
                $"With {search.HeldOutRows:N0} rows held out a DCR share is known to ±{(found.Interval.High - found.Interval.Low) / 2:0.000} only, which does not tell {target:0.###} from 0.5: take the strength found ({found.StopStrength:0.##}) as a rough one."));
        }
    }
}
