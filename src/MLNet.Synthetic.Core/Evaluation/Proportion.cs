// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>A share of rows, and how sure it is.</summary>
/// <param name="Share">The share, in [0, 1].</param>
/// <param name="Trials">Independent trials behind it, &gt; 0; a fraction where trials depend on each other.</param>
internal readonly record struct Proportion(double Share, double Trials)
{
    /// <summary>Standard errors in half a 95 % interval, for figures.</summary>
    public const double Usual = 1.959964;

    /// <summary>Standard errors in half a 99 % interval, for verdicts: there are some twenty of them, and fresh real rows should pass them all.</summary>
    public const double Strict = 2.575829;

    /// <summary>The share of the rows that are marked.</summary>
    public static Proportion Of(ReadOnlySpan<bool> marks) => new((double)marks.Count(true) / marks.Length, marks.Length);

    /// <summary>The 95 % interval of Wilson (1927), which stays within [0, 1] and is not empty at its ends.</summary>
    public ScoreInterval Interval => Wilson(Usual);

    /// <summary>The interval of the difference of this share and another (Newcombe 1998, method 10: squares of the sides of Wilson's intervals).</summary>
    /// <param name="other">The other share.</param>
    /// <param name="z">Standard errors in half an interval.</param>
    public ScoreInterval Less(Proportion other, double z = Usual)
    {
        var (a, b) = (Wilson(z), other.Wilson(z));
        double difference = Share - other.Share;
        return new(
            difference - Math.Sqrt(Square(Share - a.Low) + Square(b.High - other.Share)),
            difference + Math.Sqrt(Square(a.High - Share) + Square(other.Share - b.Low)));
    }

    /// <summary>Wilson's interval.</summary>
    /// <param name="z">Standard errors in half an interval.</param>
    public ScoreInterval Wilson(double z)
    {
        double square = z * z, center = (Share + square / (2 * Trials)) / (1 + square / Trials);
        double half = z / (1 + square / Trials) * Math.Sqrt(Share * (1 - Share) / Trials + square / (4 * Trials * Trials));
        return new(Math.Max(0, Math.Min(Share, center - half)), Math.Min(1, Math.Max(Share, center + half)));
    }

    private static double Square(double value) => value * value;
}
