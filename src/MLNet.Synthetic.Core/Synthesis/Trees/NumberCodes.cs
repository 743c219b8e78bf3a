// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Codes of numbers and times: steps of about equal mass, the missing value behind the last one.</summary>
internal sealed class NumberCodes : ColumnCodes
{
    private const int FineSteps = 2000, KeptFrom = 3, FewValues = 50;
    private const double ManyValues = 0.02, MostlyDifferent = 0.3;
    private readonly double[] _values, _edges;
    private readonly int[] _starts;
    private readonly int _smoothingRanks, _protectedExtremes;
    private readonly TimeScale? _times;

    /// <param name="schema">The column.</param>
    /// <param name="values">The different values, ascending, (v).</param>
    /// <param name="starts">How many training rows have a smaller value than each, (v + 1).</param>
    /// <param name="edges">Upper ends of all steps but the last.</param>
    /// <param name="smoothingRanks">How far a rare value is moved.</param>
    /// <param name="protectedExtremes">Rows at each end that are not reproduced.</param>
    /// <param name="times">For times: what a value means.</param>
    public NumberCodes(ColumnSchema schema, double[] values, int[] starts, double[] edges, int smoothingRanks, int protectedExtremes, TimeScale? times) : base(schema)
    {
        (_values, _starts, _edges, _times) = (values, starts, edges, times);
        (_smoothingRanks, _protectedExtremes) = (smoothingRanks, protectedExtremes);
    }

    /// <inheritdoc/>
    public override bool IsOrdered => true;

    /// <inheritdoc/>
    public override int MissingDonor => _values.Length;

    private int Observed => _starts[^1];

    /// <summary>Whether rare values are moved: only where there are many values, so that none is a category in disguise.</summary>
    private bool IsSmoothed => _smoothingRanks > 0 && _values.Length > Math.Max(FewValues, ManyValues * Observed);

    /// <summary>Learns a column of numbers.</summary>
    public static TrainingColumn Learn(NumericColumn column, ColumnSchema schema, SequentialTreesOptions options)
    {
        int wrong = Array.FindIndex(column.Values, double.IsInfinity);
        if (wrong >= 0)
            throw new SyntheticDataException($"Column '{column.Name}' holds infinity in row {wrong}. Replace it by a number or by a missing value.");
        return Learn(Array.ConvertAll(column.Values, schema.Conform), schema, options, times: null);
    }

    /// <summary>Learns a column of times.</summary>
    public static TrainingColumn Learn(TimestampColumn column, ColumnSchema schema, SequentialTreesOptions options)
    {
        var times = TimeScale.Of(column.Ticks);
        return Learn(Array.ConvertAll(column.Ticks, times.ToNumber), schema, options, times);
    }

    private static TrainingColumn Learn(double[] numbers, ColumnSchema schema, SequentialTreesOptions options, TimeScale? times)
    {
        int n = numbers.Length;
        var rows = new int[n];
        for (int i = 0; i < n; i++)
            rows[i] = i;
        Array.Sort(numbers, rows);                                    // NaN first
        int missing = 0;
        while (missing < n && double.IsNaN(numbers[missing]))
            missing++;

        var donors = new int[n];
        var starts = new List<int>();
        for (int i = missing; i < n; i++)
        {
            if (i == missing || numbers[i] != numbers[i - 1])
            {
                numbers[starts.Count] = numbers[i];                   // the different values move to the front
                starts.Add(i - missing);
            }

            donors[rows[i]] = starts.Count - 1;
        }

        int distinct = starts.Count;
        for (int i = 0; i < missing; i++)
            donors[rows[i]] = distinct;
        starts.Add(n - missing);
        Array.Resize(ref numbers, distinct);
        return Coded(numbers, [.. starts], donors, schema, options, times);
    }

    private static TrainingColumn Coded(double[] values, int[] starts, int[] donors, ColumnSchema schema, SequentialTreesOptions options, TimeScale? times)
    {
        var counts = new int[values.Length];
        for (int v = 0; v < counts.Length; v++)
            counts[v] = starts[v + 1] - starts[v];
        var step = new ushort[values.Length + 1];
        int steps = EqualMass.Group(counts, starts[^1], options.PredictorBins, step);
        step[^1] = (ushort)steps;                                     // missing
        var edges = new List<double>();
        for (int v = 1; v < values.Length; v++)
        {
            if (step[v] != step[v - 1])
                edges.Add(values[v - 1] + (values[v] - values[v - 1]) / 2);
        }

        var fine = new ushort[values.Length + 1];
        fine[^1] = (ushort)EqualMass.Group(counts, starts[^1], FineSteps, fine);
        var codes = Array.ConvertAll(donors, donor => (byte)step[donor]);
        return new(new NumberCodes(schema, values, starts, [.. edges], options.SmoothingRanks, options.ProtectedExtremes, times), codes, donors, fine);
    }

    /// <inheritdoc/>
    public override DrawnColumn Draw(int rows) => new Drawn(this, rows);

    /// <inheritdoc/>
    public override DrawnColumn Given(TableColumn column) => (column, _times) switch
    {
        (NumericColumn numbers, null) => new GivenColumn(Array.ConvertAll(numbers.Values, CodeOf), column),
        (TimestampColumn given, TimeScale times) => new GivenColumn(Array.ConvertAll(given.Ticks, t => CodeOf(times.ToNumber(t))), column),
        _ => throw OtherType(column),
    };

    /// <summary>The step a value falls in; the step behind the last when it is missing.</summary>
    private byte CodeOf(double value)
    {
        if (double.IsNaN(value))
            return (byte)(_values.Length == 0 ? 0 : _edges.Length + 1);
        int low = 0, high = _edges.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_edges[middle] < value)
                low = middle + 1;
            else
                high = middle;
        }

        return (byte)low;
    }

    /// <summary>A donor's value; a rare one of a column with many values is moved to near neighbours of the whole column.</summary>
    private double ValueOf(int donor, Rng random)
    {
        if (donor == MissingDonor)
            return double.NaN;
        int count = _starts[donor + 1] - _starts[donor];
        if (!IsSmoothed || count >= KeptFrom)
            return _values[donor];

        int rank = _starts[donor] + count / 2 + random.Next(2 * _smoothingRanks + 1) - _smoothingRanks;
        int lowest = Math.Min(_protectedExtremes, (Observed - 1) / 2);
        int moved = AtRank(Math.Clamp(rank, lowest, Observed - 1 - lowest));
        if (_values.Length < MostlyDifferent * Observed)
            return _values[moved];                                    // the values form a grid: stay on it
        double next = _values[Math.Min(moved + 1, _values.Length - 1)];
        return Conform(_values[moved] + (next - _values[moved]) * random.NextDouble());
    }

    private int AtRank(int rank)
    {
        int at = Array.BinarySearch(_starts, rank);
        return at >= 0 ? at : ~at - 1;
    }

    private double Conform(double value) => _times?.Conform(value) ?? Schema.Conform(value);

    private sealed class Drawn(NumberCodes column, int rows) : DrawnColumn(new byte[rows])
    {
        private readonly double[] _drawn = new double[rows];

        public override void Set(int row, int donor, Rng random)
        {
            double value = column.ValueOf(donor, random);
            _drawn[row] = value;
            Codes[row] = column.CodeOf(value);
        }

        public override TableColumn ToColumn() => column._times is TimeScale times
            ? new TimestampColumn(column.Schema.Name, Array.ConvertAll(_drawn, times.ToTicks))
            : new NumericColumn(column.Schema.Name, _drawn);
    }
}
