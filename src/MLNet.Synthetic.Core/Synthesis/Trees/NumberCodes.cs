// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Codes of numbers and times: steps of about equal mass, the missing value behind the last one.</summary>
internal sealed class NumberCodes : ColumnCodes
{
    private const int FineSteps = 2000;
    private readonly double[] _values, _edges;
    private readonly int[] _starts;
    private readonly bool[] _isKept;
    private readonly Smoothing? _smoothing;

    /// <param name="schema">The column.</param>
    /// <param name="codec">Its values as numbers.</param>
    /// <param name="values">The numbers that donors stand for, ascending, (v).</param>
    /// <param name="starts">How many training rows have a number below each, and how many have one, (v + 1).</param>
    /// <param name="isKept">Whether each is drawn as it is although others are smoothed, (v).</param>
    /// <param name="edges">Upper ends of all steps but the last.</param>
    /// <param name="smoothing">How the others are moved; null: not at all.</param>
    public NumberCodes(ColumnSchema schema, ColumnCodec codec, double[] values, int[] starts, bool[] isKept, double[] edges, Smoothing? smoothing) : base(schema, codec)
        => (_values, _starts, _isKept, _edges, _smoothing) = (values, starts, isKept, edges, smoothing);

    /// <inheritdoc/>
    public override bool IsOrdered => true;

    /// <inheritdoc/>
    public override int MissingDonor => _values.Length;

    /// <inheritdoc/>
    public override byte MissingCode => (byte)(_values.Length == 0 ? 0 : _edges.Length + 1);

    /// <summary>Upper ends of all steps but the last, ascending.</summary>
    public double[] Edges => _edges;

    private int Observed => _starts[^1];

    /// <summary>Learns a column of numbers or times.</summary>
    public static TrainingColumn Learn(TableColumn column, ColumnSchema schema, Coding coding, RunContext run)
    {
        var codec = ColumnCodec.For(column, schema);
        double[] numbers = codec.Encode(column);
        int infinite = Array.FindIndex(numbers, double.IsInfinity);
        if (infinite >= 0)
            throw new SyntheticDataException($"Column '{column.Name}' is {numbers[infinite]} in row {infinite}. Replace such values, by a missing one for example, or leave the column out.");

        var drawn = NumberValues.Of(numbers, schema, coding, run);
        var (values, starts, isKept, smoothing) = drawn;
        var counts = new int[values.Length];
        for (int v = 0; v < counts.Length; v++)
            counts[v] = starts[v + 1] - starts[v];

        var step = new ushort[values.Length];
        EqualMass.Group(counts, starts[^1], coding.PredictorBins, step);
        var edges = new List<double>();
        for (int v = 1; v < values.Length; v++)
        {
            if (step[v] != step[v - 1])
                edges.Add(values[v - 1] + (values[v] - values[v - 1]) / 2);
        }

        var codes = new NumberCodes(schema, codec, values, starts, isKept, [.. edges], smoothing);
        var fine = new ushort[values.Length + 1];
        fine[^1] = (ushort)EqualMass.Group(counts, starts[^1], FineSteps, fine);
        var (code, fineOf) = (new byte[numbers.Length], new ushort[numbers.Length]);
        for (int i = 0; i < numbers.Length; i++)
        {
            int v = drawn.Place(numbers[i]);
            code[i] = v < step.Length ? (byte)step[v] : codes.MissingCode;
            fineOf[i] = fine[v];
        }

        return new(codes, numbers, code, fineOf, fine[^1] + 1, row => drawn.Place(numbers[row]));
    }

    /// <inheritdoc/>
    public override byte CodeOf(double number) => double.IsNaN(number) ? MissingCode : Steps.Of(number, _edges);

    /// <inheritdoc/>
    public override double ValueOf(int donor) => donor == MissingDonor ? double.NaN : _values[donor];

    /// <summary>A donor's number; a rare one of a column with many values is moved to near neighbours in the whole column.</summary>
    public override double NumberOf(int donor, Rng random)
    {
        if (donor == MissingDonor)
            return double.NaN;
        if (_smoothing is not Smoothing smoothing || _isKept[donor])
            return _values[donor];

        int middle = _starts[donor] + (_starts[donor + 1] - _starts[donor]) / 2;
        int rank = middle + random.Next(2 * smoothing.Ranks + 1) - smoothing.Ranks;
        int lowest = Math.Min(smoothing.ProtectedExtremes, (Observed - 1) / 2);
        int moved = AtRank(Math.Clamp(rank, lowest, Observed - 1 - lowest));
        if (smoothing.StaysOnValues)
            return _values[moved];
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
        writer.Write(Array.ConvertAll(_isKept, kept => kept ? (byte)1 : (byte)0));
        writer.Write(_edges);
        writer.Write(_smoothing is not null);
        if (_smoothing is not Smoothing smoothing)
            return;
        writer.Write(smoothing.Ranks);
        writer.Write(smoothing.ProtectedExtremes);
        writer.Write(smoothing.StaysOnValues);
    }

    /// <summary>Reads what was saved.</summary>
    /// <exception cref="SyntheticDataException">It is not of a column of numbers.</exception>
    public static NumberCodes Read(ModelReader reader, ColumnSchema schema, TableColumn outline)
    {
        const int MostEdges = 253, MostRanks = (int.MaxValue - 1) / 2;
        var codec = ColumnCodec.Read(reader, schema, outline);
        double[] values = reader.ReadDoubles();
        int[] starts = reader.ReadInt32s();
        byte[] kept = reader.ReadBytes();
        double[] edges = reader.ReadDoubles();
        reader.Require(SavedArrays.Ascends(values) && SavedArrays.Ascends(edges) && edges.Length <= MostEdges, $"the numbers of column '{schema.Name}' do not ascend");
        reader.Require(starts.Length == values.Length + 1 && starts[0] == 0 && SavedArrays.Ascends(starts), $"the counts of column '{schema.Name}' do not ascend");
        reader.Require(kept.Length == values.Length && !kept.AsSpan().ContainsAnyExceptInRange((byte)0, (byte)1), $"the marks of column '{schema.Name}' are not those of its numbers");
        Smoothing? smoothing = reader.ReadBoolean()
            ? new(reader.ReadInt32(0, MostRanks, "the ranks of smoothing"), reader.ReadInt32(0, int.MaxValue, "the protected rows"), reader.ReadBoolean())
            : null;
        return new(schema, codec, values, starts, Array.ConvertAll(kept, mark => mark == 1), edges, smoothing);
    }

    /// <summary>How rare values are moved.</summary>
    /// <param name="Ranks">How far, in rows of the sorted column.</param>
    /// <param name="ProtectedExtremes">Rows at each end that are not reproduced.</param>
    /// <param name="StaysOnValues">Whether only values of training rows are drawn, since they form a grid.</param>
    internal sealed record Smoothing(int Ranks, int ProtectedExtremes, bool StaysOnValues);
}
