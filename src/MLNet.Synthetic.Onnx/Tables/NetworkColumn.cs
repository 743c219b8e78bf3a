// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Runtime.CompilerServices;

namespace MLNet.Synthetic;

/// <summary>One column as a network sees it: one place of several, and for a number also where it lies within that place.</summary>
/// <remarks>
/// Mode-specific normalization (Xu et al. 2019, section 4.2): a number x belongs to a mode k of a mixture of normal distributions, drawn by its share in the density at x, and is α = (x − μ_k) / 4σ_k within it.
/// Places are, in this order: values that are kept as they are (the levels of a category; of a column of numbers the missing value, and numbers so frequent that they are a mode of their own, as in CTAB-GAN's mixed columns); the modes;
/// and one place that all rare levels of a category share.
/// </remarks>
internal sealed class NetworkColumn
{
    private const double Reach = 4;                                   // deviations that α = 1 stands for
    private const float Edge = 0.99f;                                 // α beyond is cut: tanh never gets to 1
    private readonly double[] _values, _rest, _restShares;
    private readonly NormalMixture? _modes;
    private readonly double? _logShift;                               // modes are of log(x + shift)
    private readonly double[] _range;                                 // of numbers in modes: the least, the fifth least, the fifth largest, the largest
    private readonly Dictionary<double, int> _places;

    private NetworkColumn(double[] values, NormalMixture? modes = null, double? logShift = null, double[]? range = null, double[]? rest = null, double[]? restShares = null)
    {
        (_values, _modes, _logShift, _range, _rest, _restShares) = (values, modes, logShift, range ?? [], rest ?? [], restShares ?? []);
        _places = new(values.Length);
        for (int i = 0; i < values.Length; i++)
            _places.Add(values[i], i);                                // NaN equals itself here
    }

    /// <summary>Number of places, ≥ 1.</summary>
    public int Places => _values.Length + (_modes?.Count ?? 0) + (_rest.Length > 0 ? 1 : 0);

    /// <summary>Whether numbers lie within places; where not, the place is all there is.</summary>
    public bool HasScalar => _modes is not null;

    /// <summary>Share of training rows in each place, (places).</summary>
    public double[] Shares { get; private init; } = [];

    /// <summary>Learns a column.</summary>
    /// <param name="numbers">Its values as <see cref="ColumnCodec"/> gives them, (n), n ≥ 1; NaN is missing.</param>
    /// <param name="isCategory">Whether the numbers are codes.</param>
    /// <param name="isLongTailed">Whether to take the logarithm of the numbers.</param>
    /// <param name="settings">Settings.</param>
    /// <param name="random">Draws the rows that the mixture is fitted to.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]           // run once, so that it never gets beyond the first tier otherwise
    public static NetworkColumn Learn(double[] numbers, bool isCategory, bool isLongTailed, NetworkColumnSettings settings, Rng random)
    {
        var counts = new Dictionary<double, int>();
        foreach (double number in numbers)
            counts[number] = counts.GetValueOrDefault(number) + 1;
        double[] different = [.. counts.Keys.Order()];                // NaN comes first
        if (isCategory || different.Length <= settings.FewValues)
            return Counted(different.Length <= settings.MostLevels ? new(different) : WithRest(different, counts, numbers.Length, settings.MostLevels), numbers);

        double[] spikes = [.. different.Where(v => double.IsNaN(v) || counts[v] >= settings.SpikeShare * numbers.Length)];
        var rest = different.Where(v => !spikes.Contains(v)).ToArray();
        if (rest.Length <= settings.FewValues / 2)                    // hardly any number beside the frequent ones
            return Counted(new(different), numbers);
        double? shift = isLongTailed ? (rest[0] > 0 ? 0 : 1 - rest[0]) : null;
        var (values, weights) = Sampled(rest, counts, settings.MostRows, random);
        if (shift is double s)
            values = Array.ConvertAll(values, v => Math.Log(v + s));
        return Counted(new(spikes, NormalMixture.Fit(values, weights, settings.MostModes, settings.LeastWeight), shift, Range(rest)), numbers);
    }

