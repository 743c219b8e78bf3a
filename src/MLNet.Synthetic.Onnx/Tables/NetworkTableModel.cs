// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>A table model whose rows come out of a network, batch by batch, on all cores.</summary>
/// <remarks>
/// An algorithm says which inputs and outputs its network has, how a batch is drawn, and what it keeps besides the network. Every batch has its own random stream and is computed whole, so that rows do not depend on
/// the number of threads. Opening and sampling need the native library of ONNX Runtime; making, saving and loading a model do not.
/// </remarks>
internal abstract class NetworkTableModel : ITableModel
{
    private const int BatchesOfABlock = 16;
    private readonly Lock _opening = new();
    private readonly Dictionary<ComputeDevice, NetworkSession> _sessions = [];

    /// <summary>A model.</summary>
    /// <param name="schema">What is known of the columns.</param>
    /// <param name="codecs">Values of each column as numbers and back.</param>
    /// <param name="network">The network.</param>
    /// <param name="inputs">The inputs that the algorithm fills.</param>
    /// <param name="outputs">The outputs that it reads.</param>
    /// <exception cref="SyntheticDataException">The network has others.</exception>
    protected NetworkTableModel(TableSchema schema, IReadOnlyList<ColumnCodec> codecs, Network network, IReadOnlyList<OnnxPort> inputs, IReadOnlyList<OnnxPort> outputs)
        => (Schema, Codecs, Network) = (schema, codecs, network.Require(inputs, outputs));

    /// <inheritdoc/>
    public TableSchema Schema { get; }

    /// <summary>Values of each column as numbers and back, in the order of the schema.</summary>
    public IReadOnlyList<ColumnCodec> Codecs { get; }

    /// <summary>The network.</summary>
    public Network Network { get; }

    /// <summary>Files that are saved beside the network and never looked into, such as a report on the training: by names that <see cref="SavedEntries"/> allows.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Attachments { get; init; } = new Dictionary<string, ReadOnlyMemory<byte>>();

    /// <summary>How the network was trained; null: not known.</summary>
    public TrainingReport? Training
    {
        get => Attachments.TryGetValue(TrainingReport.Entry, out var json) ? TrainingReport.FromJson(json.Span) : null;
        init => Attachments = value is null ? new Dictionary<string, ReadOnlyMemory<byte>>() : new Dictionary<string, ReadOnlyMemory<byte>> { [TrainingReport.Entry] = value.ToJson() };
    }

    /// <summary>Rows of a batch.</summary>
    public virtual int BatchRows => 512;

    /// <inheritdoc/>
    public virtual int BlockRows => BatchesOfABlock * BatchRows;

    /// <inheritdoc/>
    public abstract bool CanFix(IReadOnlyCollection<string> columnNames);

    /// <inheritdoc/>
    public Table Sample(int rows, Table? given, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(run);
        GivenColumns.Check(given, rows, this);
        int d = Codecs.Count;
        var givenColumns = Schema.Columns.Select(c => GivenColumns.Find(given, c.Name)).ToArray();
        var fixedNumbers = Codecs.Zip(givenColumns, (codec, column) => column is null ? null : codec.Encode(column)).ToArray();
        var drawn = fixedNumbers.Select(numbers => numbers is null ? new double[rows] : []).ToArray();
        if (rows > 0)
        {
            var session = SessionOn(run);
            run.ForChunks(rows, BatchRows, (batch, start, end) => session.Use(buffers =>
                DrawBatch(buffers, run.Random.Fork("batch").Fork(batch), new(drawn, fixedNumbers, start, end - start))));
        }

        var columns = new TableColumn[d];
        run.ForChunks(d, 1, (j, _, _) => columns[j] = givenColumns[j] ?? Codecs[j].Decode(drawn[j]));
        return new(columns);
    }

    /// <summary>Draws a batch: fills its inputs, runs the network once or several times, and writes what comes out as numbers that <see cref="Codecs"/> decode.</summary>
    /// <param name="batch">Inputs and outputs. All of its rows are computed, also where fewer are wanted.</param>
    /// <param name="random">The random stream of the batch.</param>
    /// <param name="rows">Takes the numbers.</param>
    protected abstract void DrawBatch(NetworkBatch batch, Rng random, NetworkRows rows);

    /// <summary>Saves what the algorithm keeps besides the network, the schema and the codecs.</summary>
    public abstract void Write(ModelWriter writer);

    /// <summary>The session on the device that is asked for: opened at the first use.</summary>
    private NetworkSession SessionOn(RunContext run)
    {
        lock (_opening)
        {
            if (!_sessions.TryGetValue(run.Device, out var session))
                _sessions.Add(run.Device, session = NetworkSession.Open(Network, BatchRows, run));
            return session;
        }
    }
}

/// <summary>The rows of a batch that are wanted: numbers that are given, and places for those that are drawn.</summary>
/// <param name="drawn">Numbers of each column that is drawn, (all rows); empty: it is given.</param>
/// <param name="given">Numbers of each column that is given, (all rows); null: it is drawn.</param>
/// <param name="start">First row of the batch.</param>
/// <param name="count">Rows that are wanted.</param>
internal readonly struct NetworkRows(double[][] drawn, double[]?[] given, int start, int count)
{
    /// <summary>Rows that are wanted: those of the batch, or fewer.</summary>
    public int Count => count;

    /// <summary>Whether a column is given.</summary>
    public bool IsGiven(int column) => given[column] is not null;

    /// <summary>The numbers of a column that is given, (count): a category is its code, NaN is missing.</summary>
    public ReadOnlySpan<double> Given(int column) => given[column].AsSpan(start, count);

    /// <summary>Where the numbers of a column that is drawn go, (count).</summary>
    public Span<double> Drawn(int column) => drawn[column].AsSpan(start, count);
}
