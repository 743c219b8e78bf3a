// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>How many holdout rows are training rows, and whether that can be by chance: if not, the synthesizer has seen the holdout, and no floor can be trusted.</summary>
/// <remarks>
/// Only rows that say enough are counted: those of which independent columns would give the training rows less than 0.01 equals. What is plausible is told by the tables themselves: a fresh row equals a training row
/// about as often as a training row equals another one, or a holdout row another one. Tables of few columns, in which every row has equals, are caught when they are the same: the same rows in the same order, or so
/// many of each kind that two halves of one table would hardly ever agree so well, Π C(2c, c) / C(2n, n) for c rows of each kind of n in all.
/// </remarks>
/// <param name="Share">Share of holdout rows that say enough and equal a training row in every column, in [0, 1].</param>
/// <param name="Plausible">The share to be expected of fresh rows.</param>
/// <param name="IsImplausible">Whether there are so many more that the holdout holds training rows.</param>
public sealed record HoldoutOverlap(double Share, double Plausible, bool IsImplausible)
{
    private const double Tolerance = 0.01, ChanceEquals = 0.01, ChanceOfTheSame = 1e-3, BitsOfTheSame = 20;

    /// <summary>Compares two tables.</summary>
    /// <param name="train">Training rows, n.</param>
    /// <param name="holdout">Holdout rows, m, with the same columns and levels.</param>
    /// <param name="areSame">Whether the tables these are samples of have the same rows in the same order.</param>
    internal static HoldoutOverlap Of(Table train, Table holdout, bool areSame)
    {
        var rows = RowGroups.Of([train, holdout]);
        int[] inTrain = rows.Sizes(0), inHoldout = rows.Sizes(1);
        var (trainSays, holdoutSays) = (SaysEnough(train, train), SaysEnough(train, holdout));
        var shared = Proportion.Of([.. rows.Groups[1].Select((g, i) => holdoutSays[i] && inTrain[g] > 0)]);
        Proportion[] twins =
        [
            Proportion.Of([.. rows.Groups[0].Select((g, i) => trainSays[i] && inTrain[g] > 1)]), Proportion.Of([.. rows.Groups[1].Select((g, i) => holdoutSays[i] && inHoldout[g] > 1)]),
        ];
        var plausible = twins.MaxBy(t => t.Share);
        bool tooMany = shared.Less(plausible, Proportion.Strict).Low > Tolerance;
        bool same = (areSame && Bits(inTrain, train.Count) > BitsOfTheSame) || (inTrain.AsSpan().SequenceEqual(inHoldout) && ChanceOfEqualHalves(inTrain, train.Count) < ChanceOfTheSame);
        return same ? new(1, plausible.Share, true) : new(shared.Share, plausible.Share, tooMany);
    }

    /// <summary>In a sentence for people.</summary>
    public override string ToString() => FormattableString.Invariant($"{Share:0.#%} of the holdout rows are training rows, where {Plausible:0.#%} would be by chance");

    /// <summary>Whether each row of a table is one that independent columns would hardly make twice: n Π_j p_j(x_j) &lt; 0.01, p_j the shares of values among the training rows.</summary>
    private static bool[] SaysEnough(Table train, Table rows)
    {
        var logs = new double[rows.Count];
        Array.Fill(logs, Math.Log(train.Count));
        foreach (var column in train.Columns)
        {
            var counts = Cells.Identities(column).CountBy(c => c).ToDictionary();
            long[] cells = Cells.Identities(rows[column.Name]);
            for (int i = 0; i < logs.Length; i++)
                logs[i] += Math.Log(Math.Max(counts.GetValueOrDefault(cells[i]), 1) / (double)train.Count);
        }

        return Array.ConvertAll(logs, log => log < Math.Log(ChanceEquals));
    }

    /// <summary>n H: bits that tell rows of so many kinds, one after the other.</summary>
    private static double Bits(int[] counts, int n) => counts.Where(c => c > 0).Sum(c => -c * Math.Log2((double)c / n));

    /// <summary>The chance that two halves of the 2n rows of both tables, dealt at random, hold the same number of each kind.</summary>
    private static double ChanceOfEqualHalves(int[] counts, int n)
    {
        var logFactorial = new double[2 * n + 1];
        for (int i = 2; i < logFactorial.Length; i++)
            logFactorial[i] = logFactorial[i - 1] + Math.Log(i);
        return Math.Exp(counts.Sum(LogCentral) - LogCentral(n));

        double LogCentral(int c) => logFactorial[2 * c] - 2 * logFactorial[c];   // ln C(2c, c)
    }
}