    /// <summary>The place of a number, and where it lies within.</summary>
    /// <param name="number">The number; NaN is missing.</param>
    /// <param name="random">Draws the mode.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]           // run once, so that it never gets beyond the first tier otherwise
    public (int Place, float Scalar) Encode(double number, Rng random)
    {
        if (_places.TryGetValue(number, out int place))
            return (place, 0);
        if (_modes is null)
            return (Places - 1, 0);                                   // a rare level
        double x = _logShift is double shift ? Math.Log(number + shift) : number;
        Span<double> shares = stackalloc double[_modes.Count];
        _modes.Responsibilities(x, shares);
        int mode = 0;
        for (double u = random.NextDouble() - shares[0]; u >= 0 && mode < shares.Length - 1; u -= shares[mode])
            mode++;
        return (_values.Length + mode, Math.Clamp((float)((x - _modes.Means[mode]) / (Reach * _modes.Deviations[mode])), -Edge, Edge));
    }

    /// <summary>The place of a number that has one of its own, or that of rare levels; null: the column has none for it.</summary>
    public int? PlaceOf(double number) => _places.TryGetValue(number, out int place) ? place : Array.BinarySearch(_rest, number) >= 0 ? Places - 1 : null;

    /// <summary>Whether numbers of this place are told apart by chance only.</summary>
    public bool IsRest(int place) => _rest.Length > 0 && place == Places - 1;

    /// <summary>Whether a place is a mode, within which numbers lie.</summary>
    public bool IsMode(int place) => _modes is not null && place >= _values.Length;

    /// <summary>A number of a place.</summary>
    /// <param name="place">The place.</param>
    /// <param name="scalar">Where it lies within, in [−1, 1].</param>
    /// <param name="random">Draws a rare level.</param>
    public double Decode(int place, float scalar, Rng random)
    {
        if (place < _values.Length)
            return _values[place];
        if (_modes is null)
            return _rest[Rare(random.NextDouble())];
        int mode = place - _values.Length;
        double x = _modes.Means[mode] + Reach * _modes.Deviations[mode] * scalar;
        x = _logShift is double shift ? Math.Exp(Math.Min(x, 700)) - shift : x;
        return x < _range[0] ? Between(_range[0], _range[1]) : x > _range[3] ? Between(_range[2], _range[3]) : x;

        double Between(double low, double high) => low + (high - low) * random.NextDouble();                 // not the extreme itself, which is somebody's
    }

    /// <summary>Saves the column.</summary>
    public void Write(ModelWriter writer)
    {
        writer.Write(_values);
        writer.Write(_modes is not null);
        if (_modes is not null)
        {
            writer.Write(_modes.Weights);
            writer.Write(_modes.Means);
            writer.Write(_modes.Deviations);
            writer.Write(_logShift is not null);
            writer.Write(_logShift ?? 0);
            writer.Write(_range);
        }

        writer.Write(_rest);
        writer.Write(_restShares);
        writer.Write(Shares);
    }

    /// <summary>Reads a column.</summary>
    /// <param name="reader">Reads it.</param>
    /// <param name="name">Name of the column, for errors.</param>
    /// <param name="levels">Levels of a category column; null: it holds numbers.</param>
    /// <exception cref="SyntheticDataException">It contradicts itself.</exception>
    public static NetworkColumn Read(ModelReader reader, string name, int? levels)
    {
        double[] values = reader.ReadDoubles();
        reader.Require(values.Distinct().Count() == values.Length && values.All(v => IsValue(v, levels)), $"the values of column '{name}' contradict each other");
        NormalMixture? modes = null;
        double? shift = null;
        double[] range = [];
        if (reader.ReadBoolean())
        {
            modes = new(reader.ReadDoubles(), reader.ReadDoubles(), reader.ReadDoubles());
            reader.Require(modes.Count is > 0 and <= 1000 && modes.Means.Length == modes.Count && modes.Deviations.Length == modes.Count && levels is null
                && modes.Weights.All(w => w > 0 && w <= 1) && modes.Means.All(double.IsFinite) && modes.Deviations.All(d => d > 0 && double.IsFinite(d)), $"the modes of column '{name}' contradict each other");
            bool isLog = reader.ReadBoolean();
            double by = reader.ReadDouble();
            reader.Require(double.IsFinite(by), $"the shift of column '{name}' is {by}");
            shift = isLog ? by : null;
            range = reader.ReadDoubles();
            reader.Require(range.Length == 4 && range.All(double.IsFinite) && range.SequenceEqual(range.Order()), $"the range of column '{name}' contradicts itself");
        }

        double[] rest = reader.ReadDoubles(), restShares = reader.ReadDoubles();
        reader.Require(rest.Length == restShares.Length && (modes is null || rest.Length == 0) && rest.All(v => !double.IsNaN(v) && IsValue(v, levels)) && IsAscending(rest) && IsAscending(restShares)
            && (rest.Length == 0 || (restShares[0] > 0 && restShares[^1] == 1)), $"the rare levels of column '{name}' contradict each other");
        var column = new NetworkColumn(values, modes, shift, range, rest, restShares) { Shares = reader.ReadDoubles() };
        reader.Require(column.Places > 0 && column.Shares.Length == column.Places && column.Shares.All(s => s >= 0 && s <= 1), $"the shares of column '{name}' contradict each other");
        return column;
    }

