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

    /// <param name="schema">The column.</param>
    /// <param name="codec">Its values as numbers.</param>
    /// <param name="values">The different numbers, ascending, (v).</param>
    /// <param name="starts">How many training rows have a smaller number than each, and how many have one, (v + 1).</param>
    /// <param name="edges">Upper ends of all steps but the last.</param>
    /// <param name="smoothingRanks">How far a rare value is moved.</param>
    /// <param name="protectedExtremes">Rows at each end that are not reproduced.</param>
    public NumberCodes(ColumnSchema schema, ColumnCodec codec, double[] values, int[] starts, double[] edges, int smoothingRanks, int protectedExtremes) : base(schema, codec)
    {
        (_values, _starts, _edges) = (values, starts, edges);
        (_smoothingRanks, _protectedExtremes) = (smoothingRanks, protectedExtremes);
    }

    /// <inheritdoc/>
    public override bool IsOrdered => true;

    /// <inheritdoc/>
    public override int MissingDonor => _values.Length;

    /// <inheritdoc/>
    public override byte MissingCode => (byte)(_values.Length == 0 ? 0 : _edges.Length + 1);

    private int Observed => _starts[^1];

    /// <summary>Whether rare values are moved: only where there are many values, so that none is a category in disguise.</summary>
    private bool IsSmoothed => _smoothingRanks > 0 && _values.Length > Math.Max(FewValues, ManyValues * Observed);

    /// <summary>Learns a column of numbers or times.</summary>
    public static TrainingColumn Learn(TableColumn column, ColumnSchema schema, SequentialTreesOptions options)
    {
        var codec = ColumnCodec.For(column, schema);
        double[] numbers = codec.Encode(column);
        int infinite = Array.FindIndex(numbers, double.IsInfinity);
        if (infinite >= 0)
            throw new SyntheticDataException($"Column '{column.Name}' is {numbers[infinite]} in row {infinite}. Replace such values, by a missing one for example, or leave the column out.");

        var donors = new int[numbers.Length];
        var (values, starts) = Distinct(numbers, donors);
        var counts = new int[values.Length];
        for (int v = 0; v < counts.Length; v++)
            counts[v] = starts[v + 1] - starts[v];

        var step = new ushort[values.Length];
        EqualMass.Group(counts, starts[^1], options.PredictorBins, step);
        var edges = new List<double>();
        for (int v = 1; v < values.Length; v++)
        {
            if (step[v] != step[v - 1])
                edges.Add(values[v - 1] + (values[v] - values[v - 1]) / 2);
        }

        var codes = new NumberCodes(schema, codec, values, starts, [.. edges], options.SmoothingRanks, options.ProtectedExtremes);
        var fine = new ushort[values.Length + 1];
        fine[^1] = (ushort)EqualMass.Group(counts, starts[^1], FineSteps, fine);
        return new(codes, numbers, Array.ConvertAll(donors, v => v < step.Length ? (byte)step[v] : codes.MissingCode), donors, fine);
    }

    /// <summary>The different numbers, ascending, with the rows that have a smaller one, and the place of each row's number among them.</summary>
    private static (double[] Values, int[] Starts) Distinct(double[] numbers, int[] places)
    {
        int n = numbers.Length, missing = 0, distinct = 0;
        var (sorted, rows) = (numbers.AsSpan().ToArray(), new int[n]);
        for (int i = 0; i < n; i++)
            rows[i] = i;
        Array.Sort(sorted, rows);                                     // NaN first
        while (missing < n && double.IsNaN(sorted[missing]))
            missing++;

        for (int i = missing; i < n; i++)
            distinct += i == missing || sorted[i] != sorted[i - 1] ? 1 : 0;
        var (values, starts) = (new double[distinct], new int[distinct + 1]);
        for (int i = missing, v = -1; i < n; i++)
        {
            if (i == missing || sorted[i] != sorted[i - 1])
                (values[++v], starts[v]) = (sorted[i], i - missing);
            places[rows[i]] = v;
        }

        starts[distinct] = n - missing;
        for (int i = 0; i < missing; i++)
            places[rows[i]] = distinct;
        return (values, starts);
    }

    /// <inheritdoc/>
    public override byte CodeOf(double number) => double.IsNaN(number) ? MissingCode : Steps.Of(number, _edges);

    /// <summary>A donor's number; a rare one of a column with many values is moved to near neighbours in the whole column.</summary>
    public override double NumberOf(int donor, Rng random)
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
        return _values[moved] + (next - _values[moved]) * random.NextDouble();
    }

    private int AtRank(int rank)
    {
        int at = Array.BinarySearch(_starts, rank);
        return at >= 0 ? at : ~at - 1;
    }

    /// <inheritdoc/>
    public override void Write(ModelWriter writer)
    {
        Codec.Write(writer);
        writer.Write(_values);
        writer.Write(_starts);
        writer.Write(_edges);
        writer.Write(_smoothingRanks);
        writer.Write(_protectedExtremes);
    }

    /// <summary>Reads what was saved.</summary>
    /// <exception cref="SyntheticDataException">It is not of a column of numbers.</exception>
    public static NumberCodes Read(ModelReader reader, ColumnSchema schema, TableColumn outline)
    {
        const int MostEdges = 253, MostRanks = (int.MaxValue - 1) / 2;
        var codec = ColumnCodec.Read(reader, schema, outline);
        double[] values = reader.ReadDoubles();
        int[] starts = reader.ReadInt32s();
        double[] edges = reader.ReadDoubles();
        reader.Require(SavedArrays.Ascends(values) && SavedArrays.Ascends(edges) && edges.Length <= MostEdges, $"the numbers of column '{schema.Name}' do not ascend");
        reader.Require(starts.Length == values.Length + 1 && starts[0] == 0 && SavedArrays.Ascends(starts), $"the counts of column '{schema.Name}' do not ascend");
        return new(schema, codec, values, starts, edges, reader.ReadInt32(0, MostRanks, "the ranks of smoothing"), reader.ReadInt32(0, int.MaxValue, "the protected rows"));
    }
}
