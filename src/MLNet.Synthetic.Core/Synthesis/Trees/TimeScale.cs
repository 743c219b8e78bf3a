// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Times as numbers: ticks after the earliest, which a double holds exactly far beyond a thousand years when they are whole milliseconds.</summary>
/// <param name="Origin">The earliest time in ticks.</param>
/// <param name="Latest">Ticks from the earliest time to the latest.</param>
/// <param name="Unit">The largest of day, hour, minute, second, millisecond and tick that all times are whole multiples of.</param>
internal sealed record TimeScale(long Origin, double Latest, long Unit)
{
    private static readonly long[] s_units = [TimeSpan.TicksPerDay, TimeSpan.TicksPerHour, TimeSpan.TicksPerMinute, TimeSpan.TicksPerSecond, TimeSpan.TicksPerMillisecond, 1];

    /// <summary>The scale of some times.</summary>
    public static TimeScale Of(long[] ticks)
    {
        long origin = ticks.Min();
        return new(origin, ticks.Max() - origin, s_units.First(unit => Array.TrueForAll(ticks, t => t % unit == 0)));
    }

    /// <summary>A time as a number.</summary>
    public double ToNumber(long ticks) => ticks - Origin;

    /// <summary>A number as a time.</summary>
    public long ToTicks(double number) => Origin + (long)number;

    /// <summary>The nearest number that is a time of this column's unit and range.</summary>
    public double Conform(double number) => Math.Clamp(Math.Round(number / Unit) * Unit, 0, Latest);
}
