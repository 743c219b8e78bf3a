// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic;

/// <summary>Numbers as people read them, the same in every culture.</summary>
internal static class Figures
{
    /// <summary>Three decimals where that says something, else three digits: <c>0.913</c>, <c>1,234</c>, <c>2.1e-05</c>.</summary>
    public static string Short(double value) => Math.Abs(value) switch
    {
        0 => "0",
        >= 1e6 or < 0.0005 => value.ToString("0.##e+0", CultureInfo.InvariantCulture),
        >= 100 => value.ToString("#,0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.000", CultureInfo.InvariantCulture),
    };

    /// <summary>The figure, or a dash.</summary>
    public static string Short(double? value) => value is double figure ? Short(figure) : "–";

    /// <summary>E.g. <c>0.981 to 0.985</c>; empty where there is none.</summary>
    public static string Short(ScoreInterval? interval) => interval is null ? "" : $"{Short(interval.Low)} to {Short(interval.High)}";

    /// <summary>E.g. <c>12.3 %</c>.</summary>
    public static string Percent(double share) => (100 * share).ToString(Math.Abs(share) is > 0 and < 0.001 ? "0.00" : "0.0", CultureInfo.InvariantCulture) + "\u00A0%";

    /// <summary>The share in percent, or a dash.</summary>
    public static string Percent(double? share) => share is double value ? Percent(value) : "–";

    /// <summary>A whole number with thousands.</summary>
    public static string Count(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A tick of an axis: as few digits as tell it from the next.</summary>
    public static string Tick(double value)
    {
        if (Math.Abs(value) < 1e-12)
            return "0";
        return Math.Abs(value) switch
        {
            >= 1e9 => value.ToString("0.##e+0", CultureInfo.InvariantCulture),
            >= 1e6 => (value / 1e6).ToString("0.##", CultureInfo.InvariantCulture) + "M",
            >= 1e4 => (value / 1e3).ToString("0.##", CultureInfo.InvariantCulture) + "k",
            < 1e-3 => value.ToString("0.#e+0", CultureInfo.InvariantCulture),
            _ => value.ToString("0.####", CultureInfo.InvariantCulture),
        };
    }
}
