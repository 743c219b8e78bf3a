// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Bins of numbers of about equal mass; a value that would fill a bin has one of its own, and missing has one where it occurs.</summary>
/// <remarks>
/// Inside a bin a value is drawn in one of two ways. Where most rows hold values that occur three times or more, one of those values by frequency: grids and spikes stay, and
/// rare values stay private. Elsewhere uniformly between two neighbours of a few quantiles, then conformed to the decimals and range of the column: no training value is copied on purpose.
/// </remarks>
internal sealed class NumberBins : ColumnCode
{
    private const int FewestRows = 10, MostKnots = 17, RowsPerKnot = 5, Repeated = 3, MostRepeated = 1024;
    private const double RepeatedShare = 0.8;
    private readonly ColumnSchema _schema;

    /// <summary>Bins as they were stored or learned.</summary>
    /// <param name="schema">Decimals and range.</param>
    /// <param name="edges">Smallest value of each bin but the first, ascending, (bins − 1).</param>
    /// <param name="values">Of each bin the values to draw or the quantiles to draw between, ascending, each at least one, (bins)(m).</param>
    /// <param name="until">Running shares of the values to draw, ending with 1, (bins)(m); empty: draw between the quantiles.</param>
    /// <param name="hasMissing">Whether the last code is that of a missing cell.</param>
    public NumberBins(ColumnSchema schema, double[] edges, double[][] values, double[][] until, bool hasMissing) : base(schema.Name)
        => (_schema, Edges, Values, Until, HasMissing) = (schema, edges, values, until, hasMissing);

    public double[] Edges { get; }

    public double[][] Values { get; }

    public double[][] Until { get; }

    public bool HasMissing { get; }

    public override int Count => Values.Length + (HasMissing ? 1 : 0);

    public static NumberBins For(NumericColumn column, ColumnSchema schema, int maxBins)
    {
        int infinite = Array.FindIndex(column.Values, double.IsInfinity);
        if (infinite >= 0)
            throw new SyntheticDataException($"Column '{column.Name}' is {column.Values[infinite]} in row {infinite}. Replace such values, by a missing one for example, or leave the column out.");
        double[] sorted = [.. column.Values.Where(v => !double.IsNaN(v)).Order()];
        bool hasMissing = sorted.Length < column.Count;
        int[] starts = Starts(sorted, maxBins);
        double[][] values = new double[starts.Length][], until = new double[starts.Length][];
        for (int bin = 0; bin < starts.Length; bin++)
        {
            var members = sorted.AsSpan(starts[bin]..(bin + 1 < starts.Length ? starts[bin + 1] : sorted.Length));
            (values[bin], until[bin]) = Repeats(members) ?? (Quantiles(members), []);
        }

        return new(schema, [.. starts.Skip(1).Select(s => sorted[s])], values, until, hasMissing);
    }

    public override byte[] Encode(TableColumn column) => Array.ConvertAll(Require<NumericColumn>(column).Values, CodeOf);

    public byte CodeOf(double value)
    {
        if (double.IsNaN(value))
            return HasMissing ? (byte)Values.Length : Unseen;
        int at = Array.BinarySearch(Edges, value);
        return Values.Length == 0 ? Unseen : (byte)(at < 0 ? ~at : at + 1);
    }

    public override NumericColumn Decode(ReadOnlySpan<byte> codes, ReadOnlySpan<double> within)
    {
        var drawn = new double[codes.Length];
        for (int i = 0; i < drawn.Length; i++)
            drawn[i] = codes[i] == Values.Length ? double.NaN : _schema.Conform(Draw(codes[i], within[i]));
        return new(Name, drawn);
    }

    private double Draw(int bin, double within)
    {
        double[] values = Values[bin], until = Until[bin];
        if (until.Length > 0)
        {
            int at = Array.BinarySearch(until, within);
            return values[Math.Min(at < 0 ? ~at : at + 1, values.Length - 1)];
        }

        double place = within * (values.Length - 1);
        int left = (int)place;
        return left + 1 < values.Length ? double.Lerp(values[left], values[left + 1], place - left) : values[left];
    }

    /// <summary>First row of each bin among sorted values.</summary>
    private static int[] Starts(double[] sorted, int maxBins)
    {
        if (sorted.Length == 0)
            return [];
        var firsts = new List<int> { 0 };                             // first row of each distinct value
        for (int i = 1; i < sorted.Length; i++)
        {
            if (sorted[i] != sorted[i - 1])
                firsts.Add(i);
        }

        double mass = firsts.Count <= maxBins ? 0 : Mass(firsts, sorted.Length, maxBins);
        var starts = new List<int>();
        double filled = double.PositiveInfinity;
        for (int v = 0; v < firsts.Count; v++)
        {
            int rows = RowsOf(firsts, v, sorted.Length);
            if (filled >= mass || rows >= mass)
            {
                starts.Add(firsts[v]);
                filled = 0;
            }

            filled = rows >= mass ? double.PositiveInfinity : filled + rows;
        }

        return [.. starts];
    }