    private static bool IsValue(double value, int? levels)
        => double.IsNaN(value) || (double.IsFinite(value) && (levels is not int count || (value >= 0 && value < count && value == Math.Floor(value))));

    private static bool IsAscending(double[] values)
    {
        for (int i = 1; i < values.Length; i++)
        {
            if (!(values[i] > values[i - 1]))
                return false;
        }

        return true;
    }

    /// <summary>The most frequent levels with a place each, and one place for the others.</summary>
    private static NetworkColumn WithRest(double[] different, Dictionary<double, int> counts, int rows, int mostLevels)
    {
        double[] byCount = [.. different.OrderByDescending(v => double.IsNaN(v) ? rows : counts[v])];       // stable; missing is never rare
        double[] values = [.. byCount[..(mostLevels - 1)].Order()], rest = [.. byCount[(mostLevels - 1)..].Order()];
        double total = rest.Sum(v => counts[v]), below = 0;
        double[] shares = Array.ConvertAll(rest, v => (below += counts[v]) / total);
        return new(values, rest: rest, restShares: shares);
    }

    private static (double[] Values, double[] Counts) Sampled(double[] values, Dictionary<double, int> counts, int most, Rng random)
    {
        if (values.Length <= most)
            return (values, Array.ConvertAll(values, v => (double)counts[v]));
        int[] drawn = RowSample.Draw(values.Length, most, random);
        return (Array.ConvertAll(drawn, i => values[i]), Array.ConvertAll(drawn, i => (double)counts[values[i]]));
    }

    private static double[] Range(double[] ascending)
    {
        const int Few = 4;
        return [ascending[0], ascending[Math.Min(Few, ascending.Length - 1)], ascending[Math.Max(0, ascending.Length - 1 - Few)], ascending[^1]];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]           // run once, so that it never gets beyond the first tier otherwise
    private static NetworkColumn Counted(NetworkColumn column, double[] numbers)
    {
        var shares = new double[column.Places];
        Span<double> densities = stackalloc double[column._modes?.Count ?? 0];
        foreach (double number in numbers)
        {
            if (column._places.TryGetValue(number, out int place))
                shares[place]++;
            else if (column._modes is null)
                shares[^1]++;
        }

        double rest = numbers.Length - shares.Sum();
        for (int mode = 0; mode < densities.Length; mode++)
            shares[column._values.Length + mode] = rest * column._modes!.Weights[mode];
        return new(column._values, column._modes, column._logShift, column._range, column._rest, column._restShares) { Shares = Array.ConvertAll(shares, s => s / numbers.Length) };
    }

    private int Rare(double u)
    {
        int at = Array.BinarySearch(_restShares, u);
        return Math.Min(at >= 0 ? at + 1 : ~at, _rest.Length - 1);
    }
}

/// <summary>How columns become what a network sees.</summary>
/// <param name="MostModes">Most modes of a column of numbers, ≥ 1.</param>
/// <param name="SpikeShare">Share of rows from which on a number is a mode of its own, in (0, 1]; 1: none is, unless all are it.</param>
/// <param name="MostLevels">Most places of a category, ≥ 2: rarer levels share one, and are drawn by their shares there.</param>
internal sealed record NetworkColumnSettings(int MostModes = 10, double SpikeShare = 0.05, int MostLevels = 200)
{
    /// <summary>Different numbers up to which a column of numbers is a category.</summary>
    public int FewValues { get; init; } = 20;

    /// <summary>Different numbers that the mixture is fitted to.</summary>
    public int MostRows { get; init; } = 10_000;

    /// <summary>Modes of a smaller share are left out.</summary>
    public double LeastWeight { get; init; } = 0.005;
}
