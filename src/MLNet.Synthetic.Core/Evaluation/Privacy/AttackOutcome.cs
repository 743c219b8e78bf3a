// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>What an attack achieved on training rows, on holdout rows and by chance.</summary>
/// <remarks>
/// Giomi, Boenisch, Wehmeyer, Tasnádi (2023), "A unified framework for quantifying privacy risk in synthetic data", PETS (Anonymeter). What is guessed right of holdout rows follows from the
/// population; the risk is what is guessed beyond that, (success − control) / (1 − control). Intervals are Wilson's, carried over to the risk to first order.
/// </remarks>
/// <param name="Success">Right guesses about training rows.</param>
/// <param name="Control">Right guesses about holdout rows.</param>
/// <param name="Baseline">Share of right guesses about training rows made at random.</param>
internal sealed record AttackOutcome(Proportion Success, Proportion Control, double Baseline)
{
    private const double Tolerance = 0.02;

    /// <summary>The figure beside its floor, the control: <c>Worse</c> when training rows are guessed better than holdout rows.</summary>
    public Score ToScore(string key, string name, string note) => Verdicts.OfShares(
        key, name, ScoreDirection.LowerIsBetter, Success, Control, Tolerance, below: ScoreVerdict.WithinNoise, above: ScoreVerdict.Worse, note);

    /// <summary>The result in full.</summary>
    public AttackResult ToResult(string name, int attempts, string note)
    {
        double risk = Risk(Success.Share), error = Error();
        return new(
            name, attempts, Success.Share, Success.Interval, Control.Share, Baseline, Math.Max(0, risk), new(Math.Clamp(risk - error, 0, 1), Math.Clamp(risk + error, 0, 1)),
            Success.Interval.Low > Baseline ? note : $"{note}; no better than guessing at random, so too weak an attack to prove anything");
    }

    private double Risk(double success) => Control.Share < 1 ? (success - Control.Share) / (1 - Control.Share) : 0;

    /// <summary>Half the risk's interval, from the halves of its parts.</summary>
    private double Error()
    {
        if (Control.Share >= 1)
            return 0;
        double bySuccess = Half(Success) / (1 - Control.Share), byControl = Half(Control) * (1 - Success.Share) / ((1 - Control.Share) * (1 - Control.Share));
        return Math.Sqrt(bySuccess * bySuccess + byControl * byControl);
    }

    private static double Half(Proportion share) => (share.Interval.High - share.Interval.Low) / 2;
}