    /// <summary>Rows of a bin when values that fill one alone are set apart.</summary>
    private static double Mass(List<int> firsts, int n, int maxBins)
    {
        int[] falling = [.. Enumerable.Range(0, firsts.Count).Select(v => RowsOf(firsts, v, n)).OrderDescending()];
        double left = n;
        int heavy = 0;
        while (heavy < maxBins / 2 && falling[heavy] >= left / (maxBins - heavy))
            left -= falling[heavy++];
        return Math.Max(Math.Min(FewestRows, n / 2.0), left / (maxBins - heavy));
    }

    private static int RowsOf(List<int> firsts, int v, int n) => (v + 1 < firsts.Count ? firsts[v + 1] : n) - firsts[v];

    /// <summary>The values of a bin that repeat, with running shares; null where they do not make up most of it.</summary>
    private static (double[] Values, double[] Until)? Repeats(ReadOnlySpan<double> sorted)
    {
        if (sorted[0] == sorted[^1])
            return ([sorted[0]], [1]);
        var (values, counts) = (new List<double>(), new List<int>());
        for (int i = 0, next; i < sorted.Length && values.Count <= MostRepeated; i = next)
        {
            next = i + 1;
            while (next < sorted.Length && sorted[next] == sorted[i])
                next++;
            if (next - i < Repeated)
                continue;
            values.Add(sorted[i]);
            counts.Add(next - i);
        }

        double kept = counts.Sum(), sum = 0;
        return kept >= RepeatedShare * sorted.Length && values.Count <= MostRepeated
            ? ([.. values], [.. counts.Select(c => (sum += c) / kept)])
            : null;
    }

    private static double[] Quantiles(ReadOnlySpan<double> sorted)
    {
        var knots = new double[Math.Clamp(sorted.Length / RowsPerKnot, 2, MostKnots)];
        for (int q = 0; q < knots.Length; q++)
            knots[q] = sorted[(int)((long)q * (sorted.Length - 1) / (knots.Length - 1))];
        return knots;
    }
}

/// <summary>Bins of points in time, counted in the largest unit that all of them are whole multiples of.</summary>
internal sealed class TimeBins(string name, long origin, long unit, double latest, NumberBins bins) : ColumnCode(name)
{
    /// <summary>The earliest time, in ticks.</summary>
    public long Origin { get; } = origin;

    /// <summary>Ticks of a unit, ≥ 1.</summary>
    public long Unit { get; } = unit;

    /// <summary>Whole units from the origin to the latest time.</summary>
    public double Latest { get; } = latest;

    /// <summary>Bins of units after the origin.</summary>
    public NumberBins Bins { get; } = bins;

    public override int Count => Bins.Count;

    public static TimeBins For(TimestampColumn column, int maxBins)
    {
        long[] observed = [.. column.Ticks.Where(ticks => ticks != TimestampColumn.MissingTicks)];
        long origin = observed.DefaultIfEmpty(0).Min(), unit = 0;
        foreach (long ticks in observed)
            unit = GreatestCommonDivisor(ticks - origin, unit);
        unit = Math.Max(unit, 1);
        double[] units = Array.ConvertAll(column.Ticks, ticks => ticks == TimestampColumn.MissingTicks ? double.NaN : (ticks - origin) / unit);
        double latest = units.Where(u => !double.IsNaN(u)).DefaultIfEmpty(0).Max();
        return new(column.Name, origin, unit, latest, NumberBins.For(new(column.Name, units), SchemaOf(column.Name, latest), maxBins));
    }

    /// <summary>What is known of a column counted in units.</summary>
    public static ColumnSchema SchemaOf(string name, double latest) => new(name, ColumnKind.Numeric, ColumnRole.Feature, 0, null, 0, latest, 0);

    public override byte[] Encode(TableColumn column)
        => Array.ConvertAll(Require<TimestampColumn>(column).Ticks, ticks => Bins.CodeOf(ticks == TimestampColumn.MissingTicks ? double.NaN : (double)(ticks - Origin) / Unit));

    public override TimestampColumn Decode(ReadOnlySpan<byte> codes, ReadOnlySpan<double> within)
        => new(Name, Array.ConvertAll(Bins.Decode(codes, within).Values, units => double.IsNaN(units) ? TimestampColumn.MissingTicks : Origin + (long)units * Unit));

    private static long GreatestCommonDivisor(long a, long b)
    {
        while (b != 0)
            (a, b) = (b, a % b);
        return a;
    }
}
